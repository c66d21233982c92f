"""A subject's own points since its last rebasing, and who gave it a new baseline and why."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

KEY = ["indicator", "subject_kind", "subject_id"]
Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Rebase:
    """A new baseline (dasar baru) for one series, from the first period that begins on ``date``.

    Or after it. All of date, reason and author are needed: a baseline is never moved in silence.
    """

    date: date
    reason: str
    author: str
    subject_kind: str
    subject_id: str
    indicator: str

    def __post_init__(self) -> None:
        for name in ("date", "reason", "author"):
            if not str(getattr(self, name) or "").strip():
                raise ValueError(
                    f"rebase: {name} is missing; a new baseline needs a date, a reason, an author"
                )


@dataclass(frozen=True)
class Points:
    """Points of every subject, oldest first and without gaps; NaN after the last one.

    subjects: one line per subject, sorted by KEY. value, n, hits: subject x point.
    period: subject x point, places in ``labels``. count: points of each subject.
    """

    subjects: pd.DataFrame
    labels: list[str]
    period: Whole
    value: Floats
    n: Floats
    hits: Floats
    count: Whole

    def first(self, periods: int, points: int) -> tuple[Whole, Flags]:
        """How many points the first baseline has, and whether it is complete.

        It has those of the first ``periods`` from the first point on, and ``points`` at least.
        """
        since = self.period - self.period[:, :1]
        known = ((since >= 0) & (since < periods)).sum(axis=1)
        begun = self.at(self.period.astype(np.float64), np.zeros_like(self.count))
        over = len(self.labels) - np.nan_to_num(begun, nan=np.inf) >= periods
        known = np.maximum(known, points)
        return known, over & (self.count >= known)

    def at(self, cells: Floats, place: Whole) -> Floats:
        """The cell of each subject at ``place``; NaN where that is no point of it."""
        there = (place >= 0) & (place < self.count)
        found = np.full(len(place), np.nan)
        found[there] = cells[there, place[there]]
        return found

    def label(self, place: Whole) -> Texts:
        """The period of each subject's point at ``place``; None where that is no point of it."""
        there = (place >= 0) & (place < self.count)
        found = np.full(len(place), None, dtype=object)
        found[there] = np.array(self.labels, dtype=object)[self.period[there, place[there]]]
        return found


def points_of(series: pd.DataFrame, rebases: Iterable[Rebase] = ()) -> Points:
    """The points of ``series`` that stand in each subject's newest baseline group.

    series: indicator, subject_kind, subject_id, period (sortable text), value, n, hits. A value
    that is missing is no point; a subject without points still has its line.
    """
    subjects, row = _subjects(series)
    period, labels = _codes(series["period"])
    _refuse_doubles(subjects, row, period, labels)
    value = series["value"].to_numpy(dtype=float)
    kept = ~np.isnan(value) & (period >= _first_periods(subjects, labels, rebases)[row])
    order = np.flatnonzero(kept)[np.lexsort((period[kept], row[kept]))]
    count = np.bincount(row[order], minlength=len(subjects))
    place = np.arange(len(order)) - np.repeat(np.cumsum(count) - count, count)
    shape = (len(subjects), int(count.max(initial=0)))
    cells = (row[order], place)
    columns = {name: np.full(shape, np.nan) for name in ("value", "n", "hits")}
    for name, column in columns.items():
        column[cells] = series[name].to_numpy(dtype=float)[order]
    when = np.full(shape, -1)
    when[cells] = period[order]
    return Points(subjects, labels, when, count=count, **columns)


def first_day(period: str) -> date:
    """The first day of a period: 2026-W47, 2026-11, 2026-Q4, 2026 or 2026-11-18."""
    found = re.fullmatch(r"(\d{4})(?:-(W\d\d|Q[1-4]|\d\d(?:-\d\d)?))?", period)
    if found is None:
        raise ValueError(f"period: {period!r} is none; right are 2026-W47, 2026-11, 2026-Q4, 2026")
    year, part = int(found[1]), found[2] or "01"
    if part.startswith("W"):
        return date.fromisocalendar(year, int(part[1:]), 1)
    if part.startswith("Q"):
        return date(year, 3 * int(part[1:]) - 2, 1)
    return date(year, int(part[:2]), int(part[3:] or 1))


def _codes(column: pd.Series) -> tuple[Whole, list[str]]:
    """Places of each text among the sorted texts of the column, and those texts."""
    codes, texts = pd.factorize(column, sort=True)
    return codes.astype(np.int64), [str(text) for text in texts]


def _subjects(series: pd.DataFrame) -> tuple[pd.DataFrame, Whole]:
    """Every subject of every indicator, sorted, and which of them each line is about."""
    parts = [_codes(series[name]) for name in KEY]
    joined = np.zeros(len(series), dtype=np.int64)
    for codes, texts in parts:
        joined = joined * max(len(texts), 1) + codes
    found, row = np.unique(joined, return_inverse=True)
    columns = {}
    for name, (_, texts) in reversed(list(zip(KEY, parts, strict=True))):
        columns[name] = np.array(texts, dtype=object)[found % max(len(texts), 1)]
        found = found // max(len(texts), 1)
    return pd.DataFrame(columns, columns=KEY), row.astype(np.int64)


def _refuse_doubles(subjects: pd.DataFrame, row: Whole, period: Whole, labels: list[str]) -> None:
    cell = row * max(len(labels), 1) + period
    found, times = np.unique(cell, return_counts=True)
    if (times > 1).any():
        subject, when = divmod(int(found[times > 1][0]), len(labels))
        who = ", ".join(subjects.iloc[subject])
        raise ValueError(f"series: {who}, {labels[when]} stands {times.max()} times; once is right")


def _first_periods(subjects: pd.DataFrame, labels: list[str], rebases: Iterable[Rebase]) -> Whole:
    """Where each subject's newest group begins; a rebasing no period has reached does nothing."""
    begins = np.zeros(len(subjects), dtype=np.int64)
    wanted = list(rebases)
    if not wanted or subjects.empty:
        return begins
    days = [first_day(label) for label in labels]
    places = {key: row for row, key in enumerate(subjects.itertuples(index=False, name=None))}
    for rebase in wanted:
        key = (rebase.indicator, rebase.subject_kind, rebase.subject_id)
        reached = [place for place, day in enumerate(days) if day >= rebase.date]
        row = places.get(key)
        if reached and row is not None:
            begins[row] = max(begins[row], reached[0])
    return begins
