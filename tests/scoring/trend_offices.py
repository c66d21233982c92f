"""Invented offices in which nothing changes, or one thing does, for tests of trends."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring import concerns, early
from scoring.baseline import Points, points_of
from scoring.learnt import Stream, learnt_of

BASELINE, LOOKS = 26, 26


@dataclass(frozen=True)
class Weekly:
    """Figures of persons, person x week; hits are NaN for other units than shares."""

    value: np.ndarray
    n: np.ndarray
    hits: np.ndarray


def weeks(count):
    """Names of ISO weeks from 2025-W01 on."""
    return [f"{d:%G-W%V}" for d in pd.date_range("2024-12-30", periods=count, freq="7D")]


def shares(persons, count, rng, low=0.7, high=0.97, cases=3.0, fall_at=None):
    """On-time shares of 0-6 cases a week (Poisson), each person with an own rate.

    fall_at: from which week on each person's rate lies one standard deviation of the weekly
    figure lower.
    """
    p = rng.uniform(low, high, (persons, 1))
    n = np.minimum(rng.poisson(cases, (persons, count)), 6)
    each = np.array([np.exp(-cases) * cases**k / np.prod(range(1, k + 1)) for k in range(7)])
    one_over_n = (each[1:] / np.arange(1, 7)).sum() / each[1:].sum()
    later = np.arange(count) >= (count if fall_at is None else fall_at[:, None])
    hits = rng.binomial(n, np.maximum(p - later * np.sqrt(p * (1 - p) * one_over_n), 0.01))
    value = np.where(n > 0, hits / np.maximum(n, 1), np.nan)
    return Weekly(value, n.astype(float), hits.astype(float))


def normals(persons, count, rng, unlike=0.15, fall_at=None):
    """Figures near normal; persons differ in their mean, and in their spread by ``unlike``."""
    spread = np.exp(rng.normal(0, unlike, (persons, 1)))
    later = np.arange(count) >= (count if fall_at is None else fall_at[:, None])
    noise = rng.normal(size=(persons, count)) - later
    value = rng.normal(0, 1, (persons, 1)) + spread * noise
    return Weekly(value, np.full(value.shape, 10.0), np.full(value.shape, np.nan))


def series(kpis: dict[str, Weekly], kind="person"):
    """The long frame of several indicators of the same persons."""
    parts = []
    for name, kpi in kpis.items():
        persons, count = kpi.value.shape
        ids = np.array([f"P{number:05d}" for number in range(persons)])
        columns = {c: getattr(kpi, c).ravel() for c in ("value", "n", "hits")}
        keys = {"indicator": name, "subject_kind": kind, "subject_id": np.repeat(ids, count)}
        parts.append(pd.DataFrame({**keys, "period": np.tile(weeks(count), persons), **columns}))
    return pd.concat(parts, ignore_index=True)


def watched(kpi: Weekly, family, share, side=-1):
    """Person x week: whether a signal was raised in that week, and whether one stood after it."""
    points = points_of(series({"kpi": kpi}))
    rows = len(points.count)
    unit = np.full(rows, "share" if family == "share" else "index", dtype=object)
    events, cases = concerns.figures(points, np.full(rows, family, dtype=object), unit)
    peers, sides = np.zeros(rows, dtype=np.int64), np.full(rows, side)
    stream = Stream(family, events, cases, points.count, points.first(BASELINE, 13)[0], peers)
    known = learnt_of(stream)
    line = early.lines(stream, known, np.full(rows, share), BASELINE)
    every = early.states(stream, sides, line, early.Sums(stream, known, sides))
    raised = np.stack([state.raised for state in every], axis=1)[:, 1:]
    first = int(stream.learnt.min())
    return _by_week(points, first, raised == np.arange(first, events.shape[1]), raised >= 0, kpi)


def _by_week(points: Points, first, new, stands, kpi):
    """From points of each person to weeks: what stands goes on standing in weeks without cases."""
    found = np.zeros((2, *kpi.value.shape), dtype=bool)
    rows, places = np.nonzero(points.period[:, first:] >= 0)
    week = points.period[rows, places + first]
    found[0, rows, week] = new[rows, places]
    since = np.full(kpi.value.shape, -1)
    since[rows, week] = places
    last = np.maximum.accumulate(since, axis=1)
    found[1] = (last >= 0) & np.take_along_axis(stands, np.maximum(last, 0), axis=1)
    return found[0], found[1]


def plain_cusum(value, k=0.5, h=5.0):
    """Page's CUSUM for a fall, on weekly figures standardised by their first 26: above h or not."""
    mean = np.nanmean(value[:, :BASELINE], axis=1)
    spread = np.nanstd(value[:, :BASELINE], axis=1, ddof=1)
    total, beyond = np.zeros(len(value)), np.zeros(value.shape, dtype=bool)
    for week in range(BASELINE, value.shape[1]):
        off = (mean - value[:, week]) / np.where(spread > 0, spread, np.nan)
        total = np.where(np.isnan(off), total, np.maximum(0, total + off - k))
        beyond[:, week] = total > h
    return beyond


def delays(stands, plain, fall_at, longest=60):
    """Weeks until each finds the fall, of persons whom neither had in suspicion before it."""
    every = np.arange(stands.shape[1])
    before = (stands | plain)[np.arange(len(stands)), fall_at - 1] & (fall_at > BASELINE)
    found = []
    for method in (stands, plain):
        after = method & (every >= fall_at[:, None])
        first = np.where(after.any(axis=1), after.argmax(axis=1) - fall_at + 1, longest)
        found.append(np.minimum(first, longest)[~before])
    return found
