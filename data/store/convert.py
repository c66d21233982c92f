"""Between frames and database values: canonical dtypes here, ISO text and numbers there."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Delete, Insert, Update

from scoring.columns import DTYPES, Kind

Records = list[dict[str, Any]]


def records(frame: pd.DataFrame) -> Records:
    """The rows of ``frame`` as the database takes them; missing is None."""
    names = list(frame.columns)
    return [dict(zip(names, row, strict=True)) for row in lines(frame, names)]


def lines(frame: pd.DataFrame, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """The same, each row a tuple of these columns."""
    return list(zip(*(_plain(frame[name]) for name in names), strict=True))


def execute_many(
    connection: Connection, statement: Insert | Update | Delete, rows: pd.DataFrame
) -> None:
    """Run ``statement`` once per row; its parameters are named as the columns of ``rows``.

    Goes to the driver directly: rows are in database values already, so that nothing is left for
    SQLAlchemy to convert, which costs more than the database itself.
    """
    if rows.empty:
        return
    compiled = statement.compile(dialect=connection.dialect, column_keys=list(rows.columns))
    order = getattr(compiled, "positiontup", None)
    if order is None:
        connection.exec_driver_sql(str(compiled), records(rows))
    else:
        connection.exec_driver_sql(str(compiled), lines(rows, order))


def frame_of(
    rows: Sequence[Sequence[Any]], names: Sequence[str], kinds: Mapping[str, Kind]
) -> pd.DataFrame:
    """Database rows as a frame in canonical dtypes; a name without a kind is text."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return pd.DataFrame(
        {
            name: _typed(column, kinds.get(name, "text"))
            for name, column in zip(names, columns, strict=True)
        },
        copy=False,
    )


def moment_text(moment: datetime) -> str:
    """A moment as it is kept: ISO 8601 in UTC with microseconds, so that text sorts as time."""
    return pd.Timestamp(moment).tz_convert("UTC").strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(value: Any) -> pd.Timestamp | None:
    """A kept moment as a zone-aware timestamp, None where there is none."""
    return None if value is None else pd.Timestamp(value).tz_convert("UTC")


def told(cell: Any) -> bool:
    """Whether a cell of a frame holds something."""
    return not pd.isna(cell)


def _plain(column: pd.Series) -> Iterable[Any]:
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        naive = column.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(dtype="datetime64[us]")
        return _some(np.char.add(np.datetime_as_string(naive, unit="us"), "Z"), column)
    if column.dtype.kind == "M":
        return _some(
            np.datetime_as_string(column.to_numpy(dtype="datetime64[us]"), unit="D"), column
        )
    values = column.to_numpy(dtype=object, copy=True)
    values[column.isna().to_numpy()] = None
    return list(values)


def _some(texts: "np.ndarray[Any, Any]", column: pd.Series) -> list[Any]:
    plain = texts.astype(object)
    plain[column.isna().to_numpy()] = None
    return list(plain)


def _typed(column: Sequence[Any], kind: Kind) -> pd.Series:
    found: pd.Series
    if kind not in ("moment", "day"):
        found = pd.Series(column, dtype=DTYPES[kind])
        return found
    if any(type(value) not in _WRITTEN for value in column):
        values = pd.Series(column, dtype=object)
        found = pd.to_datetime(values, utc=kind == "moment", format="ISO8601")
        return found.astype(DTYPES[kind])
    plain = ["NaT" if value is None else value.removesuffix("Z") for value in column]
    found = pd.Series(np.array(plain, dtype="datetime64[us]"))
    return found if kind == "day" else found.dt.tz_localize("UTC")


_WRITTEN = (str, type(None))
"""How times come where a database keeps them as text (moment_text); elsewhere they are its own."""
