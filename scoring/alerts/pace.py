"""Findings about the pace: which figures will probably miss their target at the period's end.

A forecast is honest about what is still open: the rest of the period is as uncertain as the cases
so far leave it. ``forecast_miss``, by what an indicator's figure is:

* a share of n cases (beta): in the share ``gone`` of the period n cases came, so n / gone will. Of
  the m to come the hits are beta-binomial given those so far (Jeffreys: half a hit and half a miss
  to begin with): few cases early on forecast nothing, and what can no longer be reached even if all
  m go well has the probability 1.
* a mean with an interval (normal): its error at the end is that of now times the square root of
  what is left, as the part that is over does not change any more.
* the pace of performance plans (target_pace): what is realised per what is due says where its items
  end if they go on so: 1 or 0, as no interval is known of it.

Cases are taken to be independent: where they come in lumps, probabilities near 0 and 1 are too
sure, which is why a rule's ``threshold`` should be well above one half.
"""

import numpy as np
import pandas as pd
from scipy.special import ndtr
from scipy.stats import betabinom

from scoring.alerts.figures import UNKNOWN, margin, of_figures
from scoring.alerts.rule import Rule
from scoring.alerts.sight import Frame, Sight, asked, conditions_of, empty, findings
from scoring.columns import DTYPES
from scoring.goals import SLACK, is_lower
from scoring.indicators import INDICATORS
from scoring.plans import LEAST_ELAPSED
from scoring.records import Floats
from scoring.standing import WIDTH

LIKELY = 0.8
"""Probability of missing from which a pace is bad, where a rule does not say."""
PLANS = "target_pace"


def pace(rule: Rule, sight: Sight) -> Frame:
    """Probably missed at the end of the newest period; ``threshold``: from which probability on.

    value: the figure so far. Good is a probability below the threshold by ``recover`` of it.
    Unknown before a tenth of the period's working time has gone, and where figures are too few.
    Figures of which no end can be forecast (waits, stocks) are not looked at. One that is missed
    already names the alert that says so as its cause: nobody is told twice.
    """
    lines = asked(rule, sight.scores)
    if lines.empty or sight.look.periods[0].name == "all":
        return empty()
    lines = lines[_paced(lines) & (lines["band"] != "none")].reset_index(drop=True)
    if lines.empty:
        return empty()
    lines = conditions_of(rule, sight, lines).join(lines[["at_risk", "low", "high", "band"]])
    gone = elapsed(sight, lines["unit"])
    chance = forecast_miss(lines, gone)
    likely = LIKELY if rule.threshold is None else rule.threshold
    unknown = lines["band"].isin(UNKNOWN) | chance.isna() | ~(gone >= LEAST_ELAPSED)
    found = findings(chance >= likely, chance <= likely * (1 - rule.recover), unknown)
    told = of_figures(rule, sight, lines.assign(found=found))
    return told.assign(cause=told["cause"].fillna(_missed(sight, lines)))


def _missed(sight: Sight, lines: Frame) -> pd.Series:
    """The key of the alert about each figure that is missed already; missing: it is not."""
    rule = sight.rules.get(sight.rule_of("target_missed") or "")
    if rule is None:
        return pd.Series(None, index=lines.index, dtype=object)
    missed = asked(rule, lines[lines["band"] == "missed"])
    return (f"{rule.id}|" + missed["subject_id"].astype(object)).reindex(lines.index)


def elapsed(sight: Sight, units: pd.Series) -> pd.Series:
    """Share of the working time of the newest period that has gone, of each unit; 0-1."""
    look, period = sight.look, sight.look.periods[0]
    start, end, now = (
        pd.Series(moment, index=units.index, dtype=DTYPES["moment"])
        for moment in (look.moment(period.start), look.moment(period.end), look.now)
    )
    whole = look.calendars.minutes_between(units, start, end)
    so_far = look.calendars.minutes_between(units, start, now)
    return (so_far / whole.where(whole > 0)).clip(0.0, 1.0)


def forecast_miss(lines: Frame, gone: pd.Series) -> pd.Series:
    """Probability that each figure ends in the band missed; missing where nothing is known.

    lines: indicator, value, n, low, high, target, at_risk. gone: share of the period that is over.
    """
    family = lines["indicator"].map({i.id: i.family for i in INDICATORS.values()})
    chance = pd.Series(np.nan, index=lines.index)
    share, plan = family == "beta", lines["indicator"] == PLANS
    mean = (family == "normal") & ~plan
    chance[share] = _shares(lines[share], gone[share])
    chance[mean] = _means(lines[mean], gone[mean])
    past = margin(lines, lines["value"])
    return chance.mask(plan, (past < -SLACK).astype(float)).where(past.notna())


def _paced(lines: Frame) -> pd.Series:
    known = [i.id for i in INDICATORS.values() if i.family in ("beta", "normal") and not i.stock]
    return lines["indicator"].isin([*known, PLANS])


def _shares(lines: Frame, gone: pd.Series) -> Floats:
    """Of shares of cases."""
    lower = is_lower(lines["indicator"]).to_numpy()
    n, value = (lines[c].astype("float64").to_numpy() for c in ("n", "value"))
    least = (lines["target"] - lines["at_risk"].fillna(0.0)).to_numpy()
    most = (lines["target"] + lines["at_risk"].fillna(0.0)).to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        coming = np.rint(n / gone.to_numpy() - n)
        good = np.rint(np.where(lower, 1 - value, value) * n)
        needed = np.ceil(np.where(lower, 1 - most, least) * (n + coming) - good - SLACK * 1e3)
    return _fewer(needed, coming, good, np.asarray(n - good, dtype=np.float64))


def _fewer(needed: Floats, coming: Floats, good: Floats, bad: Floats) -> Floats:
    """P(fewer than ``needed`` of those ``coming`` are good), by how many were good and bad so far.

    Many lines have the same numbers: each combination is worked out once.
    """
    cases = pd.DataFrame({"k": needed - 1, "n": coming, "good": good + 0.5, "bad": bad + 0.5})
    known = np.isfinite(cases).all(axis=1)
    code = cases[known].groupby(list(cases), sort=False).ngroup().to_numpy()
    once = cases[known].drop_duplicates().to_numpy().T
    chance = np.full(len(cases), np.nan)
    chance[known] = betabinom.cdf(*once)[code]
    return chance


def _means(lines: Frame, gone: pd.Series) -> Floats:
    """Of means with an interval."""
    error = (lines["high"] - lines["low"]).to_numpy(float) / WIDTH
    left = error * np.sqrt(1 - gone.to_numpy(float))
    past = margin(lines, lines["value"]).to_numpy(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        sure = np.where(past < -SLACK, 1.0, 0.0)
        return np.asarray(np.where(left > 0, ndtr(-past / left), np.where(left == 0, sure, np.nan)))
