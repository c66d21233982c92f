"""Renews a page when the revision changes: each answer worked out once, only what differs sent.

A page says what it shows in an invisible mark: revision, address, and a tag of each part. The
browser sends the tags along; a part whose tag is still the same is not sent again. The badges of
the bar come with the page, as one request. live.js reads
the mark, and asks again where an answer was lost or came too late, for an address left meanwhile.
"""

import hashlib
import zlib
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any

import dash
import orjson
from dash import Input, Output, State, html

from dashboard import badge, ids
from dashboard.ahead import Ahead
from dashboard.components.marks import attributes
from dashboard.gate import guarded
from dashboard.live import Current
from dashboard.remember import Remembered
from dashboard.services import Services
from dashboard.shared import Share
from dashboard.still import PART, Stilling, inside
from dashboard.texts import Texts, texts_of
from dashboard.view import Filters, Permission, Viewer

Part = tuple[str, Any]
"""A part of a page as JSON knows it, and the tag that tells it from any other."""

Page = tuple[Hashable, ...]
"""Who looks (role, scope, account), path, search, language, further inputs."""

Body = Callable[..., Any]
"""(viewer, filters, texts, *values of further inputs) -> the parts, in the order of outputs."""

KEPT = 60.0
"""Seconds after which even an unchanged revision is worked out again: working time runs on."""

MOST_KEPT = 96
TAGS, UNIT = "data-tags", "data-unit"
SHOWN = ("data-revision", "data-view", "data-at")
"""What a page shows: revision, address, and when it was worked out (seconds since 1970)."""

REST = 300
"""Seconds after which a page is renewed though the news concern others: peers are compared. Up to
twice as many, each page its own: renewed all at once they would keep the others waiting."""


def mark(identifier: str, unit: str | None = None) -> html.Div:
    """The invisible mark of a page, to stand in its layout; ``unit``: whom the page is about."""
    told = {"data_shown": "1", "data_tags": "", "data_revision": "", "data_view": "", "data_at": ""}
    return html.Div(id=identifier, hidden=True, **attributes(**told, data_unit=unit or ""))


@dataclass(frozen=True)
class Shown:
    """What a page says it shows."""

    revision: str
    view: str
    at: str

    @property
    def rests_for(self) -> int:
        """Seconds for which news of others leave it as it is."""
        return REST + zlib.crc32(f"{self.view} {self.at}".encode()) % REST

    @classmethod
    def of(cls, known: list[str | None]) -> "Shown":
        """By its mark; before the first renewal, as it was opened."""
        mark, opened = known[:3], known[3:]
        return cls(*(found or "" for found in (mark if mark[0] else opened)))


