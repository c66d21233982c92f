"""Frames that did not change are the very same objects, and what is made of them is made once."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast

import pandas as pd

P = ParamSpec("P")
R = TypeVar("R")
MOST = 64
"""Results that are kept of each function."""


def as_before(found: R, before: R | None) -> R:
    """``before``, if ``found`` is a frame that is equal to it."""
    if not isinstance(found, pd.DataFrame) or not isinstance(before, pd.DataFrame):
        return found
    return cast("R", before) if found.equals(before) else found


class _Frame:
    """A frame, told from any other by its identity."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def __hash__(self) -> int:
        return id(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frame) and other.frame is self.frame


def _hashable(told: Any) -> Hashable:
    return _Frame(told) if isinstance(told, pd.DataFrame) else cast("Hashable", told)


def _plain(told: Hashable) -> Any:
    return told.frame if isinstance(told, _Frame) else told


def made_once(make: Callable[P, R]) -> Callable[P, R]:
    """``make``, of the same frames and equal other things made but once; nobody may change it."""

    @lru_cache(maxsize=MOST)
    def known(*told: Hashable, **named: Hashable) -> R:
        return make(*map(_plain, told), **{n: _plain(t) for n, t in named.items()})

    def asked(*told: P.args, **named: P.kwargs) -> R:
        return known(*map(_hashable, told), **{n: _hashable(t) for n, t in named.items()})

    return asked
