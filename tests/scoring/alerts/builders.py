"""Rules, findings and alerts for tests: each test states only what it is about."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pandas as pd

from scoring.age import silent
from scoring.alerts.finding import conditions as conditions_by
from scoring.alerts.machine import shaped, step
from scoring.alerts.rule import Rule
from scoring.alerts.shapes import ALERTS, CONDITIONS
from scoring.alerts.sight import Sight
from scoring.calendars import Calendars
from scoring.columns import DTYPES
from scoring.goals import Goal, expected, judged
from scoring.shapes import SCORES
from tests.scoring.builders import at, calendar, look, moments

HOUR = timedelta(hours=1)
CALENDARS = Calendars(calendar())
"""Monday to Friday, 07:30-12:00 and 13:00-16:00: 7.5 h a day."""
SUBJECT = {"rule": "late", "subject_kind": "unit", "subject_id": "S", "indicator": "x"}


def rule(name: str = "late", kind: Any = "target_missed", **more: Any) -> Rule:
    """A rule that holds for nothing and keeps for nothing, unless said."""
    return Rule(name, kind, {"id": "Terlambat", "en": "Late"}, **more)


def rules(*some: Rule) -> dict[str, Rule]:
    """Rules by id; one is enough."""
    return {r.id: r for r in some or (rule(),)}


def rows(columns: Mapping[str, Any], *some: Mapping[str, Any]) -> pd.DataFrame:
    """Lines of a shape; texts of moments are by the office's clock."""
    lines = pd.DataFrame([SUBJECT | dict(row) for row in some])
    for name in (n for n, c in columns.items() if c.kind == "moment" and n in lines):
        told = [at(x) if isinstance(x, str) else x for x in lines[name]]
        lines[name] = pd.Series(told, index=lines.index, dtype=DTYPES["moment"])
    return shaped(lines.reindex(columns=list(columns), fill_value=None), columns)


def conditions(*some: Mapping[str, Any] | str) -> pd.DataFrame:
    """Findings of unit S by the rule ``late``; a bare text is what was found."""
    told = ({"found": s} if isinstance(s, str) else s for s in some)
    usual = {"unit": "S", "officer": "P"}
    return rows(CONDITIONS, *(usual | dict(row) for row in told))


def alerts(*some: Mapping[str, Any]) -> pd.DataFrame:
    """Alerts that have fired on Monday 2 November 2026 at 09:00, unless said."""
    begun = dict.fromkeys(("state_since", "pending_since", "fired_at", "seen_at"))
    usual = begun | dict.fromkeys(begun, "2026-11-02 09:00")
    usual |= {"state": "firing", "unit": "S", "officer": "P", "inhibited": False}
    return rows(ALERTS, *(usual | {"alert_id": n} | dict(r) for n, r in enumerate(some, 1)))


NONE = pd.DataFrame(alerts({}).iloc[:0])


def walk(looks: Mapping[str, str], **of_rule: Any) -> list[tuple[str, str, str]]:
    """What happens (when, before, after) to one subject that is found so at these looks.

    A finding ``-`` is no line at all.
    """
    standing, told = NONE, []
    for moment, found in looks.items():
        seen = conditions(found) if found != "-" else conditions("good").iloc[:0]
        standing, flips = step(standing, seen, rules(rule(**of_rule)), CALENDARS, at(moment))
        told += [(moment, *flip) for flip in flips[["before", "after"]].itertuples(index=False)]
    return told


def scores(*some: Mapping[str, Any]) -> pd.DataFrame:
    """Judged figures: 20 answers of section S, nine tenths wanted, unless said."""
    usual = {"indicator": "answered_in_time", "subject_kind": "unit", "subject_id": "S",
             "period": "2026-11", "value": 0.95, "n": 20, "available": True, "low": None,
             "high": None, "expected": None}  # fmt: skip
    lines = pd.DataFrame([usual | dict(row) for row in some])
    figures = lines[[*SCORES]].astype({n: DTYPES[c.kind] for n, c in SCORES.items()})
    told = expected(figures, GOALS)
    return judged(figures, GOALS).assign(at_risk=told["at_risk"], min_n=told["min_n"])


GOALS = {
    "answers": Goal("answered_in_time", 0.9, at_risk=0.05, min_n=5),
    "late": Goal("complaints_overdue", 0, at_risk=2, min_n=1),
    "waits": Goal("answer_time_median", 24, at_risk=6, min_n=5),
    "index": Goal("satisfaction_index", 80, at_risk=5, min_n=5),
    "plans": Goal("target_pace", 1.0, at_risk=0.1, min_n=1),
    "reopened": Goal("reopened_share", 0.1, min_n=5),
}
SILENT = rule("silent", "silent_source", subjects=("source",))


def sight(now: str = "2026-11-16 09:00", frames: Mapping[str, Any] | None = None, **more: Any):
    """What is seen in November 2026, on Monday the 16th unless said; ``frames``: of the look."""
    return Sight(look(now, **(frames or {})), rules(SILENT), **more)


def sources(**newest: str | None) -> pd.DataFrame:
    """Sources of frames by the frame's name, each expected every working day."""
    told = {"source": [f"s_{n}" for n in newest], "frame": list(newest)}
    rhythm = pd.Series([pd.Timedelta(days=1)] * len(newest))
    frame = pd.DataFrame(told).assign(newest=moments(*newest.values()), rhythm=rhythm)
    return silent(frame, CALENDARS.default, at("2026-11-16 09:00"))


def found_of(rule_: Rule, seen: Sight) -> dict[str, str]:
    """What a rule finds, by subject."""
    told = conditions_by(rule_, seen)
    return dict(zip(told["subject_id"], told["found"], strict=True))
