"""Alerts that fire, the most urgent few: what, where, for how long, who has it, what comes next."""

from datetime import datetime

import pandas as pd
from dash import dcc, html

from dashboard.components.alert_lines import PATH, Group, groups_of, many
from dashboard.components.alert_marks import chip, holder, lasting, quiet, standing
from dashboard.components.headers import address, section
from dashboard.same import made_once
from dashboard.telling.alerts import Row, said, whose
from dashboard.texts import Texts, missing
from dashboard.view import Filters

SHOWN = 4
ACTIVE = ("firing", "recovering")


def urgent(
    alerts: pd.DataFrame, titles: dict[str, str], now: datetime, filters: Filters, texts: Texts,
    page: str,
) -> html.Section:  # fmt: skip
    """One line for each rule and unit, as on Peringatan; nothing quiet, nothing only observed.

    ``page``: the unit that the page is about.
    """
    rows = _active(alerts)
    groups = groups_of(rows)
    lines = [html.Li(_line(group, titles, now, filters, texts, page)) for group in groups[:SHOWN]]
    nothing = html.P(texts("urgent.none"), className="note")
    whole = address(PATH, filters, unit=filters.unit)
    link = dcc.Link(texts("urgent.all", n=texts.number(len(rows))), href=whole)
    return section(
        texts("urgent.title"),
        html.Ul(lines, className="urgent-list") if lines else nothing,
        deeds=html.Span(link, className="section-link") if rows else None,
        name="urgent",
    )


@made_once
def _active(alerts: pd.DataFrame) -> list[Row]:
    return [r for r in alerts.to_dict("records") if r["state"] in ACTIVE and not quiet(r)]


def _line(
    group: Group, titles: dict[str, str], now: datetime, filters: Filters, texts: Texts, page: str
) -> dcc.Link:
    first = group.rows[0]
    title = titles.get(str(first["rule"]), str(first["rule"]))
    told = many(group, texts) if len(group.rows) > 1 else [_found(first, page, texts)]
    return dcc.Link(
        [
            chip(standing(first), texts),
            html.Span([html.B(title), " ", *told], className="urgent-what"),
            lasting(group.oldest, now, texts),
            html.Span([holder(first, texts), html.Span(next_step(first, texts))],
                      className="urgent-who"),
        ],
        href=_href(group, filters),
        className="urgent-line",
    )  # fmt: skip


def _found(row: Row, page: str, texts: Texts) -> str:
    """What is found, and of whom: of the unit whose ``page`` it is that need not be said."""
    found = said(row, texts)
    if row["subject_kind"] == "unit" and row["subject_id"] == page:
        return found
    return f"{whose(row, texts)}. {found}"


def next_step(row: Row, texts: Texts) -> str:
    """What is to happen next."""
    if row["state"] == "recovering":
        return texts("urgent.next_recovering")
    if not missing(row["assigned_name"]):
        return texts("urgent.next_assigned")
    if not missing(row["acknowledged_name"]):
        return texts("urgent.next_known")
    return texts("urgent.next_wait" if len(row["owner_names"]) else "urgent.next_nobody")


def _href(group: Group, filters: Filters) -> str:
    """The alert itself; several of them as a group of the list."""
    if len(group.rows) == 1:
        return address(PATH, filters, alert=str(group.rows[0]["alert_id"]))
    return address(PATH, filters, unit=filters.unit, group=group.key)
