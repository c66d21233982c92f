"""The event stream of a real web process, on real connections."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from data.store import accounts, state
from data.store.engine import Engine, open_engine, upgrade, writing
from tests.data.builders import config, write_config
from tests.running import end, free_port, pantau, until_healthy

THREADS = 4
PATH = "/live/stream"


@dataclass(frozen=True)
class Web:
    """One web process, and the database that it and its worker share."""

    address: str
    engine: Engine

    def news(self, **about: Any) -> int:
        """A look that brings news: the new revision."""
        with writing(self.engine) as connection:
            return state.looked(connection, datetime.now(UTC), news=True, **about)

    @contextmanager
    def entered(self, name: str = "pimpinan") -> Iterator[httpx.Client]:
        """A client that has logged in."""
        with httpx.Client(base_url=self.address, timeout=20) as client:
            page = client.get("/masuk").text
            token = page.split('name="csrf_token" value="')[1].split('"')[0]
            client.post("/masuk", data={"csrf_token": token, "name": name, "password": "rahasia"})
            yield client


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    folder, port = tmp_path_factory.mktemp("web"), free_port()
    said = {"port": port, "processes": 1, "threads": THREADS}
    path = write_config(
        folder, config(store={"url": "sqlite:///var/pantau.db"}, web=said, sources={})
    )
    engine = open_engine("sqlite:///var/pantau.db", folder)
    upgrade(engine)
    with writing(engine) as connection:
        accounts.add(connection, accounts.Kept("pimpinan", "P", "leader", None, None), "rahasia")
        accounts.add(connection, accounts.Kept("pergi", "P", "leader", None, None), "rahasia")
    process = pantau("web", "-c", Path(path))
    try:
        until_healthy(f"http://127.0.0.1:{port}", 60)
        yield Web(f"http://127.0.0.1:{port}", engine)
    finally:
        end(process)


def told(lines: Iterator[str]) -> dict[str, Any]:
    """The next document of a stream."""
    line = next(line for line in lines if line.startswith("data: "))
    found: dict[str, Any] = json.loads(line.removeprefix("data: "))
    return found


def test_a_stream_tells_the_revision_at_once_and_every_new_one(web: Web) -> None:
    with web.entered() as client, client.stream("GET", PATH) as answer:
        lines = answer.iter_lines()
        first = told(lines)["revision"]
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert [told(lines)["revision"] for _ in range(3) if web.news()] == [
            first + 1, first + 2, first + 3,
        ]  # fmt: skip


CONCERNS = {
    "figures of some units": ({"units": ["u1"], "topics": {"complaints"}}, ["u1"]),
    "anybody": ({"topics": {"complaints"}}, None),
    "alerts, which are counted on every page": ({"units": [], "topics": {"alerts"}}, None),
    "anything": ({"units": ["u1"]}, None),
}


@pytest.mark.parametrize(("about", "units"), CONCERNS.values(), ids=CONCERNS)
def test_a_stream_tells_whom_news_concern_if_they_are_of(
    web: Web, about: dict[str, Any], units: list[str] | None
) -> None:
    with web.entered() as client, client.stream("GET", PATH) as answer:
        lines = answer.iter_lines()
        before = told(lines)["revision"]
        web.news(**about)
        found = told(lines)
        said = {} if units is None else {"since": before, "units": units}
        assert {k: v for k, v in found.items() if k in ("since", "units")} == said


def test_a_stranger_is_told_nothing(web: Web) -> None:
    assert httpx.get(f"{web.address}{PATH}").status_code == 401


def test_more_streams_than_threads_leave_the_pages_alone(web: Web) -> None:
    with ExitStack() as held, web.entered() as client:
        streams = [
            held.enter_context(client.stream("GET", PATH)).iter_lines() for _ in range(5 * THREADS)
        ]
        assert len({told(lines)["revision"] for lines in streams}) == 1
        assert client.get("/").status_code == 200
        revision = web.news()
        assert {told(lines)["revision"] for lines in streams} == {revision}


def test_a_page_that_is_asked_for_while_others_are_worked_out_still_hears(web: Web) -> None:
    with web.entered() as client, client.stream("GET", PATH) as answer:
        lines = answer.iter_lines()
        told(lines)
        with ThreadPoolExecutor(2 * THREADS) as readers:
            pages = [readers.submit(client.get, "/masuk") for _ in range(8 * THREADS)]
            revision = web.news()
            assert told(lines)["revision"] == revision
            assert {page.result().status_code for page in pages} <= {200, 302}


def test_who_has_lost_the_account_hears_no_more(web: Web) -> None:
    with web.entered("pergi") as client:
        with writing(web.engine) as connection:
            accounts.remove(connection, "pergi")
        deadline = time.monotonic() + 15
        while client.get(PATH.removesuffix("/stream")).status_code != 401:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        assert client.get(PATH).status_code == 401
