"""Scores offices: those whose rows changed, and those for which a time has come."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import pandas as pd

from data.looks import measured, shared
from data.rules import fingerprint
from data.store import concerning, offices, queries, rejects, scores, signals, state
from data.store.engine import Connection, writing
from data.watch import Watcher
from scoring.cases import cases_of
from scoring.indicators import concerned, read_by
from scoring.look import Look
from scoring.periods import Period

DATED = (
    ("complaints", "received"), ("complaints", "forwarded"), ("complaints", "first_answer"),
    ("complaints", "resolved"), ("complaints", "closed"), ("complaints", "reopened"),
    ("assignments", "assigned"), ("activities", "recorded_at"), ("activities", "verified_at"),
    ("surveys", "taken_at"), ("feedback", "given_at"),
)  # fmt: skip
"""Times that count once they have come."""
RULES = ":rules"
"""Where the fingerprint of the rules is kept by which scores were made."""

Waiting = tuple[state.Stale, Look]
Subject = tuple[str, str]
"""Kind and identifier."""

Scores = dict[str, pd.DataFrame]
"""Scores by the name of their period."""


@dataclass(frozen=True)
class Scorer(Watcher):
    """Scores the offices of one installation, and keeps the scores."""

    @cached_property
    def fingerprint(self) -> str:
        """A text that changes with the calendars and rules."""
        return fingerprint(self.settings)

    def score(self) -> int:
        """Score whatever has changed, and look at the weeks that are due; returns the revision."""
        self.score_changed()
        return self.watch_weeks()

    def score_changed(self) -> int:
        """Score every office whose rows changed or whose time has come; returns the revision.

        Of rows that changed only the indicators that read them. The newest period comes first and
        is shown at once, however many others wait.
        """
        now = self.now()
        self._follow_rules()
        with self.engine.connect() as connection:
            roots = offices.roots(connection)
            stale = state.stale(connection, now, self.midnight(now))
            waiting = [
                (w, self._look(connection, w, now, self.newest(now)))
                for w in stale
                if w.office in roots.values()
            ]
        newest = [
            measured(look, shared(w.office, roots), concerned(w.frames)) for w, look in waiting
        ]
        if any(self.reached(now, w.days) for w, _ in waiting):
            self._show_newest(waiting, newest, now)
        for (w, look), new in zip(waiting, newest, strict=True):
            found = by_period(look, new) | self._older(w, now, shared(w.office, roots))
            with writing(self.engine) as connection:
                changed = self._save(connection, w, found, now, next_due(look))
                if changed or (changed is not None and w.noted):
                    told = units_of(w, changed, look)
                    state.looked(connection, now, news=True, units=told, topics=w.frames or None)
        return self._end(stale, roots, now)

    def watch_weeks(self) -> int:
        """Look at the weeks of every office for which it is time; returns the revision."""
        now = self.now()
        with self.engine.connect() as connection:
            roots = offices.roots(connection)
        for office in sorted(set(roots.values())):
            self._watch(office, now)
        with self.engine.connect() as connection:
            return state.live(connection)[0]

    def _look(
        self, connection: Connection, waiting: state.Stale, now: datetime,
        periods: tuple[Period, ...],
    ) -> Look:  # fmt: skip
        """A look at what the scores that wait are made from."""
        names = read_by(concerned(waiting.frames))
        return self.look(connection, waiting.office, now, periods, names=names)

    def _end(self, stale: list[state.Stale], roots: Mapping[str, str], now: datetime) -> int:
        """Forget offices that are none any more, and note the look; the revision."""
        with writing(self.engine) as connection:
            gone = [w.office for w in stale if w.office not in roots.values()]
            news = [self._drop(connection, office) for office in gone]
            return state.looked(connection, now, news=any(news))

    def _follow_rules(self) -> None:
        """Have every office scored anew if scores were made by other rules than now hold."""
        with self.engine.connect() as connection:
            if rejects.marks(connection, RULES).get("fingerprint") == self.fingerprint:
                return
        with writing(self.engine) as connection:
            rejects.remember(connection, RULES, {"fingerprint": self.fingerprint})
            everywhere = set(offices.roots(connection).values())
            state.mark_stale(connection, dict.fromkeys(everywhere, state.Days()))

    def _show_newest(
        self, waiting: list[Waiting], newest: list[pd.DataFrame], now: datetime
    ) -> None:
        """Keep the newest period's scores; the offices still wait for all the others."""
        with writing(self.engine) as connection:
            changed = [
                scores.save(connection, w.office, look.periods[0].name, found, concerned(w.frames))
                for (w, look), found in zip(waiting, newest, strict=True)
                if state.is_latest(connection, w)
            ]
            if any(changed):
                state.looked(connection, now, news=True, topics=topics_of(w for w, _ in waiting))

    def _older(self, waiting: state.Stale, now: datetime, office: str | None) -> Scores:
        """Scores of the periods before the newest that may have changed."""
        periods = self.reached(now, waiting.days)
        if not periods:
            return {}
        with self.engine.connect() as connection:
            look = self._look(connection, waiting, now, periods)
        return by_period(look, measured(look, office, concerned(waiting.frames)))

    def _watch(self, office: str, now: datetime) -> None:
        """Look at the weeks of ``office`` if it is time to."""
        with self.engine.connect() as connection:
            if not self.is_due(connection, office, now):
                return
            began = self.now()
            found = self.watched(connection, office, now)
        with writing(self.engine) as connection:
            if changed := self.keep(connection, office, found, began):
                told = queries.homes(connection, changed)
                state.looked(connection, now, news=True, units=told, topics={concerning.WEEKS})

    def _drop(self, connection: Connection, office: str) -> bool:
        """Forget an office whose unit has come under another, unless it is one again."""
        if office in offices.roots(connection).values():
            return False
        state.unscored(connection, office)
        signals.drop(connection, office)
        return scores.drop(connection, office)

    def _save(
        self, connection: Connection, waiting: state.Stale, found: Scores, now: datetime,
        due: datetime,
    ) -> set[Subject] | None:  # fmt: skip
        """Keep the scores of one office: whose they change. None: somebody else has scored it."""
        self.touch(connection, waiting.office, now, waiting.days)
        if not state.scored(connection, waiting, now, due):
            return None
        changed = [
            scores.save(connection, waiting.office, period, part, concerned(waiting.frames))
            for period, part in found.items()
        ]
        return set().union(*changed)


