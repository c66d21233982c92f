"""The frame around every page: band, navigation, language, appearance, account, live mark."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

import dash
from dash import dcc, html
from flask import has_request_context
from flask_login import current_user

from dashboard import ids
from dashboard.badge import badges
from dashboard.components.marks import attributes, icon
from dashboard.components.menu import menu
from dashboard.gate import viewer
from dashboard.live import Current
from dashboard.pages import PAGES, data, keberatan, metodologi, pegawai, peringatan, saya
from dashboard.services import Services
from dashboard.still import Still, Stilling, inside
from dashboard.texts import Texts, texts_of
from dashboard.view import Filters, Viewer

ICONS = {
    "/saya": "person-badge",
    "/": "speedometer2",
    "/unit": "diagram-3",
    "/pegawai": "people",
    "/verifikasi": "check2-square",
    "/peringatan": "bell",
    "/keberatan": "flag",
    "/metodologi": "journal-text",
    "/data": "database",
}
SELDOM = (keberatan, metodologi, data)
"""Pages that stand under "more" in a full bar; a wide one has room for the first of them."""
BESIDE = {peringatan: ids.BADGE, keberatan: ids.PLEAS}
BESIDE_MORE = {keberatan: ids.PLEAS_MORE}
"""Where what waits is counted beside the link to a page: in the bar, and under "more"."""
FULL = 5
"""So many pages a bar holds without "more"."""


def install(app: dash.Dash, services: Services, current: Current) -> None:
    """The layout is made per request, for the one who asks."""
    still = Stilling(app)

    def layout() -> Any:
        if not has_request_context() or not current_user.is_authenticated:
            return html.Div()
        texts = texts_of(Filters(), services.office)
        return still(frame(viewer(), services, texts, current().revision))

    app.layout = layout


def frame(who: Viewer, services: Services, texts: Texts, revision: int) -> html.Div:
    """Everything around the page."""
    return html.Div(
        [
            dcc.Location(id=ids.LOCATION, refresh="callback-nav"),
            dcc.Store(id=ids.REVISION, data=revision),
            html.A(texts("nav.skip"), href="#isi", className="skip"),
            html.Div(className="progress-line", **attributes(aria_hidden="true")),
            simulated(texts) if services.office.simulated else None,
            html.Div(
                [icon("wifi-off"), html.Span(**attributes(data_live_banner="1"))],
                className="stale-banner",
                role="alert",
            ),
            bar(who, services, texts),
            html.Main(html.Div(id=ids.PAGE), id="isi", className="content"),
        ],
        id=ids.FRAME,
        className=f"frame frame-{who.account.role}",
    )


def simulated(texts: Texts) -> html.Aside:
    """The band that says plainly that the data are invented."""
    return html.Aside(
        [
            icon("info-circle"),
            html.Strong(texts("simulated.band")),
            html.Span(texts("simulated.more"), className="simulated-more"),
        ],
        className="simulated",
        **attributes(aria_label=texts("simulated.band")),
    )


def bar(who: Viewer, services: Services, texts: Texts) -> html.Header:
    """Product, navigation, age of the data, menu."""
    office = services.office.name
    return html.Header(
        [
            dcc.Link(
                [
                    html.Img(src="/assets/icon.svg", alt="", className="brand-mark"),
                    html.Span(
                        [html.B(texts("product.name")), html.Small(office, title=office)],
                        className="brand-text",
                    ),
                ],
                href="/",
                className="brand",
            ),
            navigation(who, services, texts),
            html.Div(
                [live_mark(texts), menu(who.account, objections_link(who, texts), texts)],
                className="bar-end",
            ),
        ],
        className="bar",
    )


def navigation(who: Viewer, services: Services, texts: Texts) -> html.Nav:
    """Links to the pages the viewer may see, with what waits for them there."""
    found = badges(who, services, texts)

    def beside(place: str | None) -> Still | None:
        if place not in found:
            return None
        said = inside(found[place])
        return Still(id=place, tag="span", attrs={"className": "badge-place"}, html=said)  # type: ignore[no-untyped-call]

    def link(page: ModuleType, places: Mapping[ModuleType, str] = BESIDE) -> dcc.Link:
        return dcc.Link(
            [icon(ICONS[page.PATH]), html.Span(texts(page.TITLE)), beside(places.get(page))],
            href=page.PATH,
            className=f"nav-item nav-item-{page.PATH.strip('/')}",
        )

    shown = [page for page in PAGES if leads(who, page)]
    later = [page for page in shown if page in SELDOM] if len(shown) > FULL else []
    first = [page for page in shown if page not in later or page is keberatan]
    return html.Nav(
        [
            *map(link, first),
            more([link(page, BESIDE_MORE) for page in later], texts) if later else None,
        ],
        className=f"nav-main nav-{'full' if later else 'short'}",
        **attributes(aria_label=texts("nav.label")),
    )


def more(links: list[dcc.Link], texts: Texts) -> html.Details:
    """The pages one opens seldom, behind one word."""
    return html.Details(
        [
            html.Summary([icon("three-dots"), html.Span(texts("nav.more"))], className="nav-item"),
            html.Div(links, className="nav-panel"),
        ],
        className="nav-more",
    )


def leads(who: Viewer, page: ModuleType) -> bool:
    """Whether the navigation leads a viewer to a page they may see.

    Who sees no others has no list of people; who decides no objections finds theirs at Data saya.
    """
    if page is pegawai and who.home == saya.PATH:
        return False
    return who.may("decide_objections" if page is keberatan else page.PERMISSION)


def live_mark(texts: Texts) -> html.Div:
    """Whether the page is live, and how old the last look is (live.js writes it)."""
    return html.Div(
        [
            html.Span(className="live-dot", **attributes(aria_hidden="true")),
            html.Span(
                texts("live.running"), className="live-word", **attributes(data_live_word="1")
            ),
            html.Span(className="live-age", **attributes(data_live_age="1")),
        ],
        className="live",
    )


def objections_link(who: Viewer, texts: Texts) -> dcc.Link | None:
    """The way to one's own objections, for whom the navigation has none."""
    if not who.may("see_objections") or leads(who, keberatan):
        return None
    words: list[Any] = [icon(ICONS[keberatan.PATH]), texts(keberatan.TITLE)]
    return dcc.Link(words, href=keberatan.PATH, className="menu-item")
