"""POST /api/rows/<source>: an office's own application delivers rows the second they come to be.

Needs no session and takes none: whoever shows the token of the source may deliver to it, and that
is all they may. Problems are told as RFC 9457 has it, in English: they are for programmers.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, jsonify, request
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard.delivery import Answer, Door, KeyUsedError, NotKeptError
from dashboard.gate import own_check
from dashboard.login import Throttle
from dashboard.openapi import document
from dashboard.phrases import phrases
from dashboard.services import Services
from dashboard.texts import Texts

KEY = "Idempotency-Key"
LONGEST_KEY = 255
KNOWN_SHOWN = 60


class Problem(Exception):  # noqa: N818 - it is what the RFC calls it
    """A request that is refused: status and *place: what is wrong; what would be right*."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail

    def answer(self) -> Response:
        """The problem document."""
        said = {"title": self.status.phrase, "status": int(self.status), "detail": self.detail}
        found = jsonify({"type": "about:blank", **said})
        found.status_code = int(self.status)
        found.mimetype = "application/problem+json"
        if self.status == HTTPStatus.UNAUTHORIZED:
            found.headers["WWW-Authenticate"] = 'Bearer realm="rows"'
        return found


def install(server: Flask, services: Services) -> None:
    """The two routes. Neither looks at the session to let rows in, so CSRF has nothing to forge."""
    throttle = Throttle()
    server.register_error_handler(Problem, lambda problem: problem.answer())

    @server.post("/api/rows/<source>")
    @own_check
    def rows(source: str) -> Response:
        return jsonify(delivered(services, throttle, source))

    @server.get("/api/openapi.json")
    @own_check
    def openapi() -> Response:
        return jsonify(document(readable(services, throttle), services.build))

    server.extensions["csrf"].exempt(rows)


def delivered(services: Services, throttle: Throttle, source: str) -> Answer:
    """What became of the batch in this request. Raises Problem."""
    door = entered(services, throttle, source)
    sent, key = body(door), request.headers.get(KEY)
    if key is not None and not (0 < len(key) <= LONGEST_KEY and key.isprintable()):
        raise _wrong(f"{KEY}: is empty, too long or not printable; send up to {LONGEST_KEY} signs")
    found = rows_in(sent, door)
    try:
        answer = services.push.deliver(door.source, found, hashlib.sha256(sent).hexdigest(), key)
    except KeyUsedError:
        raise _wrong(f"{KEY}: was used for another batch; send a new key") from None
    except NotKeptError as wrong:
        detail = f"{wrong}; send the same batch again later, it does no harm"
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, detail) from None
    texts = Texts("en", services.office.zone)
    return {**answer, "errors": [told(error, door, texts) for error in answer["errors"]]}


def opened(services: Services, throttle: Throttle) -> list[Door]:
    """The sources whose token this request shows. Raises Problem where it shows none."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    digest = hashlib.sha256(token.strip().encode()).hexdigest() if kind == "Bearer" else ""
    found = [d for d in services.push.doors if secrets.compare_digest(d.digest, digest)]
    who = request.remote_addr or ""
    if not found and throttle.closed(who):
        raise Problem(HTTPStatus.TOO_MANY_REQUESTS, "too many wrong tokens; wait for one minute")
    if not found:
        throttle.failed(who)
        detail = "Authorization: no valid token; send the header Authorization: Bearer <token>"
        raise Problem(HTTPStatus.UNAUTHORIZED, detail)
    throttle.passed(who)
    return found


def entered(services: Services, throttle: Throttle, source: str) -> Door:
    """The source that this request may deliver to. Raises Problem."""
    mine = opened(services, throttle)
    for door in mine:
        if door.source == source:
            return door
    if source in {door.source for door in services.push.doors}:
        detail = f"{source}: this token is of another source; send the token of {source}"
        raise Problem(HTTPStatus.FORBIDDEN, detail)
    known = ", ".join(door.source for door in mine)
    detail = f"{source}: is not a source that takes rows; this token is of {known}"
    raise Problem(HTTPStatus.NOT_FOUND, detail)


def readable(services: Services, throttle: Throttle) -> list[Door]:
    """The sources whose description may be read: an administrator's all, a sender's own."""
    if current_user.is_authenticated and current_user.account.role == "admin":
        return list(services.push.doors)
    return opened(services, throttle)


def body(door: Door) -> bytes:
    """What was sent, if it is JSON and no more than the source takes."""
    if request.mimetype != "application/json" or request.content_encoding not in (None, "identity"):
        detail = "Content-Type: is not plain JSON; send application/json, not compressed"
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail)
    request.max_content_length = door.most_bytes
    try:
        return request.get_data()
    except RequestEntityTooLarge:
        detail = f"the body: is larger than {door.most_bytes} bytes; send several batches"
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail) from None


def rows_in(sent: bytes, door: Door) -> list[object]:
    """The list of rows in a body."""
    try:
        found = json.loads(sent)
    except (ValueError, RecursionError):
        raise _wrong('the body: is not JSON; send {"rows": [{...}]}') from None
    if not isinstance(found, dict) or set(found) != {"rows"} or not isinstance(found["rows"], list):
        raise _wrong('the body: is not an object with a list of rows; send {"rows": [{...}]}')
    rows: list[object] = found["rows"]
    if len(rows) > door.most_rows:
        detail = f"rows: are {len(rows)}, more than {door.most_rows}; send several batches"
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
    return rows


def told(error: Mapping[str, Any], door: Door, texts: Texts) -> dict[str, Any]:
    """An error with the sender's own field and a message: place, what is wrong, what is right."""
    reason, column = error["reason"], error["column"]
    field = door.field_of(column) or column or None
    place = f"row {error['row']}" + (f", {field}" if field else "")
    right = texts(f"push_right.{reason}", known=_known(reason, column, door)) if (
        f"push_right.{reason}" in phrases("en")
    ) else texts("push_right.other")  # fmt: skip
    wrong = texts.code("reason", reason)
    return {**error, "field": field, "message": f"{place}: {wrong}; {right}"}


def _known(reason: str, column: str, door: Door) -> str:
    if reason == "unknown_field":
        names = [field.name for field in door.fields]
    else:
        names = [v for field in door.fields if column in field.columns for v in field.values]
    return ", ".join([*names[:KNOWN_SHOWN], *(["..."] if len(names) > KNOWN_SHOWN else [])])


def _wrong(detail: str) -> Problem:
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail)
