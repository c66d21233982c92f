"""A person's activities by day, newest first, each with its status as shape and word."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from dash import html

from dashboard.components.marks import mark
from dashboard.components.states import empty
from dashboard.texts import Texts, missing

MARKS = {
    "approved": "met",
    "pending": "thin",
    "returned": "at_risk",
    "rejected": "missed",
}


def timeline(activities: pd.DataFrame, texts: Texts) -> Any:
    """One block for each day."""
    if activities.empty:
        return empty("activities", texts)
    days = activities.groupby("day", sort=False)
    return html.Ol([_day(day, rows, texts) for day, rows in days], className="timeline")


def _day(day: Any, rows: pd.DataFrame, texts: Texts) -> html.Li:
    minutes = rows["minutes"].fillna(0)
    approved = float(minutes[rows["status"].eq("approved")].sum())
    total = texts(
        "pegawai.day_total",
        approved=texts.minutes(approved),
        all=texts.minutes(float(minutes.sum())),
    )
    return html.Li(
        [
            html.Header(
                [html.H3(texts.day(pd.Timestamp(day).date(), weekday=True)), html.Span(total)]
            ),
            html.Ul([_activity(row, texts) for row in rows.to_dict("records")]),
        ]
    )


def _activity(row: dict[Any, Any], texts: Texts) -> html.Li:
    status = str(row["status"])
    title = texts("pegawai.untitled") if missing(row["title"]) else str(row["title"])
    return html.Li(
        [
            html.Span(_hours(row, texts), className="activity-time"),
            html.Span(title, className="activity-title"),
            html.Span(_amount(row, texts), className="activity-amount"),
            html.Span(texts.minutes(row["minutes"]), className="activity-minutes"),
            html.Span(
                [mark(MARKS.get(status, "unavailable")), texts.code("activity_status", status)],
                className=f"band band-{MARKS.get(status, 'unavailable')}",
            ),
        ],
        className="activity",
    )


def _hours(row: dict[Any, Any], texts: Texts) -> str:
    if missing(row["start"]):
        return texts("value.none")
    start = _clock(row["start"], texts.zone)
    return start if missing(row["end"]) else f"{start}–{_clock(row['end'], texts.zone)}"


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%H:%M}"


def _amount(row: dict[Any, Any], texts: Texts) -> str:
    if missing(row["quantity"]):
        return ""
    unit = "" if missing(row["quantity_unit"]) else f" {row['quantity_unit']}"
    return f"{texts.number(row['quantity'])}{unit}"
