"""Facts: what an indicator sees in each record, so that every score can be shown down to them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pandas as pd

from scoring.objections import UPHELD
from scoring.periods import Period
from scoring.records import NOWHERE, SUBJECT, Floats, Ints, Records
from scoring.survival import Curves

if TYPE_CHECKING:
    from scoring.look import Look

Told = Mapping[str, pd.Series]
Measures = Mapping[str, Floats]


class Statistic(Protocol):
    """Makes values of facts."""

    def measure(self, facts: "Facts") -> Measures:
        """value, n, low, high, expected, rows: subject x period each."""


@dataclass(frozen=True)
class Facts:
    """What is seen in ``records``, and the ``statistic`` that makes a value of it.

    ``value``: per record; missing is no case. ``day``: the office's day (naive) by which a record
    falls into a period; missing: into none yet. ``left_out``: why a record is no case, as a code.
    ``able``: whether the record comes from a source that can tell; who has no record that can in a
    period is not available in it. ``more``: further columns the statistic needs. ``mix``: kind of
    case, for a comparison that is fair to what one was given. ``behind``: gives the records
    themselves, where these lines are sums of them. ``drawn``: what several statistics of the same
    facts have in common, once it is worked out.
    """

    records: Records
    statistic: Statistic
    value: pd.Series
    day: pd.Series
    left_out: pd.Series | None = None
    able: pd.Series | None = None
    more: Told = field(default_factory=dict)
    mix: pd.Series | None = None
    behind: "Callable[[], Facts] | None" = None
    drawn: "dict[str, Curves]" = field(default_factory=dict)

    @cached_property
    def places(self) -> Ints:
        """Number of the period each record falls into, NOWHERE for none."""
        return placed(self.day, self.records.periods)

    def sums(self, values: pd.Series) -> Floats:
        """Sums of ``values`` (one per record) per leaf and period."""
        return self.records.sums(self.places, floats(values))

    def total(self, values: pd.Series) -> Floats:
        """Sums of ``values`` (one per record) per subject and period."""
        return self.records.per_subject(self.sums(values))

    @cached_property
    def standing(self) -> Ints:
        """Number of the period each record stands in, NOWHERE for none.

        What is not decided yet, and may be, stands in the period that is not over.
        """
        if self.records.current == NOWHERE:
            return self.places
        coming = (
            self.day.isna() if self.left_out is None else self.day.isna() & self.left_out.isna()
        )
        return np.where(coming, self.records.current, self.places)

    @cached_property
    def rows(self) -> Floats:
        """How many records stand in each period, whatever was seen in them."""
        return self.records.total(self.standing, np.ones(len(self.standing)))


def placed(days: pd.Series, periods: tuple[Period, ...]) -> Ints:
    """Number of the period (among ``periods``, which follow one another, newest first) of days."""
    starts = np.array([p.start.to_datetime64() for p in reversed(periods)])
    at = days.to_numpy().astype("datetime64[us]")
    found = np.searchsorted(starts, at, side="right") - 1
    outside = np.isnat(at) | (found < 0) | (at >= periods[0].end.to_datetime64())
    return np.where(outside, NOWHERE, len(periods) - 1 - found).astype(np.int64)


def scored(facts: Facts) -> pd.DataFrame:
    """subject_kind, subject_id, period, value, n, low, high, expected, available."""
    return pd.DataFrame(_measured(facts))


def scored_each(found: Mapping[str, Facts]) -> pd.DataFrame:
    """indicator, and the columns of ``scored``, of several indicators one after another.

    One frame is made of all: a frame costs more than what stands in it.
    """
    each = {name: _measured(facts) for name, facts in found.items()}
    sizes = [len(columns["n"]) for columns in each.values()]
    names = np.repeat(np.array(list(each), dtype=object), sizes)
    joined = {c: np.concatenate([one[c] for one in each.values()]) for c in SCORED if each}
    return pd.DataFrame({"indicator": names, **joined}, columns=["indicator", *SCORED])


def _measured(facts: Facts) -> dict[str, Any]:
    records = facts.records
    values = facts.statistic.measure(facts)
    stands = values["rows"] > 0
    subject, period = np.nonzero(stands)
    told = _able(facts)[stands]
    return {
        **{name: records.names.get_level_values(name).to_numpy()[subject] for name in SUBJECT},
        "period": np.array([p.name for p in records.periods], dtype=object)[period],
        **{name: np.where(told, values[name][stands], np.nan) for name in MEASURED},
        "n": np.where(told, np.round(values["n"][stands]), 0).astype(np.int64),
        "available": told,
    }


MEASURED = ("value", "low", "high", "expected")
SCORED = (*SUBJECT, "period", *MEASURED, "n", "available")


def _able(facts: Facts) -> "np.ndarray[tuple[int, int], np.dtype[np.bool_]]":
    """Subject x period: whether any record there comes from a source that can tell.

    What is not decided yet stands where it stands in ``rows``.
    """
    if facts.able is None:
        return np.ones(facts.rows.shape, dtype=bool)
    can = np.nan_to_num(floats(facts.able))
    return np.asarray(facts.records.total(facts.standing, can) > 0)


def floats(values: pd.Series) -> Floats:
    """Numbers, flags and missing values as floats."""
    return np.asarray(values.to_numpy(dtype=np.float64, na_value=np.nan))


def first_reason(index: pd.Index, **reasons: pd.Series | bool) -> pd.Series:
    """Why each line is no case: the name of the first reason that holds of it, or missing."""
    found = np.full(len(index), None, dtype=object)
    for name, holds in reversed(reasons.items()):
        found[np.broadcast_to(np.asarray(holds, dtype=bool), len(index))] = name
    return pd.Series(found, index=index, dtype=object)


def sparing(facts: "Callable[[Look], Facts]", frame: str) -> "Callable[[Look], Facts]":
    """``facts`` without the records that an objection has taken out: no case, and told as such."""

    @wraps(facts)
    def spared(look: "Look") -> Facts:
        found, out = facts(look), look.struck(frame)
        return without(found, out) if out else found

    return spared


def without(facts: Facts, keys: frozenset[str]) -> Facts:
    """``facts`` in which the records with these ``keys`` are no case."""
    behind = None if facts.behind is None else _behind_without(facts.behind, keys)
    struck = facts.records.key.isin(keys).to_numpy()
    if not struck.any():
        return replace(facts, behind=behind)
    none = pd.Series(None, index=facts.value.index, dtype=object)
    why = none if facts.left_out is None else facts.left_out.astype(object)
    more = {n: c if c.dtype == bool else c.mask(struck) for n, c in facts.more.items()}
    return replace(
        facts,
        value=facts.value.mask(struck),
        left_out=why.mask(struck, UPHELD),
        more=more,
        drawn={},
        behind=behind,
    )


def _behind_without(behind: Callable[[], Facts], keys: frozenset[str]) -> Callable[[], Facts]:
    return lambda: without(behind(), keys)
