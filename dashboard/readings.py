"""From scores to what a tile says: value, band, target, n, change, history. Pure."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from dashboard.services import IndicatorInfo
from scoring import weekly
from scoring.baseline import first_day

UNIT_ORDER = {"share": 0, "hours": 1, "index": 1, "rate": 1, "count": 2}
SHOWN_BACK = 13
"""Periods of a history: a month is seen beside the same month of last year."""

ASPECTS = ("results", "community", "process", "behaviour")
"""Where goals are shown: what is reached and how citizens see it first, then how one works."""

COMMUNITY = ("satisfaction_index", "outcome_achievement", "reporter_rating")
"""What citizens say, or what reached them: shown in a place of its own."""

AGAINST = ("previous", "year")
"""What a value may be compared with: the period before, or the same period of last year."""
SIGNS = (
    "reopened_share", "unanswered_closed_share", "mass_closed_share", "bulk_recorded_share",
    "complaints_invalid", "activities_invalid", "activities_overlapping", "survey_answers_invalid",
)  # fmt: skip
"""What may be a sign of gaming or a fault of data: shown in a place of its own, if not zero."""
ELEMENTS = tuple(f"element_u{number}" for number in range(1, 10))
"""Elements of the satisfaction survey: shown with its index."""
Weeks = tuple[tuple[date, float], ...]
"""Monday and value of weeks that are over, oldest first."""


class Was(NamedTuple):
    """A value of an earlier period, and of how many cases; ``thin``: too few to judge."""

    period: str
    value: float | None
    n: int
    thin: bool


Past = list[Was]


@dataclass(frozen=True)
class Reading:
    """One indicator of one subject in one period, with what went before.

    ``newest``: how new the data are. ``stale_since``: since when something newer should be there,
    in the newest period; what is over has been judged by what there was. ``limits``: between which
    its weeks usually lie; ``signal``: improving or worsening, if either, ``since`` which Monday.
    ``weeks``: where a single subject is looked at. ``counts``, ``thin``: of each of ``values`` on
    how many cases it rests, and whether these are too few to judge.
    """

    indicator: IndicatorInfo
    value: float | None
    n: int
    band: str
    target: float | None
    low: float | None
    high: float | None
    before: float | None
    before_period: str | None
    period: str
    periods: tuple[str, ...]
    values: tuple[float | None, ...]
    newest: pd.Timestamp | None
    failing: bool
    stale_since: pd.Timestamp | None = None
    limits: tuple[float, float] | None = None
    signal: str | None = None
    since: date | None = None
    weeks: Weeks = ()
    counts: tuple[int, ...] = ()
    thin: tuple[bool, ...] = ()

    @property
    def aspect(self) -> str:
        """Where it is shown among the goals."""
        return "community" if self.indicator.id in COMMUNITY else self.indicator.aspect

    @property
    def has_goal(self) -> bool:
        """Whether something is expected of it."""
        return self.target is not None or self.band in ("met", "at_risk", "missed", "thin", "stale")

    @property
    def exceeds(self) -> float | None:
        """What a wait is longer than, where too many still wait to tell how long it is."""
        return self.low if self.value is None else None

    @property
    def change(self) -> float | None:
        """Value less the value of the period before."""
        if self.value is None or self.before is None:
            return None
        return self.value - self.before


def kind_of(period: str) -> str:
    """month, quarter, year or all."""
    return {7: "quarter" if "Q" in period else "month", 4: "year"}.get(len(period), "all")


def default_period(periods: tuple[str, ...]) -> str | None:
    """The newest month; without months the newest period."""
    months = [p for p in periods if kind_of(p) == "month"]
    return next(iter(months or periods), None)


def chosen_period(wanted: str | None, periods: tuple[str, ...]) -> str | None:
    """``wanted`` if it is kept, else the default."""
    return wanted if wanted in periods else default_period(periods)


def in_order(indicators: tuple[IndicatorInfo, ...], subject: str) -> list[IndicatorInfo]:
    """Indicators of a kind of subject: shares first, counts last, else as in the catalogue."""
    fitting = [i for i in indicators if subject in i.subjects]
    return sorted(fitting, key=lambda i: UNIT_ORDER.get(i.unit, 1))


def optional(value: Any) -> float | None:
    """A number, or None for every way of being missing."""
    return None if pd.isna(value) else float(value)


def pasts(history: pd.DataFrame, period: str) -> dict[str, Past]:
    """Per indicator: periods of the kind of ``period`` up to it, oldest first, with values."""
    found: dict[str, Past] = {}
    columns = (history[name].tolist() for name in ("indicator", "period", "value", "n", "band"))
    for indicator, when, value, n, band in zip(*columns, strict=True):
        if when <= period and kind_of(when) == kind_of(period):
            was = Was(when, optional(value), int(n), thin=band == "thin")
            found.setdefault(indicator, []).append(was)
    return {
        name: sorted(past, key=lambda was: was.period)[-SHOWN_BACK:] for name, past in found.items()
    }


def readings(
    indicators: list[IndicatorInfo],
    scores: pd.DataFrame,
    history: pd.DataFrame,
    freshness: pd.DataFrame,
    period: str,
    *,
    signals: pd.DataFrame | None = None,
    against: str | None = None,
) -> list[Reading]:
    """What each indicator says of one subject; what never was measured of it is left out.

    So somebody who handles no complaints has no empty figures about complaints. ``signals``: what
    the weeks say of this subject. ``against``: one of AGAINST, the first without it.
    """
    earlier = before_of(period) if against == AGAINST[1] else None
    weeks = {} if signals is None else {r["indicator"]: r for r in signals.to_dict("records")}
    rows = {row["indicator"]: row for row in scores.to_dict("records")}
    fresh = {row["frame"]: row for row in freshness.to_dict("records")}
    past = pasts(history, period)
    return [
        replace(
            _reading(i, rows.get(i.id, {}), past.get(i.id, []), fresh.get(i.frame, {}), period,
                     earlier),
            **_usual(weeks.get(i.id, {}), i),
        )
        for i in indicators
        if i.id in rows or i.id in past
    ]  # fmt: skip


def before_of(period: str) -> str | None:
    """The same period of the year before; None where there is none."""
    found = re.fullmatch(r"(\d{4})(.*)", period)
    return f"{int(found[1]) - 1:04d}{found[2]}" if found else None


def comparable(period: str | None, periods: tuple[str, ...]) -> tuple[str, ...]:
    """With what ``period`` can be compared, of AGAINST, as far as it is kept."""
    if period is None:
        return ()
    kin = [p for p in periods if kind_of(p) == kind_of(period)]
    found = (any(p < period for p in kin), before_of(period) in kin)
    return tuple(name for name, there in zip(AGAINST, found, strict=True) if there)


def _usual(week: Mapping[Any, Any], indicator: IndicatorInfo) -> dict[str, Any]:
    """The weeks of a reading, within which limits they usually lie, and what they signal."""
    known = {"weeks": tuple(weekly.read(week.get("weeks")))} if week else {}
    if not week or week["variation"] == "thin":
        return known
    low, high = optional(week["lower"]), optional(week["upper"])
    most = 1.0 if indicator.unit == "share" else float("inf")
    limits = None if low is None or high is None else (max(low, 0.0), min(high, most))
    signal = None if pd.isna(week["signal"]) else str(week["signal"])
    since = first_day(str(week["since"])) if signal else None
    return {**known, "limits": limits, "signal": signal, "since": since}


def _reading(
    indicator: IndicatorInfo,
    row: Mapping[Any, Any],
    past: Past,
    fresh: Mapping[Any, Any],
    period: str,
    against: str | None = None,
) -> Reading:
    """``against``: the period it is compared with; without it the last one before."""
    earlier = [
        was
        for was in past
        if was.period < period and was.value is not None and against in (None, was.period)
    ]
    before = earlier[-1] if earlier else None
    newest, since = fresh.get("newest"), row.get("stale_since")
    return Reading(
        indicator=indicator,
        value=optional(row.get("value")),
        n=int(row.get("n", 0)),
        band=str(row.get("band", "none")),
        target=optional(row.get("target")),
        low=optional(row.get("low")),
        high=optional(row.get("high")),
        before=before.value if before else None,
        before_period=before.period if before else None,
        period=period,
        periods=tuple(was.period for was in past),
        values=tuple(was.value for was in past),
        counts=tuple(was.n for was in past),
        thin=tuple(was.thin for was in past),
        newest=None if pd.isna(newest) else newest,
        failing=bool(fresh.get("failing", False)),
        stale_since=None if pd.isna(since) else since,
    )


def tally_of(found: list[Reading]) -> Counter[str]:
    """How many goals are in each band."""
    return Counter(r.band for r in found if r.has_goal)
