"""kill -9 between deciding and telling: no alert lost, none told twice unrecognised."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from data.notify import channels
from data.notify.channels import Message
from data.notify.teller import STALE
from data.store.engine import open_engine, upgrade
from tests.data.alerting import Alarm, said
from tests.data.builders import NOW, Desk, table
from tests.data.receivers import Hook, hook
from tests.data.worker import running, until

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.data.alerting"])
Moment = Callable[[str, Message], None]


def said_to(server: Hook, url: str) -> dict[str, object]:
    """config.yaml with one channel: the real web server."""
    to = {"url": f"json://127.0.0.1:{server.port}/{{account}}", "to": {"roles": ["staff"]}}
    return {**said(channels={"mail": to}), "store": {"url": url}}


def die(*_: object) -> None:
    """Be killed, as by kill -9."""
    os.kill(os.getpid(), signal.SIGKILL)


def told_then_die(url: str, message: Message) -> None:
    """Be killed after the service has taken it, before that is noted."""
    channels.send(url, message)
    die()


def work(folder: Path, settings: dict[str, object], at: datetime, send: Moment) -> None:
    """A worker that decides, and tells a little later."""
    office = Alarm(Desk(folder, open_engine(str(settings["store"]["url"]), folder), settings, at),
                   send, cast=())  # fmt: skip
    office.alerting.decide()
    office.tell()


def killed(office: Alarm, settings: dict[str, object], send: Moment) -> None:
    """Such a worker, killed at ``send``."""
    process = PROCESSES.Process(target=work, args=(office.desk.folder, settings, NOW, send))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    urls = {"sqlite": f"sqlite:///{tmp_path / 'pantau.db'}"}
    return urls.get(request.param) or request.getfixturevalue("fresh_postgres_url")


@pytest.fixture
def server():
    with hook() as taken:
        yield taken


@pytest.fixture
def settings(server, url):
    return said_to(server, url)


@pytest.fixture
def office(tmp_path, settings, url):
    engine = open_engine(url)
    upgrade(engine)
    yield Alarm(Desk(tmp_path, engine, settings), channels.send).late(3)
    engine.dispose()


def test_a_worker_killed_between_deciding_and_telling_has_lost_nothing(office, settings, server):
    killed(office, settings, die)
    assert server.got == []
    assert [notice["state"] for notice in office.notices()] == ["sending"]
    assert office.tell(STALE + timedelta(minutes=3)) == 1
    assert len(server.got) == 1
    assert office.tell(STALE) == 0


def test_what_was_told_and_not_noted_comes_again_under_the_same_key(office, settings, server):
    killed(office, settings, told_then_die)
    assert len(server.got) == 1
    assert office.tell(STALE + timedelta(minutes=3)) == 1
    assert len(server.got) == 2
    assert len(set(server.keys)) == 1


def test_another_worker_does_not_tell_what_is_being_told(office, settings, server):
    killed(office, settings, told_then_die)
    office.decide(timedelta(minutes=3))
    assert office.tell() == 0
    assert len(server.got) == 1


def test_who_takes_over_decides_nothing_a_second_time(office, settings, server):
    killed(office, settings, die)
    assert not office.decide(timedelta(minutes=3))
    assert len(table(office.desk.engine, "alerts")) == 3
    assert len(table(office.desk.engine, "notices")) == 1


def test_a_real_worker_that_is_killed_again_and_again_tells_every_alert_under_one_key(
    tmp_path, server
):
    to = {"url": f"json://127.0.0.1:{server.port}/{{account}}", "to": {"roles": ["staff"]}}
    urgent = {**said()["alerts"]["rules"]["late"], "urgent": True, "steps": {"officer": "0h"}}
    wanted = said({"late": urgent}, channels={"mail": to}, together="1s", lines=100)
    engine = open_engine("sqlite:///pantau.db", tmp_path)
    upgrade(engine)
    office = Alarm(Desk(tmp_path, engine, wanted)).late(20)
    for pause in (1.5, 3.0, 4.5):
        with running("worker", "-c", tmp_path / "config.yaml"):
            time.sleep(pause)
    with running("worker", "-c", tmp_path / "config.yaml"):
        until(lambda: {n["state"] for n in office.notices()} == {"sent"})
    told = [line for _, _, body in server.got for line in body["message"].splitlines()]
    assert sum(line.startswith("- ") for line in told) >= 20
    assert len(set(server.keys)) == len(office.notices()) == 1
    engine.dispose()
