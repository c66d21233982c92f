"""Who stands out early: signals of a worsening or an improvement, within the budget."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from types import MappingProxyType

import numpy as np
import pandas as pd

from scoring import xmr
from scoring.baseline import Flags, Floats, Points, Texts, Whole
from scoring.early import Watch, watch
from scoring.learnt import Family, Stream

FAMILIES: tuple[Family, ...] = ("share", "count", "value")
Scale = tuple[Callable[[Floats], Floats], Callable[[Floats], Floats]]
SCALES: Mapping[str, Scale] = MappingProxyType(
    {
        "hours": (lambda x: np.log1p(np.maximum(x, 0)), np.expm1),
        "count": (lambda x: np.sqrt(np.maximum(x, 0) + 0.375), lambda y: y**2 - 0.375),
    }
)
"""Where figures are skewed, the scale on which they are near normal, and the way back."""


def of(
    points: Points, family: Texts, unit: Texts, good: Whole, budget: float, learn: int
) -> dict[str, Texts | Floats | Flags]:
    """The columns of trend.trends from ``signal`` on, one cell per subject.

    The budget of a subject is shared alike by its indicators that have a good direction. A
    worsening comes before an improvement. Figures are missing where nothing is watched.
    """
    watched = (good != 0) & points.first(learn, xmr.ENOUGH)[1]
    share = budget / np.maximum(_judged(points, good), 1)
    signal, whole = np.full(len(share), None, dtype=object), _nothing(len(share))
    for here, stream in _streams(points, family, unit, watched, learn):
        for way, word in ((1, "improving"), (-1, "worsening")):
            found = watch(stream, way * good[here], share[here], learn)
            signal[here[found.held]] = word
            _lay_over(whole, here, found, found.held | ~whole.held[here])
    return {
        "signal": signal,
        "concern": signal == "worsening",
        **_shown(points, whole, family, unit),
        "expected_false": np.where(_may_be_raised(points, watched, whole), share, 0.0),
    }


def _streams(
    points: Points, family: Texts, unit: Texts, watched: Flags, learn: int
) -> Iterator[tuple[Whole, Stream]]:
    """Which subjects are watched together, and their figures; peers share indicator and kind."""
    learnt = points.first(learn, xmr.ENOUGH)[0]
    events, cases = figures(points, family, unit)
    group = points.subjects.groupby(["indicator", "subject_kind"]).ngroup()
    peers = np.asarray(group, dtype=np.int64)
    for kind in FAMILIES:
        here = np.flatnonzero(watched & (family == kind))
        if len(here):
            numbers = (points.count[here], learnt[here], peers[here])
            yield here, Stream(kind, events[here], cases[here], *numbers)


def figures(points: Points, family: Texts, unit: Texts) -> tuple[Floats, Floats]:
    """Events and cases of each point: hits of n, a count of one period, or a figure near normal."""
    share = (family == "share")[:, None]
    events = np.where(share, points.hits, points.value)
    for name, (near_normal, _) in SCALES.items():
        here = (family == "value") & (unit == name)
        events[here] = near_normal(events[here])
    return events, np.where(share, points.n, np.where(np.isnan(events), np.nan, 1.0))


def _judged(points: Points, good: Whole) -> Whole:
    """How many indicators of each line's subject have a good direction."""
    who = [points.subjects["subject_kind"], points.subjects["subject_id"]]
    judged = pd.Series(np.abs(good), index=points.subjects.index)
    return judged.groupby(who).transform("sum").to_numpy(dtype=np.int64)


def _nothing(rows: int) -> Watch:
    nowhere, unknown = np.full(rows, -1), np.full(rows, np.nan)
    return Watch(
        held=np.zeros(rows, dtype=bool),
        **{name: nowhere.copy() for name in ("start", "raised", "base")},
        **{name: unknown.copy() for name in ("evidence", "line", "rate", "recent")},
    )


def _lay_over(whole: Watch, here: Whole, found: Watch, shown: Flags) -> None:
    """Write ``found``, of the subjects ``here``, over ``whole`` where it is to be ``shown``."""
    for field in fields(Watch):
        getattr(whole, field.name)[here[shown]] = getattr(found, field.name)[shown]


def _may_be_raised(points: Points, watched: Flags, whole: Watch) -> Flags:
    """Whose newest point is of the newest period, and who did not stand out before it."""
    newest = points.at(points.period.astype(np.float64), points.count - 1)
    before = whole.held & (whole.raised < points.count - 1)
    return np.asarray(watched & (newest == len(points.labels) - 1) & ~before)


def _shown(points: Points, whole: Watch, family: Texts, unit: Texts) -> dict[str, Texts | Floats]:
    """When it began and was noticed, and the figures that speak for it."""
    held = whole.held
    recent = np.where(held, whole.recent, np.nan)
    n = np.cumsum(np.nan_to_num(points.n), axis=1)
    base = points.at(n, whole.base - 1)
    return {
        "since": points.label(np.where(held, whole.start, -1)),
        "raised": points.label(whole.raised),
        "evidence": whole.evidence,
        "line": whole.line,
        "baseline": _as_measured(whole.rate, family, unit),
        "baseline_n": base,
        "recent": _as_measured(recent, family, unit),
        "recent_n": np.where(
            held, points.at(n, points.count - 1) - points.at(n, whole.start - 1), np.nan
        ),
    }


def _as_measured(figure: Floats, family: Texts, unit: Texts) -> Floats:
    """Figures back on the scale of the indicator."""
    found = figure.copy()
    for name, (_, back) in SCALES.items():
        here = (family == "value") & (unit == name)
        found[here] = back(found[here])
    return found
