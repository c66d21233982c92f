"""What stands around the pages of a wall display: name, clock, data age, connection."""

from typing import Any

from dash import html

from dashboard.components.marks import attributes, icon
from dashboard.services import OfficeInfo
from dashboard.telling.walls import name_of
from dashboard.texts import Texts
from dashboard.walls import Wall


def framed(wall: Wall, office: OfficeInfo, texts: Texts, stage: Any, steps: Any) -> html.Div:
    """A display around its ``stage``; wall.js reads how it is to be turned and when it is dark."""
    dark = "-".join(f"{minutes}" for minutes in wall.dark) if wall.dark else ""
    return html.Div(
        [
            html.Div(
                [_head(wall, office, texts), _stale(), stage, _foot(texts, steps)],
                className="wall-screen",
            ),
            html.Div(
                html.Span(className="wall-night-clock", **attributes(data_wall_time="1")),
                className="wall-night",
                **attributes(aria_hidden="true"),
            ),
        ],
        className="wall",
        lang=texts.language,
        **attributes(data_wall_page=wall.name, data_bs_theme=wall.theme, data_dark=dark),
    )


def _head(wall: Wall, office: OfficeInfo, texts: Texts) -> html.Header:
    mark = html.Span([icon("info-circle"), texts("wall.simulated")], className="wall-simulated")
    return html.Header(
        [
            html.Img(src="/assets/icon.svg", alt="", className="wall-brand"),
            html.H1(name_of(wall, office, texts)),
            mark if office.simulated else None,
            html.Div(
                [
                    html.B([html.Span(**attributes(data_wall_time="1")), html.Small(_zone(texts))]),
                    html.Span(**attributes(data_wall_day="1")),
                ],
                className="wall-clock",
            ),
        ],
        className="wall-top",
    )


def _stale() -> html.Div:
    """Says that the connection is lost, and how old the figures are (live.js writes it)."""
    said = html.Span(**attributes(data_live_banner="1"))
    return html.Div([icon("wifi-off"), said], className="wall-stale", role="alert")


def _zone(texts: Texts) -> str:
    """What the office's zone is called."""
    return texts.code("zone", texts.zone_name)


def _foot(texts: Texts, steps: Any) -> html.Footer:
    return html.Footer(
        [
            steps,
            html.Span([icon("pause-fill"), texts("wall.paused")], className="wall-paused"),
            html.Div(
                [
                    html.Span(className="live-dot", **attributes(aria_hidden="true")),
                    html.Span(
                        texts("live.running"),
                        className="live-word",
                        **attributes(data_live_word="1"),
                    ),
                    html.Span(className="live-age", **attributes(data_live_age="1")),
                ],
                className="live",
            ),
        ],
        className="wall-bottom",
    )


def refused(title: str, more: str) -> html.Div:
    """A display that cannot be shown, and why, for whoever set it up. wall.js tries again."""
    return html.Div(
        [html.Div(icon("easel"), className="state-icon"), html.H1(title), html.P(more)],
        className="state",
        role="status",
    )
