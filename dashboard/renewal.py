"""Renews a page when the revision changes: each answer worked out once, only what differs sent.

A page says what it shows in an invisible mark: revision, address, and a tag of each part. The
browser sends the tags along; a part whose tag is still the same is not sent again. The badges of
the bar come with the page, as one request. live.js reads
the mark, and asks again where an answer was lost or came too late, for an address left meanwhile.
"""

import zlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any

import dash
from dash import Input, Output, State, html

from dashboard import badge, ids
from dashboard.ahead import Ahead
from dashboard.components.marks import attributes
from dashboard.gate import guarded, viewer
from dashboard.live import Current
from dashboard.remember import Remembered
from dashboard.resent import Resent, Words, shows
from dashboard.services import Services
from dashboard.shared import Share
from dashboard.still import PART, Stilling, inside
from dashboard.tagged import Part, fresh, part, plain, whole
from dashboard.texts import Texts, texts_of
from dashboard.view import Filters, Permission, Viewer

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
        self._shared: set[str] = set()
        self.ahead = Ahead()
        Resent(app.server, self._reads, self.ahead.asked)

    def renewed(
        self, shown: str, *outputs: Output, permission: Permission, also: tuple[Input, ...] = (),
        personal: bool = False, apart: bool = False,
    ) -> Callable[[Body], Body]:  # fmt: skip
        """Renew ``outputs`` and the mark ``shown`` with what the decorated body answers.

        Who has the same role and scope is answered the same, unless ``personal``. ``apart``: the
        body answers with what works each part out, so that processes can share the work.
        """
        marks = [Output(shown, name) for name in (TAGS, *SHOWN)]
        told = tuple(output.component_property == PART for output in outputs)
        states = [
            *(State(ids.LOCATION, name) for name in ("pathname", "search")),
            *(State(shown, name) for name in (TAGS, UNIT, *SHOWN)),
            *(State(ids.OPENED, name) for name in SHOWN),
        ]

        if not personal:
            self._shared.add(shown)

        def decorate(body: Body) -> Body:
            parts = Remembered(self._parts(body, told, apart=apart), KEPT, most=MOST_KEPT)

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
                who = (*_kind(viewer), personal and viewer.account.account_id)
                page = (who, path, search, texts.language, *more)
                asked = (viewer, Filters.at(path, search), texts, *more)
                found = at_revision(page, asked, revision)
                if not personal:
                    self._note(
                        shown, page, unit, partial(at_revision, page, asked), alone=not apart
                    )
                tagged = ",".join([*(tag for tag, _ in found), waits])
                return [*fresh(found, had), tagged, str(revision), view, f"{at:.0f}"]

            return body

        return decorate

    def _note(
        self, shown: str, page: Page, unit: str, work_out: Callable[[int], list[Part]], *,
        alone: bool,
    ) -> None:  # fmt: skip
        """Have the page worked out ahead when there are news about ``unit``; by one ``alone``."""
        known = (shown, *page)
        self.ahead.note(
            known,
            unit or "",
            work_out,
            lambda at: alone and self._share.taken((shown, at, *page)),
        )
        shows(known)

    def _reads(self, said: bytes) -> Hashable | None:
        """What the answer to a renewal hangs on beside its words; None if it is for one alone.

        Who may see what, the language (a cookie may say it), news, and the badges of the bar.
        """
        words = Words.of(said)
        if words is None or words.last not in self._shared:
            return None
        who, told = viewer(), words.told
        filters = Filters.parse(told[f"{ids.LOCATION}.search"])
        texts = texts_of(filters, self.services.office)
        revision = self._current.at_least(told[f"{ids.REVISION}.data"]).revision
        return (*_kind(who), texts.language, revision, self._badges(who, texts)[0])

    def _beside(self, viewer: Viewer, texts: Texts, had: str) -> str:
        """Renew the badges beside the page, unless the browser ``had`` them; their tag."""
        tag, told = self._badges(viewer, texts)
        if tag != had:
            for place, html in told.items():
                dash.set_props(place, {PART: html})
        return tag

    def _badges(self, viewer: Viewer, texts: Texts) -> tuple[str, dict[str, str]]:
        """Tag of the badges of the bar, and their HTML by place."""
        found = badge.badges(viewer, self.services, texts)
        return part({place: inside(said) for place, said in found.items()}) if found else ("", {})

    def _spares(self, unit: str, has: "Shown", at: float) -> bool:
        """Whether a page about ``unit`` may stay as it is: the news since concern others."""
        if not unit or not has.revision or at - float(has.at or 0) > has.rests_for:
            return False
        concerned = self.services.news(int(has.revision)).units
        return concerned is not None and unit not in concerned

    def _parts(
        self, body: Body, told: tuple[bool, ...], *, apart: bool
    ) -> Callable[..., list[Part]]:
        """One page after the other: at once, all of them would be as late as the last.

        ``told``: of each part whether it is told as HTML.
        """

        def written(found: Any, still: bool) -> Part:
            asis = not still or found is dash.no_update
            return plain(part(self._still(found) if asis else inside(found)))

        def at_once(*asked: Any) -> list[Part]:
            with self._turn:
                return [written(*one) for one in zip(body(*asked), told, strict=True)]

        def in_turn(key: Hashable, *asked: Any) -> list[Part]:
            def ask(work: Callable[[], Any], still: bool) -> Callable[[], Part]:
                return lambda: written(work(), still)

            with self._turn:
                asks = [ask(*one) for one in zip(body(*asked), told, strict=True)]
                return self._share.each([(key, n) for n in range(len(asks))], asks)

        def known(key: Hashable, *asked: Any) -> list[Part]:
            found = in_turn(key, *asked) if apart else self._share(key, lambda: at_once(*asked))
            return [whole(p) for p in found]

        return known


def _kind(viewer: Viewer) -> tuple[Hashable, ...]:
    """What tells viewers apart on a page that is not about themselves."""
    return viewer.account.role, viewer.scope


def _apart(values: tuple[Any, ...], more: int) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Values of further inputs, and of the states."""
    return values[:more], values[more:]
