"""Rows pushed to a Pantau that really runs: web and worker in processes of their own."""

import json
import os
import re
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from data.store.engine import open_engine, upgrade
from tests.data.builders import Desk, config, score_of, source, table
from tests.data.test_deliver import PUSHED, TOKEN, row
from tests.data.worker import running, until
from tests.running import free_port, until_healthy

DOCS = Path(__file__).parents[2] / "docs" / "push.md"
DOCUMENTED = PUSHED | {
    "columns": {
        "complaint_id": "tiket",
        "received": {"column": "masuk", "format": "iso"},
        "unit": {"column": "unit", "by": "name"},
        "status": {"column": "status", "values": {"baru": "received", "selesai": "closed"}},
    }
}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """An office that has a unit, and two sources that are pushed; today is today."""
    monkeypatch.setenv("PUSH_TOKEN", TOKEN)
    seldom = {name: source(name, every="1m", settle="1s") for name in ("units", "people")}
    pushed = {"pengaduan": PUSHED, "contoh": DOCUMENTED}
    engine = open_engine("sqlite:///pantau.db", tmp_path)
    upgrade(engine)
    web = {"port": free_port(), "processes": 1}
    said = config(sources=seldom | pushed, web=web)
    yield Desk(tmp_path, engine, said, datetime.now(UTC)).staffed()
    engine.dispose()


@pytest.fixture
def address(desk):
    """Where its web server answers."""
    path, port = desk.folder / "config.yaml", desk.said["web"]["port"]
    plain = {"hasty": False}
    with running("worker", "-c", path, **plain), running("web", "-c", path, **plain):
        until_healthy(f"http://127.0.0.1:{port}", 60)
        yield f"http://127.0.0.1:{port}"


def push(address, *rows, name="pengaduan"):
    head = {"Authorization": f"Bearer {TOKEN}"}
    return httpx.post(f"{address}/api/rows/{name}", json={"rows": rows}, headers=head, timeout=30)


def received(desk):
    """How many complaints of this month are scored."""
    found = score_of(desk.engine, "complaints_received", "u1", f"{desk.at:%Y-%m}")
    return found[0] if found else 0


def now(desk):
    return f"{desk.at.astimezone():%d/%m/%Y} 00:00"


SOON = 10.0
"""Seconds: the worker hears of it within 0.1 s, else it would at its next tick of 20 s; the rest is
for a busy machine."""


def test_a_pushed_row_is_scored_by_the_worker_at_once(desk, address):
    until(lambda: table(desk.engine, "leases"))
    time.sleep(4)  # what a worker does at its beginning is over
    assert push(address, row(1, masuk=now(desk))).json()["new"] == 1
    until(lambda: received(desk) == 1, SOON)


def test_a_body_that_is_too_large_is_refused_by_the_server_too(address):
    answer = push(address, row(1, status="x" * 1_000_001))
    assert (answer.status_code, answer.json()["status"]) == (413, 413)


def test_a_web_process_that_was_killed_is_sent_the_same_batch_again(desk):
    path, port = desk.folder / "config.yaml", desk.said["web"]["port"]
    answers = []
    for _ in range(2):
        with running("web", "-c", path, hasty=False):
            until_healthy(f"http://127.0.0.1:{port}", 60)
            answers.append(push(f"http://127.0.0.1:{port}", row(1), row(2)).json())
        time.sleep(1)
    assert [(a["new"], a["unchanged"]) for a in answers] == [(2, 0), (0, 2)]


def test_the_documented_command_works(desk, address):
    shown = re.search(r"^    (curl .*?\}'\n)", DOCS.read_text(), re.MULTILINE | re.DOTALL)[1]
    said = {**os.environ, "PANTAU": address, "TOKEN": TOKEN}
    command = shown.replace("/pengaduan", "/contoh")
    done = subprocess.run(["bash", "-c", command], env=said, capture_output=True, text=True)
    documented = re.search(r'^    (\{"source".*\})$', DOCS.read_text(), re.MULTILINE)[1]
    assert json.loads(done.stdout) == json.loads(documented.replace("pengaduan", "contoh"))
