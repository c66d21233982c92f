"""A map of Aceh in tiles: one square for each regency and city, by one chosen goal."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard.components.headers import address, picker, section
from dashboard.components.marks import attributes, mark, tally
from dashboard.components.tiles import name_of
from dashboard.regions import REGIONS, regions_of
from dashboard.services import IndicatorInfo
from dashboard.texts import Texts, missing
from dashboard.view import Filters

FEWEST = 3
"""A map of fewer regions tells nothing."""


def region_map(
    units: pd.DataFrame, told: Mapping[str, str], scores: pd.DataFrame, infos: list[IndicatorInfo],
    filters: Filters, texts: Texts,
) -> html.Section | None:  # fmt: skip
    """Nothing where the viewer's units are no regencies. ``told``: units by code of config.yaml."""
    names = dict(zip(units["unit_id"], units["name"], strict=True))
    here = regions_of(names, told)
    judged = scores[scores["subject_id"].isin(here.values()) & scores["target"].notna()]
    chosen = _chosen(judged, infos, filters.indicator)
    if len(here) < FEWEST or chosen is None:
        return None
    rows = judged[judged["indicator"].eq(chosen.id)].set_index("subject_id").to_dict("index")
    tiles = [_tile(code, here.get(code), rows, chosen, filters, texts) for code in REGIONS]
    goals = [i for i in infos if i.id in set(judged["indicator"])]
    options = [(i.id, name_of(i.id, texts)) for i in goals]
    choice = picker("indicator", texts("unit.indicator"), options, chosen.id)
    count = texts("region.more", n=texts.number(len(here)), all=texts.number(len(REGIONS)))
    more = [count, html.Span(texts("region.places"), className="region-places")]
    bands = Counter(str(row["band"]) for row in rows.values())
    drawn = html.Ul(tiles, className="regions", **attributes(aria_label=texts("region.title")))
    body = html.Div([drawn, tally(bands, texts)])
    return section(texts("region.title"), body, more=more, deeds=choice, name="region-map")


def _chosen(
    judged: pd.DataFrame, infos: list[IndicatorInfo], wanted: str | None
) -> IndicatorInfo | None:
    """The goal asked for, else the one that most regions have cases enough for."""
    evident = judged["indicator"].where(judged["band"].ne("thin")).value_counts()
    fitting = [i for i in infos if i.id in set(judged["indicator"])]
    most = sorted(fitting, key=lambda info: -int(evident.get(info.id, 0)))
    return next((i for i in fitting if i.id == wanted), next(iter(most), None))


def _tile(
    code: str, unit: str | None, rows: Mapping[Any, Mapping[Any, Any]], info: IndicatorInfo,
    filters: Filters, texts: Texts,
) -> html.Li:  # fmt: skip
    region, row = REGIONS[code], rows.get(unit or "", {})
    band = str(row.get("band", "none"))
    value = texts.value(row.get("value"), info.unit, row.get("target"))
    word = texts(f"band.{band}") if row else texts("region.none")
    marked: list[Any] = [mark(band)] if band != "none" else []
    inside: list[Any] = [
        html.Span(region.name, className="region-name"),
        html.B([*marked, value if row and not missing(row.get("value")) else texts("value.none")]),
        html.Span(word, className="visually-hidden"),
    ]
    n = texts("kpi.n", n=texts.number(row["n"])) if row else ""
    link = (
        dcc.Link(inside, href=address("/unit", filters, unit=unit)) if unit else html.Span(inside)
    )
    return html.Li(
        link,
        className=f"region region-{band}" if unit else "region region-absent",
        style={"gridColumn": str(region.column), "gridRow": str(region.row)},
        title=" · ".join(part for part in (region.name, word, n) if part),
    )
