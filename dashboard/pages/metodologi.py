"""Metodologi: how everything is measured and judged, made from config.yaml and the code itself."""

from collections.abc import Callable
from typing import Any

import pandas as pd
from dash import html

from dashboard import ids
from dashboard.components.headers import address, head
from dashboard.components.marks import attributes
from dashboard.components.method_calendar import calendars, limits
from dashboard.components.method_indicators import by_aspect
from dashboard.components.method_rules import (
    alarms,
    comparing,
    discipline,
    predicate,
    programmes,
    reading,
    satisfaction,
    unverified,
)
from dashboard.method import Method
from dashboard.renewal import Renewals, mark
from dashboard.services import Services
from dashboard.texts import Texts
from dashboard.view import Filters, Permission, Viewer

PATH = "/metodologi"
TITLE = "nav.metodologi"
PERMISSION: Permission = "see_units"
SHOWN = ids.make_id("metodologi", "shown")

Part = Callable[[Method, Texts], list[Any]]
PLAIN: dict[str, Part] = {
    "calendar": calendars,
    "limits": limits,
    "satisfaction": satisfaction,
    "comparing": comparing,
    "predicate": predicate,
    "discipline": discipline,
    "programmes": programmes,
    "alarms": alarms,
    "unverified": unverified,
}
"""Parts after the indicators, in their order."""


def layout(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Any:  # noqa: ARG001
    """The page: contents at the left, parts one after the other."""
    method = services.methodology()
    today = pd.Timestamp(services.now().astimezone(texts.zone).date())
    parts = {
        "reading": reading(method, today, texts),
        "indicators": by_aspect(method, today, texts),
        **{name: part(method, texts) for name, part in PLAIN.items()},
    }
    return [
        mark(SHOWN),
        head(
            texts("method.title"),
            [(texts("nav.home"), address("/", filters)), (texts("method.title"), None)],
            texts,
            more=html.P(texts("method.lead"), className="note-line"),
        ),
        html.Div([contents(list(parts), texts), *_sections(parts, texts)], className="method"),
    ]


def register(renewals: Renewals) -> None:
    """Nothing but the badge changes while it is open: config.yaml is read at the start."""

    @renewals.renewed(SHOWN, permission=PERMISSION)
    def renew(*_: object) -> tuple[()]:
        return ()


def anchor(part: str) -> str:
    """The identifier of a part of the page, for links."""
    return ids.make_id("metodologi", part)


def contents(names: list[str], texts: Texts) -> html.Nav:
    """Links to the parts."""
    links = [html.Li(html.A(texts(f"method.{name}"), href=f"#{anchor(name)}")) for name in names]
    return html.Nav(
        html.Ol(links),
        className="method-contents",
        **attributes(aria_label=texts("method.contents")),
    )


def _sections(parts: dict[str, list[Any]], texts: Texts) -> list[html.Section]:
    return [
        html.Section(
            [html.H2(texts(f"method.{name}")), *children],
            id=anchor(name),
            className="section method-part",
        )
        for name, children in parts.items()
    ]
