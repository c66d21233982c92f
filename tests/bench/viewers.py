"""Viewers without a browser: real connections that hold a stream and renew a page like one.

``python -m tests.bench.viewers`` prints a line of JSON for each answer. Run in a process of its
own, so that the one who measures is not slowed by those who look.
"""

import asyncio
import json
import random
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from flask_compress.compat import compression

from tests.dashboard.wire import prop

RENEWAL = {"": "ringkasan-shown", "unit": "unit-shown"}
REST = 300
MARK = ("data-tags", "data-unit", "data-revision", "data-view", "data-at")


@dataclass
class Viewer:
    """One open page: its address, and what it says it shows."""

    host: str
    port: int
    cookie: str
    csrf: str
    renewal: dict[str, Any]
    path: str
    search: str
    mark: dict[str, str] = field(default_factory=dict)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waits: "asyncio.Task[None] | None" = None

    async def watch(self) -> None:
        """Hold the stream; renew at every new revision."""
        asks = await asyncio.open_connection(self.host, self.port)
        told, send = await asyncio.open_connection(self.host, self.port)
        send.write(self._head("GET", "/live/stream").encode() + b"\r\n")
        shown: int | None = None
        while line := await told.readline():
            if line.startswith(b"data: "):
                news = json.loads(line[6:])
                revision = news["revision"]
                if shown is None:
                    self._opened(revision)
                elif revision != shown:
                    if self._concerns(news, shown):
                        await self._renew(asks, revision)
                    elif time.time() - float(self.mark["data-at"]) > REST:
                        self._later(asks, revision)
                shown = revision

    def _concerns(self, news: dict[str, Any], shown: int) -> bool:
        """Whether the news concern the page, as assets/live.js has it."""
        units = news.get("units")
        return units is None or shown < news["since"] or self.mark["data-unit"] in units

    def _later(self, asks: Any, revision: int) -> None:
        """Renew a page that has stood for long, at a moment of its own, as assets/live.js does."""
        if self.waits is None or self.waits.done():
            self.waits = asyncio.create_task(self._renew(asks, revision, random.uniform(15, 150)))

    def _opened(self, revision: int) -> None:
        """The page has just been opened, and shows this revision."""
        self.mark |= {
            "data-revision": str(revision), "data-view": self.path + self.search,
            "data-at": f"{time.time():.0f}",
        }  # fmt: skip

    async def _renew(self, connection: Any, revision: int, wait: float = 0.0) -> None:
        await asyncio.sleep(wait)
        async with self.turn:
            await self._asked(connection, revision)

    async def _asked(self, connection: Any, revision: int) -> None:
        told, send = connection
        body = json.dumps(self._body(revision)).encode()
        head = self._head("POST", "/_dash-update-component", len(body))
        send.write(head.encode() + b"\r\n" + body)
        sizes, answer = await _answer(told)
        shown = answer["response"].pop(self.renewal["shown"], {})
        self.mark |= shown
        line = {
            "view": self.path + self.search, "revision": revision, "at": time.monotonic(),
            "bytes": sizes, "parts": len(answer["response"]),
        }  # fmt: skip
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()

    def _head(self, method: str, path: str, length: int | None = None) -> str:
        lines = [
            f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", "Accept-Encoding: zstd",
            f"Cookie: {self.cookie}", f"X-CSRFToken: {self.csrf}",
        ]  # fmt: skip
        if length is not None:
            lines += [f"Content-Length: {length}", "Content-Type: application/json"]
        return "\r\n".join(lines) + "\r\n"

    def _body(self, revision: int) -> dict[str, Any]:
        known: dict[str, Any] = {
            "shell-revision.data": revision, "shell-location.pathname": self.path,
            "shell-location.search": self.search,
        }  # fmt: skip
        known |= {f"{self.renewal['shown']}.{name}": self.mark.get(name, "") for name in MARK}
        outputs = [_split(o) for o in self.renewal["output"].strip(".").split("...")]

        def told(part: dict[str, str]) -> dict[str, Any]:
            return prop(
                part["id"], part["property"], known.get(f"{part['id']}.{part['property']}", "")
            )

        return {
            "output": self.renewal["output"], "outputs": outputs,
            "inputs": [told(p) for p in self.renewal["inputs"]],
            "state": [told(p) for p in self.renewal["state"]],
            "changedPropIds": ["shell-revision.data"],
        }  # fmt: skip


def _split(part: str) -> dict[str, str]:
    place, _, name = part.rpartition(".")
    return {"id": place, "property": name}


async def _answer(told: asyncio.StreamReader) -> tuple[int, dict[str, Any]]:
    """Bytes of the body as sent, and what it says."""
    head = (await told.readuntil(b"\r\n\r\n")).decode("latin1").lower()
    fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    if "content-length" in fields:
        body = await told.readexactly(int(fields["content-length"]))
    else:
        body = b""
        while size := int(await told.readline(), 16):
            body += (await told.readexactly(size + 2))[:-2]
        await told.readline()
    plain = compression.zstd.decompress(body) if fields.get("content-encoding") == "zstd" else body
    found: dict[str, Any] = json.loads(plain)
    return len(body), found


async def main(said: dict[str, Any]) -> None:
    """All viewers at once, until the process is ended."""
    viewers = [Viewer(**{k: said[k] for k in ("host", "port", "cookie", "csrf")}, **one)
               for one in said["viewers"]]  # fmt: skip
    for each in viewers:
        each.mark["data-unit"] = each.search.partition("unit=")[2] or said["root"]
    await asyncio.gather(*(each.watch() for each in viewers))


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.stdin.readline())))
