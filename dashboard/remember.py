"""Answers that are kept for some seconds."""

import time
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
MOST_KEPT = 2048


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
