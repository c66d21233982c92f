"""config.yaml: read, filled from the environment, and fully checked before anything starts."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from data.settings import contradictions
from data.settings.alerts import Alerts, Channel
from data.settings.contradictions import Place
from data.settings.goals import GoalSetting, Rebase
from data.settings.hours import DateSpan, Hours, UnitCalendar, WorkCalendar
from data.settings.limits import Deadlines, Limits
from data.settings.measures import (
    Alarms,
    Behaviour,
    Bounds,
    Composite,
    Discipline,
    OrganisationPredicate,
    Plan,
    Predicate,
    Programmes,
    ProgrammeSetting,
    Satisfaction,
    Suspicion,
)
from data.settings.objections import Objections
from data.settings.overview import Overview
from data.settings.sources import AnySource, Files, Http, Lapor, Mapped, Push, Source, Sql
from data.settings.values import (
    WEEKDAYS,
    Cited,
    Days,
    Duration,
    Section,
    Share,
    Weekday,
    Window,
    Zone,
    suggestion,
)
from data.settings.walls import Walls, WallSetting, of_walls
from scoring.periods import PeriodKind

__all__ = [
    "WEEKDAYS", "Alarms", "Alerts", "AnySource", "Behaviour", "Bounds", "Channel", "Cited",
    "Composite", "DateSpan", "Deadlines", "Discipline", "Files", "GoalSetting", "Hours", "Http",
    "Keeping", "Lapor", "Limits", "Mapped", "Objections", "Office", "Overview", "Place", "Plan",
    "Predicate", "ProgrammeSetting", "Push", "Rebase", "Satisfaction", "Section", "Settings",
    "Source", "Sql", "Suspicion", "UnitCalendar", "WallSetting", "Web", "Weekday", "Window",
    "WorkCalendar", "suggestion",
]  # fmt: skip


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
    threads: Annotated[int, Field(ge=1, le=256)] = 64
    https: bool = False
    session: Duration = timedelta(hours=12)


class Settings(Section):
    """Everything config.yaml says.

    ``soon``: working days before its limit a complaint is about to be late. ``in_hand``: share of
    the time of a missed limit a case must have been in somebody's hands to count for them.
    """

    office: Office
    store: Keeping = Keeping()
    web: Web = Web()
    calendar: WorkCalendar = Field(default_factory=lambda: WorkCalendar.model_validate({}))
    calendars: Mapping[str, UnitCalendar] = {}
    limits: Limits = Limits()
    soon: Days = 1.0
    in_hand: Share = 0.5
    satisfaction: Satisfaction = Satisfaction()
    behaviour: Behaviour = Behaviour()
    discipline: Discipline = Discipline()
    programmes: Programmes = Field(default_factory=dict)
    plan: Plan = Plan()
    suspicion: Suspicion = Suspicion()
    period: PeriodKind = "month"
    history: Annotated[int, Field(ge=1, le=120)] = 13
    sources: Mapping[str, AnySource] = {}
    goals: Mapping[str, GoalSetting] = {}
    composite: Composite = Composite()
    predicate: Predicate = Predicate()
    organisations: tuple[OrganisationPredicate, ...] = ()
    baselines: tuple[Rebase, ...] = ()
    alarms: Alarms = Alarms()
    alerts: Alerts = Alerts()
    overview: Overview = Overview()
    walls: Walls = Field(default_factory=dict)
    objections: Objections = Objections()

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of the office."""
        return ZoneInfo(self.office.zone)

    def contradictions(self) -> Iterator[tuple[Place, str]]:
        """What fits by itself and not together: its place, and what is wrong and would be right."""
        yield from contradictions.of_limits(self.limits)
        yield from contradictions.of_hours(
            ("calendar",), self.calendar.hours, self.calendar.periods
        )
        for name, own in self.calendars.items():
            yield from contradictions.of_hours(("calendars", name), own.hours, own.periods)
        yield from contradictions.of_units({n: c.units for n, c in self.calendars.items()})
        yield from contradictions.of_goals(self.goals)
        yield from self.alerts.contradictions()
        yield from of_walls(self.walls)
