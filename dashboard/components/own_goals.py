"""Every point of one's score: a line for each goal, which opens to all of its records."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from dash import html

from dashboard.components.contributions import Sum, lines, score_box
from dashboard.components.opened import sentences
from dashboard.components.records import Beside, counted, record_list, rest
from dashboard.services import IndicatorInfo
from dashboard.telling import parts as telling
from dashboard.telling import records
from dashboard.texts import Texts
from dashboard.why import Why
from scoring.explain import Part

SHOWN = 80
BesideOf = Callable[[Part], Beside]
WholeOf = Callable[[Part], Any]
"""What stands beside the records of a goal, about all of them."""


def part_of(why: Why, goal: str | None) -> Part | None:
    """What is said of one goal."""
    return next((p for p in why.explanation.parts if goal and p.goal == goal), None)


def goals(
    parts: pd.DataFrame, why: Why, infos: Mapping[str, IndicatorInfo], page: str,
    goal: str | None, beside: BesideOf, whole: WholeOf, texts: Texts,
) -> html.Div:  # fmt: skip
    """The score, and the goals; the one that is asked for is opened."""
    part = part_of(why, goal)
    opened = panel(part, why, beside, whole, texts) if part else None
    added = Sum(parts, why.min_evidence)
    said = lines(added, infos, page, part.goal if part else None, opened, texts)
    return html.Div([score_box(added, texts), said], className="own-score")


def panel(part: Part, why: Why, beside: BesideOf, whole: WholeOf, texts: Texts) -> html.Div:
    """One goal: what is said of it, and its records."""
    found = records.lines(part, why, texts)
    shown = found[:SHOWN]
    count = html.Small(counted(len(found), len(shown), texts))
    title = html.H3([texts("why.records"), " ", count])
    body: list[Any] = [html.Div([title, whole(part)], className="records-head")]
    body += [record_list(shown, texts, beside(part)), rest(len(shown), texts)] if found else [
        html.P(texts("why.no_records"), className="note-line")
    ]  # fmt: skip
    said = sentences(telling.told(part, why, texts), why, texts)
    return html.Div([said, html.Div(body, className="own-records")], className="why-open own-open")
