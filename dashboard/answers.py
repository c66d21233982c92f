"""Answers of services, kept for as long as nothing they are made of has changed.

Each revision says what it is about (News). A question whose answer reads nothing of it is not asked
again; of scores only those of the subjects that news concern are (spliced.py).
"""

from collections.abc import Callable, Collection, Hashable
from dataclasses import replace
from threading import Lock
from typing import Any

import pandas as pd

from dashboard.remember import Remembered
from dashboard.same import as_before, made_once
from dashboard.services import Live, News, Services
from dashboard.spliced import Spliced
from scoring.scope import Scope
from scoring.shapes import SHAPES

KEPT = 60.0
"""Seconds after which even an unchanged answer is asked for again: working time runs on."""

MOST_KEPT = 256
ROWS = frozenset(SHAPES)
CASES = frozenset({"complaints", "assignments"})
ALERTS = frozenset({"alerts"})
NOTHING: frozenset[str] = frozenset()
"""What hangs on the tree, on people, or on rules alone: news of these are about anything."""

READS = {
    "periods": ROWS,
    "units": NOTHING,
    "placed": NOTHING,
    "history": ROWS,
    "standing": ROWS,
    "explain": ROWS | {"weeks"},
    "own": ROWS | {"weeks"},
    "circumstances": ROWS,
    "methodology": NOTHING,
    "people": NOTHING,
    "complaints": CASES,
    "activities": frozenset({"activities"}),
    "freshness": ROWS,
    "sources": ROWS,
    "rejects": ROWS,
    "alert_count": ALERTS,
    "objections_waiting": NOTHING,
    "alerts": ALERTS,
    "alert_rules": ALERTS,
    "queue": CASES,
    "funnel": ROWS,
    "changes": CASES | ALERTS,
    "signals": frozenset({"weeks"}),
}
"""Topics of News that each question reads."""

DAYS = {
    "pulse": frozenset({"activities"}),
    "days": frozenset({"activities", "absences", "placements"}),
}
"""The same of what supervisors ask about days."""

BY_SUBJECT = ("scores", "contributions")


def answered(services: Services, current: Callable[[], Live]) -> Services:
    """Services that ask each question once per scope for as long as the answer holds.

    The frames are shared: a page must not change them.
    """
    keeping = Keeping(services.news, current)
    changed: dict[str, Any] = {
        name: keeping.kept(getattr(services, name), reads) for name, reads in READS.items()
    }
    changed["news"] = news = keeping.kept(services.news, None)
    for name in BY_SUBJECT:
        spliced = Spliced(getattr(services, name), news, changed["placed"], reads_of, KEPT)
        changed[name] = keeping.at_revision(filtered(spliced))
    supervision = services.supervision
    daily = {name: keeping.kept(getattr(supervision, name), DAYS[name]) for name in DAYS}
    return replace(services, **changed, supervision=replace(supervision, **daily))


def reads_of(subject_kind: str) -> frozenset[str]:
    """Topics that the scores of a kind of subject read."""
    return frozenset({"surveys"}) if subject_kind == "service" else ROWS


def filtered(ask: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    """``ask``, which is asked about all units where some are wanted: all pages share the answer.

    Of units there are few; of persons those that are shown are asked for.
    """

    def answer(
        revision: int, scope: Scope, subject_kind: str, period: str, *, unit: str | None = None,
        subjects: tuple[str, ...] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        if subject_kind != "unit" or unit is not None or subjects is None:
            return ask(revision, scope, subject_kind, period, unit=unit, subjects=subjects)
        return _of_subjects(ask(revision, scope, subject_kind, period), subjects)

    return answer


@made_once
def _of_subjects(every: pd.DataFrame, subjects: tuple[str, ...]) -> pd.DataFrame:
    return every[every["subject_id"].isin(subjects)].reset_index(drop=True)


class Keeping:
    """Keeps answers, and forgets those that a new revision may have changed."""

    def __init__(self, news: Callable[[int], News], current: Callable[[], Live]) -> None:
        self._news = news
        self._current = current
        self._turn = Lock()
        self._revision = -1
        self._answers: list[_Answers] = []

    def kept(self, ask: Callable[..., Any], reads: Collection[str] | None) -> Callable[..., Any]:
        """``ask``, asked again once there are news about what it ``reads`` (None: any news)."""
        answers = _Answers(ask, reads)
        self._answers.append(answers)

        def answer(*args: Any, **how: Any) -> Any:
            self._follow()
            return answers(*args, **how)

        return answer

    def at_revision(self, ask: Callable[..., Any]) -> Callable[..., Any]:
        """``ask`` with the revision handed over before its arguments."""
        return lambda *args, **how: ask(self._follow(), *args, **how)

    def _follow(self) -> int:
        revision = self._current().revision
        if revision != self._revision:
            with self._turn:
                if revision != self._revision:
                    told = News() if self._revision < 0 else self._news(self._revision)
                    for answers in self._answers:
                        answers.hear(told)
                    self._revision = revision
        return revision


class _Answers:
    """The answers to one question. One that is on its way when news come is not kept for later."""

    def __init__(self, ask: Callable[..., Any], reads: Collection[str] | None) -> None:
        self._ask = ask
        self._kept = Remembered(self._anew, KEPT, most=MOST_KEPT)
        self._before: dict[Hashable, Any] = {}
        self._reads = reads
        self._told = 0

    def __call__(self, *args: Any, **how: Any) -> Any:
        asked = (*args, *sorted(how.items()))
        return self._kept.under((self._told, *asked), asked, *args, **how)

    def _anew(self, asked: Hashable, *args: Any, **how: Any) -> Any:
        found = as_before(self._ask(*args, **how), self._before.get(asked))
        if len(self._before) >= MOST_KEPT:
            self._before = {}
        self._before[asked] = found
        return found

    def hear(self, news: News) -> None:
        """Forget, if news are about what is read."""
        if self._reads is None or news.topics is None or news.topics.intersection(self._reads):
            self._told += 1
            self._kept.forget()
