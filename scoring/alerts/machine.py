"""The state machine of alerts: clear, pending, firing, recovering, ended. Pure; ``now`` is given.

What a finding does, by the state it meets:

* bad: clear becomes pending, and fires once the rule's ``hold`` has passed since it was first bad;
  a firing or recovering alert fires on.
* good: what has not fired is over; what fires recovers, and is over once it has been good for the
  rule's ``keep`` without a break.
* between (no longer bad, not yet good enough): nothing begins, fires or ends; a recovering alert
  begins its ``keep`` anew with the next good finding. So a value that moves to and fro inside the
  recovery band is one alert.
* unknown, or no finding at all: what was known stays. Silence neither accuses nor absolves.

``hold`` and ``keep`` are working time of the subject's unit; of urgent rules they are by the clock.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd

from scoring.alerts.rule import Rule
from scoring.alerts.shapes import ALERT_KEY, ALERTS, CONDITIONS, FLIPS
from scoring.calendars import Calendars
from scoring.columns import DTYPES
from scoring.timeline import Flags

KEY = list(ALERT_KEY)
TOLD = [name for name in CONDITIONS if name not in (*KEY, "found", "cause")]
"""What a finding tells an alert of its subject."""
ACTIVE = ("firing", "recovering")
"""States of an alert that has fired and is not over."""
WORSE_FIRST = ("bad", "between", "unknown", "good")
MINUTE = pd.Timedelta(minutes=1)


def step(
    open_alerts: pd.DataFrame,
    conditions: pd.DataFrame,
    rules: Mapping[str, Rule],
    calendars: Calendars,
    now: pd.Timestamp,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Alerts (ALERTS) as they stand at ``now``, those that end now among them, and their FLIPS.

    ``open_alerts``: ALERTS; ended ones are left aside. ``conditions``: CONDITIONS; of several lines
    of one key the worst counts. ``now``: UTC. An alert of a rule that is not there, or is switched
    off, is over. The same conditions at the same ``now`` change nothing a second time.
    """
    on = {name: rule for name, rule in rules.items() if rule.on}
    lines = _come_back(_lines(open_alerts, conditions, on), now)
    before = lines["state"].astype(object).fillna("clear")
    lines = _timed(lines, before, now)
    after = _after(lines, before, on, calendars, now)
    changed = (before != after).to_numpy()
    flips = lines[KEY].assign(at=now, before=before, after=after)[changed]
    return _moved(lines, after, changed, now), shaped(flips, FLIPS)


def ran_out(alerts: pd.DataFrame, now: pd.Timestamp) -> pd.Series:
    """Which acknowledgements have run out by ``now`` and are still noted: they come back."""
    return alerts["acknowledged_by"].notna() & (alerts["acknowledged_until"] <= now)


def freed(before: pd.DataFrame, after: pd.DataFrame) -> pd.Series:
    """Which alerts of ``after`` fire on now that the cause that explained them is over."""
    explained = before["state"].isin(ACTIVE) & _flags(before["inhibited"])
    still = after["state"].isin(ACTIVE) & ~_flags(after["inhibited"])
    return still & after["alert_id"].isin(before.loc[explained, "alert_id"])


def _flags(holds: pd.Series) -> pd.Series:
    return holds.astype("boolean").fillna(value=False).astype(bool)


def shaped(lines: pd.DataFrame, columns: Mapping[str, Any]) -> pd.DataFrame:
    """``lines`` with these columns, each of its kind; one that is not there is its default."""
    found = {
        name: lines[name] if name in lines else pd.Series(column.default, index=lines.index)
        for name, column in columns.items()
    }
    frame = pd.DataFrame(found, index=lines.index)
    return frame.astype({n: DTYPES[c.kind] for n, c in columns.items()}).reset_index(drop=True)


def elapsed(
    lines: pd.DataFrame, start: pd.Series, rules: Mapping[str, Rule], calendars: Calendars,
    until: pd.Timestamp | pd.Series,
) -> pd.Series:  # fmt: skip
    """Minutes from ``start`` to ``until``: of the unit's working time, by the clock if urgent."""
    end = pd.Series(until, index=lines.index, dtype=DTYPES["moment"])
    worked = calendars.minutes_between(lines["unit"], start, end)
    return worked.mask(of_rule(lines, rules, "urgent").astype(bool), (end - start) / MINUTE)


def of_rule(lines: pd.DataFrame, rules: Mapping[str, Rule], name: str) -> pd.Series:
    """What the rule of each line says of ``name``; times as minutes."""
    told = {key: getattr(rule, name) for key, rule in rules.items()}
    minutes = {k: v / MINUTE if isinstance(v, timedelta) else v for k, v in told.items()}
    return lines["rule"].map(minutes)


