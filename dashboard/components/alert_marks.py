"""Where an alert stands, as shape, word and colour; who has it; since when."""

from datetime import datetime
from typing import Any

from dash import html

from dashboard.components.marks import attributes, icon, mark
from dashboard.telling.alerts import Row, age, moment, since
from dashboard.texts import Texts, missing

MARKS = {
    "urgent": "missed",
    "firing": "at_risk",
    "recovering": "met",
    "pending": "thin",
    "ended": "unavailable",
}
NAMES_SHOWN = 2


def standing(row: Row) -> str:
    """Its state; one that fires by an urgent rule is ``urgent``."""
    state = str(row["state"])
    return "urgent" if state == "firing" and row["urgent"] else state


def quiet(row: Row) -> bool:
    """Whether it is shown but not told: silenced, or explained by another alert."""
    return inhibited(row) or not missing(row["silenced_until"])


def inhibited(row: Row) -> bool:
    """Whether another alert explains it."""
    return not missing(row["inhibited"]) and bool(row["inhibited"])


def chip(kind: str, texts: Texts) -> html.Span:
    """Shape and word of a state."""
    named: list[Any] = [mark(MARKS[kind]), texts(f"alert_state.{kind}")]
    return html.Span(named, className=f"band band-{MARKS[kind]}")


def tally(counts: dict[str, int], texts: Texts) -> html.Ul:
    """How many alerts stand where, as one line."""
    return html.Ul(
        [
            html.Li([mark(MARKS.get(kind, "unavailable")), html.B(texts.number(n)), " ",
                     texts(f"alert_tally.{kind}")])
            for kind, n in counts.items()
            if n
        ],
        className="tally",
    )  # fmt: skip


def holder(row: Row, texts: Texts) -> html.Span:
    """Who has it: asked to deal with it, has acknowledged it, or was told."""
    if not missing(row["assigned_name"]):
        return _held("person-check", str(row["assigned_name"]))
    if not missing(row["acknowledged_name"]):
        return _held("check2-circle", texts("alert.known_short", who=row["acknowledged_name"]))
    names, over = owners(row, texts), row["state"] == "ended"
    nobody = texts("alert.nobody_was" if over else "alert.nobody")
    return _held("person" if names else "bell-slash", names or nobody)


def owners(row: Row, texts: Texts) -> str:
    """Names of those told so far, the first few; '' where nobody was."""
    names = list(row["owner_names"])
    shown, more = ", ".join(names[:NAMES_SHOWN]), len(names) - NAMES_SHOWN
    return shown if more <= 0 else texts("alert.more_owners", names=shown, n=texts.number(more))


def level(row: Row, texts: Texts) -> html.Span | None:
    """The highest level told so far."""
    if missing(row["level"]):
        return None
    named = texts("alert.level", level=texts.code("alert_level", row["level"]))
    return html.Span([icon("diagram-2"), named], className="alert-level")


def lasting(row: Row, now: datetime, texts: Texts) -> html.Span:
    """For how long, with the moment it began."""
    return html.Span(
        [html.B(age(row, now, texts)), html.Small(texts.moment(since(row), short=True))],
        className="alert-since",
    )


def notes(row: Row, texts: Texts) -> list[Any]:
    """What keeps it from being told, and what was said of it, as small marks."""
    found = []
    if not missing(row["acknowledged_name"]):
        until = moment(row["acknowledged_until"], texts)
        found.append(("check2-circle", texts("alert.known_by", who=row["acknowledged_name"],
                                             until=until)))  # fmt: skip
    if not missing(row["assigned_name"]):
        found.append(("person-check", texts("alert.assigned", who=row["assigned_name"])))
    if not missing(row["silenced_until"]):
        until = moment(row["silenced_until"], texts)
        found.append(("bell-slash", texts("alert.silenced", who=_by(row), until=until)))
    if inhibited(row):
        found.append(("link-45deg", texts("alert.inhibited")))
    return [html.Span([icon(name), words], className="alert-note") for name, words in found]


def badge(waiting: int, everything: int, texts: Texts) -> list[Any]:
    """How many wait for the reader; without any, how many there are; nothing without one."""
    if not everything:
        return []
    said = texts("alert.count", mine=texts.number(waiting), all=texts.number(everything))
    looks = "badge-count" if waiting else "badge-count badge-others"
    return counted(waiting or everything, said, looks, texts)


def counted(shown: int, said: str, looks: str, texts: Texts) -> list[Any]:
    """A number in the bar, and what it means for who cannot see it."""
    return [
        html.Span(
            texts.number(shown) if shown < 1000 else f"{texts.number(999)}+",
            className=looks,
            title=said,
            **attributes(aria_hidden="true"),
        ),
        html.Span(said, className="visually-hidden"),
    ]


def _held(symbol: str, name: str) -> html.Span:
    return html.Span([icon(symbol), html.Span(name)], className="alert-holder", title=name)


def _by(row: Row) -> Any:
    return row["silenced_by"] if missing(row["silenced_name"]) else row["silenced_name"]
