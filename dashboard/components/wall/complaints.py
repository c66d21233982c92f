"""Complaints under way: how many wait where, how many are late, and where those are."""

from datetime import date, datetime

import pandas as pd
from dash import html

from dashboard.components.marks import attributes, band_mark
from dashboard.components.tiles import name_of
from dashboard.components.wall.slide import Slide, number
from dashboard.overlook import Overlook
from dashboard.readings import Reading
from dashboard.texts import Texts

SHARES = ("answered_in_time", "resolved_in_time")
MOST = 4


def overdue(cases: pd.DataFrame, now: datetime) -> pd.DataFrame:
    """Open complaints whose limit to finish has passed, as ``complaints_overdue`` counts them."""
    return cases[cases["finish_limit"].lt(pd.Timestamp(now))]


def unanswered(cases: pd.DataFrame) -> pd.DataFrame:
    """Complaints that wait for a first answer."""
    return cases[cases["first_answer"].isna()]


def due_today(cases: pd.DataFrame, today: date, texts: Texts) -> pd.DataFrame:
    """Complaints whose nearest limit runs out on this day of the office, and has not yet."""
    coming = cases[cases["minutes_left"].ge(0) & cases["next_limit"].notna()]
    days = coming["next_limit"].dt.tz_convert(texts.zone_name).dt.date
    found: pd.DataFrame = coming[days.eq(today)]
    return found


def complaints(seen: Overlook, texts: Texts) -> Slide | None:
    """The way of complaints, from left to right; nothing where none is known."""
    cases = seen.complaints
    shares = [r for r in seen.readings(seen.first) if r.indicator.id in SHARES]
    if cases.empty and not shares:
        return None
    late, today = overdue(cases, seen.now), due_today(cases, seen.today, texts)
    body = [
        html.Ol(_stages(seen, late, today, texts), className="wall-pipeline"),
        html.Div([_shares(shares, texts), _late_units(seen, late, texts)], className="wall-two"),
    ]
    tone = "missed" if len(late) else "at_risk" if len(today) else "met"
    title = texts("wall.complaints")
    return Slide("complaints", "complaints", title, tone, body, seen.names.get(seen.first, ""))


def _stages(seen: Overlook, late: pd.DataFrame, today: pd.DataFrame, texts: Texts) -> list[html.Li]:
    """Where complaints are: each is counted in one place of the first two."""
    cases, waiting = seen.complaints, unanswered(seen.complaints)
    slow = int(waiting["answer_limit"].lt(pd.Timestamp(seen.now)).sum())
    told = [
        ("unanswered", len(waiting), "missed" if slow else "none"),
        ("in_hand", len(cases) - len(waiting), "none"),
        ("today", len(today), "at_risk" if len(today) else "met"),
        ("late", len(late), "missed" if len(late) else "met"),
    ]
    more = {"unanswered": texts("wall.unanswered_late", n=texts.number(slow)) if slow else ""}
    return [
        number(texts.number(n), texts(f"wall.{key}"), tone, more.get(key, ""))
        for key, n, tone in told
    ]


def _shares(shares: list[Reading], texts: Texts) -> html.Ul:
    return html.Ul(
        [
            html.Li(
                [
                    html.B(texts.value(reading.value, "share")),
                    html.Span(name_of(reading.indicator.id, texts)),
                    band_mark(reading.band, texts) if reading.band != "none" else None,
                ]
            )
            for reading in shares
        ],
        className="wall-shares",
    )


def _late_units(seen: Overlook, late: pd.DataFrame, texts: Texts) -> html.Div | None:
    """Where the late ones are, most first; of units that may be shown."""
    counts = late[late["unit"].isin(list(seen.names))].groupby("unit").size()
    ranked = sorted(counts.index, key=lambda unit: (-counts[unit], unit))[:MOST]
    if not ranked:
        return None
    most = int(counts.max())
    lines = [
        bar(seen.names[unit], texts.number(counts[unit]), counts[unit] / most) for unit in ranked
    ]
    return html.Div(
        [html.H3(texts("wall.late_where")), html.Ul(lines, className="wall-bars")],
        className="wall-where",
    )


def bar(name: str, value: str, share: float) -> html.Li:
    """A line with a bar."""
    drawn = html.Span(html.Span(style={"width": f"{100 * share:.1f}%"}), className="meter",
                      **attributes(aria_hidden="true"))  # fmt: skip
    return html.Li([html.Span(name, className="wall-name"), drawn, html.B(value)])