def _lines(
    open_alerts: pd.DataFrame, conditions: pd.DataFrame, rules: Mapping[str, Rule]
) -> pd.DataFrame:
    """A line per alert that is open or may begin: ALERTS, with what was ``found`` of it."""
    still = shaped(open_alerts[open_alerts["state"] != "ended"], ALERTS)
    bad = conditions["found"] == "bad"
    asked = conditions[bad | conditions["subject_id"].isin(still["subject_id"])]
    asked = _worst(shaped(asked[asked["rule"].isin(list(rules))], CONDITIONS))
    told = still[KEY].merge(asked, on=KEY, how="left")[["found", *TOLD, "cause"]]
    fresh = asked[asked["found"] == "bad"].merge(still[KEY], on=KEY, how="left", indicator=True)
    fresh = fresh[fresh.pop("_merge") == "left_only"]
    whole = pd.concat([_told(still, told), shaped(fresh, ALERTS)], ignore_index=True)
    found = pd.concat([told["found"], fresh["found"]], ignore_index=True).fillna("unknown")
    return whole.assign(found=found, on=whole["rule"].isin(list(rules)))


def _worst(asked: pd.DataFrame) -> pd.DataFrame:
    """One finding per key: of several (of a supervisor in two offices) the worse counts."""
    if not asked.duplicated(KEY).any():
        return asked
    rank = asked["found"].map({found: place for place, found in enumerate(WORSE_FIRST)})
    return asked.iloc[rank.argsort(kind="stable")].drop_duplicates(KEY)


def _told(still: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    """Alerts with what a finding tells anew of them; unknown tells of the cause alone."""
    known = told["found"].notna() & (told["found"] != "unknown")
    since = told["since"].fillna(still["since"])
    new = {name: still[name].mask(known, told[name]) for name in TOLD} | {
        "since": still["since"].mask(known, since)
    }
    return still.assign(**new, cause=still["cause"].mask(told["found"].notna(), told["cause"]))


def _come_back(lines: pd.DataFrame, now: pd.Timestamp) -> pd.DataFrame:
    """An acknowledgement that has run out is none; ``acknowledged_until`` says since when."""
    over = ran_out(lines, now)
    names = ("acknowledged_by", "acknowledged_at", "level")
    return lines.assign(**{name: lines[name].mask(over) for name in names})


def _timed(lines: pd.DataFrame, before: pd.Series, now: pd.Timestamp) -> pd.DataFrame:
    """When each was first bad, since when it has been good, and when data last told of it."""
    good, known = lines["found"] == "good", lines["found"] != "unknown"
    since = lines["good_since"].where(~good | ~before.isin(ACTIVE), lines["good_since"].fillna(now))
    return lines.assign(
        pending_since=lines["pending_since"].fillna(now),
        good_since=since.mask(known & ~good),
        seen_at=lines["seen_at"].mask(known, now),
    )


def _after(
    lines: pd.DataFrame, before: pd.Series, rules: Mapping[str, Rule], calendars: Calendars,
    now: pd.Timestamp,
) -> pd.Series:  # fmt: skip
    """The state each alert comes into."""
    held = _passed(lines, "pending_since", "hold", rules, calendars, now)
    kept = _passed(lines, "good_since", "keep", rules, calendars, now)
    bad, good, fired = lines["found"] == "bad", lines["found"] == "good", before.isin(ACTIVE)
    cases = {
        "over": (~lines["on"], "ended"),
        "fires": (bad & (fired | held), "firing"),
        "waits": (bad, "pending"),
        "passes": (good & (~fired | kept), "ended"),
        "recovers": (good, "recovering"),
    }
    holds, states = zip(*cases.values(), strict=True)
    return pd.Series(np.select(list(holds), list(states), before), index=lines.index, dtype=object)


def _passed(
    lines: pd.DataFrame, since: str, needed: str, rules: Mapping[str, Rule], calendars: Calendars,
    now: pd.Timestamp,
) -> pd.Series:  # fmt: skip
    """Whether the time the rule asks for has passed; not where nothing has begun."""
    return elapsed(lines, lines[since], rules, calendars, now) >= of_rule(lines, rules, needed)


def _moved(
    lines: pd.DataFrame, after: pd.Series, changed: Flags, now: pd.Timestamp
) -> pd.DataFrame:
    """The alerts in their new states."""
    ended, fires = after == "ended", after == "firing"
    found = lines.assign(
        state=after,
        state_since=lines["state_since"].mask(changed, now),
        fired_at=lines["fired_at"].where(~fires, lines["fired_at"].fillna(now)),
        ended_at=lines["ended_at"].mask(ended, now),
    )
    return shaped(found.assign(inhibited=inhibited(found)), ALERTS)


def inhibited(alerts: pd.DataFrame) -> pd.Series:
    """Whether the cause of each alert is itself an alert that fires; none is its own cause."""
    key = alerts["rule"].astype(object) + "|" + alerts["subject_id"].astype(object)
    fires = key[alerts["state"].isin(ACTIVE)]
    return alerts["cause"].isin(fires) & (alerts["cause"].astype(object) != key)
