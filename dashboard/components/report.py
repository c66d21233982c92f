"""A page as a report on paper: its head, its goals as a table, how to read it.

Seen in print alone (assets/print.css); what the page shows besides is laid out anew there.
"""

from typing import Any

from dash import html

from dashboard.components.marks import attributes, band_mark, icon
from dashboard.components.tiles import age_text, change_of, name_of
from dashboard.readings import Reading
from dashboard.services import Services
from dashboard.texts import Texts

NOTES = ("moment", "n", "score", "method")
MARKS = ("met", "at_risk", "missed", "thin", "stale")
COLUMNS = ("report.goal", "report.value", "report.expected", "column.status", "report.change")
RIGHT = ("right", "", "", "", "right", "")
"""How the cells after the name are set."""


def print_button(texts: Texts) -> html.Button:
    """Opens the browser's own window for printing and saving (assets/print.js)."""
    return html.Button(
        [icon("printer"), texts("report.print")],
        type="button",
        className="print-button",
        **attributes(data_print="1"),
    )


def letterhead(kind: str, period: str | None, services: Services, texts: Texts) -> html.Div:
    """Office, kind of report, period and moment; assets/print.js puts the moment of printing in."""
    office = services.office
    said = texts.period(period) if period else texts("value.none")
    return html.Div(
        [
            html.Div([html.B(office.name), html.Span(texts(f"report.{kind}"))]),
            html.Div(
                [
                    html.Span([texts("period.label"), " ", html.B(said)]),
                    html.Span(
                        [
                            texts("report.printed"),
                            " ",
                            html.B(
                                texts.moment(services.now()),
                                **attributes(
                                    data_printed=texts.code("zone", office.zone),
                                ),
                            ),
                        ]
                    ),
                ]
            ),
        ],
        className="paper letterhead",
        **attributes(data_footer=f"{office.name} · {said}"),
    )


def goal_table(goals: dict[str, list[Reading]], texts: Texts) -> html.Div:
    """Every goal of the tiles as a line: value, what is expected, status, change, n, age."""
    heads = zip(
        [*(texts(key) for key in COLUMNS), "n", texts("kpi.age")], ("", *RIGHT), strict=True
    )
    return html.Div(
        [
            html.H2(texts("report.goals")),
            html.Table(
                [
                    html.Thead(
                        html.Tr(
                            [html.Th(said, scope="col", className=kind) for said, kind in heads]
                        )
                    ),
                    *(_aspect(aspect, found, texts) for aspect, found in goals.items()),
                ],
                className="report-table",
            ),
        ],
        className="paper report-goals",
    )


def _aspect(aspect: str, found: list[Reading], texts: Texts) -> html.Tbody:
    head = html.Th(texts(f"aspect.{aspect}"), colSpan=len(COLUMNS) + 2, scope="rowgroup")
    return html.Tbody([html.Tr(head, className="report-aspect"), *(_line(r, texts) for r in found)])


def _line(reading: Reading, texts: Texts) -> html.Tr:
    cells: list[Any] = [
        texts.measured(reading.value, reading.exceeds, reading.indicator.unit, reading.target),
        _expected(reading, texts),
        band_mark(reading.band, texts) if reading.band != "none" else texts("value.none"),
        change_of(reading, texts) or texts("value.none"),
        texts.number(reading.n),
        age_text(reading, texts),
    ]
    name = html.Th(name_of(reading.indicator.id, texts), scope="row")
    told = [html.Td(cell, className=kind) for cell, kind in zip(cells, RIGHT, strict=True)]
    return html.Tr([name, *told])


def _expected(reading: Reading, texts: Texts) -> str:
    sign = {"higher": "≥ ", "lower": "≤ "}.get(reading.indicator.better, "")
    if reading.target is None:
        return texts("value.none")
    return f"{sign}{texts.expected(reading.target, reading.indicator.unit)}"


def reading_notes(texts: Texts) -> html.Section:
    """How to read the report, and what its marks mean."""
    marks = [html.Span(band_mark(band, texts)) for band in MARKS]
    return html.Section(
        [
            html.H2(texts("report.notes")),
            html.Ul([html.Li(texts(f"report.note_{note}")) for note in NOTES]),
            html.P([texts("report.marks"), ": ", *marks], className="report-marks"),
        ],
        className="paper report-notes",
    )
