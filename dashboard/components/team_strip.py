"""Where a person stands among the colleagues of the unit: dots without names, and their middle."""

from typing import Any

import pandas as pd
from dash import html

from dashboard.components.headers import section
from dashboard.components.marks import attributes
from dashboard.components.tiles import name_of
from dashboard.services import IndicatorInfo
from dashboard.texts import Texts

PARTS = 100
"""Equal parts of the strip; a dot stands in one of them."""


def team_strip(
    found: pd.DataFrame, unit: str, infos: dict[str, IndicatorInfo], texts: Texts
) -> html.Section | None:
    """One strip for each goal: own value, colleagues as dots, their middle half as a bar.

    ``found``: indicator, own, low, high (quartiles of the colleagues), others (their values; empty
    for who may not see persons), n (how many). Nothing where there is nothing to compare.
    """
    if found.empty:
        return None
    rows = found.to_dict("records")
    lines = [_line(row, infos[str(row["indicator"])], texts) for row in rows]
    more = texts("team.more", n=texts.number(max(row["n"] for row in rows)), unit=unit)
    return section(texts("team.title"), html.Ul(lines, className="strips"), more=more, name="team")


def _line(row: dict[Any, Any], info: IndicatorInfo, texts: Texts) -> html.Li:
    name, unit = name_of(info.id, texts), info.unit
    said = texts(
        "team.own",
        value=texts.value(row["own"], unit),
        low=texts.value(row["low"], unit),
        high=texts.value(row["high"], unit),
    )
    return html.Li([html.Span(name), _strip(row, f"{name}: {said}"), html.Span(said)])


def _strip(row: dict[Any, Any], label: str) -> html.Div:
    """Dots, bar and the own mark, placed by part of the width."""
    ends = [row["own"], row["low"], row["high"], *row["others"]]
    first, last = min(ends), max(ends)
    wide = (last - first) or 1.0

    def at(value: float) -> str:
        return f"{2 + (PARTS - 4) * (value - first) / wide:.1f}%"

    left, right = at(row["low"]), at(row["high"])
    bar = {"left": left, "width": f"{float(right[:-1]) - float(left[:-1]):.1f}%"}
    dots = [
        html.Span(className="strip-dot", style={"left": at(value)})
        for value in sorted(row["others"])
    ]
    own = html.Span(className="strip-own", style={"left": at(row["own"])})
    return html.Div(
        [html.Span(className="strip-middle", style=bar), *dots, own],
        className="strip",
        role="img",
        **attributes(aria_label=label),
    )
