"""What is over, what is silenced, how good the rules are, and what could not be delivered."""

from typing import Any

import pandas as pd
from dash import html

from dashboard import ids
from dashboard.components.alert_lines import Reader, alert_line
from dashboard.components.headers import section
from dashboard.components.marks import attributes, icon, mark
from dashboard.components.states import empty
from dashboard.telling.alerts import moment, ruled, titles_of, worked
from dashboard.texts import Texts, missing

UNSILENCE = ids.make_id("peringatan", "unsilence")


def history(ended: pd.DataFrame, reader: Reader) -> html.Section:
    """Alerts that are over, the newest first, each with how long it took.

    Of a limit that was near and then passed the latter is told.
    """
    texts = reader.texts
    rows = [row for row in ended.to_dict("records") if not _passed(row)]
    if not rows:
        return section(texts("alert.history"), html.P(texts("alert.no_history"), className="note"))
    lines = [html.Li([alert_line(row, reader), _took(row, texts)]) for row in rows]
    more = texts("alert.history_more", n=texts.number(len(lines)))
    return section(texts("alert.history"), html.Ul(lines, className="alert-list"), more=more)


def _passed(row: dict[Any, Any]) -> bool:
    """Whether the limit was near, and then passed: another alert says so."""
    known = row["rule_kind"] == "deadline_near" and not missing(row["value"])
    return known and float(row["value"]) < 0


def _took(row: dict[Any, Any], texts: Texts) -> html.P:
    known = (
        ("alert.ended_at", moment(row["ended_at"], texts)),
        ("alert.time_to_acknowledge", worked(row["acknowledge_minutes"], texts)),
        ("alert.time_to_recovery", worked(row["recovery_minutes"], texts)),
    )
    said = " · ".join(f"{texts(key)}: {shown}" for key, shown in known)
    return html.P(said, className="alert-took")


def silences(found: pd.DataFrame, reader: Reader, *, may_end: bool) -> html.Section:
    """Everything silenced, what is in force first; each can be ended by who may."""
    texts = reader.texts
    if found.empty:
        return section(
            texts("alert.silences"),
            html.Div([html.P(texts("alert.no_silences"), className="note"),
                      html.P(texts("alert.no_silences_more"), className="note")]),
        )  # fmt: skip
    ordered = found.sort_values(["active", "since"], ascending=False, kind="stable")
    lines = [_silence(row, reader, may_end=may_end) for row in ordered.to_dict("records")]
    return section(texts("alert.silences"), html.Ul(lines, className="silences"))


def _silence(row: dict[Any, Any], reader: Reader, *, may_end: bool) -> html.Li:
    texts, active = reader.texts, bool(row["active"])
    state = texts("alert.silence_active" if active else "alert.silence_over")
    kind = "thin" if active else "unavailable"
    who = texts("alert.silence_by", who=row["by"], since=moment(row["since"], texts),
                until=moment(row["until"], texts))  # fmt: skip
    end = html.Button(
        texts("alert.unsilence"),
        className="btn btn-outline-secondary",
        type="button",
        **attributes(data_put=UNSILENCE, data_value=str(row["silence_id"])),
    )
    return html.Li(
        [
            html.Span([mark(kind), state], className=f"band band-{kind}"),
            html.Div([html.B(_what(row, reader)), html.Q(str(row["reason"])), html.Small(who)]),
            end if active and may_end else None,
        ]
    )


def _what(row: dict[Any, Any], reader: Reader) -> str:
    texts, rule = reader.texts, row["rule"]
    named = texts("alert.silence_all") if missing(rule) else reader.titles.get(str(rule), str(rule))
    names = (row["subject_name"], row["subject_id"], row["unit_name"])
    about = next((str(name) for name in names if not missing(name)), None)
    return named if about is None else f"{named} · {about}"


def rules(found: pd.DataFrame, texts: Texts) -> html.Section:
    """Each rule, how often it fired, how often it was right, and how fast people were."""
    if found.empty:
        return section(texts("alert.rules"), html.P(texts("alert.no_rules"), className="note"))
    titles = titles_of(found, texts)
    heads = ("alert.rule", "alert.kind", "alert.open", "alert.fired", "alert.right",
             "alert.time_to_acknowledge", "alert.time_to_recovery")  # fmt: skip
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(texts(key), scope="col") for key in heads])),
            html.Tbody([_rule(row, titles, texts) for row in found.to_dict("records")]),
        ]
    )
    label = texts("alert.rules")
    region = html.Div(table, className="records rules-table", tabIndex=0, role="region",
                      **attributes(aria_label=label))  # fmt: skip
    note = html.P([texts("alert.right_more"), " ", texts("duration.working_note")],
                  className="note")  # fmt: skip
    return section(label, html.Div([region, note]), more=texts("alert.rules_more"))


def _right(row: dict[Any, Any], texts: Texts) -> str:
    """The share that was right with how many are known, or that these are too few; a dash of a
    rule that never fired.
    """
    if not row["fired"]:
        return texts("value.none")
    n = texts.number(row["judged"])
    if missing(row["right"]):
        return texts("alert.right_few", n=n)
    return texts("alert.right_of", share=texts.share(row["right"], 0), n=n)


def _rule(row: dict[Any, Any], titles: dict[str, str], texts: Texts) -> html.Tr:
    state = texts("alert.is_on" if row["on"] else "alert.is_off")
    cells = (
        ("alert.kind", html.Span([html.Span(line) for line in ruled(row, texts)])),
        ("alert.open", texts.number(row["open"])),
        ("alert.fired", texts.number(row["fired"])),
        ("alert.right", _right(row, texts)),
        ("alert.time_to_acknowledge", texts.working(row["acknowledge_median_minutes"])),
        ("alert.time_to_recovery", texts.working(row["recovery_median_minutes"])),
    )
    name: list[Any] = [
        titles[row["rule"]],
        html.Small([mark("met" if row["on"] else "unavailable"), state]),
    ]
    return html.Tr(
        [
            html.Th(name, scope="row", className="record-key"),
            *(html.Td(shown, **attributes(data_label=texts(key))) for key, shown in cells),
        ]
    )


def failed(found: pd.DataFrame, texts: Texts) -> html.Section | None:
    """Notices that could not be delivered so far, and why."""
    if found.empty:
        return None
    lines = [
        html.Li(
            [
                icon("exclamation-triangle"),
                texts("alert.failed_line", channel=row["channel"], n=texts.number(row["attempts"]),
                      since=moment(row["since"], texts), error=row["error"]),
            ]
        )
        for row in found.to_dict("records")
    ]  # fmt: skip
    return section(texts("alert.failed"), html.Ul(lines, className="alerts alerts-failed"))


def calm(titles: dict[str, str], texts: Texts) -> html.Div:
    """Nothing fires; what is watched is said."""
    watched = "; ".join(titles.values()) or texts("value.none")
    return empty("alerts", texts, more=texts("empty.alerts_more", watched=watched))
