"""The gate, on the real wire."""

from datetime import timedelta

import dash
import pytest
from dash import Input, Output
from flask.testing import FlaskClient

from dashboard import ids
from dashboard.app import create_app
from dashboard.gate import audit, guarded
from dashboard.login import safe_next
from tests.dashboard.conftest import Enter, token_in
from tests.dashboard.fakes import ACCOUNTS, PASSWORD, Office
from tests.dashboard.wire import open_page, renew_data


@pytest.mark.parametrize("path", ["/_dash-layout", "/_dash-dependencies", "/live"])
def test_a_stranger_is_refused_what_scripts_ask_for(stranger: FlaskClient, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 401
    assert answer.json == {"error": "auth"}


@pytest.mark.parametrize("path", ["/", "/unit?unit=dinkes", "/data/ditolak.csv", "/masukx", "/x/y"])
def test_a_stranger_is_sent_to_the_log_in_page(stranger: FlaskClient, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/masuk?next=%2F")


def test_a_strangers_callback_is_refused(stranger: FlaskClient) -> None:
    stranger.get("/masuk")
    assert open_page(stranger, "/").status_code == 401
    assert stranger.get("/_dash-dependencies").status_code == 401


@pytest.mark.parametrize("path", ["/masuk", "/healthz", "/assets/pantau.css", "/assets/theme.js"])
def test_public_paths_need_no_session(stranger: FlaskClient, path: str) -> None:
    assert stranger.get(path).status_code == 200


def test_bootstrap_comes_from_its_package_and_stays_in_the_cache(stranger: FlaskClient) -> None:
    answer = stranger.get("/bootstrap/2.6.0/bootstrap.min.css")
    assert answer.status_code == 200
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert stranger.get("/bootstrap/2.6.0/../../../__init__.py").status_code in (302, 404)


def test_the_log_in_leads_to_where_one_wanted_to_go(stranger: FlaskClient) -> None:
    token = token_in(stranger.get("/masuk").text)
    form = {"csrf_token": token, "name": "pimpinan", "password": PASSWORD, "next": "/unit?unit=a"}
    answer = stranger.post("/masuk", data=form)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/unit?unit=a")
    assert stranger.get("/live").status_code == 200


def test_a_wrong_password_is_refused_in_words(stranger: FlaskClient) -> None:
    token = token_in(stranger.get("/masuk").text)
    form = {"csrf_token": token, "name": "pimpinan", "password": "salah"}
    answer = stranger.post("/masuk", data=form)
    assert answer.status_code == 401
    assert "tidak cocok" in answer.text


def test_too_many_failures_close_the_account_for_a_while(stranger: FlaskClient) -> None:
    token = token_in(stranger.get("/masuk").text)
    wrong = {"csrf_token": token, "name": "pimpinan", "password": "salah"}
    answers = [stranger.post("/masuk", data=wrong).status_code for _ in range(9)]
    assert answers == [401] * 8 + [429]
    right = {**wrong, "password": PASSWORD}
    assert stranger.post("/masuk", data=right).status_code == 429


@pytest.mark.parametrize(
    "wanted",
    [
        "https://x.id/",
        "//x.id",
        "/\\x.id",
        "javascript:1",
        "/\tx",
        "x",
        "",
        None,
        "/masuk",
        "/keluar",
    ],
)
def test_next_never_leads_to_another_site(wanted: str | None) -> None:
    assert safe_next(wanted) == "/"


def test_logging_out_ends_the_session(enter: Enter) -> None:
    client = enter("pimpinan")
    cookie = client.get_cookie("_csrf_token")
    assert cookie
    client.post("/keluar", headers={"X-CSRFToken": cookie.value})
    assert client.get("/live").status_code == 401


def test_a_session_ends_after_its_time_however_often_it_is_used(
    enter: Enter, office: Office
) -> None:
    client = enter("pimpinan")
    office.looked_at += timedelta(hours=7, minutes=59)
    assert client.get("/live").status_code == 200
    office.looked_at += timedelta(minutes=1)
    assert client.get("/live").status_code == 401


def test_a_wall_display_enters_by_its_link_and_the_token_leaves_the_address(
    stranger: FlaskClient, office: Office
) -> None:
    answer = stranger.get("/masuk?token=dinding-rahasia")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    office.looked_at += timedelta(days=300)
    assert stranger.get("/live").status_code == 200
    assert 'data-wall="1"' in stranger.get("/").text


def test_a_wrong_wall_token_is_refused(stranger: FlaskClient) -> None:
    assert stranger.get("/masuk?token=x").status_code == 401


def test_a_revoked_account_is_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.gate.ACCOUNT_KEPT", 0.0)
    known = dict(ACCOUNTS)
    services = office.services(account=known.get)
    client = create_app(services, secret="s", session=timedelta(hours=1)).server.test_client()
    client.get("/masuk?token=dinding-rahasia")
    assert client.get("/live").status_code == 200
    known.clear()
    assert client.get("/live").status_code == 401


def test_a_callback_without_its_permission_is_forbidden(enter: Enter) -> None:
    assert renew_data(enter("pimpinan")).status_code == 200
    assert renew_data(enter("atasan")).status_code == 403
    assert enter("pegawai").get("/data/ditolak.csv").status_code == 403


def test_a_callback_without_the_csrf_token_is_refused(enter: Enter) -> None:
    assert open_page(enter("pimpinan"), "/", token=False).status_code == 400


def test_a_form_without_the_csrf_token_is_refused_in_words(stranger: FlaskClient) -> None:
    answer = stranger.post("/masuk", data={"name": "pimpinan", "password": PASSWORD})
    assert answer.status_code == 400
    assert "Permintaan tidak dapat diproses" in answer.text
    assert stranger.get("/live").status_code == 401


def test_the_audit_finds_no_open_callback(app: dash.Dash) -> None:
    assert audit(app) == []


def test_the_audit_finds_a_planted_callback(app: dash.Dash) -> None:
    app.callback(Output("a", "children"), Input("b", "data"))(lambda _: "secret")
    guarded(app, Output("c", "children"), Input("b", "data"), permission="see_units")(str)
    assert audit(app) == ["a.children"]


def test_an_app_with_an_open_callback_does_not_start(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plant(app: dash.Dash, *_: object) -> None:
        app.callback(Output(ids.PAGE, "title"), Input(ids.REVISION, "data"))(str)

    monkeypatch.setattr("dashboard.app.router.register", plant)
    with pytest.raises(RuntimeError, match=r"without a permission: shell-page.title"):
        create_app(office.services(), secret="s", session=timedelta(hours=1))


def test_cookies_are_kept_from_scripts_and_sent_by_https_only(office: Office) -> None:
    app = create_app(office.services(), secret="s", https=True, session=timedelta(hours=1))
    answer = app.server.test_client().get("/masuk", base_url="https://pantau.test")
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("pantau_session"))
    assert {"HttpOnly", "Secure", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Strict-Transport-Security" in answer.headers
