"""What every answer carries: security policy, headers, CSRF cookie; and Bootstrap's files."""

from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import dash
from flask import Flask, Response, request, send_from_directory
from flask_wtf.csrf import CSRFProtect, generate_csrf

BOOTSTRAP = Path(str(files("flask_bootstrap"))) / "static" / "bootstrap5" / "css"
BOOTSTRAP_VERSION = version("Bootstrap-Flask")
YEAR = 365 * 24 * 3600
CSRF_COOKIE = "_csrf_token"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


def bootstrap_url(name: str) -> str:
    """Address of a Bootstrap file, with its version so that it may be cached for long."""
    return f"/bootstrap/{BOOTSTRAP_VERSION}/{name}"


def policy(app: dash.Dash) -> str:
    """The content security policy, with the hashes of the scripts Dash puts into the page."""
    hashes = " ".join(f"'{h.strip(chr(39))}'" for h in app.csp_hashes())
    return (
        f"default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
        "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "frame-ancestors 'none'; form-action 'self'"
    )


def configure(server: Flask, *, secret: str, https: bool) -> None:
    """Secrets and cookies."""
    server.config.update(
        SECRET_KEY=secret,
        SESSION_COOKIE_NAME="pantau_session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
    )


def install(app: dash.Dash, *, https: bool) -> None:
    """Headers on every answer, the CSRF cookie on every page, Bootstrap from its package."""
    server: Flask = app.server
    CSRFProtect(server)

    @server.after_request
    def protect(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy(app)
        for name, value in HEADERS.items():
            response.headers[name] = value
        if https:
            response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
            response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if request.method == "GET" and response.mimetype == "text/html":
            response.headers["Cache-Control"] = "no-store"
            response.set_cookie(
                CSRF_COOKIE, generate_csrf(), samesite="Lax", secure=https, httponly=False
            )
        return response

    @server.get("/bootstrap/<version>/<path:name>")
    def bootstrap(version: str, name: str) -> Response:  # noqa: ARG001
        response = send_from_directory(BOOTSTRAP, name, max_age=YEAR)
        response.cache_control.immutable = True
        return response
