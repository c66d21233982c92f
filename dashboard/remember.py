"""Answers that are kept: for some seconds, or for as long as the revision stays the same."""

import time
from collections.abc import Callable, Hashable
from dataclasses import replace
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

from dashboard.services import Live, Services

P = ParamSpec("P")
T = TypeVar("T")
MOST_KEPT = 2048
KEPT_PER_REVISION = 60.0
"""Seconds after which even an unchanged revision is asked again: working time runs on."""

PER_REVISION = (
    "news",
    "periods",
    "units",
    "scores",
    "history",
    "contributions",
    "standing",
    "explain",
    "circumstances",
    "methodology",
    "people",
    "complaints",
    "activities",
    "freshness",
    "sources",
    "rejects",
    "alert_count",
    "objections_waiting",
    "alerts",
    "alert_rules",
    "queue",
    "funnel",
    "changes",
    "signals",
)


class Remembered(Generic[P, T]):
    """``ask`` with its answers kept for ``seconds`` (of elapsed time, not of any clock)."""

    def __init__(self, ask: Callable[P, T], seconds: float, most: int = MOST_KEPT) -> None:
        self._ask = ask
        self._seconds = seconds
        self._most = most
        self._kept: dict[Hashable, tuple[float, T]] = {}
        self._locks: dict[Hashable, Lock] = {}

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """The kept answer if fresh enough; else one asks, the others wait for the answer."""
        return self.under((*args, *sorted(kwargs.items())), *args, **kwargs)

    def under(self, key: Hashable, *args: P.args, **kwargs: P.kwargs) -> T:
        """The same, kept under ``key``."""
        kept = self._fresh(key)
        if kept is None:
            with self._locks.setdefault(key, Lock()):
                kept = self._fresh(key) or self._keep(key, self._ask(*args, **kwargs))
        return kept[1]

    def forget(self) -> None:
        """Drop every answer."""
        self._kept, self._locks = {}, {}

    def _fresh(self, key: Hashable) -> tuple[float, T] | None:
        kept = self._kept.get(key)
        return kept if kept and time.monotonic() - kept[0] < self._seconds else None

    def _keep(self, key: Hashable, answer: T) -> tuple[float, T]:
        if len(self._kept) >= self._most:
            self.forget()
        kept = (time.monotonic(), answer)
        self._kept[key] = kept
        return kept


def per_revision(services: Services, current: Callable[[], Live]) -> Services:
    """Services that ask each question once per revision and scope, however many look.

    The frames are shared: a page must not change them.
    """
    known = {"revision": -1}

    def once(ask: Callable[..., Any]) -> Callable[..., Any]:
        answers = Remembered(ask, KEPT_PER_REVISION, most=256)
        kept_for.append(answers)

        def answer(*args: Any, **kwargs: Any) -> Any:
            revision = current().revision
            if revision != known["revision"]:
                known["revision"] = revision
                for kept in kept_for:
                    kept.forget()
            return answers.under((revision, *args, *sorted(kwargs.items())), *args, **kwargs)

        return answer

    kept_for: list[Remembered[..., Any]] = []
    changed: dict[str, Any] = {name: once(getattr(services, name)) for name in PER_REVISION}
    return replace(services, **changed)
