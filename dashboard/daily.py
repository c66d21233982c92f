"""The days of one person as their page shows them: a heat map, and the day that is chosen."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
from dash import html

from dashboard.components.daymap import daymap
from dashboard.components.states import empty
from dashboard.components.timeline import timeline
from dashboard.readings import chosen_period
from dashboard.services import Services
from dashboard.texts import Texts
from dashboard.view import Filters, Viewer
from scoring.periods import bounds

WEEKS, MOST_WEEKS = 13, 53
WEEK = timedelta(weeks=1)


def span(period: str | None, today: date) -> tuple[date, date]:
    """From a Monday to a Sunday: the weeks of the period, at least WEEKS, the last ones."""
    found, end = bounds(period) if period else None, until_of(period, today)
    sunday = end + timedelta(days=6 - end.weekday())
    begins = found[0].date() if found else sunday
    weeks = min(max(WEEKS, -(-((sunday - begins).days + 1) // 7)), MOST_WEEKS)
    return sunday - weeks * WEEK + timedelta(days=1), sunday


def until_of(period: str | None, today: date) -> date:
    """The last day of the period that has come."""
    found = bounds(period) if period else None
    return min(today, (found[1] - pd.Timedelta(days=1)).date()) if found else today


def chosen_day(wanted: str | None, days: pd.DataFrame, until: date) -> date:
    """The day asked for, if it is one of them and has come; else the last with a record ``until``
    which the period lasts.
    """
    come = days[~days["future"]]
    asked = come[come["day"].dt.strftime("%Y-%m-%d") == wanted]
    within = come["day"] <= pd.Timestamp(until)
    recorded = come[within & (come["entries"] > 0)]
    found = next((part for part in (asked, recorded, come) if not part.empty), come)
    chosen: date = found["day"].iloc[-1].date()
    return chosen


def daily(
    viewer: Viewer, filters: Filters, services: Services, texts: Texts, person: str, page: str
) -> list[Any]:
    """Heat map and chosen day of a visible person; ``page``: where a day is opened."""
    today = services.now().astimezone(texts.zone).date()
    period = chosen_period(filters.period, services.periods())
    first, last = span(period, today)
    days = services.supervision.days(viewer.scope, person, first=first, last=last)
    if days.empty:
        return [empty("activities", texts)]
    days = days.assign(future=days["day"] > pd.Timestamp(today))
    day = chosen_day(filters.day, days, until_of(period, today))
    done = services.activities(viewer.scope, person, first=day, last=day)
    decisions = services.supervision.decisions(viewer.scope, person, list(done["activity_id"]))
    line = days[days["day"] == pd.Timestamp(day)].iloc[0]
    return [
        html.Div(
            [
                daymap(days, day, page, filters, texts),
                timeline(day, line, done, decisions, texts),
            ],
            className="daily",
        )
    ]
