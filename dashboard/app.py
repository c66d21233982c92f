"""The one entrance: an app on handed-in services."""

import json
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import dash
import numpy as np  # noqa: F401  (plotly imports it lazily, which races between threads)
import pandas as pd  # noqa: F401
from flask import Flask, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from dashboard import attachments, exports, gate, live, login, push, router, security, shell
from dashboard.ahead import Ahead
from dashboard.answers import answered
from dashboard.services import Services
from dashboard.shared import Alone, Share
from dashboard.telling.walls import spoken
from dashboard.texts import LANGUAGE_COOKIE, LANGUAGES, texts_of
from dashboard.view import Filters

HERE = Path(__file__).parent
IN_HEAD = r"^(theme|live-stream)\.js$"
LIVE_WORDS = ("running", "quiet", "stale", "stale_short", "never", "now")
AGES = ("seconds", "minutes", "hours", "days")


class PantauDash(dash.Dash):
    """Dash whose index page is our template: language, theme before first paint, live words."""

    services: Services
    current: live.Current
    ahead: Ahead

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]
        """The index page for the one who asks. It carries no data."""
        services = self.services
        filters = Filters.at(request.path, request.query_string.decode())
        texts = spoken(services.walls.get(filters.wall or ""), filters, services.office)
        words = {key: texts(f"live.{key}") for key in (*LIVE_WORDS, *AGES)}
        mine = current_user.is_authenticated and current_user.account.role == "wall"
        kiosk = filters.wall in services.walls
        return render_template(
            "index.html",
            t=texts,
            words=json.dumps(words, ensure_ascii=False),
            wall=mine or kiosk,
            kiosk=kiosk,
            build=services.build,
            quiet_after=live.QUIET_AFTER,
            **parts,
        )


def create_app(
    services: Services, *, secret: str, https: bool = False, session: timedelta,
    share: Share | None = None,
) -> PantauDash:  # fmt: skip
    """The whole dashboard on ``services``; log-ins last ``session``.

    ``share``: with the other processes that serve the same pages.
    """
    server = Flask("pantau", root_path=str(HERE), template_folder="templates", static_folder=None)
    security.configure(server, secret=secret, https=https)
    gate.install(server, services, session)
    app = _dash(server, services)
    security.install(app, https=https)
    login.install(server, services)
    push.install(server, services)
    exports.install(server, services)
    attachments.install(server, services)
    _plain_routes(server, services)
    app.current = current = live.install(server, services)
    shell.install(app, services, current)
    app.ahead = router.register(app, answered(services, current), current, share or Alone())
    _set_up(app)
    if open_doors := gate.audit(app):
        raise RuntimeError(f"dashboard: callbacks without a permission: {', '.join(open_doors)}")
    return app


def _dash(server: Flask, services: Services) -> PantauDash:
    app = PantauDash(
        "pantau",
        server=server,  # type: ignore[arg-type]
        assets_folder=str(HERE / "assets"),
        assets_ignore=IN_HEAD,
        serve_locally=True,
        compress=True,
        use_async=False,
        use_pages=False,
        suppress_callback_exceptions=True,
        title=texts_of(Filters(), services.office)("product.name"),
        update_title="",
        add_log_handler=False,
    )
    app.services = services
    return app


def _set_up(app: dash.Dash) -> None:
    """Now rather than at the first request: of these there may be several at once, and the others
    are answered 500 while the first one sets up.
    """
    app._setup_server()  # type: ignore[no-untyped-call]  # noqa: SLF001


def _plain_routes(server: Flask, services: Services) -> None:
    server.jinja_env.globals["bootstrap"] = security.bootstrap_url

    @server.get("/healthz")
    def healthz() -> Response:
        return Response("ok", mimetype="text/plain")

    @server.after_request
    def keep_language(response: Response) -> Response:
        wanted = request.args.get("lang")
        if wanted in LANGUAGES and response.mimetype == "text/html":
            response.set_cookie(LANGUAGE_COOKIE, str(wanted), max_age=31536000, samesite="Lax")
        return response

    @server.errorhandler(HTTPException)
    def explain(error: HTTPException) -> ResponseReturnValue:
        if request.path.startswith(gate.ASKED_BY_SCRIPT) or error.response is not None:
            return error.get_response()
        return _explained(error.code or HTTPStatus.INTERNAL_SERVER_ERROR, services)


def _explained(code: int, services: Services) -> ResponseReturnValue:
    phrase = {400: "bad_request", 403: "forbidden", 404: "not_found"}.get(code, "failed")
    texts = texts_of(Filters(), services.office)
    page = render_template(
        "error.html",
        t=texts,
        office=services.office,
        build=services.build,
        phrase=f"error.{phrase}",
    )
    return page, code
