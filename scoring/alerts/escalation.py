"""Who must be told by now: from the one in charge upward, while nobody acts."""

from collections.abc import Mapping

import pandas as pd

from scoring.alerts.machine import MINUTE, elapsed
from scoring.alerts.rule import LEVELS, Rule
from scoring.calendars import Calendars

RANK = {level: place for place, level in enumerate(LEVELS)}


def due(
    alerts: pd.DataFrame,
    rules: Mapping[str, Rule],
    calendars: Calendars,
    now: pd.Timestamp,
    silenced_until: pd.Series | None = None,
    freed_at: pd.Series | None = None,
) -> pd.DataFrame:
    """alert_id, level: who is to be told of which alert and has not been; the lowest level first.

    A level is due once its step's time has passed (working time of the unit; urgent: by the clock)
    since the alert fired, or its acknowledgement ran out, its silence ended, or its cause was over
    (``freed_at``). Only what fires now: what recovers, is acknowledged, silenced or explained by
    its cause is not told upward.
    """
    lines = waiting(alerts[alerts["rule"].isin(list(rules))], now, silenced_until, freed_at)
    passed = elapsed(lines, lines["begun"], rules, calendars, now)
    told = lines["level"].astype(object).map(RANK).fillna(-1)
    parts = []
    for level in LEVELS:
        needed = lines["rule"].map({r.id: r.steps[level] / MINUTE for r in rules.values()
                                    if level in r.steps}).astype("float64")  # fmt: skip
        reached = (passed >= needed) & (told < RANK[level])
        parts.append(lines.loc[reached, ["alert_id"]].assign(level=level))
    return pd.concat(parts).sort_values("alert_id", kind="stable", ignore_index=True)


def waiting(
    alerts: pd.DataFrame,
    now: pd.Timestamp,
    silenced_until: pd.Series | None = None,
    freed_at: pd.Series | None = None,
) -> pd.DataFrame:
    """Alerts that wait for somebody to act, and the moment since when (begun)."""
    ends = [
        alerts["fired_at"],
        alerts["acknowledged_until"].mask(alerts["acknowledged_until"] > now),
    ]
    calls = (alerts["state"] == "firing") & alerts["acknowledged_by"].isna()
    calls &= ~alerts["inhibited"].astype("boolean").fillna(value=False)
    if silenced_until is not None:
        silent = silenced_until.reindex(alerts.index)
        calls &= ~(silent > now)
        ends.append(silent)
    if freed_at is not None:
        ends.append(freed_at.reindex(alerts.index))
    begun = pd.concat(ends, axis=1).max(axis=1)
    return alerts.assign(begun=begun)[calls.astype(bool)]
