"""Who comes in: default-deny gate for every request, permission inside every callback."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import quote

import dash
from flask import Flask, abort, current_app, jsonify, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from dashboard.account import Account
from dashboard.remember import Remembered
from dashboard.services import Services
from dashboard.view import Permission, Viewer

LOGIN = "/masuk"
LOGOUT = "/keluar"
PUBLIC_PATHS = frozenset({LOGIN, "/healthz", "/_favicon.ico"})
PUBLIC_FOLDERS = ("/assets/", "/bootstrap/", "/_dash-component-suites/")
"""Must stay free of data: anyone may read them."""

ASKED_BY_SCRIPT = ("/_dash-", "/live", "/_reload-hash", "/api/")
WALL_LIFETIME = timedelta(days=400)
ACCOUNT_KEPT = 5.0
SINCE = "since"

P = ParamSpec("P")
R = TypeVar("R")


class User(UserMixin):  # type: ignore[misc]
    """An account as Flask-Login knows it."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.id = account.account_id


def install(server: Flask, services: Services, lifetime: timedelta) -> None:
    """Put the gate before every request of ``server``; sessions end ``lifetime`` after log-in."""
    server.permanent_session_lifetime = WALL_LIFETIME
    server.config["SESSION_REFRESH_EACH_REQUEST"] = False
    accounts = Remembered(services.account, ACCOUNT_KEPT)
    manager = LoginManager(server)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(account_id: str) -> User | None:
        account = accounts(account_id)
        return User(account) if account and _in_time(account, services.now(), lifetime) else None

    server.before_request(refuse_strangers)


def _in_time(account: Account, now: datetime, lifetime: timedelta) -> bool:
    if account.role == "wall":
        return True
    since = session.get(SINCE)
    return isinstance(since, float) and 0 <= now.timestamp() - since < lifetime.total_seconds()


def own_check(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that lets nobody in but by a token it checks itself."""
    view.own_check = True  # type: ignore[attr-defined]
    return view


def refuse_strangers() -> ResponseReturnValue | None:
    """Default deny: without a session only public paths pass, and views that check a token."""
    path = request.path
    if path in PUBLIC_PATHS or path.startswith(PUBLIC_FOLDERS) or current_user.is_authenticated:
        return None
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "own_check", False):
        return None
    if request.method != "GET" or path.startswith(ASKED_BY_SCRIPT):
        return jsonify(error="auth"), 401
    return redirect(f"{LOGIN}?next={quote(request.full_path.rstrip('?'), safe='')}")


def enter(account: Account, now: datetime) -> None:
    """Begin a session for ``account``; whatever the browser held before is dropped."""
    session.clear()
    session[SINCE] = now.timestamp()
    session.permanent = account.role == "wall"
    login_user(User(account))


def leave() -> ResponseReturnValue:
    """End the session and go to the log-in page."""
    logout_user()
    session.clear()
    return redirect(LOGIN, 303)


def viewer() -> Viewer:
    """Who looks, as far as this request's session says; 401 without one."""
    if not current_user.is_authenticated:
        abort(401)
    return Viewer(current_user.account)


def permitted(permission: Permission) -> Viewer:
    """Who looks; 401 for a stranger, 403 without ``permission``."""
    who = viewer()
    if not who.may(permission):
        abort(403)
    return who


def guarded(
    app: dash.Dash, *dependencies: Any, permission: Permission, **options: Any
) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """``app.callback`` that lets in only who has ``permission`` and hands over a Viewer first."""

    def decorate(function: Callable[..., R]) -> Callable[..., R]:
        @wraps(function)
        def checked(*values: Any) -> R:
            return function(permitted(permission), *values)

        checked.permission = permission  # type: ignore[attr-defined]
        app.callback(*dependencies, **options)(checked)
        return checked

    return decorate


def audit(app: dash.Dash) -> list[str]:
    """Outputs of server callbacks that check no permission. Must be empty."""
    return [
        output
        for output, entry in app.callback_map.items()
        if entry.get("callback") is not None and not _guards(entry["callback"])
    ]


def _guards(function: Callable[..., Any] | None) -> bool:
    while function is not None and not hasattr(function, "permission"):
        function = getattr(function, "__wrapped__", None)
    return function is not None
