"""Dinding: wall displays, each as config.yaml says; a list of them where none is named."""

from collections.abc import Callable
from typing import Any

import dash
from dash import Output, dcc, html

from dashboard import ids
from dashboard.components.headers import head
from dashboard.components.wall.complaints import complaints
from dashboard.components.wall.frame import framed, refused
from dashboard.components.wall.goals import attention, goals
from dashboard.components.wall.good_news import good_news
from dashboard.components.wall.headline import headline
from dashboard.components.wall.slide import Slide, slide, steps
from dashboard.components.wall.units import alerts, units
from dashboard.components.wall.voices import satisfaction
from dashboard.overlook import Overlook, missing_units, overlook
from dashboard.renewal import Renewals, mark
from dashboard.services import Services
from dashboard.still import PART
from dashboard.telling.walls import name_of, spoken
from dashboard.texts import Texts
from dashboard.view import Filters, Permission, Viewer
from dashboard.walls import PATH, Wall

__all__ = ["PATH", "PERMISSION", "TITLE", "layout", "register"]

TITLE = "wall.page"
PERMISSION: Permission = "see_units"
STAGE = ids.make_id("dinding", "stage")
STEPS = ids.make_id("dinding", "steps")
SHOWN = ids.make_id("dinding", "shown")

Made = Callable[[Overlook, Texts], Slide | None]
PAGES: dict[str, Made] = {
    "headline": headline,
    "attention": attention,
    "units": units,
    "complaints": complaints,
    "satisfaction": satisfaction,
    "alerts": alerts,
    "good_news": good_news,
}
"""Pages of a display but ``goals``, of which there is one for each of its units."""


def layout(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Any:
    """The display as first shown."""
    if filters.wall is None:
        return listed(services, texts)
    wall = services.walls.get(filters.wall)
    if wall is None:
        return refused(texts("wall.unknown", name=filters.wall), texts("wall.unknown_more"))
    if gone := missing_units(wall, viewer, services):
        told = {"name": wall.name, "units": ", ".join(gone)}
        return refused(texts("wall.no_units"), texts("wall.no_units_more", **told))
    texts = spoken(wall, filters, services.office)
    shown, marks = body(wall, viewer, services, texts)
    stage = html.Div(shown, id=STAGE, className="wall-stage")
    turning = html.Ol(marks, id=STEPS, className="wall-steps")
    about = wall.units[0] if len(wall.units) == 1 else None
    return [mark(SHOWN, about), framed(wall, services.office, texts, stage, turning)]


def register(renewals: Renewals) -> None:
    """Renew all pages of a display when the revision changes."""

    @renewals.renewed(
        SHOWN,
        Output(STAGE, PART),
        Output(STEPS, PART),
        permission=PERMISSION,
    )
    def renew(viewer: Viewer, filters: Filters, texts: Texts) -> Any:  # noqa: ARG001
        services = renewals.services
        wall = services.walls.get(filters.wall or "")
        if wall is None or missing_units(wall, viewer, services):
            return dash.no_update, dash.no_update
        return body(wall, viewer, services, spoken(wall, filters, services.office))


def body(
    wall: Wall, viewer: Viewer, services: Services, texts: Texts
) -> tuple[list[html.Section], list[html.Li]]:
    """The pages that have something to say, and their marks."""
    seen = overlook(wall, viewer, services)
    found = [s for name in wall.pages for s in made(name, seen, texts)] if seen.period else []
    slides = [s for s in found if s is not None]
    if not slides:
        nothing = html.P(texts("empty.scores"), className="wall-sentence")
        slides = [
            Slide("headline", "empty", name_of(wall, services.office, texts), "thin", nothing)
        ]
    return [slide(shown, wall) for shown in slides], steps(slides, texts)


def made(name: str, seen: Overlook, texts: Texts) -> list[Slide | None]:
    """What one entry of ``pages`` becomes."""
    if name == "goals":
        return [goals(seen, unit, texts) for unit in seen.wall.units]
    return [PAGES[name](seen, texts)]


def listed(services: Services, texts: Texts) -> list[Any]:
    """The displays there are."""
    links = [
        html.Li(dcc.Link(name_of(wall, services.office, texts), href=f"{PATH}/{name}"))
        for name, wall in services.walls.items()
    ]
    crumbs = [(texts("nav.home"), "/"), (texts("wall.page"), None)]
    nothing = html.P(texts("wall.none"), className="note")
    return [
        head(texts("wall.page"), crumbs, texts),
        html.Ul(links, className="wall-list") if links else nothing,
    ]
