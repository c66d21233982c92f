"""Objections on Data saya: beside each record, and all of one's own with state and limit."""

from typing import Any

import pandas as pd
from dash import html

from dashboard.components.headers import address
from dashboard.components.marks import icon
from dashboard.components.objection_lines import PATH, chip, lines, opening
from dashboard.components.own_goals import BesideOf, WholeOf
from dashboard.components.records import Beside
from dashboard.components.states import calm
from dashboard.telling.records import Line
from dashboard.texts import Texts
from dashboard.view import Filters
from scoring.explain import Part
from scoring.objections import OPEN

FRAMES = ("complaints", "activities", "targets", "feedback", "absences")
"""Frames whose records are of single persons, so that these may object."""
OTHERS_WORK = "verified_in_time"


def beside_of(found: pd.DataFrame, period: str, filters: Filters, texts: Texts) -> BesideOf:
    """At the end of a record: the objection to it, or the way to object."""
    newest = found.sort_values("filed_at").drop_duplicates("key", keep="last")
    objected = {row["key"]: row for row in newest.to_dict("records")}

    def beside(part: Part) -> Beside:
        may = part.indicator.frame in FRAMES and part.indicator.id != OTHERS_WORK

        def of(line: Line) -> Any:
            if line.key in objected:
                row = objected[line.key]
                return html.A(chip(row, texts), href=opening(row, filters), className="objected")
            if not may or line.mark == "coming":
                return None
            way = address(PATH, filters, period=period, goal=part.goal, record=line.key)
            words = [icon("flag"), html.Span(texts("objection.object"))]
            return html.A(words, href=way, className="object-link", title=line.key)

        return of

    return beside


def whole_of(found: pd.DataFrame, period: str, filters: Filters, texts: Texts) -> WholeOf:
    """Beside the records of a figure: the open objection to all of it, or the way to object."""
    whole = found[found["key"].isna() & found["state"].isin(OPEN) & found["period"].eq(period)]
    objected = {row["goal"]: row for row in whole.to_dict("records")}

    def of(part: Part) -> Any:
        if part.goal in objected:
            row = objected[part.goal]
            return html.A(chip(row, texts), href=opening(row, filters), className="objected")
        way = address(PATH, filters, period=period, goal=part.goal)
        words = [icon("flag"), html.Span(texts("objection.whole"))]
        return html.A(words, href=way, className="object-link object-whole")

    return of


def own_objections(found: pd.DataFrame, filters: Filters, texts: Texts) -> html.Div:
    """All of one's own, the open ones first, and how one objects."""
    body = (
        lines(found, filters, texts, named=False) if len(found) else calm(texts("objection.none"))
    )
    return html.Div(
        [html.P(texts("objection.how"), className="note-line own-note"), body],
        className="own-objections",
    )
