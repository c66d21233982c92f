"""Sentences about alerts: what is found, since when, what to ask first, and what was done."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd

from dashboard.telling.past import week
from dashboard.texts import Texts, missing
from scoring.alerts.rule import LEVELS
from scoring.indicators import INDICATORS

Row = Mapping[Any, Any]
OF_FIGURES = ("target_missed", "pace", "worsening", "outlier")
OF_LIMITS = ("deadline_near", "deadline_passed")
"""Kinds whose value is the working minutes left."""


def titles_of(rules: pd.DataFrame, texts: Texts) -> dict[str, str]:
    """The title of each rule in the reader's language."""
    column = f"title_{texts.language}"
    return dict(zip(rules["rule"], rules[column], strict=True))


def said(row: Row, texts: Texts) -> str:
    """What the rule finds, in a sentence."""
    kind, value = str(row["rule_kind"]), row["value"]
    named = limit(row, texts) if kind in OF_LIMITS else name(row, texts)
    just_passed = kind == "deadline_passed" and not missing(value) and value > -1
    none_left = kind == "silent_subject" and value == 0
    if missing(value) or just_passed or none_left:
        return texts(f"alert_plain.{kind}", name=named)
    n = "" if missing(row["n"]) else texts("kpi.n", n=texts.number(row["n"]))
    when = period(row, texts) if kind in OF_FIGURES else None
    rests = ", ".join(part for part in (when, n) if part)
    figures = {"value": _value(row, texts), "expected": _expected(row, texts)}
    return texts(f"alert_said.{kind}", name=named, n=f" ({rests})" if rests else "", **figures)


def limit(row: Row, texts: Texts) -> str:
    """Which time limit a rule about limits looks at."""
    return texts.code("alert_limit", row["indicator"] or "any")


def name(row: Row, texts: Texts) -> str:
    """The indicator, or where the rule looks at none, its kind in words."""
    indicator = row["indicator"]
    if missing(indicator) or not indicator:
        return texts(f"alert_kind.{row['rule_kind']}")
    return texts.code("indicator", indicator)


def subject(row: Row, texts: Texts) -> str:
    """The subject by name; a complaint by its number."""
    shown = row["subject_id"] if missing(row["subject_name"]) else row["subject_name"]
    return f"{texts.code('alert_subject', row['subject_kind'])} {shown}".strip()


def whose(row: Row, texts: Texts) -> str:
    """The subject, and the unit that it belongs to where it is none itself."""
    named = subject(row, texts)
    alone = row["subject_kind"] == "unit" or missing(row["unit_name"])
    return named if alone else f"{named} · {row['unit_name']}"


def question(row: Row, texts: Texts) -> str:
    """What to ask first: open, and without a verdict.

    By the kind of rule; of a figure by its indicator too, or by the rows it comes from.
    """
    own, kind = texts.family("alert_ask"), str(row["rule_kind"])
    known = INDICATORS.get(str(row["indicator"] or ""))
    if known is None or kind not in OF_FIGURES:
        return own[kind]
    return f"{own[kind]} {own.get(known.id) or own[f'of_{known.frame}']}"


def since(row: Row) -> datetime | None:
    """When it fired; before that, when it was first found."""
    for column in ("fired_at", "pending_since"):
        if not missing(row[column]):
            return pd.Timestamp(row[column]).to_pydatetime()
    return None


def age(row: Row, now: datetime, texts: Texts) -> str:
    """For how long, by the clock; of one that is over, how long it lasted."""
    begun = since(row)
    over = now if missing(row["ended_at"]) else pd.Timestamp(row["ended_at"]).to_pydatetime()
    return texts("value.none") if begun is None else texts.lag(over - begun)


def period(row: Row, texts: Texts) -> str | None:
    """The period of the figure; of one that has changed the time since then."""
    if row["rule_kind"] == "worsening" and not missing(row["since"]):
        day = pd.Timestamp(row["since"]).tz_convert(texts.zone_name).date()
        return texts("alert.since_day", day=texts.day(day))
    if missing(row["period"]):
        return None
    code = str(row["period"])
    return week(code, texts) if "-W" in code else texts.period(code)


def moment(value: Any, texts: Texts) -> str:
    """A point in time in the office's zone, or a dash."""
    return texts.moment(None if missing(value) else pd.Timestamp(value).to_pydatetime())


def step(row: Row, texts: Texts) -> str:
    """What happened: who did what, to whom, until when."""
    verb = str(row["verb"])
    to = texts.code("alert_level", row["to_name"]) if verb in ("told", "escalated") else None
    until = (
        "" if missing(row["until"]) else texts("alert.until", moment=moment(row["until"], texts))
    )
    who = texts("alert.machine") if missing(row["by_name"]) else str(row["by_name"])
    return texts(f"alert_step.{verb}", who=who, to=to or row["to_name"], until=until)


def noted(row: Row, texts: Texts) -> str:
    """What was written down with a step; of the machine: which levels have no account."""
    if missing(row["note"]):
        return ""
    note = str(row["note"])
    passed = [part.strip() for part in note.partition(":")[0].split(",")]
    if not missing(row["by_name"]) or not set(passed) <= set(LEVELS):
        return note
    return texts("alert.passed_over", levels=", ".join(texts(f"alert_level.{n}") for n in passed))


def _value(row: Row, texts: Texts) -> str:
    kind, value = row["rule_kind"], row["value"]
    if kind in OF_LIMITS:
        return texts.working_left(value)
    if kind in OF_FIGURES:
        return _figure(value, row, texts)
    return texts.share(value) if _is_share(row) else texts.plain(value, 1)


def _expected(row: Row, texts: Texts) -> str:
    """What a figure was compared with: its target, its own past, or what is usual."""
    kind = str(row["rule_kind"])
    if kind not in OF_FIGURES or missing(row["target"]):
        return ""
    known = INDICATORS.get(str(row["indicator"]))
    target = row["target"]
    shown = texts.expected(target, known.unit) if known else texts.plain(target)
    return texts(f"alert_expected.{kind}", target=shown)


def _figure(value: Any, row: Row, texts: Texts) -> str:
    known = INDICATORS.get(str(row["indicator"]))
    return texts.value(value, known.unit) if known else texts.plain(value)


def _is_share(row: Row) -> bool:
    """Whether faults are told as a share of all rows, not as their number."""
    return row["rule_kind"] == "data_faults" and not missing(row["target"]) and row["target"] < 1


def ruled(row: Row, texts: Texts) -> list[str]:
    """When a rule raises an alert, and who is told of it when."""
    value, hold = row["measure"], float(row["hold_minutes"])
    share = not missing(value) and value < 1
    shown = "" if missing(value) else texts.share(value, 0) if share else texts.plain(value)
    when = texts(f"alert_when.{row['kind']}", value=shown)
    if hold:
        when = texts("alert.held", when=when, time=texts.working(hold))
    told = [
        texts("alert.told_after" if after else "alert.told_at_once",
              level=texts.code("alert_level", level), time=texts.working(after))
        for level, after in row["levels"]
    ]  # fmt: skip
    return [when, texts("alert.told", levels=", ".join(told))] if told else [when]


def worked(minutes: Any, texts: Texts) -> str:
    """How much working time something took; of what took none, that it was outside of it."""
    if not missing(minutes) and float(minutes) < 1:
        return texts("alert.off_hours")
    said = texts.working(minutes)
    return said if missing(minutes) else texts("alert.worked", time=said)
