"""Why somebody has their score: Desk functions for Services, and for the command line."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import pandas as pd

from dashboard.cli.ageing import ages_of
from dashboard.cli.around import (
    expected_time,
    office_of,
    plan_items,
    rows_behind,
    spared,
    time_away,
    visible_name,
    with_share,
)
from dashboard.cli.methodology import method_of, thresholds_of
from dashboard.cli.peers import Peers
from dashboard.method import Method
from dashboard.questions import SubjectKind
from dashboard.remember import Remembered
from dashboard.why import Circumstances, Why
from data.looks import Looker
from data.rules import goals_of
from data.silence import Ages
from data.store import queries, seen, state
from data.store.engine import Connection
from data.store.kept import Kept
from scoring.absence import standing_of, year_of
from scoring.composite import composites, contributions
from scoring.explain import Explanation, changes, explained
from scoring.goals import Goal
from scoring.indication import Thresholds, judgement_of, voices_by_role, voices_on
from scoring.look import Look
from scoring.periods import Period, bounds, period_of
from scoring.scope import EVERYTHING, Scope

KEPT = 5.0
"""Seconds for which a look at one subject is kept."""

MOST_KEPT = 8
PLANNED = ("units", "people", "placements", "absences", "targets")
"""Frames that the items of a plan and their forecasts are made of, besides work."""


@dataclass(frozen=True)
class Asked:
    """A question: as of ``at`` (now without it), from rows kept before ``known_at``.

    ``since``: the day (naive) at whose end the look before is taken; the day before without it.
    """

    at: datetime | None = None
    known_at: datetime | None = None
    since: pd.Timestamp | None = None


def day_before(look: Look) -> pd.Timestamp:
    """The day before the one that ``look`` is taken on, or at whose end it is."""
    last = (look.now - pd.Timedelta(microseconds=1)).tz_convert(look.zone)
    return last.tz_localize(None).normalize() - pd.Timedelta(days=1)


@dataclass(frozen=True)
class Explaining:
    """Explains scores out of what is kept. Every question is limited by its scope in the query."""

    looker: Looker

    @cached_property
    def goals(self) -> Mapping[str, Goal]:
        """What is expected."""
        return goals_of(self.looker.settings)

    @cached_property
    def ages(self) -> Ages:
        """How old the data are."""
        return Ages(self.looker)

    @cached_property
    def peers(self) -> Peers:
        """What everybody is compared with."""
        return Peers(self.looker.engine)

    @property
    def min_evidence(self) -> float:
        """Share of the weight without which there is no score."""
        return float(self.looker.settings.composite.min_evidence)

    @cached_property
    def thresholds(self) -> Thresholds:
        """From where a level of a rating is suggested."""
        return thresholds_of(self.looker.settings)

    def methodology(self) -> Method:
        """How everything is measured and judged."""
        with self.looker.engine.connect() as connection:
            units = queries.units(connection, EVERYTHING)
        names = dict(zip(units["unit_id"], units["name"], strict=True))
        return method_of(self.looker.settings, names, self.looker.now())

    def contributions(
        self, scope: Scope, subject_kind: SubjectKind, period: str, *,
        unit: str | None = None, subjects: tuple[str, ...] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """What each goal adds to the score of its subject, by the kept scores."""
        with self.looker.engine.connect() as connection:
            found = queries.scores(connection, scope, subject_kind, period, unit, subjects)
            parts = contributions(found, self.goals, self.looker.today(self.looker.now()))
            return self.ages.aged(connection, parts)

    def standing(
        self, scope: Scope, subject_kind: SubjectKind, period: str, *,
        subjects: tuple[str, ...], indicators: tuple[str, ...],
    ) -> pd.DataFrame:  # fmt: skip
        """How visible subjects stand among all their peers, by the kept scores."""
        with self.looker.engine.connect() as connection:
            shown = seen.subjects_seen(connection, scope, subject_kind, subjects)
            found = self.peers.stand(connection, subject_kind, period, indicators)
        return found[found["subject_id"].isin(shown)].reset_index(drop=True)

    def explain(
        self, scope: Scope, subject_kind: SubjectKind, subject_id: str, period: str, *,
        goal: str | None = None, asked: Asked | None = None,
    ) -> Why | None:  # fmt: skip
        """Why a subject has its score; None where the scope does not let it be seen.

        ``asked``: as of then, everything worked out anew. Without it as pages ask: one ``goal``
        with its records, and its share of the whole by the kept scores.
        """
        how, subject = asked or Asked(), (subject_kind, subject_id)
        with self.looker.engine.connect() as connection:
            name = visible_name(connection, scope, *subject)
            if name is None:
                return None
            look = self._look(connection, subject, period, how, whole=asked is not None)
            named = None if goal is None else (self.goals[goal].indicator,)
            peers = self.peers.stand(connection, subject_kind, period, named)
            signals = queries.signals(connection, scope, subject_kind, subjects=(subject_id,))
            old = ages_of(self.ages, connection, period, how.at, how.known_at)
            around = subject_kind == "person" and not goal
            year = self._year(connection, subject, period, how) if around else None
        since = how.since or day_before(look)
        earlier = replace(look, now=look.moment(since + pd.Timedelta(days=1)))
        alone = goal is not None and asked is None
        goals = {str(goal): self.goals[str(goal)]} if alone else self.goals
        after, before = (
            explained(seen, *subject, goals, self.min_evidence, goal) for seen in (look, earlier)
        )
        if alone:
            parts = self.contributions(scope, subject_kind, period, subjects=(subject_id,))
            after, before = (with_share(found, parts) for found in (after, before))
        mine = peers[peers["subject_id"] == subject_id].set_index("indicator")
        return Why(
            name=name,
            explanation=spared(after, scope, look),
            rows=rows_behind(look, scope, subject, after),
            standing=mine if how.at is None else mine.iloc[:0],
            signals=signals.set_index("indicator").iloc[: None if how.at is None else 0],
            changed=changes(before, after),
            since=since,
            min_evidence=self.min_evidence,
            ages=old,
            circumstances=self._circumstances(look, year, subject_id, after) if year else None,
        )

    def circumstances(self, scope: Scope, person: str, period: str) -> Circumstances | None:
        """What the score of a person must be read with; None where the scope hides the person."""
        with self.looker.engine.connect() as connection:
            if visible_name(connection, scope, "person", person) is None:
                return None
            look = self._present(connection, ("person", person), period)
            year = self._year(connection, ("person", person), period, Asked())
        parts = self.contributions(scope, "person", period, subjects=(person,))
        return self._circumstances(look, year, person, parts)

    def _present(self, connection: Connection, subject: tuple[str, str], period: str) -> Look:
        """A look at one subject as it is, kept for all that one page asks of it."""
        known = (state.live(connection)[0], subject, period)
        return self._looks.under(known, connection, subject, period, Asked())

    @cached_property
    def _looks(self) -> Remembered[..., Look]:
        return Remembered(self._look, KEPT, most=MOST_KEPT)

    def _look(
        self, connection: Connection, subject: tuple[str, str], period: str, asked: Asked,
        *, whole: bool = False,
    ) -> Look:  # fmt: skip
        """``whole``: at all of the office, which some figures of one subject hang on."""
        at = asked.at or self.looker.now()
        office = office_of(connection, subject, asked.known_at)
        periods = (self.period(period, at),)
        return self.looker.look(
            connection, office, at, periods,
            known_at=asked.known_at, only=None if whole else subject, provenance=True,
        )  # fmt: skip

    def _year(
        self, connection: Connection, subject: tuple[str, str], period: str, asked: Asked
    ) -> Look:
        """A look at a person's plan: with their own work since the year of the period began."""
        at = asked.at or self.looker.now()
        found = self.period(period, at)
        begun = pd.Timestamp(found.start.year, 1, 1)
        look = self.looker.look(
            connection, office_of(connection, subject, asked.known_at), at,
            (Period(found.name, begun, found.end),),
            known_at=asked.known_at, only=subject, names=PLANNED,
        )  # fmt: skip
        kept = Kept(connection, asked.known_at)
        done = kept.table("activities")
        since = done.c.day >= str(begun.date())
        own = kept.read("activities", done.c.person == subject[1], since, table=done)
        return replace(look, frames={**look.frames, "activities": own})

    def period(self, name: str, at: datetime) -> Period:
        """The period of this name."""
        found = bounds(name)
        return Period(name, *found) if found else period_of("all", self.looker.today(at))

    def _circumstances(
        self, look: Look, year: Look, person: str, found: Explanation | pd.DataFrame
    ) -> Circumstances:
        if isinstance(found, Explanation):
            found = pd.DataFrame([p.score for p in found.parts if p.goal is not None])
        standing = standing_of(look, pd.Series([person]), year_of(look, look.periods[0]))
        return Circumstances(
            service=expected_time(look, person),
            absences=time_away(look, person),
            plan=plan_items(year, person, look.periods[0]),
            discipline={str(k): v for k, v in standing.iloc[0].to_dict().items()},
            judgement=judgement_of(look, person, self._results(found), self.thresholds),
            voices=voices_by_role(look, person),
            entries=voices_on(look, person),
            over=look.periods[0].end <= look.today,
        )

    def _results(self, parts: pd.DataFrame) -> float | None:
        """The score of results and process alone; None without enough evidence."""
        if parts.empty or "points" not in parts:
            return None
        weighed = parts[parts["weight"].notna() & (parts["aspect"] != "behaviour")]
        found = composites(weighed.astype({"evident": bool}), self.min_evidence)
        return None if found.empty or pd.isna(found["score"][0]) else float(found["score"][0])
