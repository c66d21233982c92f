"""Programmes: what each reached, beside how the people of that programme were served."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html

from dashboard.components.headers import section
from dashboard.components.marks import band_mark, mark
from dashboard.components.tiles import method_link, name_of
from dashboard.method import Named
from dashboard.texts import Texts, missing
from scoring.community import CONDUCT, JUDGED, REACH, conduct

READ = {
    "both": "met",
    "reach_without_conduct": "missed",
    "conduct_without_reach": "at_risk",
    "neither": "missed",
    "unknown": "thin",
}
UNITS = {"satisfaction_index": "index"}


def programmes(
    scores: pd.DataFrame, names: Mapping[str, Named], texts: Texts
) -> html.Section | None:
    """A row for each programme; nothing without programmes."""
    if scores.empty:
        return None
    read = conduct(scores).set_index("subject_id")["reading"].to_dict()
    rows = [
        _programme(str(name), part.set_index("indicator"), read.get(name), names, texts)
        for name, part in scores.groupby("subject_id")
    ]
    body = html.Ul(rows, className="programmes")
    return section(
        texts("programmes.title"),
        body,
        more=texts("programmes.more"),
        deeds=method_link("outcome_achievement", texts, words=True),
    )


def _programme(
    programme: str, part: pd.DataFrame, reading: Any, names: Mapping[str, Named], texts: Texts
) -> html.Li:
    known = names.get(programme.rpartition("/")[2], {})
    code = "unknown" if missing(reading) else str(reading)
    served = part.loc[part.index.isin(CONDUCT) & part["band"].isin(JUDGED), "band"]
    counted = {"n": texts.number(served.eq("missed").sum()), "all": texts.number(len(served))}
    return html.Li(
        [
            html.Div(
                [
                    html.H3(known.get(texts.language, next(iter(known.values()), programme))),
                    html.P(
                        [mark(READ[code]), texts(f"reading.{code}", **counted)],
                        className=f"reading reading-{READ[code]}",
                    ),
                ]
            ),
            _figures(texts("programmes.reach"), part, REACH, texts),
            _figures(texts("programmes.conduct"), part, CONDUCT, texts),
        ]
    )


def _figures(title: str, part: pd.DataFrame, wanted: tuple[str, ...], texts: Texts) -> html.Div:
    return html.Div(
        [
            html.H4(title),
            html.Dl(
                [
                    _figure(part.loc[name].to_dict(), name, texts)
                    for name in wanted
                    if name in part.index
                ]
            ),
        ],
        className="programme-figures",
    )


def _figure(row: Mapping[Any, Any], indicator: str, texts: Texts) -> html.Div:
    band = str(row["band"])
    return html.Div(
        [
            html.Dt(name_of(indicator, texts, short=True)),
            html.Dd(
                [
                    texts.value(row["value"], UNITS.get(indicator, "share"), row.get("target")),
                    None if band == "none" else band_mark(band, texts),
                ]
            ),
        ]
    )
