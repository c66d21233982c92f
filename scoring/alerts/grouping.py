"""Alerts for reading: one line for a unit with thirty late complaints."""

import pandas as pd

from scoring.alerts.escalation import RANK
from scoring.alerts.machine import ACTIVE
from scoring.alerts.rule import LEVELS

COLUMNS = (
    "rule", "unit", "count", "calling", "level", "worst", "oldest", "newest", "inhibited",
    "alert_ids",
)  # fmt: skip


def lines(alerts: pd.DataFrame) -> pd.DataFrame:
    """One line per rule and unit of alerts that have fired and are not over; the worst first.

    count: alerts. calling: how many of them nobody has acknowledged and no cause explains. level:
    the highest told so far. worst: alert_id of the one told highest, of several the oldest.
    oldest, newest: when the first and the last fired. inhibited: all are explained by their cause.
    alert_ids: all of them, the worst first.
    """
    fired = alerts[alerts["state"].isin(ACTIVE)]
    rank = fired["level"].astype(object).map(RANK).fillna(-1)
    quiet = fired["inhibited"].astype("boolean").fillna(value=False)
    calling = ~quiet & fired["acknowledged_by"].isna()
    ordered = fired.assign(
        rank=rank, inhibited=quiet.astype(bool), calling=calling.astype(bool),
        unit=fired["unit"].astype(object),
    ).sort_values(["rank", "fired_at", "alert_id"], ascending=[False, True, True])  # fmt: skip
    found = ordered.groupby(["rule", "unit"], dropna=False, sort=False, as_index=False).agg(
        count=("rule", "size"), calling=("calling", "sum"), rank=("rank", "max"),
        worst=("alert_id", "first"), oldest=("fired_at", "min"), newest=("fired_at", "max"),
        inhibited=("inhibited", "all"), alert_ids=("alert_id", tuple),
    )  # fmt: skip
    found = found.assign(level=found["rank"].map(dict(enumerate(LEVELS))).astype(object))
    return found[list(COLUMNS)]
