"""`pantau channel`, with a real mail server and a real web server on loopback."""

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from tests.data.alerting import EVERYONE, said
from tests.data.builders import write_config
from tests.data.receivers import hook, mail


@pytest.fixture
def ran(tmp_path, monkeypatch):
    """Runs a command where config.yaml has one channel, called group."""

    def run(url, *words, **more):
        monkeypatch.setenv("PANTAU_CHANNEL", url)
        channel = {"url": "${PANTAU_CHANNEL}", "to": {"roles": ["leader"]}, **more}
        path = write_config(tmp_path, said(channels={"group": channel}))
        return CliRunner().invoke(app, ["channel", *words, "-c", str(path)])

    return run


def test_a_test_message_is_marked_as_one_and_known_again_by_its_mark(ran):
    with hook() as server:
        told = ran(f"json://127.0.0.1:{server.port}/x", "test", "group", language="en")
    ((path, key, body),) = server.got
    assert (told.exit_code, path) == (0, "/x")
    assert told.stdout == f"group: taken by the service; look for Ref. {key[:8]}\n"
    assert body["title"] == "[TEST] Pantau, Dinas"
    assert "no alert" in body["message"]
    assert f"Ref. {key[:8]}" in body["message"]


def test_a_test_letter_is_delivered(ran):
    with mail() as server:
        sides = "from=pantau@dinas.example&to={account}@dinas.example&mode=insecure"
        url = f"mailto://127.0.0.1:{server.port}?{sides}"
        told = ran(url, "test", "group", "--account", "kepala")
    (letter,) = server.letters
    assert told.exit_code == 0
    assert (letter["To"], letter["Subject"]) == ("kepala@dinas.example", "[UJI COBA] Pantau, Dinas")


def test_what_the_service_refuses_is_told_with_its_reason(ran):
    with hook(status=503) as server:
        told = ran(f"json://127.0.0.1:{server.port}/x", "test", "group")
    assert told.exit_code == 1
    assert told.stderr.startswith("group: not delivered: ")
    assert "503" in told.stderr


def test_a_service_that_is_not_there_is_told_and_names_nobody(ran):
    url = "mailto://127.0.0.1:9?from=a@b.example&to={account}@b.example&mode=insecure"
    told = ran(url, "test", "group", "--account", "cut.nyak")
    assert told.exit_code == 1
    assert "not delivered" in told.stderr
    assert "cut.nyak" not in told.output


def test_a_name_that_is_no_channel_and_an_account_that_is_missing_are_asked_for(ran):
    assert "write one of group" in ran(EVERYONE["url"], "test", "mail").stderr
    missing = ran(EVERYONE["url"], "test", "group")
    assert (missing.exit_code, missing.stderr.split(":")[0]) == (2, "--account")


def test_channels_are_listed_without_their_addresses(ran):
    told = ran("json://geheim/x", "list", public=True)
    assert told.exit_code == 0
    assert "leader" in told.stdout
    assert "geheim" not in told.stdout