def units_of(
    waiting: state.Stale, changed: Collection[Subject], look: Look
) -> frozenset[str] | None:
    """The units that news concern; None: any.

    Where rows changed those they belong to: what others are compared with moves a little as well,
    and with time every wait grows, but that is not news of theirs. Where time has come, those whose
    scores have changed.
    """
    if waiting.units is None or waiting.frames:
        return waiting.units
    people = look.frames["people"]
    unit_of = dict(zip(people["person_id"], people["unit"], strict=True))

    def unit(kind: str, subject: str) -> str:
        if kind == "programme":
            return waiting.office
        return str(unit_of.get(subject, "")) if kind == "person" else subject.partition("/")[0]

    return waiting.units | ({unit(*one) for one in changed} - {""})


def topics_of(waiting: Iterable[state.Stale]) -> frozenset[str] | None:
    """What has changed in offices that are scored; None: anything."""
    each = [w.frames for w in waiting]
    return frozenset().union(*each) if all(each) else None


def by_period(look: Look, found: pd.DataFrame) -> Scores:
    """The scores of each period of a look, also of one without any."""
    return {p.name: found[found["period"] == p.name] for p in look.periods}


def next_due(look: Look) -> datetime:
    """When the scores of ``look`` change without a new row.

    A limit runs out, a time comes that a row already tells, or a day begins: then whatever is
    counted in days has changed, such as limits that wait for a reporter or for a supervisor.
    """
    cases = look.once(cases_of)
    waiting = [
        cases["forward_limit"][cases["forwarded"].isna()],
        cases["answer_limit"][cases["answered"].isna()],
        cases["finish_limit"][cases["is_open"]],
        *(look.rows(frame)[name] for frame, name in DATED),
        look.excluded["since"],
        look.calendars.start_of(pd.Series([look.today + pd.Timedelta(days=1)])),
    ]
    ahead = pd.concat(waiting).dropna()
    due: datetime = ahead[ahead >= look.now].min().to_pydatetime()
    return due
