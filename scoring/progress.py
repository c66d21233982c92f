"""Items of the performance plan (SKP): achievement, pace, and what a running period may end with.

Items are a frame, one line each: target, realised, pattern (PATTERNS: count, position, release)
and better (higher or lower; missing is higher). The pattern (pola ukur) decides what is divided by
time: only what is counted up over a period; a position or a published index never is [S, a
working app].

Model of ``forecast_by_week``: weeks are independent, their amounts in proportion to working days
with a variance in proportion to working days; rate and variance by weighted least squares, the sum
of the days to come by t with (weeks - 1) degrees of freedom, above the forecast on the scale of
square roots, as amounts reach further up than down. In simulations 93 to 98 of 100 ends lie in the
95 % interval, about 90 where weeks are few and wild (as often next to nothing as double). No season
and no trend: work that is handed in at the end of a period is forecast too low.
"""

from collections.abc import Mapping
from math import inf

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from scoring.columns import DTYPES
from scoring.evidence import CONFIDENCE

_CATEGORY = DTYPES["category"]


def achievement(items: pd.DataFrame, over: pd.Series, cap: float = inf) -> pd.DataFrame:
    """Realised per target of each item, or why there is none (reason); 1 is as planned.

    Lower is better: 1 + (1 - realised / target), not below 0, the formula of PermenPANRB 8/2021
    for indicators where less is more (kondisi khusus) [R, page image]. It moves as evenly as the
    usual one - a tenth too much costs a tenth - where target / realised would double for half and
    have no value at nothing. ``cap``: the most one item can bring, so that none hides another.

    Unfair cases considered: what was not measured is missing, never 0; a target of nothing or
    less divides nothing; and a budget not yet used up (count, lower is better) is no achievement
    before the period is over (``over``): its pace can be told, its achievement not yet.
    """
    budget = _lower(items) & (items["pattern"] == "count")
    reason = _unsound(items).fillna(_first({"not_over": budget & ~over}, items.index))
    found = _reached(items["realised"], items["target"], _lower(items)).clip(upper=cap)
    return pd.DataFrame({"achievement": found.where(reason.isna()), "reason": reason})


def elapsed_share(
    elapsed: pd.Series, whole: pd.Series, absent_so_far: pd.Series, absent_in_all: pd.Series
) -> pd.Series:
    """Share of a person's working time of the period that has gone, 0-1; missing if there is none.

    Working minutes elapsed less absence so far, over those of the whole period less all absence
    known. Unfair case considered: leave is taken out of both, so that nobody falls behind by being
    away with reason, and the share is 1 at the end: a target is lowered by its setter alone.
    ``elapsed`` should run up to the day the realisation was stated, not up to now.
    """
    present = whole - absent_in_all
    return ((elapsed - absent_so_far) / present).clip(0, 1).where(present > 0)


def pace(items: pd.DataFrame, elapsed: pd.Series) -> pd.DataFrame:
    """Realised per what is expected by now: the target times the share of time ``elapsed``.

    expected: by now. pace: 1 is on time; lower is better as in ``achievement``. reason: why there
    is none: not_paced for a position or release, no_time where nobody works, not_started.
    """
    reason = _no_pace(items, elapsed)
    expected = (items["target"] * elapsed).where(reason.isna())
    found = _reached(items["realised"], expected, _lower(items))
    return pd.DataFrame({"expected": expected, "pace": found, "reason": reason})


def forecast_by_share(items: pd.DataFrame, elapsed: pd.Series, least: float) -> pd.DataFrame:
    """What each count ends with if it goes on in proportion to time; no interval is known.

    basis: share, or thin before ``least`` of the time has elapsed, or missing where no pace is.
    """
    known = _no_pace(items, elapsed).isna()
    basis = _first({"thin": elapsed < least, "share": elapsed >= least}, items.index).where(known)
    forecast = (items["realised"] / elapsed.where(elapsed > 0)).where(known)
    blank = dict.fromkeys(("low", "high", "probability"), np.nan)
    return pd.DataFrame({"forecast": forecast, **blank, "basis": basis})


def weekly_totals(contributed: pd.DataFrame, worked: pd.DataFrame) -> pd.DataFrame:
    """item, week, days, amount: what each item was given in each week its person worked.

    contributed: item, week, amount (any number of rows). worked: item, week, days (working days
    of the person, absence and days to come taken out). A week without contribution is a week with
    0, and counts; one without working days is no week.
    """
    weeks = worked[worked["days"] > 0]
    amounts = contributed.groupby(["item", "week"], as_index=False)["amount"].sum()
    return weeks.merge(amounts, on=["item", "week"], how="left").fillna({"amount": 0.0})


