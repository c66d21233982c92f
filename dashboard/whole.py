"""Flask on an event loop: a small request, and every answer to it, changes threads but once.

Handed over piece by piece, as a2wsgi does, each piece waits for its turn among threads that work
pages out; answers of a round of news took half as long again. What is large is still streamed.
"""

from io import BytesIO
from typing import Any

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi import build_environ
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from flask import Flask
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from werkzeug.test import run_wsgi_app

SMALL = 256 * 1024
"""Bytes of a request that are kept in memory before anybody has looked at it."""


class Pages:
    """Answers requests with Flask, at most ``threads`` of them at once."""

    def __init__(self, server: Flask, threads: int) -> None:
        wsgi: Any = server
        self._server = server
        self._streamed: Any = WSGIMiddleware(wsgi, workers=threads)
        self._limit = CapacityLimiter(threads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        if "transfer-encoding" in headers or not length.isdigit() or int(length) > SMALL:
            await self._streamed(scope, receive, send)
            return
        try:
            body = await Request(scope, receive).body()
        except ClientDisconnect:
            return
        answer = await run_sync(self._answered, scope, body, limiter=self._limit)
        await answer(scope, receive, send)

    def _answered(self, scope: Scope, body: bytes) -> Response:
        told: Any = scope
        stream: Any = BytesIO(body)
        environ: Any = build_environ(told, stream)
        parts, status, headers = run_wsgi_app(self._server, environ, buffered=True)
        answer = Response(b"".join(parts), int(status.partition(" ")[0]))
        answer.raw_headers = [
            (name.lower().encode("latin1"), value.encode("latin1")) for name, value in headers
        ]
        return answer
