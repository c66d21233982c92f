"""/keberatan/berkas: files that are evidence, handed in by who objects, read by who may see it.

A file is sent as it is (assets/evidence.js), its name in a header: no form is read before it is
known how much may be sent. It is served as something to be kept, never to be shown by the browser.
"""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import quote, unquote

from flask import Flask, Response, abort, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard.gate import permitted
from dashboard.objecting import number_of, wrong_of
from dashboard.services import Services
from dashboard.telling.evidence import limits, refused
from dashboard.texts import Texts, texts_of
from dashboard.view import Filters, Viewer

PATH = "/keberatan/berkas"
NAME = "X-File-Name"
"""The name of the file, percent-encoded."""
TYPES: Mapping[str, str] = MappingProxyType(
    {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
)


def install(server: Flask, services: Services) -> None:
    """Handing in, and reading; the token against forged requests is asked for in ``attach``."""

    @server.post(PATH)
    def attach() -> tuple[Response, int]:
        who = permitted("see_own")
        filters = Filters.at(PATH, request.query_string.decode())
        texts = texts_of(filters, services.office)
        request.max_content_length = services.objections.most_bytes
        try:
            server.extensions["csrf"].protect()
            wrong = attached(who, filters, services, texts)
        except RequestEntityTooLarge:
            wrong = refused("file_size", name_sent(), limits(services.objections, texts), texts)
        status = HTTPStatus.OK if wrong is None else HTTPStatus.UNPROCESSABLE_ENTITY
        return jsonify(said=wrong), status

    @server.get(f"{PATH}/<int:number>")
    def file(number: int) -> Response:
        return served(permitted("see_objections"), number, services)

    server.extensions["csrf"].exempt(attach)


def name_sent() -> str:
    """What the file of this request is called."""
    return unquote(request.headers.get(NAME, ""))


def attached(who: Viewer, filters: Filters, services: Services, texts: Texts) -> str | None:
    """Keep the file of this request; what is wrong with it, in words."""
    name, content = name_sent(), request.get_data()
    number = number_of(filters) or 0
    try:
        services.objections.deeds["attach"](
            who.account, objection_id=number, name=name, content=content
        )
    except ValueError as wrong:
        place, said = wrong_of(wrong, texts)
        return refused(place, name, limits(services.objections, texts), texts) or said
    return None


def served(who: Viewer, number: int, services: Services) -> Response:
    """One file, to be kept; 404 where there is none that may be seen."""
    found = services.objections.file(who.scope, number)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    answer = Response(found.content, mimetype=TYPES[found.kind])
    plain = f"bukti-{number}.{found.kind}"
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(found.name)}"
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
