"""A query on another database, asked for what is new by a column that only grows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from sqlalchemy import URL, Connection, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from data.settings import Sql
from data.sources import Batch, SourceError
from data.sources.cells import as_text
from data.sources.rows import by_position, frame, kept, needs_of

WATERMARK = "watermark"
Rows = Sequence[Sequence[Any]]
_BOUND = re.compile(r"(?<![:\w\\]):watermark\b(?!:)")
_KINDS: Mapping[type, str] = MappingProxyType(
    {int: "int", float: "float", Decimal: "decimal", datetime: "datetime", date: "date"}
)
_READ: Mapping[str, Any] = MappingProxyType(
    {
        "int": int,
        "float": float,
        "decimal": Decimal,
        "datetime": datetime.fromisoformat,
        "date": date.fromisoformat,
        "text": str,
    }
)


class SqlReader:
    """Runs the query and yields its rows in batches.

    A label is ``name:watermark``, without watermark ``name:number of the row``. A query should ask
    for ``>= :watermark``: rows that share the last value may still be coming, and a row that comes
    again does no harm. ``CAST(:watermark AS ...)`` where a database wants to know the type.
    """

    def __init__(self, source: Sql, name: str) -> None:
        self.source = source
        self.name = name
        self._needs = needs_of(source)

    def fetch(self, seen: Mapping[str, str]) -> Iterator[Batch]:
        """Yield what the query returns now, each batch with the greatest watermark so far.

        Raises SourceError where the database cannot be reached, the query fails or lacks a column,
        or several batches come that are not ordered by the watermark.
        """
        try:
            url = make_url(self.source.url)
            engine = create_engine(url, poolclass=NullPool)
            connection = engine.connect()
        except (SQLAlchemyError, ImportError, ValueError) as error:
            raise self._error("cannot be reached", error, "`url` or the database") from None
        with connection:
            try:
                yield from self._batches(connection, seen.get(WATERMARK))
            except SQLAlchemyError as error:
                raise self._error("the query fails", error, "`query`") from None
            except SourceError as error:
                raise SourceError(f"{self._place}: {error}") from None
            except TypeError:
                raise SourceError(
                    f"{self._place}: {self.source.watermark} has values of several kinds; "
                    "CAST it in `query`"
                ) from None

    def _batches(self, connection: Connection, mark: str | None) -> Iterator[Batch]:
        options = {"stream_results": True, "yield_per": self.source.batch}
        bound = {WATERMARK: unmarked(mark)} if _BOUND.search(self.source.query) else {}
        result = connection.execute(text(self.source.query), bound, execution_options=options)
        if not result.returns_rows:
            raise SourceError("the query returns no rows; write a SELECT in `query`")
        header = list(result.keys())
        number, held = 1, Held([], [])
        for rows in result.partitions(self.source.batch):
            came = Held(rows, self._watermarks(rows, header))
            if held.rows:
                held.insist_on_order(came, self.source.watermark)
                yield self._batch(held, header, number)
                number += len(held.rows)
            held = came
        if held.rows:
            yield self._batch(held, header, number)

    def _watermarks(self, rows: Rows, header: list[str]) -> list[Any]:
        if self.source.watermark is None:
            return []
        if self.source.watermark not in header:
            raise SourceError(
                f"the query lacks the watermark column {self.source.watermark}, instead came "
                f"{', '.join(header)}; select it or correct `watermark`"
            )
        place = header.index(self.source.watermark)
        return [row[place] for row in rows]

    def _batch(self, held: "Held", header: list[str], number: int) -> Batch:
        places = by_position(header, self._needs)
        columns = {
            column: [as_text(row[place]) or None for row in held.rows]
            for column, place in places.items()
            if place is not None
        }
        rows = kept(frame(columns, self._labels(held, number)), self.source)
        greatest = held.greatest
        marks = {} if greatest is None else {WATERMARK: marked(greatest)}
        return Batch(rows, marks, whole=self._whole(number))

    def _labels(self, held: "Held", number: int) -> list[str]:
        if not held.watermarks:
            return [f"{self.name}:{n}" for n in range(number, number + len(held.rows))]
        count: dict[str, int] = {}
        labels = []
        for n, value in enumerate(held.watermarks, number):
            label = f"{self.name}:{n if value is None else as_text(value)}"
            count[label] = count.get(label, 0) + 1
            labels.append(label if count[label] == 1 else f"{label}#{count[label]}")
        return labels

    def _whole(self, number: int) -> tuple[str, ...]:
        return (self.name,) if self.source.watermark is None and number == 1 else ()

    @property
    def _place(self) -> str:
        return f"{self.name}: {shown(self.source.url)}"

    def _error(self, what: str, error: Exception, right: str) -> SourceError:
        origin = error.orig if isinstance(error, DBAPIError) else error
        reason = (str(origin).strip().splitlines() or [type(error).__name__])[0]
        for secret in secrets(self.source.url):
            reason = reason.replace(secret, "***")
        return SourceError(f"{self._place}: {what} ({reason}); correct {right}")


class Held:
    """Rows that wait until the next ones show that they come in order, and their watermarks."""

    def __init__(self, rows: Rows, watermarks: list[Any]) -> None:
        self.rows = rows
        self.watermarks = watermarks
        self._known = [value for value in watermarks if value is not None]

    @property
    def greatest(self) -> Any:
        """The greatest watermark; None without any."""
        return max(self._known, default=None)

    def insist_on_order(self, later: "Held", column: str | None) -> None:
        """Raise SourceError where a watermark is smaller than one before it.

        What is kept of a batch moves the mark; a smaller value behind it would never be asked for.
        """
        values = [*self._known, *later._known[:1]]  # noqa: SLF001
        if any(after < before for before, after in pairwise(values)):
            raise SourceError(f"rows do not come in order; write ORDER BY {column} in `query`")


def marked(value: Any) -> str:
    """A watermark as a mark that keeps its type: ``int:7``, ``datetime:2026-11-24T08:00:00``."""
    kind = _KINDS.get(type(value), "text")
    return f"{kind}:{repr(value) if kind == 'float' else as_text(value)}"


def unmarked(mark: str | None) -> Any:
    """The watermark that ``marked`` made the mark of; None at first."""
    if mark is None:
        return None
    kind, _, value = mark.partition(":")
    return _READ[kind](value) if kind in _READ else mark


def shown(url: str) -> str:
    """The address without password and parameters."""
    try:
        return make_url(url).set(query={}).render_as_string(hide_password=True)
    except (SQLAlchemyError, ValueError):
        return "`url`"


def secrets(url: str) -> list[str]:
    """What must not be told, the longest first."""
    try:
        found: URL = make_url(url)
    except (SQLAlchemyError, ValueError):
        return [url]
    hidden = [v for k, v in found.query.items() if isinstance(v, str) and "pass" in k.lower()]
    password = [str(found.password)] if found.password else []
    return sorted([*password, *hidden, url], key=len, reverse=True)
