"""A score as a sum: the score itself, its aspects, the figure, and a line for each goal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
from dash import html

from dashboard.charts import graph
from dashboard.components.marks import attributes, band_mark, icon
from dashboard.components.tiles import name_of
from dashboard.readings import COMMUNITY
from dashboard.same import made_once
from dashboard.services import IndicatorInfo
from dashboard.telling import whole
from dashboard.texts import Texts, missing
from dashboard.waterfall import Bar, height_of, waterfall
from scoring.composite import composites

NOTHING: dict[str, Any] = {"data": [], "layout": {}}

_composites = made_once(composites)


@made_once
def _of_groups(parts: pd.DataFrame, least: float) -> pd.DataFrame:
    """The composite of each group of goals, as their tiles are grouped."""
    community = parts["indicator"].isin(COMMUNITY)
    grouped = parts.assign(aspect=parts["aspect"].mask(community, "community"))
    return composites(grouped, least, ("aspect",))


@dataclass(frozen=True)
class Sum:
    """The contributions of one subject, and the share of weight that must have evidence."""

    parts: pd.DataFrame
    least: float

    @cached_property
    def total(self) -> Mapping[str, Any]:
        """The composite; {} without goals."""
        found = _composites(self.parts, self.least)
        return {} if found.empty else {str(k): v for k, v in found.iloc[0].to_dict().items()}

    @cached_property
    def aspects(self) -> Mapping[str, Any]:
        """The composite of each aspect, as goals are grouped."""
        if self.parts.empty:
            return {}
        found = _of_groups(self.parts, self.least).to_dict("records")
        return {str(row["aspect"]): row for row in found}

    @property
    def is_known(self) -> bool:
        """Whether there is evidence enough for a score."""
        return not missing(self.total.get("score"))


def score_box(added: Sum, texts: Texts, unweighted: Sequence[str] = ()) -> html.Div:
    """The score with its label, how much evidence it has, and the score of each aspect.

    ``unweighted``: names of goals that are no part of it.
    """
    total, known = added.total, added.is_known
    head: list[Any] = [html.Strong(texts.number(total["score"], 1))] if known else []
    return html.Div(
        [
            html.Div(
                [*head, html.Span(_after(added, texts))],
                className="score" if known else "score score-none",
            ),
            html.P([icon("info-circle"), texts("why.label")], className="score-label"),
            html.P(whole.evidence(total, len(added.parts), texts), className="note-line"),
            html.Dl(
                [
                    html.Div([html.Dt(name), html.Dd(value)])
                    for name, value in whole.aspects(added.aspects, texts)
                ],
                className="aspects",
            ),
            html.P(_without(unweighted, texts), className="note-line") if unweighted else None,
        ],
        className="score-box",
    )


def _without(names: Sequence[str], texts: Texts) -> str:
    return texts("why.unweighted", goals=", ".join(names))


def _after(added: Sum, texts: Texts) -> str:
    """What stands after the large number."""
    said = whole.headline(added.total, added.least, texts)
    if not added.is_known:
        return said
    return said.removeprefix(texts.number(added.total["score"], 1)).strip()


def figure_of(added: Sum, texts: Texts) -> dict[str, Any]:
    """The waterfall; nothing to draw without evidence."""
    bars = bars_of(added.parts, texts)
    if not bars or not added.is_known:
        return NOTHING
    ends = (added.total["low"], added.total["high"])
    known = not any(missing(end) for end in ends)
    return waterfall(bars, ends if known else None, texts)


def bars_of(parts: pd.DataFrame, texts: Texts) -> list[Bar]:
    """Goals with evidence, the heaviest first."""
    shown = parts[parts["evident"].astype(bool)] if len(parts) else parts
    return [
        Bar(
            name_of(row["indicator"], texts, short=True),
            float(row["contribution"]),
            float(row["contribution"] + row["lost"]),
        )
        for row in heaviest(shown).to_dict("records")
    ]


def heaviest(parts: pd.DataFrame) -> pd.DataFrame:
    """Those with evidence first, the heaviest first."""
    order = parts.sort_values(
        ["evident", "weight", "lost", "indicator"], ascending=[False, False, False, True]
    )
    return order.reset_index(drop=True)


def drawn(place: str, figure: dict[str, Any], parts: pd.DataFrame, texts: Texts) -> html.Div:
    """The figure with its text alternative; hidden, but there, when nothing can be drawn."""
    bars = bars_of(parts, texts)
    said = "; ".join(
        texts(
            "why.figure_part",
            name=bar.name,
            value=texts.number(bar.earned, 1),
            most=texts.number(bar.most, 1),
        )
        for bar in bars
    )
    alternative = texts("why.figure", parts=said)
    made = graph(place, figure, alternative, texts, height=height_of(bars))
    return html.Div(made, hidden=figure is NOTHING, className="waterfall")


def lines(
    added: Sum,
    infos: Mapping[str, IndicatorInfo],
    page: str,
    chosen: str | None,
    opened: Any,
    texts: Texts,
) -> html.Ol:
    """A line for each goal; the chosen one is followed by what is ``opened``."""
    return html.Ol(
        [
            html.Li(
                [
                    line(
                        row,
                        infos[row["indicator"]],
                        page,
                        row["goal"] == chosen,
                        added.is_known,
                        texts,
                    ),
                    opened if row["goal"] == chosen else None,
                ],
                className="why-item why-item-open" if row["goal"] == chosen else "why-item",
            )
            for row in heaviest(added.parts).to_dict("records")
            if row["indicator"] in infos
        ],
        className="why-lines",
    )


def line(
    row: Mapping[Any, Any],
    info: IndicatorInfo,
    page: str,
    is_open: bool,
    summed: bool,
    texts: Texts,
) -> html.A:
    """Band, name, value against its target, and the points of the score it earned."""
    evident = bool(row["evident"])
    mark = "&" if "?" in page else "?"
    goal = "" if is_open else f"{mark}goal={row['goal']}"
    return html.A(
        [
            band_mark(str(row["band"]), texts),
            html.Span(name_of(info.id, texts), className="why-name"),
            html.Span(
                [
                    html.B(texts.measured(row["value"], row["low"], info.unit, row["target"])),
                    _target(row, info, texts),
                ],
                className="why-value",
            ),
            _meter(float(row["points"])) if evident else html.Span(className="meter-none"),
            html.Span(_earned(row, summed, texts), className="why-points"),
            icon("chevron-up" if is_open else "chevron-down"),
        ],
        href=page + goal,
        className="why-line",
        **attributes(aria_expanded="true" if is_open else "false", data_keep="1"),
    )


def _earned(row: Mapping[Any, Any], summed: bool, texts: Texts) -> str:
    """Its part of the score; where there is no score, its own points."""
    if not row["evident"]:
        return texts("mark.left_out")
    if not summed:
        return texts("why.own_points", points=texts.number(row["points"], 1))
    value = float(row["contribution"])
    return whole.earned(value, value + float(row["lost"]), texts)


def _target(row: Mapping[Any, Any], info: IndicatorInfo, texts: Texts) -> html.Span:
    sign = {"higher": "≥ ", "lower": "≤ "}.get(info.better, "")
    return html.Span(f" {sign}{texts.expected(float(row['target']), info.unit)}")


def _meter(points: float) -> html.Span:
    return html.Span(
        html.Span(style={"width": f"{points:.1f}%"}),
        className="meter",
        **attributes(aria_hidden="true"),
    )
