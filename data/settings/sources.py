"""The ``sources`` of config.yaml: where rows come from, and which column is which of ours."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from data.settings.values import Duration, Section, Zone
from scoring.columns import Shape
from scoring.shapes import SHAPES

FrameName = Literal[
    "units", "people", "placements", "absences", "targets", "activities", "complaints",
    "assignments", "surveys", "feedback", "outcomes", "ratings",
]  # fmt: skip


class Mapped(Section):
    """How one of our columns is read from the source.

    ``column``: the source's column, or several (joined by ``join``). ``value``: a constant instead.
    ``format``: one or several of iso, dmy, mdy, epoch_s, epoch_ms, or a strptime pattern; the first
    that fits is used. ``values``: the source's word for each of our codes. ``zone``: of times
    without one. ``by``: how units and people are recognised.
    """

    column: str | list[str] | None = None
    value: str | bool | float | None = None
    join: str = " "
    format: str | list[str] | None = None
    values: Mapping[str, str] = {}
    zone: Zone | None = None
    by: Literal["id", "name"] = "id"

    @model_validator(mode="after")
    def _one_origin(self) -> "Mapped":
        if (self.column is None) == (self.value is None):
            raise ValueError("names neither or both of column and value; write exactly one of them")
        return self

    @property
    def parts(self) -> tuple[str, ...]:
        """The source's columns this one is read from."""
        if self.column is None:
            return ()
        return (self.column,) if isinstance(self.column, str) else tuple(self.column)

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats to try, in order."""
        if self.format is None:
            return ("iso",)
        return (self.format,) if isinstance(self.format, str) else tuple(self.format)


def _mapped(found: object) -> object:
    return {"column": found} if isinstance(found, str | list) else found


class Source(Section):
    """What every source has: which frame it fills, when it is asked, and how columns are read.

    ``where``: only rows whose column has this text (or one of these); ``*``: any text that is not
    one of ``missing``.
    """

    frame: FrameName
    every: Duration | None = None
    cron: str | None = None
    rhythm: Duration | None = None
    zone: Zone | None = None
    missing: Sequence[str] = ("", "-")
    where: Mapping[str, str | list[str]] = {}
    partial: bool = False
    columns: Mapping[str, Annotated[Mapped, BeforeValidator(_mapped)]] = {}

    @property
    def shape(self) -> Shape:
        """The shape of the rows it delivers."""
        return SHAPES[self.frame]

    @model_validator(mode="after")
    def _columns_fit(self) -> "Source":
        shape = self.shape
        for name in self.columns:
            if name not in shape.columns:
                raise ValueError(
                    f"columns.{name}: is not a column of {self.frame}; "
                    f"write one of {', '.join(shape.columns)}"
                )
        if self.every and self.cron:
            raise ValueError("has both every and cron; write one of them")
        needed = [shape.key] if self.partial else [
            name for name, column in shape.columns.items()
            if column.required and column.default is None
        ]  # fmt: skip
        absent = [name for name in needed if name not in self.columns]
        if absent and self.columns and not isinstance(self, Lapor):
            raise ValueError(f"columns: {', '.join(absent)} is missing; name the source's column")
        return self


class Files(Source):
    """A watched file, folder or glob of CSV, TSV, XLSX, XLS, ODS, JSON or JSON lines.

    ``header``: first cell of the header row, where lines stand above it. ``sheet``: of a workbook.
    ``records``: dotted path to the list inside a JSON document. ``settle``: how long a file must
    rest before it is read, where its completion cannot be seen.
    """

    kind: Literal["files"]
    path: str
    header: str | None = None
    sheet: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    records: str | None = None
    settle: Duration = timedelta(seconds=2)


class Lapor(Files):
    """The official SP4N-LAPOR! export; its columns, months and statuses are known."""

    kind: Literal["lapor"]  # type: ignore[assignment]
    frame: Literal["complaints", "units"] = "complaints"


class Sql(Source):
    """A query on another database; ``watermark`` is the column that only grows.

    The query may use ``:watermark``, the greatest value seen so far (NULL at first).
    """

    kind: Literal["sql"]
    url: str
    query: str
    watermark: str | None = None
    batch: Annotated[int, Field(ge=1)] = 50_000


class Http(Source):
    """A JSON endpoint, asked page by page.

    ``records``: dotted path to the list. ``page``: the parameter that counts pages, from
    ``first_page``. ``next``: dotted path to the next address, instead. ``since``: the parameter
    that carries the ``watermark`` column's greatest value.
    """

    kind: Literal["http"]
    url: str
    headers: Mapping[str, str] = {}
    params: Mapping[str, str] = {}
    records: str | None = None
    page: str | None = None
    first_page: int = 1
    next: str | None = None
    since: str | None = None
    watermark: str | None = None
    timeout: Duration = timedelta(seconds=20)
    retries: Annotated[int, Field(ge=0, le=20)] = 4


class Push(Source):
    """Rows that an office's own application delivers: POST /api/rows/<source>. It is never asked.

    ``token``: what the sender shows. ``most_rows``, ``most_bytes``: the largest batch.
    """

    kind: Literal["push"]
    token: Annotated[str, Field(min_length=32, repr=False)]
    most_rows: Annotated[int, Field(ge=1, le=10_000)] = 1_000
    most_bytes: Annotated[int, Field(ge=1_000, le=20_000_000)] = 1_000_000

    @model_validator(mode="after")
    def _never_asked(self) -> "Push":
        if self.every or self.cron:
            raise ValueError("has every or cron, but rows come by themselves; take it away")
        if not self.columns:
            raise ValueError("columns: is missing; name the sender's field for each of ours")
        return self


AnySource = Annotated[Files | Lapor | Sql | Http | Push, Field(discriminator="kind")]
