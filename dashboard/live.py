"""Tells browsers the revision: one tiny document, asked for, or sent by the stream (stream.py)."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, request

from dashboard.remember import Remembered
from dashboard.services import Live, Services

PATH = "/live"
ASKED_EVERY = 0.5
"""Seconds for which one process answers from memory."""

QUIET_AFTER = 180
"""Seconds without a look of the worker after which its data count as no longer live."""


def document(live: Live, build: str, **more: Any) -> str:
    """The version document. No figure and no name is in it."""
    looked = live.looked_at.astimezone(UTC).isoformat() if live.looked_at else None
    return json.dumps({"revision": live.revision, "looked_at": looked, "build": build, **more})


class Current:
    """The revision as one process remembers it."""

    def __init__(self, ask: Callable[[], Live]) -> None:
        self._remembered = Remembered(ask, ASKED_EVERY)

    def __call__(self) -> Live:
        """The revision, at most half a second old."""
        return self._remembered()

    def anew(self) -> Live:
        """The revision as it is now."""
        self._remembered.forget()
        return self._remembered()

    def at_least(self, revision: int) -> Live:
        """The remembered revision if it is not older than ``revision``, else as it is now."""
        known = self()
        return known if known.revision >= revision else self.anew()


def install(server: Flask, services: Services) -> Current:
    """Route /live behind the gate; returns the remembered revision for the pages."""
    current = Current(services.live)

    @server.get(PATH)
    def live() -> Response:
        body = document(current(), services.build)
        tag = hashlib.blake2b(body.encode(), digest_size=8).hexdigest()
        response = Response(body, mimetype="application/json")
        response.set_etag(tag)
        response.headers["Cache-Control"] = "private, no-cache"
        if request.if_none_match.contains(tag):
            response.status_code = HTTPStatus.NOT_MODIFIED
            response.set_data(b"")
        return response

    return current
