"""The running dashboard on the fakes: on the wire (Flask's client) and in a browser."""

import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import dash
import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from dashboard.app import create_app
from tests.dashboard.fakes import PASSWORD, Office
from tests.running import free_port


@pytest.fixture
def office() -> Office:
    """An invented office of its own."""
    return Office()


@pytest.fixture
def app(office: Office) -> dash.Dash:
    """The dashboard on it."""
    return create_app(office.services(), secret="geheim", session=timedelta(hours=8))


@pytest.fixture
def stranger(app: dash.Dash) -> FlaskClient:
    """A client without a session."""
    return app.server.test_client()


Enter = Callable[..., FlaskClient]


def token_in(page: str) -> str:
    """The CSRF token of a form."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def enter(app: dash.Dash) -> Enter:
    """Logs in by account name and gives the client."""

    def log_in(name: str, **more: str) -> FlaskClient:
        client = app.server.test_client()
        token = token_in(client.get("/masuk").text)
        form = {"csrf_token": token, "name": name, "password": PASSWORD, **more}
        client.post("/masuk", data=form)
        client.get("/")
        return client

    return log_in


@pytest.fixture(scope="session")
def port() -> int:
    """Where one dashboard after the other answers: a browser then knows what all of them serve."""
    return free_port()


@pytest.fixture
def address(app: dash.Dash, port: int) -> Iterator[str]:
    """Address of the running dashboard."""
    server = make_server("127.0.0.1", port, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture(scope="session")
def window(browser: Browser, port: int) -> Iterator[BrowserContext]:
    """A browser that keeps what it has loaded; of its visitors it forgets everything."""
    home = f"http://127.0.0.1:{port}"
    context = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=home)
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext, address: str) -> Iterator[Page]:
    """A browser page whose context is logged in as the leader; nothing is opened in it."""
    page = window.new_page()
    probe = window.new_cdp_session(page)
    log_in(page, "pimpinan")
    yield page
    forgotten = {"origin": address, "storageTypes": "cookies,local_storage,indexeddb"}
    probe.send("Storage.clearDataForOrigin", forgotten)
    for opened in window.pages:
        opened.close()


def log_in(page: Page, name: str) -> None:
    """Send what the log-in form sends; the session is the context's."""
    token = token_in(page.request.get("/masuk").text())
    form = {"csrf_token": token, "name": name, "password": PASSWORD}
    page.request.post("/masuk", form=form, max_redirects=0)
