"""The record of the rules: how often each fired, how fast people acted, and how often it was right.

Times have the open alerts in them (Kaplan-Meier, survival.py): a median of those acknowledged only
would look better the more of them nobody ever looks at.
"""

from collections.abc import Mapping

import pandas as pd

from scoring.alerts.machine import elapsed, of_rule
from scoring.alerts.rule import Rule
from scoring.calendars import Calendars
from scoring.columns import DTYPES
from scoring.survival import Floats, waiting

FOLLOWED, DISMISSED = "followed_up", "dismissed"
"""Verbs of deeds that say that an alert was right, and that it was not."""


def track(
    history: pd.DataFrame,
    deeds: pd.DataFrame,
    rules: Mapping[str, Rule],
    calendars: Calendars,
    now: pd.Timestamp,
) -> pd.DataFrame:
    """One line per rule, in their order: what became of its alerts.

    history: ALERTS, open ones too. deeds: alert_id, verb. fired, open: how many, those that fire or
    recover now. acknowledged: how many of those fired. acknowledge_median, recovery_median: working
    minutes (urgent rules: by the clock) from firing to the first acknowledgement, and to when it
    became good; missing where fewer than half got so far. judged: how many are known to be right
    or wrong; right: their share that was, missing without any.

    Right: somebody followed it up, or what it found lasted longer than ``keep``. Wrong: somebody
    dismissed it (that counts first), or it passed by itself before. Undecided: open ones that
    nobody judged, those that ended with their rule, and those that came and went outside working
    hours, when nobody could have acted.
    """
    fired = history[history["fired_at"].notna() & history["rule"].isin(list(rules))]
    fired = fired.reset_index(drop=True)
    right = _right(fired, deeds, rules, calendars)
    lines = fired.assign(
        still=fired["state"] != "ended", noted=fired["first_acknowledged_at"].notna(), right=right,
    ).groupby("rule").agg(
        fired=("rule", "size"), open=("still", "sum"), acknowledged=("noted", "sum"),
        judged=("right", "count"), right=("right", "mean"),
    ).reindex(list(rules))  # fmt: skip
    counts = dict.fromkeys(("fired", "open", "acknowledged", "judged"), 0)
    medians = {
        f"{name}_median": _median(fired, moment, rules, calendars, now)
        for name, moment in {
            "acknowledge": fired["first_acknowledged_at"], "recovery": _recovered(fired),
        }.items()
    }  # fmt: skip
    found = lines.fillna(counts).astype(dict.fromkeys(counts, "int64"))
    return found.assign(**medians).rename_axis("rule").reset_index()


def _recovered(alerts: pd.DataFrame) -> pd.Series:
    """When each became good; missing: it has not, or it ended with its rule."""
    return alerts["good_since"].where(alerts["state"] == "ended")


def _right(
    alerts: pd.DataFrame, deeds: pd.DataFrame, rules: Mapping[str, Rule], calendars: Calendars
) -> pd.Series:
    """1 right, 0 wrong, missing where that is not decided."""
    lasted = _minutes(alerts, _recovered(alerts), rules, calendars)
    by_itself = (lasted > of_rule(alerts, rules, "keep")).astype("float64")
    found = by_itself.where(lasted > 0)
    for verb, value in ((FOLLOWED, 1.0), (DISMISSED, 0.0)):
        named = deeds.loc[deeds["verb"] == verb, "alert_id"]
        found = found.mask(alerts["alert_id"].isin(named), value)
    return found


def _median(
    alerts: pd.DataFrame, moment: pd.Series, rules: Mapping[str, Rule], calendars: Calendars,
    now: pd.Timestamp,
) -> Floats:  # fmt: skip
    """Median minutes from firing to ``moment``, by rule; where it has not come it is still to."""
    last = alerts["ended_at"].fillna(pd.Series(now, index=alerts.index, dtype=DTYPES["moment"]))
    minutes = _minutes(alerts, moment.fillna(last), rules, calendars)
    codes = alerts["rule"].map({name: place for place, name in enumerate(rules)}).astype("int64")
    return waiting(codes, minutes, moment.notna(), len(rules), 0.5).value


def _minutes(
    alerts: pd.DataFrame, until: pd.Series, rules: Mapping[str, Rule], calendars: Calendars
) -> pd.Series:
    """Minutes from firing to ``until`` as the rule counts them."""
    return elapsed(alerts, alerts["fired_at"], rules, calendars, until)
