"""Real services on loopback: a mail server, and a web server that takes what is posted."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

from tests.running import free_port


@dataclass
class Hook:
    """A web server; ``status`` is what it answers."""

    status: int = 200
    port: int = 0
    got: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    """Path, key and body of each message."""

    @property
    def keys(self) -> list[str]:
        return [key for _, key, _ in self.got]


@contextmanager
def hook(status: int = 200) -> Iterator[Hook]:
    """A web server for as long as the block lasts."""
    kept = Hook(status)

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if kept.status == 200:
                kept.got.append((self.path, self.headers["Idempotency-Key"], body))
            self.send_response(kept.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    kept.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield kept
    server.shutdown()
    server.server_close()


@dataclass
class Mail:
    """A mail server."""

    port: int
    letters: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


@contextmanager
def mail() -> Iterator[Mail]:
    """A mail server for as long as the block lasts."""
    kept = Mail(free_port())
    server = Controller(kept, hostname="127.0.0.1", port=kept.port)
    server.start()
    yield kept
    server.stop()
