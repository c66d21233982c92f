"""Replay: what rules would have fired over past moments, and who would have been told."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from scoring.alerts import escalation, machine
from scoring.alerts.escalation import RANK
from scoring.alerts.finding import found
from scoring.alerts.rule import Rule
from scoring.alerts.shapes import ALERT_KEY, ALERTS, FLIPS
from scoring.alerts.sight import Sight
from scoring.columns import DTYPES

TOLD = ("alert_id", "level", "unit", "officer", "period", "value", "target", "n")
COLUMNS = (*FLIPS, *TOLD)


def replay(rules: Mapping[str, Rule], sights: Iterable[Sight]) -> pd.DataFrame:
    """What happens at each of ``sights`` (moments that rise): FLIPS with figures, and who is told.

    A line with a ``level`` is a telling: to whom, with before and after the state it is in; one
    without is a change of state. Rules that are switched off are looked at as if they were on;
    nobody acts, so that escalation goes as far as it can. alert_id: counted from 1.
    """
    on = {name: replace(rule, on=True) for name, rule in rules.items()}
    standing, count, parts = machine.shaped(pd.DataFrame(columns=list(ALERTS)), ALERTS), 0, []
    freed: dict[int, pd.Timestamp] = {}
    for sight in sights:
        seen = replace(sight, rules=on, open_alerts=standing)
        calendars = sight.look.calendars
        whole, flips = machine.step(standing, found(on, seen), on, calendars, sight.now)
        whole, count = _numbered(whole, count)
        over = whole.loc[machine.freed(standing, whole), "alert_id"]
        freed |= dict.fromkeys(over.astype(int), sight.now)
        anew = whole["alert_id"].map(freed).astype(DTYPES["moment"])
        told = escalation.due(whole, on, calendars, sight.now, freed_at=anew)
        parts += [_figures(flips, whole), _tellings(told, whole, sight.now)]
        standing = _noted(whole, told)
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))


def _numbered(alerts: pd.DataFrame, count: int) -> tuple[pd.DataFrame, int]:
    """New alerts with the numbers that follow, and the last number given."""
    fresh = alerts["alert_id"].isna()
    number = count + fresh.cumsum()
    return alerts.assign(alert_id=alerts["alert_id"].fillna(number)), count + int(fresh.sum())


def _figures(flips: pd.DataFrame, alerts: pd.DataFrame) -> pd.DataFrame:
    """Changes of state with the figures of their alert."""
    figures = alerts[[*ALERT_KEY, *TOLD]].assign(level=None)
    return flips.merge(figures, on=list(ALERT_KEY), how="left")[list(COLUMNS)]


def _tellings(told: pd.DataFrame, alerts: pd.DataFrame, now: pd.Timestamp) -> pd.DataFrame:
    """Who is told now."""
    lines = told.merge(alerts.drop(columns="level"), on="alert_id")
    return lines.assign(at=now, before=lines["state"], after=lines["state"])[list(COLUMNS)]


def _noted(alerts: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    """Open alerts, with the highest level that has been told."""
    highest = told.assign(rank=told["level"].map(RANK)).sort_values("rank")
    level = highest.drop_duplicates("alert_id", keep="last").set_index("alert_id")["level"]
    new = alerts["alert_id"].map(level).astype(object)
    noted = alerts.assign(level=new.fillna(alerts["level"].astype(object)))
    return machine.shaped(noted[noted["state"] != "ended"], ALERTS)
