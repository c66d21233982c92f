"""Frames about many subjects, kept; of those whom news concern the lines are asked for anew."""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

import pandas as pd

from dashboard.same import as_before
from dashboard.services import News
from scoring.scope import Scope

MOST_KEPT = 128
OF_UNITS = ("unit", "person")
"""Kinds of subjects of which it is known whom news of a unit concern."""


class Asked(Protocol):
    """A question whose answer has lines with a ``subject_id``."""

    def __call__(
        self, scope: Scope, subject_kind: str, period: str, *, unit: str | None = None,
        subjects: tuple[str, ...] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """Of all visible subjects, of those at or under ``unit``, or of ``subjects`` alone."""


@dataclass(frozen=True)
class _Answer:
    """An answer as of a revision. ``asked_at``: when it was last asked for as a whole."""

    revision: int
    asked_at: float
    lines: pd.DataFrame


class Spliced:
    """``ask``, with what does not change kept for ``seconds``.

    ``news``: what the revisions after one concern. ``placed``: the persons of some units.
    ``reads``: the topics of news that may change an answer about a kind of subject.
    """

    def __init__(
        self, ask: Asked, news: Callable[[int], News],
        placed: Callable[[frozenset[str]], frozenset[str]],
        reads: Callable[[str], Collection[str]], seconds: float,
    ) -> None:  # fmt: skip
        self._ask = ask
        self._news = news
        self._placed = placed
        self._reads = reads
        self._seconds = seconds
        self._kept: dict[Hashable, _Answer] = {}
        self._turns: dict[Hashable, Lock] = defaultdict(Lock)

    def __call__(
        self, revision: int, scope: Scope, subject_kind: str, period: str, *,
        unit: str | None = None, subjects: tuple[str, ...] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """The answer as of ``revision``."""
        question = (scope, subject_kind, period, unit, subjects)
        with self._turns[question]:
            kept = self._kept.get(question)
            if kept is None or kept.revision != revision or self._is_old(kept):
                kept = self._renewed(kept, revision, *question)
                if len(self._kept) >= MOST_KEPT:
                    self._kept, self._turns = {}, defaultdict(Lock)
                self._kept[question] = kept
        return kept.lines

    def _is_old(self, kept: _Answer) -> bool:
        return time.monotonic() - kept.asked_at > self._seconds

    def _renewed(
        self, kept: _Answer | None, revision: int, scope: Scope, kind: str, period: str,
        unit: str | None, subjects: tuple[str, ...] | None,
    ) -> _Answer:  # fmt: skip
        concerned = None if kept is None or self._is_old(kept) else self._concerned(kept, kind)
        if kept is None or concerned is None:
            asked_at = time.monotonic()
            lines = self._ask(scope, kind, period, unit=unit, subjects=subjects)
            return _Answer(revision, asked_at, as_before(lines, kept.lines if kept else None))
        again = concerned if subjects is None else concerned.intersection(subjects)
        if not again:
            return _Answer(revision, kept.asked_at, kept.lines)
        fresh = self._ask(scope, kind, period, unit=unit, subjects=tuple(sorted(again)))
        lines = as_before(spliced(kept.lines, fresh, again), kept.lines)
        return _Answer(revision, kept.asked_at, lines)

    def _concerned(self, kept: _Answer, kind: str) -> frozenset[str] | None:
        """The subjects whose lines may have changed since; None: any."""
        news = self._news(kept.revision)
        if news.topics is None:
            return None
        if not news.topics.intersection(self._reads(kind)):
            return frozenset()
        if news.units is None or kind not in OF_UNITS:
            return None
        return news.units if kind == "unit" else self._placed(news.units)


def spliced(lines: pd.DataFrame, fresh: pd.DataFrame, again: Collection[str]) -> pd.DataFrame:
    """``lines`` with those of the subjects ``again`` replaced by ``fresh``, in the same order."""
    left = lines[~lines["subject_id"].isin(again)]
    if left.empty or fresh.empty:
        return (left if fresh.empty else fresh).reset_index(drop=True)
    place = {subject: n for n, subject in enumerate(lines["subject_id"].unique())}
    both = pd.concat([left, fresh], ignore_index=True)
    order = both["subject_id"].map(place).fillna(len(place)).argsort(kind="stable")
    return both.iloc[order].reset_index(drop=True)
