"""One day of a person: what was done from when to when, each with its status as shape and word."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from dash import html

from dashboard.components.marks import attributes, icon, mark
from dashboard.telling.days import day_parts, decision_said
from dashboard.texts import Texts, missing

MARKS = {
    "approved": "met",
    "pending": "thin",
    "returned": "at_risk",
    "rejected": "missed",
}
OPENS, CLOSES = 7, 17
"""Hours that the ruler of a day shows at least."""
TICK = 2


def timeline(
    day: date, found: Any, activities: pd.DataFrame, decisions: pd.DataFrame, texts: Texts
) -> html.Section:
    """The ``day`` with its line of the daybook (``found``), activities in the order of time."""
    told = {str(r["activity"]): r for r in decisions.to_dict("records")}
    ordered = activities.sort_values("start", kind="stable", na_position="last")
    rows = ordered.to_dict("records")
    first, last = hours_shown(rows, texts.zone)
    lines = [_activity(row, told, (first, last), texts) for row in rows]
    head = html.Header(
        [html.H3(texts.day(day, weekday=True)), html.Span("; ".join(day_parts(found, texts)))]
    )
    body: list[Any] = [_ruler(first, last), html.Ul(lines)] if rows else []
    return html.Section([head, *body], className="timeline")


def hours_shown(rows: list[dict[Any, Any]], zone: ZoneInfo) -> tuple[int, int]:
    """First and last hour of the ruler: the usual ones, and all that anything reaches into."""
    starts = [hour_of(r["start"], zone) for r in rows if not missing(r["start"])]
    ends = [hour_of(r["end"], zone) for r in rows if not missing(r["end"])]
    last = max([CLOSES, *(-int(-end // 1) for end in ends)])
    return min([OPENS, *(int(start) for start in starts)]), min(last, 24)


def hour_of(moment: datetime, zone: ZoneInfo) -> float:
    """The hour of the day, with its part."""
    local = moment.astimezone(zone)
    return local.hour + local.minute / 60


def _ruler(first: int, last: int) -> html.Div:
    ticks = [
        html.Span(f"{hour:02d}", style={"left": _part(hour, first, last)})
        for hour in range(first, last + 1, TICK)
    ]
    return html.Div(html.Div(ticks), className="ruler", **attributes(aria_hidden="true"))


def _part(hour: float, first: int, last: int) -> str:
    return f"{100 * (hour - first) / (last - first):.2f}%"


def _activity(
    row: dict[Any, Any], told: Mapping[str, Any], shown: tuple[int, int], texts: Texts
) -> html.Li:
    status = str(row["status"])
    title = texts("pegawai.untitled") if missing(row["title"]) else str(row["title"])
    kind = MARKS.get(status, "unavailable")
    decided = told.get(str(row["activity_id"]))
    amount = _amount(row, texts)
    about = [texts.minutes(row["minutes"]), *break_said(row, texts), *([amount] if amount else [])]
    return html.Li(
        [
            html.Span(_hours(row, texts), className="activity-time"),
            html.Span(_bar(row, kind, shown, texts.zone), className="activity-bar"),
            html.Span(
                [
                    title,
                    html.Small(" · ".join(about)),
                    html.Small([icon("person-check"), decision_said(decided, texts)])
                    if decided
                    else None,
                ],
                className="activity-title",
            ),
            html.Span(
                [mark(kind), texts.code("activity_status", status)], className=f"band band-{kind}"
            ),
        ],
        className="activity",
    )


def break_said(row: dict[Any, Any], texts: Texts) -> list[str]:
    """What of the time from start to end is not counted as work, if any is not."""
    if missing(row["start"]) or missing(row["end"]) or missing(row["minutes"]):
        return []
    spare = (row["end"] - row["start"]).total_seconds() / 60 - float(row["minutes"])
    return [texts("days.break", time=texts.minutes(spare))] if spare >= 1 else []


def _bar(
    row: dict[Any, Any], kind: str, shown: tuple[int, int], zone: ZoneInfo
) -> html.Span | None:
    """Where in the day it lies; nothing where no time is told."""
    if missing(row["start"]) or missing(row["end"]) or row["end"] <= row["start"]:
        return None
    start = hour_of(row["start"], zone)
    end = min(start + (row["end"] - row["start"]).total_seconds() / 3600, 24.0)
    left, right = _part(start, *shown), _part(end, *shown)
    return html.Span(
        className=f"bar-{kind}",
        style={"left": left, "width": f"{float(right[:-1]) - float(left[:-1]):.2f}%"},
        **attributes(aria_hidden="true"),
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