def forecast_by_week(
    items: pd.DataFrame, weeks: pd.DataFrame, left: pd.Series, fewest: int = 3
) -> pd.DataFrame:
    """What each count ends with, from its weeks so far: forecast, 95 % low and high, probability.

    weeks: as of ``weekly_totals``, by position in ``items``. left: the person's working days to
    come. Never below what is realised, as it is not taken away again. probability: of reaching
    the target, or of keeping it where lower is better, by these weeks alone.

    basis: weeks; thin (fewer than ``fewest`` weeks) and no_spread (all weeks alike, which is no
    certainty): a forecast without interval; over: no day left, it is known; missing: nothing
    contributed on a date, or nothing to forecast.
    """
    fit = _fit(weeks).reindex(range(len(items))).set_axis(items.index)
    basis = _basis(items, fit, left, fewest)
    told, coming = basis.isin(["weeks", "over"]), (fit["rate"] * left).where(left > 0, 0.0)
    variance = fit["noise"] * left * (1 + left / fit["days"])
    spread = variance.where(left > 0, 0.0) ** 0.5
    half = (spread * stdtrit(fit["n"] - 1, (1 + CONFIDENCE) / 2)).where(left > 0, 0.0)
    skew = (half**2 / (4 * coming.where(coming > 0))).fillna(0.0)
    forecast = items["realised"] + coming
    return pd.DataFrame(
        {
            "forecast": forecast.where(basis.notna()),
            "low": (forecast - half).clip(lower=items["realised"]).where(told),
            "high": (forecast + half + skew).where(told),
            "probability": _probability(items, coming, spread, fit["n"]).where(told),
            "basis": basis,
        }
    )


def _lower(items: pd.DataFrame) -> pd.Series:
    return (items["better"] == "lower").astype("boolean").fillna(value=False).astype(bool)


def _unsound(items: pd.DataFrame) -> pd.Series:
    """Why an item's numbers cannot be divided; missing where they can."""
    target, realised = items["target"], items["realised"]
    reasons = {
        "no_target": target.isna(),
        "zero_target": target == 0,
        "negative_target": target < 0,
        "not_measured": realised.isna(),
        "negative_realised": realised < 0,
    }
    return _first(reasons, items.index)


def _no_pace(items: pd.DataFrame, elapsed: pd.Series) -> pd.Series:
    reasons = {
        "not_paced": items["pattern"] != "count",
        "no_time": elapsed.isna(),
        "not_started": elapsed <= 0,
    }
    return _unsound(items).fillna(_first(reasons, items.index))


def _first(reasons: Mapping[str, pd.Series], index: pd.Index) -> pd.Series:
    """The first of the reasons that holds for each line."""
    found: pd.Series = pd.Series(pd.NA, index=index, dtype=_CATEGORY)
    for reason, holds in reversed(list(reasons.items())):
        found = found.mask(holds, reason)
    return found


def _reached(realised: pd.Series, target: pd.Series, lower: pd.Series) -> pd.Series:
    share = realised / target.where(target > 0)
    return share.mask(lower, (2 - share).clip(lower=0))


def _fit(weeks: pd.DataFrame) -> pd.DataFrame:
    """n, days, amount of each item's weeks, its rate a day, and the noise of a day (variance)."""
    squares = weeks.assign(square=weeks["amount"] ** 2 / weeks["days"])
    fit = squares.groupby("item")[["days", "amount", "square"]].sum()
    fit["n"] = weeks.groupby("item").size()
    fit["rate"] = fit["amount"] / fit["days"]
    noise = (fit["square"] - fit["rate"] * fit["amount"]) / (fit["n"] - 1).where(fit["n"] > 1)
    return fit.assign(noise=noise.mask(noise <= 1e-12 * fit["square"], 0.0))


def _basis(items: pd.DataFrame, fit: pd.DataFrame, left: pd.Series, fewest: int) -> pd.Series:
    over = left <= 0
    grounds = {
        "over": over,
        "thin": fit["n"] < max(fewest, 2),
        "no_spread": fit["noise"] == 0,
        "weeks": left > 0,
    }
    counted = _unsound(items).isna() & (items["pattern"] == "count")
    return _first(grounds, items.index).where(counted & (over | ((fit["amount"] > 0) & (left > 0))))


def _probability(
    items: pd.DataFrame, coming: pd.Series, spread: pd.Series, n: pd.Series
) -> pd.Series:
    """Of ending on the good side of the target; certain once it is reached, or broken."""
    lower, needed = _lower(items), items["target"] - items["realised"]
    above = 2 * (np.sqrt(coming * needed.clip(lower=0)) - coming)
    distance = above.where(needed > coming, needed - coming) / spread.where(spread > 0)
    kept = pd.Series(stdtr(n - 1, distance), index=items.index)
    kept = kept.mask(spread == 0, (needed >= 0).astype(float)).mask(needed < 0, 0.0)
    reached = pd.Series(stdtr(n - 1, -distance), index=items.index)
    reached = reached.mask(spread == 0, 0.0).mask(needed <= 0, 1.0)
    return reached.mask(lower, kept)
