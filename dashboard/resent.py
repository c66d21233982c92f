"""Answers to renewals that are sent again, as they are, to whoever asks the same.

News make hundreds of browsers ask at once, and most of them ask the same word for word. Dash would
work out, write and pack each answer anew.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any

import orjson
from flask import Flask, Response, g, request
from flask_compress.compat import compression

from dashboard.remember import Remembered

PATH = "/_dash-update-component"
KEPT = 10.0
"""Seconds after which an answer is made anew: until then all who were told have asked."""

MOST_KEPT = 96
PACKED = "zstd"


@dataclass(frozen=True)
class Answer:
    """An answer as it is sent. ``page``: what it shows, as ``ahead.py`` knows it."""

    body: bytes
    page: Hashable | None

    @cached_property
    def packed(self) -> bytes:
        """The body in fewer bytes."""
        return bytes(compression.zstd.compress(self.body))

    def sent(self) -> Response:
        """A response for this request; what browsers of old take, flask-compress packs for them."""
        if PACKED not in request.headers.get("Accept-Encoding", ""):
            return Response(self.body, mimetype="application/json")
        packed = Response(self.packed, mimetype="application/json")
        packed.headers["Content-Encoding"] = PACKED
        return packed


@dataclass(frozen=True)
class Words:
    """What a callback is asked. ``last``: the identifier of its last output; ``told``: inputs and
    states by ``identifier.property``, those of patterns left out.
    """

    last: str
    told: Mapping[str, Any]

    @classmethod
    def of(cls, said: bytes) -> "Words | None":
        """As the browser sends them; None where that is no JSON, for Dash to say so."""
        try:
            asked = orjson.loads(said)
        except orjson.JSONDecodeError:
            return None
        every = [p for p in (*asked.get("inputs", ()), *asked.get("state", ())) if "id" in p]
        last = str(asked.get("output", "")).strip(".").rpartition("...")[2]
        return cls(
            last.rpartition(".")[0], {f"{p['id']}.{p['property']}": p.get("value") for p in every}
        )


class ForOneError(Exception):
    """There is an ``answer``, but for this request alone: something was wrong with it."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer


class Resent:
    """Stands before Dash's callbacks.

    ``reads``: what the answer to a request hangs on beside its own words; None where it is for one
    reader alone. ``asked`` is called with the page of each answer that is sent.
    """

    def __init__(
        self, server: Flask, reads: Callable[[bytes], Hashable | None],
        asked: Callable[[Hashable], None],
    ) -> None:  # fmt: skip
        self._dispatch: Callable[[], Any] = server.view_functions[PATH]
        self._reads = reads
        self._asked = asked
        self._kept = Remembered(self._made, KEPT, most=MOST_KEPT)
        server.view_functions[PATH] = self.answered

    def answered(self) -> Any:
        """The answer to this request."""
        said = request.get_data()
        reads = self._reads(said)
        if reads is None:
            return self._dispatch()
        try:
            found = self._kept.under((reads, said))
        except ForOneError as other:
            return other.answer
        if found.page is not None:
            self._asked(found.page)
        return found.sent()

    def _made(self) -> Answer:
        answer = self._dispatch()
        if not isinstance(answer, Response) or answer.status_code != HTTPStatus.OK:
            raise ForOneError(answer)
        return Answer(answer.get_data(), g.pop("page", None))


def shows(page: Hashable) -> None:
    """Say which page this request's answer shows."""
    g.page = page
