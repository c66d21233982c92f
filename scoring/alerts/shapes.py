"""What the frames of alerts look like, column by column."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from scoring.columns import Column, moment, text

State = Literal["pending", "firing", "recovering", "ended"]
STATES: tuple[State, ...] = get_args(State)
"""No alert at all is `clear`. `ended` ones are history: cleared before firing, or recovered."""

Finding = Literal["bad", "between", "good", "unknown"]
FINDINGS: tuple[Finding, ...] = get_args(Finding)
"""`between`: no longer bad, not yet good enough to recover. `unknown`: thin, or no data."""

_SUBJECT: Mapping[str, Column] = {
    "rule": text("identifier of the rule", required=True),
    "subject_kind": text("unit, person, service, programme, complaint or source", required=True),
    "subject_id": text("identifier of the subject", required=True),
    "indicator": text("whose figure; '' where the rule looks at none", required=True),
}
ALERT_KEY = tuple(_SUBJECT)
"""One alert at a time for each."""

CONDITIONS: Mapping[str, Column] = MappingProxyType(
    {
        **_SUBJECT,
        "found": Column("category", "what the rule finds", values=FINDINGS, required=True),
        "unit": text("the unit it belongs to: whose people are told"),
        "officer": text("the person in charge of it, where there is one"),
        "period": text("period of the figure"),
        "value": Column("number", "the figure, the count, or the working minutes left"),
        "target": Column("number", "what was expected"),
        "n": Column("whole", "how many cases it rests on"),
        "since": moment("when it began, as far as rows tell: a limit that passed, the last row"),
        "cause": text("key of the alert's rule|subject that would explain it; else missing"),
    }
)
"""What rules find at one look: a line per subject looked at, also the good ones."""

ALERTS: Mapping[str, Column] = MappingProxyType(
    {
        "alert_id": Column("whole", "number given by the store; missing: not kept yet"),
        **_SUBJECT,
        "state": Column("category", "where it stands", values=STATES, required=True),
        "state_since": moment("when it came into that state", required=True),
        "pending_since": moment("when it was first found bad", required=True),
        "fired_at": moment("when it fired; missing: it has not"),
        "good_since": moment("since when it has been good without a break, while firing"),
        "ended_at": moment("when it was over"),
        "seen_at": moment("when data last told anything of it", required=True),
        "office": text("office it belongs to"),
        "unit": CONDITIONS["unit"],
        "officer": CONDITIONS["officer"],
        "period": CONDITIONS["period"],
        "value": CONDITIONS["value"],
        "target": CONDITIONS["target"],
        "n": CONDITIONS["n"],
        "since": CONDITIONS["since"],
        "cause": CONDITIONS["cause"],
        "inhibited": Column("flag", "its cause fires: shown, not told", default=False),
        "level": text("the highest level told so far; missing: nobody yet"),
        "acknowledged_by": text("account that acknowledged it; missing: nobody, or it ran out"),
        "acknowledged_at": moment("when; missing: nobody, or it ran out"),
        "acknowledged_until": moment("when the acknowledgement runs out, or ran out"),
        "assigned_to": text("account that was asked to deal with it"),
        "first_acknowledged_at": moment("when it was first acknowledged: time-to-acknowledge"),
    }
)
"""Alerts that are open, and ended ones as history."""

FLIPS: Mapping[str, Column] = MappingProxyType(
    {
        **_SUBJECT,
        "at": moment("when", required=True),
        "before": text("state before, or clear", required=True),
        "after": text("state after", required=True),
    }
)
"""Changes of state at one look."""
