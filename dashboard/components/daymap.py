"""A person's days as a heat map: weeks as columns, weekdays as rows; each day a link."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
from dash import html

from dashboard.components.headers import address
from dashboard.components.marks import attributes
from dashboard.telling.days import day_said, month_short, weekday_short
from dashboard.texts import Texts, missing
from dashboard.view import Filters

SHADES = 4
"""Steps of shade: equal parts of the working time of a usual day. A scale, no judgement."""
WEEKDAYS = 7
Row = dict[Any, Any]


def daymap(days: pd.DataFrame, chosen: date, page: str, filters: Filters, texts: Texts) -> html.Div:
    """The heat map of ``days`` (whole weeks from a Monday on), and what its signs mean.

    ``page``: where a day is opened.
    """
    usual = float(days["expected"].max() or 0) or 450.0
    rows = days.to_dict("records")
    weeks = [rows[n : n + WEEKDAYS] for n in range(0, len(rows), WEEKDAYS)]
    of = {"person": filters.person, "goal": filters.goal, "indicator": filters.indicator}
    place = address(page, filters, **of)
    begin = f"{place}{'&' if '?' in place else '?'}day="
    body = [
        html.Tr(
            [
                html.Th(weekday_short(number, texts), scope="row"),
                *(_cell(week[number], usual, chosen, begin, texts) for week in weeks
                  if number < len(week)),
            ]
        )
        for number in range(WEEKDAYS)
    ]  # fmt: skip
    head = html.Thead(html.Tr([html.Td(), *_months(weeks, texts)]))
    table = html.Table([html.Caption(texts("days.caption"), className="visually-hidden"),
                        head, html.Tbody(body)], className="daymap")  # fmt: skip
    region = html.Div(table, className="daymap-scroll", tabIndex=0, role="region",
                      **attributes(aria_label=texts("days.caption")))  # fmt: skip
    return html.Div([region, _legend(texts)], className="daymap-box")


def _months(weeks: list[list[Row]], texts: Texts) -> Iterator[html.Th]:
    """The name of a month above its first Monday, if there is room for it."""
    mondays = [pd.Timestamp(week[0]["day"]).date() for week in weeks]
    for number, monday in enumerate(mondays):
        new = number == 0 or monday.month != mondays[number - 1].month
        room = number + 1 == len(mondays) or monday.month == mondays[number + 1].month
        yield html.Th(month_short(monday, texts) if new and room else None, scope="col")


def _cell(row: Row, usual: float, chosen: date, begin: str, texts: Texts) -> html.Td:
    if row["future"]:
        return html.Td(className="day day-ahead")
    day = pd.Timestamp(row["day"]).date()
    said = day_said(row, texts)
    link = html.A(
        html.Span(said, className="visually-hidden"),
        href=f"{begin}{day}",
        className=f"day-link shade-{shade(float(row['approved']), usual)} {_signs(row)}".strip(),
        title=said,
        **attributes(data_keep="1", aria_current="date" if day == chosen else "false"),
    )
    return html.Td(link, className="day")


def shade(minutes: float, usual: float) -> int:
    """0 for nothing, else 1 to SHADES by the part of a usual day that approved ``minutes`` fill."""
    return 0 if minutes <= 0 else min(SHADES, 1 + int(minutes / usual * SHADES))


def _signs(row: Any) -> str:
    """What is drawn into a day beside its shade."""
    signs = []
    if not row["workday"]:
        signs.append("day-idle")
    elif not missing(row["absence"]):
        signs.append("day-gone" if row["absence"] == "unexcused" else "day-away")
    if row["waiting"] > 0:
        signs.append("day-waits")
    return " ".join(signs)


def _legend(texts: Texts) -> html.Ul:
    scale = [html.Span(className=f"day-sign shade-{n}") for n in range(SHADES + 1)]
    signs = ("day-waits", "day-away", "day-gone", "day-idle")
    return html.Ul(
        [
            html.Li([texts("days.less"), *scale, texts("days.more")]),
            *(
                html.Li([html.Span(className=f"day-sign shade-0 {sign}"),
                         texts(f"days.{sign.removeprefix('day-')}")])
                for sign in signs
            ),
        ],
        className="daymap-legend",
    )  # fmt: skip
