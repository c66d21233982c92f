"""Units by goals: as a table that is read at a glance, or as a funnel that compares them fairly."""

from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard.charts import graph
from dashboard.components.headers import address, picker, section
from dashboard.components.marks import attributes, icon
from dashboard.components.tiles import name_of
from dashboard.funnel import SHAPES, figure, place
from dashboard.overview import Funnel
from dashboard.services import IndicatorInfo
from dashboard.texts import Texts
from dashboard.view import Filters

VIEWS = ("matrix", "funnel")
ICONS = {"worse": "diamond-fill", "better": "triangle-fill", "usual": "circle-fill"}


def view_of(filters: Filters) -> str:
    """The view asked for, else the matrix."""
    return filters.view if filters.view in VIEWS else VIEWS[0]


def switch(path: str, filters: Filters, texts: Texts) -> html.Div:
    """Between matrix and funnel; the page stays where it is."""
    chosen = view_of(filters)
    return html.Div(
        [
            html.A(
                texts(f"matrix.{view}"),
                href=path + filters.query(view=None if view == VIEWS[0] else view),
                className="segment",
                **attributes(data_keep="1", aria_current="true" if view == chosen else "false"),
            )
            for view in VIEWS
        ],
        className="segments",
        role="group",
        **attributes(aria_label=texts("matrix.views")),
    )


def depths(texts: Texts) -> html.Div:
    """How far the tree is unfolded; shell of the table alone, nothing is asked of the server."""
    said = {"1": "matrix.depth_first", "9": "matrix.depth_all"}
    return html.Div(
        [
            html.Button(
                [icon("chevron-contract" if depth == "1" else "chevron-expand"), texts(key)],
                className="segment",
                type="button",
                **attributes(data_tree_depth=depth),
            )
            for depth, key in said.items()
        ],
        className="segments",
        role="group",
        **attributes(aria_label=texts("matrix.depth")),
    )


def matrix_section(
    view: str, table: Any, funnel: Any, switcher: Any, texts: Texts, *, deeds: Any = None
) -> html.Section:
    """Both places are there, one of them hidden: what is renewed must not be missing."""
    shown = html.Div([table], hidden=view != "matrix")
    drawn = html.Div(funnel, hidden=view != "funnel")
    bar = html.Div([switcher, deeds if view == "matrix" else None])
    more = texts(f"matrix.{view}_more")
    return section(texts("ringkasan.units"), html.Div([shown, drawn]), more=more, deeds=bar,
                   name="matrix")  # fmt: skip


def funnel_body(
    funnel: Funnel | None, chosen: IndicatorInfo | None, infos: list[IndicatorInfo], level: str,
    levels: list[str], place_id: str, filters: Filters, texts: Texts,
) -> html.Div:  # fmt: skip
    """Choices, drawing, what it says, and the same as a table."""
    choices = [
        picker("indicator", texts("unit.indicator"), [(i.id, name_of(i.id, texts)) for i in infos],
               chosen.id if chosen else None),
        picker("group", texts("funnel.level"), [(at, texts.code("level", at)) for at in levels],
               level),
    ]  # fmt: skip
    bar = html.Div(choices, className="funnel-choices")
    if funnel is None or chosen is None:
        return html.Div([bar, html.P(texts("funnel.none"), className="note")])
    said = texts("funnel.said", name=name_of(chosen.id, texts), n=texts.number(len(funnel.scores)))
    drawn = figure(funnel, chosen.better, chosen.unit, texts)
    return html.Div(
        [
            bar,
            _legend(funnel, chosen, texts),
            graph(place_id, drawn, said, texts, height="24rem"),
            html.P(texts("funnel.reading"), className="note"),
            _as_table(funnel, chosen, filters, texts),
        ]
    )


def _legend(funnel: Funnel, info: IndicatorInfo, texts: Texts) -> html.Ul:
    """Shape, word and number of those that stand out and of those that do not."""
    places = [place(row, info.better) for row in funnel.scores.to_dict("records")]
    return html.Ul(
        [
            html.Li(
                [
                    html.Span(icon(ICONS[kind]), className=f"funnel-{kind}"),
                    html.B(texts.number(places.count(kind))),
                    f" {texts(f'funnel.{kind}')}",
                ]
            )
            for kind in SHAPES
        ],
        className="tally funnel-legend",
    )


def _as_table(funnel: Funnel, info: IndicatorInfo, filters: Filters, texts: Texts) -> html.Details:
    """The same in rows: who stands out first, then by the number of cases."""
    rows = funnel.scores.assign(
        place=pd.Categorical(
            [place(row, info.better) for row in funnel.scores.to_dict("records")], list(SHAPES)
        )
    ).sort_values(["place", "n"], ascending=[True, False])
    heads = ("column.unit", "funnel.value", "funnel.size", "funnel.place")
    head = html.Tr([html.Th(texts(key), scope="col") for key in heads])
    lines = [
        html.Tr(
            [
                html.Th(
                    dcc.Link(row["name"], href=address("/unit", filters, unit=row["subject_id"])),
                    scope="row",
                ),
                html.Td(texts.value(row["value"], info.unit)),
                html.Td(texts.number(row["n"])),
                html.Td(
                    [html.Span(icon(ICONS[row["place"]]), className=f"funnel-{row['place']}"),
                     f" {texts('funnel.' + row['place'])}"]
                ),
            ]
        )
        for row in rows.to_dict("records")
    ]  # fmt: skip
    whole = html.Table([html.Thead(head), html.Tbody(lines)], className="queue-table")
    said = texts("funnel.as_table", n=texts.number(len(rows)))
    inside = html.Div(whole, className="queue-wrap", tabIndex="0", role="region",
                      **attributes(aria_label=said))  # fmt: skip
    return html.Details([html.Summary(said), inside], className="others")
