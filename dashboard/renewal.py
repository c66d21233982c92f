"""Renews a page when the revision changes: each answer worked out once, only what differs sent.

A page says what it shows in an invisible mark: revision, address, and a tag of each part. The
browser sends the tags along; a part whose tag is still the same is not sent again. live.js reads
the mark, and asks again where an answer was lost or came too late, for an address left meanwhile.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import dash
from dash import Input, Output, State, html
from plotly.utils import PlotlyJSONEncoder

from dashboard import ids
from dashboard.components.marks import attributes
from dashboard.gate import guarded
from dashboard.live import Current
from dashboard.remember import Remembered
from dashboard.services import Services
from dashboard.texts import Texts, texts_of
from dashboard.view import Filters, Permission, Viewer

Part = tuple[str, Any]
"""A part of a page as JSON knows it, and the tag that tells it from any other."""

Body = Callable[..., Any]
"""(viewer, filters, texts, *values of further inputs) -> the parts, in the order of outputs."""

KEPT = 60.0
"""Seconds after which even an unchanged revision is worked out again: working time runs on."""

MOST_KEPT = 96
TAGS, REVISION, VIEW = "data-tags", "data-revision", "data-view"


def mark(identifier: str) -> html.Div:
    """The invisible mark of a page, to stand in its layout."""
    return html.Div(
        id=identifier,
        hidden=True,
        **attributes(data_shown="1", data_tags="", data_revision="", data_view=""),
    )


class Renewals:
    """Registers the renewals of pages on one app."""

    def __init__(self, app: dash.Dash, services: Services, current: Current) -> None:
        self.app = app
        self.services = services
        self._current = current

    def renewed(
        self, shown: str, *outputs: Output, permission: Permission, also: tuple[Input, ...] = (),
        personal: bool = False,
    ) -> Callable[[Body], Body]:  # fmt: skip
        """Renew ``outputs`` and the mark ``shown`` with what the decorated body answers.

        Who has the same role and scope is answered the same, unless ``personal``.
        """
        marks = [Output(shown, name) for name in (TAGS, REVISION, VIEW)]
        page = [State(ids.LOCATION, name) for name in ("pathname", "search")]

        def decorate(body: Body) -> Body:
            parts = Remembered(self._parts(body), KEPT, most=MOST_KEPT)

            @guarded(
                self.app,
                [*outputs, *marks],
                Input(ids.REVISION, "data"),
                *also,
                *page,
                State(shown, TAGS),
                permission=permission,
                prevent_initial_call=True,
                running=[(Output(ids.FRAME, ids.BUSY), "1", "")],
            )
            def renew(viewer: Viewer, told: int, *values: Any) -> Any:
                *more, path, search, tags = values
                revision = self._current.at_least(told).revision
                texts = texts_of(Filters.parse(search), self.services.office)
                who = (viewer.account.role, viewer.scope, personal and viewer.account.account_id)
                key = (revision, who, path, search, texts.language, *more)
                found = parts.under(key, viewer, search, texts, *more)
                return [
                    *fresh(found, tags),
                    ",".join(tag for tag, _ in found),
                    str(revision),
                    f"{path}{search or ''}",
                ]

            return body

        return decorate

    def _parts(self, body: Body) -> Callable[..., list[Part]]:
        def worked_out(viewer: Viewer, search: str, texts: Texts, *more: Any) -> list[Part]:
            return [part(p) for p in body(viewer, Filters.parse(search), texts, *more)]

        return worked_out


def part(found: Any) -> Part:
    """``found`` as JSON knows it, with its tag; what is not to be renewed has none."""
    if found is dash.no_update:
        return "", found
    written = json.dumps(found, cls=PlotlyJSONEncoder)
    return hashlib.blake2b(written.encode(), digest_size=6).hexdigest(), json.loads(written)


def fresh(found: list[Part], tags: str | None) -> list[Any]:
    """The parts a browser does not have yet, by the ``tags`` it says it has."""
    had = (tags or "").split(",")
    known = had if len(had) == len(found) else [""] * len(found)
    return [
        dash.no_update if tag == before else value
        for (tag, value), before in zip(found, known, strict=True)
    ]