class Renewals:
    """Registers the renewals of pages on one app."""

    def __init__(self, app: dash.Dash, services: Services, current: Current, share: Share) -> None:
        self.app = app
        self.services = services
        self._share = share
        self._current = current
        self._still = Stilling(app)
        self._turn = Lock()
        self.ahead = Ahead()

    def renewed(
        self, shown: str, *outputs: Output, permission: Permission, also: tuple[Input, ...] = (),
        personal: bool = False,
    ) -> Callable[[Body], Body]:  # fmt: skip
        """Renew ``outputs`` and the mark ``shown`` with what the decorated body answers.

        Who has the same role and scope is answered the same, unless ``personal``.
        """
        marks = [Output(shown, name) for name in (TAGS, *SHOWN)]
        told = tuple(output.component_property == PART for output in outputs)
        states = [
            *(State(ids.LOCATION, name) for name in ("pathname", "search")),
            *(State(shown, name) for name in (TAGS, UNIT, *SHOWN)),
            *(State(ids.OPENED, name) for name in SHOWN),
        ]

        def decorate(body: Body) -> Body:
            parts = Remembered(self._parts(body, told), KEPT, most=MOST_KEPT)

            def at_revision(page: Page, asked: tuple[Any, ...], revision: int) -> list[Part]:
                return parts.under((revision, *page), (shown, revision, *page), *asked)

            @guarded(
                self.app,
                [*outputs, *marks],
                Input(ids.REVISION, "data"),
                *also,
                *states,
                permission=permission,
                prevent_initial_call=True,
                running=[(Output(ids.FRAME, ids.BUSY), "1", "")],
            )
            def renew(viewer: Viewer, told: int, *values: Any) -> Any:
                more, (path, search, tags, unit, *known) = _apart(values, len(also))
                revision = self._current.at_least(told).revision
                view, at = f"{path}{search or ''}", self.services.now().timestamp()
                texts = texts_of(Filters.parse(search), self.services.office)
                *had, waits = (tags or "").split(",")
                waits = self._beside(viewer, texts, waits)
                has = Shown.of(known)
                if not also and has.view == view and self._spares(unit, has, at):
                    tagged = ",".join([*had, waits]) if had else dash.no_update
                    return [*[dash.no_update] * len(outputs), tagged, str(revision), view, has.at]
                who = (viewer.account.role, viewer.scope, personal and viewer.account.account_id)
                page = (who, path, search, texts.language, *more)
                asked = (viewer, Filters.at(path, search), texts, *more)
                found = at_revision(page, asked, revision)
                if not personal:
                    self._note(shown, page, unit, partial(at_revision, page, asked))
                tagged = ",".join([*(tag for tag, _ in found), waits])
                return [*fresh(found, had), tagged, str(revision), view, f"{at:.0f}"]

            return body

        return decorate

    def _note(
        self, shown: str, page: Page, unit: str, work_out: Callable[[int], list[Part]]
    ) -> None:
        """Have the page worked out ahead when there are news about ``unit``."""
        self.ahead.note(
            (shown, *page), unit or "", work_out,
            lambda at: self._share.taken((shown, at, *page)),
        )  # fmt: skip

    def _beside(self, viewer: Viewer, texts: Texts, had: str) -> str:
        """Renew the badges beside the page, unless the browser ``had`` them; their tag."""
        found = badge.badges(viewer, self.services, texts)
        if not found:
            return ""
        tag, told = part({place: inside(said) for place, said in found.items()})
        if tag != had:
            for place, html in told.items():
                dash.set_props(place, {PART: html})
        return tag

    def _spares(self, unit: str, has: "Shown", at: float) -> bool:
        """Whether a page about ``unit`` may stay as it is: the news since concern others."""
        if not unit or not has.revision or at - float(has.at or 0) > has.rests_for:
            return False
        concerned = self.services.news(int(has.revision)).units
        return concerned is not None and unit not in concerned

    def _parts(self, body: Body, told: tuple[bool, ...]) -> Callable[..., list[Part]]:
        """One page after the other: at once, all of them would be as late as the last.

        ``told``: of each part whether it is told as HTML.
        """

        def worked_out(viewer: Viewer, at: Filters, texts: Texts, *more: Any) -> list[Part]:
            with self._turn:
                found = body(viewer, at, texts, *more)
                return [
                    part(inside(p) if still and p is not dash.no_update else self._still(p))
                    for p, still in zip(found, told, strict=True)
                ]

        def known(key: Hashable, *asked: Any) -> list[Part]:
            found = self._share(key, lambda: [plain(p) for p in worked_out(*asked)])
            return [whole(p) for p in found]

        return known


def _apart(values: tuple[Any, ...], more: int) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Values of further inputs, and of the states."""
    return values[:more], values[more:]


def part(found: Any) -> Part:
    """``found`` as JSON knows it, with its tag; what is not to be renewed has none."""
    if found is dash.no_update:
        return "", found
    written = orjson.dumps(found, default=_component, option=orjson.OPT_SERIALIZE_NUMPY)
    return hashlib.blake2b(written, digest_size=6).hexdigest(), orjson.loads(written)


def _component(found: Any) -> Any:
    """What Dash tells of a component, and plotly of a figure."""
    return found.to_plotly_json()


def plain(found: Part) -> tuple[str, Any]:
    """A part as JSON can keep it."""
    return found if found[0] else ("", None)


def whole(kept: Sequence[Any]) -> Part:
    """A part as it was before ``plain``."""
    tag, value = kept
    return (tag, value) if tag else ("", dash.no_update)


def fresh(found: list[Part], had: list[str]) -> list[Any]:
    """The parts a browser does not have yet, by the tags it says it ``had``."""
    known = had if len(had) == len(found) else [""] * len(found)
    return [
        dash.no_update if tag == before else value
        for (tag, value), before in zip(found, known, strict=True)
    ]
