"""Metodologi: calendars, with their hours and days off, and time limits, with earlier ones."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from babel.dates import get_day_names
from dash import html

from dashboard.components.cited import cited
from dashboard.method import Almanac, Method, Named
from dashboard.telling.rules import rule
from dashboard.texts import Texts
from scoring.calendar import Window, Windows
from scoring.rules import Limits

LIMITS = ("forward", "answer", "finish", "record", "verify", "use_due", "pauses")


def calendars(method: Method, texts: Texts) -> list[Any]:
    """Every calendar, the usual one first."""
    return [
        html.P(texts("method.convention"), className="note-line"),
        *(_almanac(almanac, len(method.almanacs) > 1, texts) for almanac in method.almanacs),
    ]


def _almanac(almanac: Almanac, several: bool, texts: Texts) -> html.Div:
    usual = texts("method.usual_but" if several else "method.usual")
    seasons = zip(almanac.seasons, almanac.calendar.seasons, strict=True)
    spans = [
        _hours(texts("method.season", name=name, first=texts.day(s.first), last=texts.day(s.last)),
               s.hours, texts)
        for name, s in seasons
        if s.first.year <= almanac.year <= s.last.year
    ]  # fmt: skip
    idle = texts("method.works_holidays") if almanac.calendar.works_holidays else None
    return html.Div(
        [
            html.H3(", ".join(almanac.units) or usual, className="small"),
            html.Div([_hours(texts("method.hours"), almanac.calendar.hours, texts), *spans],
                     className="method-hours"),
            html.P(idle) if idle else _days(almanac, texts),
            cited(almanac.source, texts),
        ],
        className="method-block",
    )  # fmt: skip


def _hours(title: str, hours: Mapping[int, Windows], texts: Texts) -> html.Table:
    names = get_day_names("wide", locale=texts.language)
    rows = [
        html.Tr(
            [
                html.Th(names[day].capitalize(), scope="row"),
                html.Td(_windows(hours.get(day, ()), texts)),
            ]
        )
        for day in range(7)
    ]
    total = sum(_length(window) for windows in hours.values() for window in windows)
    said = texts("method.week", minutes=texts.minutes(total))
    return html.Table([html.Caption(f"{title} · {said}"), html.Tbody(rows)])


def _windows(windows: Windows, texts: Texts) -> str:
    said = [f"{_clock(opening)}–{_clock(closing)}" for opening, closing in windows]
    return ", ".join(said) or texts("method.day_off")


def _minutes(edge: time | int) -> int:
    return edge if isinstance(edge, int) else edge.hour * 60 + edge.minute


def _clock(edge: time | int) -> str:
    hours, minutes = divmod(_minutes(edge), 60)
    return f"{hours:02d}:{minutes:02d}"


def _length(window: Window) -> float:
    opening, closing = (_minutes(edge) for edge in window)
    return (closing - opening) % (24 * 60)


def _days(almanac: Almanac, texts: Texts) -> html.Div:
    off = [
        (day, names.get(texts.language) or next(iter(names.values()), ""))
        for day, names in sorted(almanac.holidays.items())
    ]
    extra = sorted(almanac.extra_workdays.items())
    parts = (("method.holidays", off), ("method.extra", extra))
    return html.Div(
        [
            html.Details(
                [
                    html.Summary(
                        [
                            texts(key, year=almanac.year),
                            html.Span(str(len(days)), className="count"),
                        ]
                    ),
                    html.Ul(
                        [
                            html.Li([html.B(texts.day(day, weekday=True)), " ", name])
                            for day, name in days
                        ]
                    )
                    if days
                    else html.P(texts("method.none")),
                ],
                className="method-days",
            )
            for key, days in parts
        ]
    )


def limits(method: Method, texts: Texts) -> list[Any]:
    """The limits in force, then earlier versions with the day they began."""
    versions = list(enumerate(method.rules.limits))
    return [
        _version(version, number, len(versions), method.sources.get(f"limits.{number}"), texts)
        for number, version in reversed(versions)
    ]


def _version(
    version: Limits, number: int, count: int, source: Named | None, texts: Texts
) -> html.Div:
    begun = (
        texts("method.version_first")
        if version.since is None
        else texts("method.version", day=texts.day(version.since))
    )
    now = number == count - 1
    title = f"{texts('method.version_now')} · {begun}" if now else begun
    said = [rule(f"limits.{name}", getattr(version, name), texts) for name in LIMITS]
    return html.Div(
        [
            html.H3(title, className="small"),
            html.Ul([html.Li(line) for line in said]),
            cited(source, texts),
        ],
        className="method-block" if now else "method-block method-past",
    )
