"""Pages that are worked out ahead of the asking, and browsers that are told once one is there."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dashboard import ahead as module
from dashboard import stream
from dashboard.ahead import Ahead
from dashboard.live import Current
from dashboard.services import Live, News
from dashboard.shared import Folder
from dashboard.stream import Hub

NOW = datetime(2026, 11, 24, tzinfo=UTC)


class Office:
    """Notes which pages are worked out; ``taken``: pages another process is at."""

    def __init__(self) -> None:
        self.ahead = Ahead()
        self.done: list[tuple[str, int]] = []
        self.taken: set[str] = set()
        self.all_done = threading.Semaphore(0)

    def looks_at(self, page: str, unit: str = "u1", readers: int = 1) -> None:
        """So many ask for the page."""
        for _ in range(readers):
            self.ahead.note(
                page, unit, lambda at: self._work(page, at), lambda _: page in self.taken
            )
            self.ahead.asked(page)

    def _work(self, page: str, revision: int) -> None:
        self.done.append((page, revision))
        self.all_done.release()

    def news(self, revision: int, units: set[str] | None, pages: int) -> list[str]:
        """What is worked out, in its order, until ``pages`` are."""
        self.done.clear()
        self.ahead(revision, units)
        for _ in range(pages):
            assert self.all_done.acquire(timeout=5)
        assert {at for _, at in self.done} <= {revision}
        return [page for page, _ in self.done]


@pytest.fixture
def office() -> Office:
    return Office()


def test_the_page_most_look_at_comes_first(office: Office) -> None:
    office.looks_at("unit", readers=2)
    office.looks_at("top", readers=5)
    assert office.news(2, None, pages=2) == ["top", "unit"]


def test_only_pages_that_news_concern_are_worked_out(office: Office) -> None:
    office.looks_at("top", unit="u1")
    office.looks_at("other", unit="u9")
    assert office.news(2, {"u1"}, pages=1) == ["top"]
    assert office.news(3, {"u5"}, pages=0) == []


def test_who_finds_the_page_taken_begins_with_the_next(office: Office) -> None:
    office.looks_at("top", readers=2)
    office.looks_at("unit")
    office.taken = {"top"}
    assert sorted(office.news(2, None, pages=2)) == ["top", "unit"]


def test_a_page_nobody_asked_for_after_the_last_news_of_it_is_left(office: Office) -> None:
    office.looks_at("top")
    office.looks_at("other", unit="u9")
    assert office.news(2, {"u1"}, pages=1) == ["top"]
    assert office.news(3, {"u1"}, pages=0) == []
    assert office.news(4, None, pages=1) == ["other"]


def test_no_more_pages_are_remembered_than_so_many(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_KNOWN", 2)
    for page in ("top", "old", "top", "unit"):
        office.looks_at(page)
    assert sorted(office.news(2, None, pages=2)) == ["top", "unit"]


def test_a_page_that_fails_keeps_nobody_from_the_others(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.looks_at("unit")
    for _ in range(3):
        office.ahead.note("broken", "u1", lambda _: 1 // 0, lambda _: False)
        office.ahead.asked("broken")
    assert office.news(2, None, pages=1) == ["unit"]
    assert "ahead" in caplog.text


def test_a_process_knows_what_another_is_at(tmp_path: Path) -> None:
    folder = Folder(tmp_path, lambda: 0.0)
    begun, goes_on = threading.Event(), threading.Event()

    def work() -> str:
        begun.set()
        goes_on.wait(5)
        return "done"

    other = threading.Thread(target=folder, args=("page", work))
    other.start()
    begun.wait(5)
    assert folder.taken("page")
    goes_on.set()
    other.join()
    assert not folder.taken("page")


def heard(office: "Told", within: float = 5.0, last: int = 2) -> list[str]:
    """What a browser is told until news ``last``, when pages were ready and when it was calm."""

    async def listen() -> list[str]:
        calm = partial(office.events.append, "calm")
        hub = Hub(Current(office.live), lambda _: News(), "test", office, calm)  # type: ignore[arg-type]
        async for document in hub.told():
            office.events.append(document[:13])
            if office.revision == last:
                return office.events
            office.revision += 1
        raise AssertionError

    with ThreadPoolExecutor(1) as beside:  # a browser test may have left its loop in this thread
        return beside.submit(asyncio.run, asyncio.wait_for(listen(), within)).result()


class Told:
    """An office with one piece of news, whose page takes ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self.revision, self.seconds, self.events = 1, seconds, list[str]()

    def live(self) -> Live:
        """The revision."""
        return Live(self.revision, NOW)

    def __call__(self, revision: int, _: Any) -> None:
        if revision == 2:
            threading.Event().wait(self.seconds)
            self.events.append("ready")


def test_browsers_are_told_once_the_page_is_ready() -> None:
    assert heard(Told(0.3)) == ['{"revision": ', "ready", '{"revision": ']


def test_a_page_that_takes_long_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "PREPARED_WITHIN", 0.1)
    assert heard(Told(1.0)) == ['{"revision": ', '{"revision": ']


def test_it_is_calm_once_after_news(monkeypatch: pytest.MonkeyPatch) -> None:
    office = Told(0.0)
    monkeypatch.setattr(stream, "CALM", 0.1)
    monkeypatch.setattr(stream, "PULSE", 0.5)
    monkeypatch.setattr(office, "live", lambda: Live(1, NOW))
    assert heard(office, last=3) == ['{"revision": ', "calm", *['{"revision": '] * 2]
