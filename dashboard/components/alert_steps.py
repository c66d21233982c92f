"""What was done about an alert: every step with who, when and what, and how long it took."""

from collections.abc import Iterable
from typing import Any

from dash import html

from dashboard.alerts import Alert
from dashboard.components.headers import section
from dashboard.components.marks import icon
from dashboard.telling.alerts import moment, noted, step, worked
from dashboard.texts import Texts, missing

ICONS = {
    "pending": "eye",
    "fired": "bell",
    "recovering": "arrow-up-right-circle",
    "recovered": "check-circle",
    "told": "send",
    "escalated": "arrow-up-circle",
    "acknowledged": "check2-circle",
    "came_back": "arrow-counterclockwise",
    "freed": "arrow-counterclockwise",
    "assigned": "person-check",
    "followed_up": "journal-check",
    "dismissed": "x-circle",
    "silenced": "bell-slash",
}


def steps(alert: Alert, texts: Texts) -> html.Section:
    """Everything that happened, oldest first, and how long it took."""
    found = alert["steps"].to_dict("records")
    body = [_times(alert, texts), html.Ol([_step(row, texts) for row in found], className="steps")]
    return section(texts("alert.steps"), html.Div(body, className="alert-body"))


def _times(alert: Alert, texts: Texts) -> html.Dl:
    """Time to acknowledge and to recovery, in working time."""
    known = (
        ("alert.time_to_acknowledge", alert["acknowledge_minutes"]),
        ("alert.time_to_recovery", alert["recovery_minutes"]),
    )
    return pairs((texts(key), worked(minutes, texts)) for key, minutes in known)


def _step(row: dict[Any, Any], texts: Texts) -> html.Li:
    words = noted(row, texts)
    note = html.Span(words) if missing(row["by_name"]) else html.Q(words)
    shown = [html.Span(step(row, texts)), html.Small(moment(row["at"], texts))]
    shown += [note] if words else []
    symbol = icon(ICONS.get(str(row["verb"]), "dot"))
    return html.Li([symbol, html.Div(shown)], className=f"step step-{row['verb']}")


def pairs(found: Iterable[tuple[str, Any]]) -> html.Dl:
    """Labels, each with what belongs to it."""
    return html.Dl(
        [html.Div([html.Dt(label), html.Dd(shown)]) for label, shown in found],
        className="alert-facts",
    )
