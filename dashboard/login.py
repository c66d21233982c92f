"""The log-in page: form, wall-display link, log-out. Plain HTML, no Dash."""

import time
from urllib.parse import urlsplit

from flask import Flask, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dashboard.gate import LOGIN, LOGOUT, enter, leave
from dashboard.services import Services
from dashboard.texts import LANGUAGES, texts_of
from dashboard.view import Filters, Viewer

MOST_FAILURES = 8
PAUSE = 60.0


def safe_next(wanted: str | None) -> str:
    """``wanted`` if it is a path of ours, else the front page. Never another site."""
    target = wanted or "/"
    parts = urlsplit(target)
    foreign = bool(parts.scheme or parts.netloc) or not target.startswith("/")
    odd = target.startswith("//") or "\\" in target or not target.isprintable()
    return "/" if foreign or odd or parts.path in (LOGIN, LOGOUT) else target


class Throttle:
    """Counts failed log-ins per account name; after too many, a pause."""

    def __init__(self) -> None:
        self._failures: dict[str, tuple[int, float]] = {}

    def closed(self, name: str) -> bool:
        """Whether ``name`` must wait."""
        count, last = self._failures.get(name, (0, 0.0))
        return count >= MOST_FAILURES and time.monotonic() - last < PAUSE

    def failed(self, name: str) -> None:
        """Count one more failure of ``name``."""
        count, last = self._failures.get(name, (0, 0.0))
        count = 0 if time.monotonic() - last >= PAUSE else count
        if len(self._failures) > 10_000:
            self._failures.clear()
        self._failures[name] = (count + 1, time.monotonic())

    def passed(self, name: str) -> None:
        """Forget the failures of ``name``."""
        self._failures.pop(name, None)


def install(server: Flask, services: Services) -> None:
    """Routes /masuk and /keluar."""
    throttle = Throttle()

    @server.get(LOGIN)
    def login_page() -> ResponseReturnValue:
        if token := request.args.get("token"):
            return by_token(services, token)
        if current_user.is_authenticated:
            return redirect(safe_next(request.args.get("next")))
        return form(services)

    @server.post(LOGIN)
    def login() -> ResponseReturnValue:
        return by_password(services, throttle)

    @server.post(LOGOUT)
    def logout() -> ResponseReturnValue:
        return leave()


def form(services: Services, wrong: str | None = None, status: int = 200) -> ResponseReturnValue:
    """The log-in form, with what went ``wrong``."""
    texts = texts_of(Filters.parse(request.query_string.decode()), services.office)
    page = render_template(
        "login.html",
        t=texts,
        office=services.office,
        wrong=texts(wrong) if wrong else None,
        ended="ended" in request.args,
        next=safe_next(request.values.get("next")),
        languages=LANGUAGES,
        build=services.build,
    )
    return make_response(page, status)


def by_token(services: Services, token: str) -> ResponseReturnValue:
    """Log a wall display in; the token leaves the address at once."""
    account = services.token(token)
    if account is None:
        return form(services, "login.token_wrong", 401)
    enter(account, services.now())
    return redirect(safe_next(request.args.get("next")))


def by_password(services: Services, throttle: Throttle) -> ResponseReturnValue:
    """Log in by account name and password."""
    name = request.form.get("name", "").strip()[:200]
    if throttle.closed(name):
        return form(services, "login.locked", 429)
    account = services.verify(name, request.form.get("password", "")[:1000])
    if account is None:
        throttle.failed(name)
        return form(services, "login.wrong", 401)
    throttle.passed(name)
    enter(account, services.now())
    wanted = safe_next(request.form.get("next"))
    return redirect(Viewer(account).home if wanted == "/" else wanted, 303)
