"""Findings about time limits of single complaints: soon to pass, and passed.

A clock is that of cases.py: it runs in the unit's working time and stands still while the office
waits for the reporter. One that is not tracked, or has no limit, is not looked at.
"""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from scoring.alerts.rule import Rule
from scoring.alerts.sight import Frame, Sight, conditions_of, empty, findings
from scoring.columns import DTYPES
from scoring.pauses import pauses_of

CLOCKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "forwarded_in_time": ("forward", "forwarded"),
        "answered_in_time": ("answer", "answered"),
        "resolved_in_time": ("finish", "finished"),
    }
)
"""The indicator each limit belongs to, the clock, and what stops it."""
USUAL = ("answered_in_time", "resolved_in_time")
"""Limits that are looked at where a rule names no indicators."""
SHARE = 0.75
"""Share of a limit's time at which it is near, where a rule does not say."""


def deadline_near(rule: Rule, sight: Sight) -> Frame:
    """``share`` of a limit's working time is used up, and nobody has done what it is for.

    value: working minutes left, below 0 once it has passed; target: all there were; since: when
    the share was used up. Once it has passed, the alert that says so is the cause: nobody is told
    twice, and nobody that it has recovered.
    """
    share, passed = rule.share or SHARE, sight.rule_of("deadline_passed")
    lines = _clocks(rule, sight)
    if lines.empty:
        return empty()
    near = lines["left"] <= (1 - share) * lines["target"]
    over = (lines["limit"] < sight.now) & lines["open"]
    later = pd.Series(f"{passed}|" if passed else None, index=lines.index, dtype=object)
    cause = (later + lines["subject_id"].astype(object)).where(over)
    since = _moment_of(sight, lines, share).where(near)
    return _told(rule, sight, lines, (near | over) & lines["open"], since, cause)


def deadline_passed(rule: Rule, sight: Sight) -> Frame:
    """A limit has passed and nobody has done what it is for; since: when it passed."""
    lines = _clocks(rule, sight)
    if lines.empty:
        return empty()
    over = lines["limit"] < sight.now
    return _told(rule, sight, lines, over & lines["open"], lines["limit"].where(over), None)


def _told(
    rule: Rule, sight: Sight, lines: Frame, bad: pd.Series, since: pd.Series,
    cause: pd.Series | None,
) -> Frame:  # fmt: skip
    """One line per case and limit. A silent source explains it: the case may be done by now."""
    silent = sight.cause_of(("complaints",))
    whole = pd.Series(silent, index=lines.index, dtype=object)
    found = lines.assign(
        found=findings(bad, ~bad), since=since, value=lines["left"],
        cause=whole if cause is None or silent else cause,
    )  # fmt: skip
    return conditions_of(rule, sight, found.drop(columns=["limit", "open", "left", "received"]))


def _clocks(rule: Rule, sight: Sight) -> Frame:
    """A line per case and limit: how many working minutes there were, and are left."""
    cases = sight.cases
    if cases.empty or "complaint" not in rule.subjects:
        return empty()
    names = rule.indicators or USUAL
    parts = [_clock(sight, cases, name) for name in names if name in CLOCKS]
    return pd.concat(parts, ignore_index=True) if parts else empty()


def _clock(sight: Sight, cases: Frame, indicator: str) -> Frame:
    clock, done = CLOCKS[indicator]
    limit, tracked = cases[f"{clock}_limit"], cases[f"{clock}_tracked"]
    there = cases[limit.notna() & tracked.astype(bool) & ~cases["archived"].astype(bool)]
    there = there.reset_index(drop=True)
    limit = there[f"{clock}_limit"].astype(DTYPES["moment"])
    pauses = pauses_of(there["paused"], sight.now)
    ask, units = sight.look.calendars.minutes_between, there["unit"]
    now = pd.Series(sight.now, index=there.index, dtype=DTYPES["moment"])
    return pd.DataFrame(
        {
            "subject_kind": "complaint", "subject_id": there["complaint_id"],
            "indicator": indicator, "unit": units, "officer": there["officer"],
            "received": there["received"], "paused": there["paused"], "limit": limit,
            "open": there["is_open"].astype(bool) & there[done].isna(),
            "target": ask(units, there["received"], limit, pauses),
            "left": ask(units, now, limit, pauses),
        }
    )  # fmt: skip


def _moment_of(sight: Sight, lines: Frame, share: float) -> pd.Series:
    """When so large a share of each limit was used up."""
    pauses = pauses_of(lines["paused"], sight.now)
    used = (share * lines["target"]).clip(lower=0.0)
    return sight.look.calendars.after_minutes(lines["unit"], lines["received"], used, pauses)
