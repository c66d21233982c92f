"""The event stream: browsers are told each new revision the moment it is there.

They are told as well whom it concerns, so that a page about others need not ask at all.
Streams are held by the event loop, none of them costs a thread; pages go to Flask as ever.
"""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from io import BytesIO
from typing import Any

from a2wsgi.wsgi import build_environ
from flask import Flask
from flask_login import current_user
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Mount, Route

from dashboard.ahead import Ahead
from dashboard.live import PATH as LIVE
from dashboard.live import Current, document
from dashboard.services import News
from dashboard.whole import Pages

PATH = f"{LIVE}/stream"
ASKED_EVERY = 0.025
"""Seconds between two looks for a new revision, one per process, while anybody listens."""

PREPARED_WITHIN = 1.0
"""Seconds browsers are told later at most, because their page is worked out first."""

CALM = 2.0
"""Seconds after news by which all who were told have their pages."""

PULSE = 10.0
"""Seconds after which a stream says that it still lives, and how old the last look is."""

ADMITTED_FOR = 60.0
"""Seconds after which a stream asks anew whether its reader may still come in."""

MOST = 2000
"""Streams one process holds; whoever comes after them asks by polling."""

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Hub:
    """Looks for a new revision while anybody listens, and wakes all who do.

    ``when_calm`` is called after news, once it is calm again.
    """

    def __init__(
        self, current: Current, news: Callable[[int], News], build: str, ahead: Ahead,
        when_calm: Callable[[], object] = lambda: None,
    ) -> None:  # fmt: skip
        self._current = current
        self._news_since = news
        self._build = build
        self._ahead = ahead
        self._when_calm = when_calm
        self._calm_from = math.inf
        self._news = asyncio.Event()
        self._turn = asyncio.Lock()
        self._looking: asyncio.Task[None] | None = None
        self._concerned: dict[str, Any] = {}
        self._document = ""
        self.revision = -1
        self.listeners = 0

    async def told(self) -> AsyncIterator[str]:
        """The version document: now, whenever the revision is new, and at each pulse.

        Ends with the fault that kept the hub from looking, if there is one.
        """
        self.listeners += 1
        try:
            looking = await self._awake()
            said, pulse = -1, True
            while not looking.done():
                if pulse or self.revision != said:
                    yield self._document
                said = self.revision
                pulse = not await self._changed(said)
            looking.result()
        finally:
            self.listeners -= 1

    async def _awake(self) -> "asyncio.Task[None]":
        """The looking for all who listen; begun with a look of its own, if nobody listened yet."""
        async with self._turn:
            if self._looking is None or self._looking.done():
                await self._hear()
                self._looking = asyncio.create_task(self._look())
            return self._looking

    async def _changed(self, known: int) -> bool:
        """Wait until the revision is another than ``known``; False at the next pulse."""
        if self.revision > known:
            return True
        with suppress(TimeoutError):
            return await asyncio.wait_for(self._news.wait(), PULSE)
        return False

    async def _look(self) -> None:
        try:
            while self.listeners:
                await asyncio.sleep(ASKED_EVERY)
                await self._hear()
                if time.monotonic() > self._calm_from:
                    self._calm_from = math.inf
                    self._when_calm()
        finally:
            self._wake()

    async def _hear(self) -> None:
        """Ask for the revision, once for all who listen; wake them if it is new."""
        live = await run_in_threadpool(self._current.anew)
        new = live.revision != self.revision
        if new:
            told = await run_in_threadpool(self._told_by, live.revision)
            self._concerned = self._concerning(told)
            await self._prepared(live.revision, told)
        self._document = document(live, self._build, **self._concerned)
        self.revision = live.revision
        if new:
            self._wake()
            self._calm_from = time.monotonic() + CALM

    async def _prepared(self, revision: int, news: News) -> None:
        """Until the page most look at is worked out, or it takes too long."""
        ahead = asyncio.create_task(run_in_threadpool(self._ahead, revision, news.units))
        await asyncio.wait([ahead], timeout=PREPARED_WITHIN)

    def _wake(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()

    def _told_by(self, revision: int) -> News:
        """What the revisions since the last one concern."""
        return self._news_since(self.revision) if 0 <= self.revision < revision else News()

    def _concerning(self, told: News) -> dict[str, Any]:
        """``units`` whose figures alone may differ ``since`` a revision; nothing where all may."""
        if told.units is None or not told.spares_badge:
            return {}
        return {"since": self.revision, "units": sorted(told.units)}


def door(server: Flask, hub: Hub, threads: int) -> Starlette:
    """One ASGI app: the stream on the event loop, everything else in ``threads`` of Flask."""

    async def stream(request: Request) -> Response:
        if hub.listeners >= MOST:
            return Response(status_code=503)
        if not await run_in_threadpool(admitted, server, request.scope):
            return Response(status_code=401)
        events = _events(hub, server, request.scope)
        return StreamingResponse(events, media_type="text/event-stream", headers=HEADERS)

    return Starlette(routes=[Route(PATH, stream), Mount("", Pages(server, threads))])


async def _events(hub: Hub, server: Flask, scope: Any) -> AsyncIterator[str]:
    """The stream of one browser, for as long as it is admitted."""
    loop = asyncio.get_running_loop()
    asked = loop.time()
    async for told in hub.told():
        if loop.time() - asked > ADMITTED_FOR:
            if not await run_in_threadpool(admitted, server, scope):
                return
            asked = loop.time()
        yield f"retry: 1000\ndata: {told}\n\n"


def admitted(server: Flask, scope: Any) -> bool:
    """Whether the session of a request still lets its browser in (gate.py)."""
    nothing: Any = BytesIO()
    with server.request_context(dict(build_environ(scope, nothing))):
        return bool(current_user.is_authenticated)
