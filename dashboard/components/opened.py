"""One goal opened: its sentences, its rules, and its records with the file and line of each."""

from typing import Any

from dash import html

from dashboard.components.marks import attributes, icon, mark
from dashboard.components.records import MARKS, counted, rest
from dashboard.components.tiles import method_link
from dashboard.telling.parts import Told, told
from dashboard.telling.records import Line, lines
from dashboard.texts import Texts
from dashboard.why import Why
from scoring.age import STALE
from scoring.explain import Part

SHOWN = 60


def opened(why: Why, texts: Texts) -> html.Div:
    """Everything about the one goal that was asked for."""
    parts = [part for part in why.explanation.parts if part.goal is not None]
    return html.Div([panel(part, why, texts) for part in parts], className="why-open")


def panel(part: Part, why: Why, texts: Texts) -> html.Div:
    """One goal: sentences at the left, records at the right or below."""
    said = told(part, why, texts)
    return html.Div([sentences(said, why, texts), records(part, why, texts)], className="why-panel")


def sentences(said: Told, why: Why, texts: Texts) -> html.Div:
    """What is said of it, one list after the other; empty ones are left out."""
    lists = (
        ("moves", said.moves),
        ("changed_title", said.changed or _nothing(why, texts)),
        ("past", said.past),
        ("standing", said.standing),
        ("left_out_title", said.left_out),
        ("rules", said.rules),
    )
    return html.Div(
        [
            html.P([said.said, " ", said.points], className="why-said"),
            *_age(said),
            *(_list(texts(f"why.{key}"), items) for key, items in lists if items),
            html.P(method_link(said.indicator, texts, words=True), className="why-how"),
        ],
        className="why-sentences",
    )


def _age(said: Told) -> list[html.P]:
    """How old the data are; with its mark where that makes the band."""
    if said.age is None:
        return []
    shown = [mark(STALE), html.Span(said.age)] if said.band == STALE else said.age
    return [html.P(shown, className="why-age note-line")]


def _nothing(why: Why, texts: Texts) -> tuple[str, ...]:
    return (texts("why.nothing_changed", since=texts.day(why.since.date())),)


def _list(title: str, items: tuple[str, ...]) -> html.Div:
    return html.Div([html.H3(title), html.Ul([html.Li(item) for item in items])])


def records(part: Part, why: Why, texts: Texts) -> html.Div:
    """The records, those that speak against first, with where each was read."""
    found = lines(part, why, texts)
    title = html.H3(texts("why.records"))
    if part.indicator.frame not in why.rows:
        return html.Div([title, html.P(texts("why.records_hidden"), className="note-line")])
    if not found:
        return html.Div([title, html.P(texts("why.no_records"), className="note-line")])
    shown = found[:SHOWN]
    count = counted(len(found), len(shown), texts)
    return html.Div(
        [
            html.Header([title, html.Span(count, className="note-line")]),
            html.Div(_table(shown, texts), className="records", tabIndex=0, role="region",
                     **attributes(aria_label=texts("why.records"))),
            rest(len(shown), texts),
        ],
        className="why-records",
    )  # fmt: skip


def _table(found: list[Line], texts: Texts) -> html.Table:
    heads = ("column.record", "column.day", "column.seen", "column.detail")
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(texts(key), scope="col") for key in heads])),
            html.Tbody([_row(line, texts) for line in found]),
        ]
    )


def _row(line: Line, texts: Texts) -> html.Tr:
    seen: list[Any] = [mark(MARKS[line.mark]), line.said]
    place = html.Small(
        [icon("file-earmark-text"), line.where], title=line.source, className="record-place"
    )
    return html.Tr(
        [
            html.Td([line.key, place], className="record-key"),
            html.Td(line.day),
            html.Td(html.Span(seen, className="record-seen")),
            html.Td(line.detail, className="record-detail"),
        ],
        className=f"record record-{line.mark}",
        title=texts.code("mark", line.mark),
    )
