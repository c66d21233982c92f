"""From an address to a page: asks the page's own layout, within what the viewer may see."""

import logging
from datetime import datetime
from types import ModuleType
from typing import Any

import dash
from dash import Input, Output, html

from dashboard import ids
from dashboard.ahead import Ahead
from dashboard.components.marks import attributes
from dashboard.components.states import problem
from dashboard.gate import guarded
from dashboard.live import Current
from dashboard.pages import ASIDE, PAGES
from dashboard.renewal import Renewals
from dashboard.services import Live, Services
from dashboard.shared import Share
from dashboard.still import Stilling
from dashboard.texts import Texts, texts_of
from dashboard.view import Filters, Viewer

log = logging.getLogger(__name__)


def page_at(path: str | None) -> ModuleType | None:
    """The page at ``path``, or the one it lies below; a trailing slash does not matter."""
    wanted = (path or "/").rstrip("/") or "/"
    pages = {page.PATH: page for page in (*PAGES, *ASIDE)}
    above = wanted.rpartition("/")[0]
    return pages.get(wanted) or next((page for page in ASIDE if above == page.PATH), None)


def shown(
    viewer: Viewer, path: str | None, search: str | None, services: Services, texts: Texts
) -> tuple[Any, str]:
    """What stands at an address for this viewer, and its title."""
    page = page_at(path)
    if page is None:
        return problem("not_found", texts), texts("error.not_found")
    if not viewer.may(page.PERMISSION):
        return problem("forbidden", texts), texts("error.forbidden")
    try:
        return page.layout(viewer, Filters.at(path, search), services, texts), texts(page.TITLE)
    except Exception:
        log.exception("page %s%s", path, search or "")
        return problem("failed", texts), texts("error.failed")


def framed(
    content: Any, title: str, live: Live, address: str, at: datetime, texts: Texts
) -> html.Div:
    """A page with what live.js and shell.js must know: revision, address, title."""
    return html.Div(
        content,
        id=ids.OPENED,
        className="page",
        **attributes(
            data_revision=str(live.revision),
            data_at=f"{at.timestamp():.0f}",
            data_view=address,
            data_title=f"{title} · {texts('product.name')}",
        ),
    )


def register(app: dash.Dash, services: Services, current: Current, share: Share) -> Ahead:
    """Show the page of the address, and have pages renewed; what works them out ahead."""

    @guarded(
        app,
        Output(ids.PAGE, "children"),
        Input(ids.LOCATION, "pathname"),
        Input(ids.LOCATION, "search"),
        permission="see_units",
        running=[(Output(ids.FRAME, ids.LOADING), "1", "")],
    )
    def show(viewer: Viewer, path: str, search: str) -> Any:
        live = current()
        texts = texts_of(Filters.parse(search), services.office)
        content, title = shown(viewer, path, search, services, texts)
        address = f"{path}{search or ''}"
        return framed(still(content), title, live, address, services.now(), texts)

    still = Stilling(app)
    renewals = Renewals(app, services, current, share)
    for page in (*PAGES, *ASIDE):
        page.register(renewals)
    return renewals.ahead
