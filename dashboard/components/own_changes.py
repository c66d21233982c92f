"""What changed since yesterday evening: the points it moved, and the records that did."""

from collections.abc import Mapping
from typing import Any

from dash import html

from dashboard.components.marks import icon
from dashboard.components.records import record_list
from dashboard.components.states import calm
from dashboard.own import Own
from dashboard.telling import own, parts, records
from dashboard.texts import Texts
from scoring.explain import Part

SHOWN = 6
ARROWS = {"up": "arrow-up-right", "down": "arrow-down-right", "same": "arrow-right"}


def changes(mine: Own, texts: Texts) -> html.Div:
    """One block for each goal that moved, those that moved most first."""
    why = mine.why
    by_indicator = {part.indicator.id: part for part in why.explanation.parts}
    found = [row for row in why.changed.to_dict("records") if row["indicator"] in by_indicator]
    since = html.P(texts("own.since", since=texts.day(why.since.date(), weekday=True)),
                   className="note-line")  # fmt: skip
    if not found:
        return html.Div([since, calm(texts("own.nothing_changed"))], className="own-body")
    ordered = sorted(found, key=lambda row: -abs(own.gain(row)))
    lines = [_change(row, by_indicator[row["indicator"]], mine, texts) for row in ordered]
    return html.Div([since, html.Ul(lines, className="own-changes")], className="own-body")


def _change(row: Mapping[Any, Any], part: Part, mine: Own, texts: Texts) -> html.Li:
    said, way = own.moved(row, mine, texts)
    why, unit = mine.why, part.indicator.unit
    before, now = (texts.value(row[c], unit) for c in ("value_before", "value"))
    value = texts("why.stays" if before == now else "why.became", before=before, now=now)
    moved = set(row["records"])
    lines = [line for line in records.lines(part, why, texts) if line.key in moved]
    gone = len(moved) - len({line.key for line in lines})
    more = len(lines) - SHOWN
    notes = [
        texts("own.more_changed", n=texts.number(more)) if more > 0 else None,
        texts("own.gone", n=texts.number(gone), cases=parts.cases(part, texts, gone))
        if gone
        else None,
    ]
    return html.Li(
        [
            html.Div(
                [
                    html.H3(texts.code("indicator", part.indicator.id)),
                    html.Span([icon(ARROWS[way]), said], className=f"moved moved-{way}"),
                    html.Span(value, className="note-line"),
                ],
                className="own-change",
            ),
            record_list(lines[:SHOWN], texts) if lines else None,
            *(html.P(note, className="note-line") for note in notes if note),
        ]
    )
