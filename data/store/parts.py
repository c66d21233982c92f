"""Which kept rows concern one office, one unit of it, or one person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import pandas as pd
from sqlalchemy import ColumnElement, FromClause, Select, and_, false, or_, select, true

from data.store.bearing import bears
from data.store.convert import moment_text
from data.store.kept import Kept
from scoring.shapes import SHAPES

Condition = ColumnElement[bool]
Subject = tuple[str, str]
"""Kind (unit or person) and identifier."""
MARGIN = pd.Timedelta(days=1)
"""What began on the day before may reach into the first day, whatever the time zone."""


@dataclass(frozen=True)
class Part:
    """What concerns ``subject`` of ``office``: a unit with those below, or a person.

    ``main``: rows that name neither unit nor person belong to the office too. ``alone``: there is
    no other office. ``cases_since``: of complaints only those that still bear on that day (naive)
    or later, as ``bears`` has it.
    """

    kept: Kept
    office: str
    subject: Subject
    main: bool
    alone: bool = False
    cases_since: pd.Timestamp | None = None

    def rows(self, name: str, first_day: pd.Timestamp) -> pd.DataFrame:
        """Rows of frame ``name``; of what happens on a day, from ``first_day`` on."""
        table, wanted = self._tables[name], WANTED[name](self)
        since = first_day - MARGIN
        if name == "activities":
            wanted = and_(wanted, table.c.day >= str(since.date()))
        elif name in ("surveys", "feedback"):
            dated = table.c[str(SHAPES[name].since)]
            wanted = and_(wanted, dated >= moment_text(since.tz_localize("UTC")))
        return self.kept.read(name, wanted, table=table)

    def units(self) -> Condition:
        """The whole tree of the office, whatever the subject."""
        return self.kept.among(self._tables["units"].c.unit_id, self.kept.under(self.office))

    def people(self) -> Condition:
        """Those placed here now or at any time; of one person also those they supervise."""
        people = self._tables["people"]
        return true() if self._is_all else or_(self._placed(people), self._supervised(people))

    def persons_rows(self, name: str) -> Condition:
        """Rows of frame ``name`` of its people."""
        return true() if self._is_all else self._tables[name].c.person.in_(self._persons)

    def activities(self) -> Condition:
        """Done for one of the units, by one of its people, or by those one person supervises."""
        if self._is_all:
            return true()
        done, people = self._tables["activities"].c, self._others("people")
        doers = select(people.c.person_id).where(
            or_(self._placed(people), self._supervised(people))
        )
        return or_(
            self._in_units(done.unit), done.person.in_(doers), self._nobodys(done.unit, done.person)
        )

    def complaints(self) -> Condition:
        """In one of the units, with one of its people, or in their hands at any time.

        Of an officer who has a case of a unit all their cases: they may have been ended at once.
        """
        cases, others, hands = (
            self._tables["complaints"].c, self._others("complaints").c,
            self._others("assignments").c,
        )  # fmt: skip
        if self._is_all:
            return self._bearing()
        held = or_(self._in_units(hands.unit), hands.officer.in_(self._persons))
        beside = select(others.officer).where(self._in_units(others.unit))
        concerned = or_(
            self._in_units(cases.unit),
            cases.officer.in_(self._persons),
            cases.complaint_id.in_(select(hands.complaint).where(held)),
            self._nobodys(cases.unit, cases.officer),
            false() if self._is_whole else cases.officer.in_(beside),
        )
        return and_(concerned, self._bearing())

    def _bearing(self) -> Condition:
        """Whether a complaint still bears on the days asked for."""
        if self.cases_since is None:
            return true()
        since = (self.cases_since - MARGIN).tz_localize("UTC")
        return bears(self._tables["complaints"], since)

    def assignments(self) -> Condition:
        """In whose hands those complaints were."""
        cases = select(self._tables["complaints"].c.complaint_id).where(self.complaints())
        return self._tables["assignments"].c.complaint.in_(cases)

    def surveys(self) -> Condition:
        """Of services of the units."""
        return self._in_units(self._tables["surveys"].c.unit)

    def outcomes(self) -> Condition:
        """That the units answer for; those without a unit belong to the main office."""
        unit = self._tables["outcomes"].c.unit
        return or_(self._in_units(unit), self._nobodys(unit))

    @cached_property
    def _tables(self) -> Mapping[str, FromClause]:
        return {name: self.kept.table(name) for name in SHAPES}

    def _others(self, name: str) -> FromClause:
        """The same rows again, for a question within a question."""
        return self._tables[name].alias(f"other_{name}")

    @property
    def _is_whole(self) -> bool:
        return self.subject == ("unit", self.office)

    @property
    def _is_all(self) -> bool:
        """Whether every row is the subject's: each names a unit or a person of the one office."""
        return self.alone and self.main and self._is_whole

    @cached_property
    def _units(self) -> list[str]:
        kind, subject = self.subject
        return self.kept.under(subject) if kind == "unit" else []

    def _in_units(self, column: ColumnElement[str]) -> Condition:
        return self.kept.among(column, self._units)

    def _nobodys(self, *columns: ColumnElement[str]) -> Condition:
        """Whether a row names nobody, where such rows belong to the subject."""
        if not (self.main and self._is_whole):
            return false()
        return and_(*(column.is_(None) for column in columns))

    @property
    def _persons(self) -> Select[tuple[str]]:
        people = self._others("people")
        return select(people.c.person_id).where(self._placed(people))

    def _placed(self, people: FromClause) -> Condition:
        kind, subject = self.subject
        if kind == "person":
            return people.c.person_id == subject
        placements = self._others("placements").c
        served = select(placements.person).where(self._in_units(placements.unit))
        return or_(self._in_units(people.c.unit), people.c.person_id.in_(served))

    def _supervised(self, people: FromClause) -> Condition:
        kind, subject = self.subject
        here = self.kept.among(people.c.unit, self.kept.under(self.office))
        return and_(people.c.supervisor == subject, here) if kind == "person" else false()


def _of_persons(name: str) -> Callable[[Part], Condition]:
    return lambda part: part.persons_rows(name)


WANTED: Mapping[str, Callable[[Part], Condition]] = MappingProxyType(
    {
        "units": Part.units,
        "people": Part.people,
        "activities": Part.activities,
        "complaints": Part.complaints,
        "assignments": Part.assignments,
        "surveys": Part.surveys,
        "outcomes": Part.outcomes,
        **{
            name: _of_persons(name)
            for name in ("placements", "absences", "targets", "feedback", "ratings")
        },
    }
)
"""Of each frame the rows that concern a part."""
