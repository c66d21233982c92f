"""config.yaml: read, filled from the environment, and fully checked before anything starts."""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from scoring.columns import Shape
from scoring.shapes import COMPLAINT_KINDS, SHAPES

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


def _duration(found: object) -> timedelta:
    match = _DURATION.fullmatch(str(found).strip())
    if not match:
        raise ValueError(
            f"{found!r} is not a duration; write a number and ms, s, m, h or d, as 30s"
        )
    return timedelta(seconds=float(match[1]) * _SECONDS[match[2]])


def _zone(found: str) -> str:
    if found not in available_timezones():
        raise ValueError(f"{found!r} is not a time zone; write an IANA name, as Asia/Jakarta")
    return found


def _window(found: object) -> tuple[time, time]:
    match = re.fullmatch(r"(\d{1,2})[:.](\d\d)\s*-\s*(\d{1,2})[:.](\d\d)", str(found).strip())
    if not match:
        raise ValueError(f"{found!r} is not a window of hours; write it as '07:30-12:00'")
    opening, closing = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
    if opening >= closing:
        raise ValueError(f"{found!r} closes before it opens; write the earlier time first")
    return opening, closing


def _office_hours() -> Any:
    return {day: [_window("08:00-16:00")] for day in WEEKDAYS[:5]}


Duration = Annotated[timedelta, BeforeValidator(_duration)]
Zone = Annotated[str, AfterValidator(_zone)]
Window = Annotated[tuple[time, time], BeforeValidator(_window)]


class Section(BaseModel):
    """A part of config.yaml: frozen, and no key that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Office(Section):
    """The office this installation watches."""

    name: str
    zone: Zone = "Asia/Jakarta"
    language: Literal["id", "en"] = "id"
    simulated: bool = False


class Keeping(Section):
    """Where everything is kept: a SQLAlchemy URL of SQLite or PostgreSQL."""

    url: str = "sqlite:///var/pantau.db"

    @field_validator("url")
    @classmethod
    def _known(cls, found: str) -> str:
        if not re.match(r"(sqlite|postgresql(\+psycopg)?)://", found):
            raise ValueError(
                "is neither SQLite nor PostgreSQL; write sqlite:///var/pantau.db "
                "or postgresql+psycopg://user@host/name"
            )
        return re.sub(r"^postgresql://", "postgresql+psycopg://", found)


class Web(Section):
    """How pages are served. ``secret`` signs sessions and is the same in every web process."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8050
    secret: str | None = None
    processes: Annotated[int, Field(ge=1, le=64)] = 2
    threads: Annotated[int, Field(ge=1, le=256)] = 16
    https: bool = False
    session: Duration = timedelta(hours=12)


class DateSpan(Section):
    """Hours that differ between two days, both included, as in Ramadan."""

    first: date
    last: date
    hours: Mapping[Weekday, list[Window]]
    name: str = ""


class WorkCalendar(Section):
    """Working hours and days; ``source`` says where they were read."""

    country: str | None = "ID"
    hours: Mapping[Weekday, list[Window]] = Field(default_factory=_office_hours)
    periods: list[DateSpan] = []
    holidays: Mapping[date, str] = {}
    extra_workdays: Mapping[date, str] = {}
    source: str = ""


class Limits(Section):
    """Time limits of complaints, in working days. A kind without an entry has no limit."""

    answer: Mapping[str, float | None] = {}
    finish: Mapping[str, float | None] = {}
    use_due: bool = True
    source: str = ""

    @field_validator("answer", "finish")
    @classmethod
    def _kinds(cls, found: Mapping[str, float | None]) -> Mapping[str, float | None]:
        known = (*COMPLAINT_KINDS, "default")
        for kind in found:
            if kind not in known:
                raise ValueError(
                    f"{kind!r} is not a kind of complaint; write one of {', '.join(known)}"
                )
        return found


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

    frame: Literal[
        "units", "people", "activities", "complaints", "surveys", "feedback", "targets",
        "absences", "ratings",
    ]  # fmt: skip
    every: Duration | None = None
    cron: str | None = None
    rhythm: Duration | None = None
    zone: Zone | None = None
    missing: list[str] = ["", "-"]
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


AnySource = Annotated[Files | Lapor | Sql | Http, Field(discriminator="kind")]


class GoalSetting(Section):
    """What is expected of one indicator; direction belongs to the indicator itself."""

    indicator: str
    target: float
    at_risk: float = 0.0
    min_n: Annotated[int, Field(ge=1)] = 5
    weight: Annotated[float, Field(ge=0)] = 1.0
    subjects: list[Literal["unit", "person"]] = ["unit", "person"]
    source: str = ""


class Settings(Section):
    """Everything config.yaml says."""

    office: Office
    store: Keeping = Keeping()
    web: Web = Web()
    calendar: WorkCalendar = WorkCalendar()
    limits: Limits = Limits()
    period: Literal["month", "quarter", "year", "all"] = "month"
    history: Annotated[int, Field(ge=1, le=120)] = 13
    sources: Mapping[str, AnySource] = {}
    goals: Mapping[str, GoalSetting] = {}

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of the office."""
        return ZoneInfo(self.office.zone)
