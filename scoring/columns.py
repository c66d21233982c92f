"""What a column and a frame of ours are: kinds of values, and the checks they bring along."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

if TYPE_CHECKING:
    import pandera.pandas as pa

Kind = Literal["text", "category", "moment", "day", "number", "whole", "flag", "spans"]

DTYPES: Mapping[Kind, Any] = MappingProxyType(
    {
        "text": pd.StringDtype(na_value=float("nan")),
        "category": pd.StringDtype(na_value=float("nan")),
        "spans": pd.StringDtype(na_value=float("nan")),
        "moment": pd.DatetimeTZDtype("us", "UTC"),
        "day": "datetime64[us]",
        "number": "float64",
        "whole": pd.Int64Dtype(),
        "flag": pd.BooleanDtype(),
    }
)
KIND_MEANINGS: Mapping[Kind, str] = MappingProxyType(
    {
        "text": "text; identifiers keep every digit",
        "category": "one of the codes listed",
        "moment": "point in time, zone-aware, UTC",
        "day": "calendar day of the office",
        "number": "decimal number",
        "whole": "whole number",
        "flag": "true or false",
        "spans": "`start/end` in ISO 8601 UTC, separated by `;`; without an end: still running",
    }
)


@dataclass(frozen=True)
class Column:
    """One column: its kind, what it means, and what a value must be.

    ``otherwise`` is the code that stands for a category that was not understood; without it such
    a row is rejected. ``default`` fills a missing cell. ``refers`` names the frame whose key the
    value must be. ``until``: a day given without a time of day means its end.
    """

    kind: Kind
    meaning: str
    required: bool = False
    values: tuple[str, ...] = ()
    otherwise: str | None = None
    default: str | float | bool | None = None
    low: float | None = None
    high: float | None = None
    refers: Literal["units", "people"] | None = None
    until: bool = False


def text(meaning: str, **more: Any) -> Column:
    """A column of text."""
    return Column("text", meaning, **more)


def moment(meaning: str, **more: Any) -> Column:
    """A column of points in time."""
    return Column("moment", meaning, **more)


@dataclass(frozen=True)
class Shape:
    """A frame: its name, the key of a row, the column that dates a row, and its columns."""

    name: str
    meaning: str
    key: str
    since: str | None
    columns: Mapping[str, Column]

    @cached_property
    def schema(self) -> "pa.DataFrameSchema":
        """The pandera schema of the whole frame."""
        return schema_of(self.columns, [self.key])

    def empty(self) -> pd.DataFrame:
        """A frame of this shape without rows."""
        return self._empty.copy()

    @cached_property
    def _empty(self) -> pd.DataFrame:
        return pd.DataFrame(
            {n: pd.Series([], dtype=DTYPES[c.kind]) for n, c in self.columns.items()}
        )


def schema_of(columns: Mapping[str, Column], unique: list[str]) -> "pa.DataFrameSchema":
    """The pandera schema of a frame with these columns, one row per ``unique``."""
    import pandera.pandas as pa  # takes long to import, and is asked for by checks alone

    def checks(column: Column) -> list[pa.Check]:
        limits = ((column.low, pa.Check.ge), (column.high, pa.Check.le))
        found = [check(limit, name="out_of_range") for limit, check in limits if limit is not None]
        known = [pa.Check.isin(column.values, name="unknown_value")] if column.values else []
        return [*found, *known]

    return pa.DataFrameSchema(
        {
            name: pa.Column(
                DTYPES[column.kind],
                checks(column),
                nullable=not column.required,
                description=column.meaning,
            )
            for name, column in columns.items()
        },
        strict="filter",
        unique=unique,
    )
