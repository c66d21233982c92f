"""Open pages heal: real processes are killed and stopped, and nobody touches the page."""

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from data.store import state
from data.store.engine import open_engine, writing
from tests.bench.live import RECEIVED, ask_all, deliver, received, revision, settled
from tests.running import ROOT, Running, end, enter, free_port, pantau, small_demo, until_healthy

pytestmark = pytest.mark.browser
RIGHT_AGAIN = 60_000
"""Milliseconds: on a machine that does nothing else it takes less than ten seconds."""

TABS = 7
"""One more than the connections that a browser has to one host."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A simulated office in which nothing happens but what a test does."""
    with small_demo(tmp_path_factory.mktemp("calm"), "--speed", "0") as running:
        settled(running.folder)
        yield running


@pytest.fixture
def pages(running: Running, browser: Browser) -> Iterator[Callable[[int], list[Page]]]:
    """Tabs of one browser, all on the front page."""
    context = browser.new_context(base_url=running.address)

    def opened(count: int) -> list[Page]:
        enter(context.new_page(), running.address)
        found = [context.pages[0], *(context.new_page() for _ in range(count - 1))]
        for page in found:
            page.goto("/")
            page.wait_for_selector(".tile")
        return found

    yield opened
    context.close()


def processes(running: Running, command: str) -> list[int]:
    """All processes of a command, and those they have started."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = stat.read_text().rpartition(")")[2].split()
        if int(fields[2]) == running.process.pid:
            found[int(stat.parent.name)] = (stat.parent / "cmdline").read_bytes().decode()
    return [pid for pid, line in found.items() if f"\0{command}\0" in line]


@contextmanager
def stopped(running: Running, command: str) -> Iterator[None]:
    """The processes of a command stand still: whoever asks them hears nothing at all."""
    standing = processes(running, command)
    for pid in standing:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in standing:
            os.kill(pid, signal.SIGCONT)


def arrives(running: Running, number: int) -> int:
    """A complaint arrives and is scored: how many there are now."""
    expected = received(running.folder) + 1
    deliver(running.folder, number)
    deadline = time.monotonic() + 60
    while received(running.folder) < expected:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return expected


def says(page: Page, state: str, wait: int = 40_000) -> None:
    """Wait until the page says of itself that it is in ``state``."""
    page.wait_for_function("(s) => document.documentElement.dataset.live === s", arg=state,
                           timeout=wait)  # fmt: skip


def test_more_tabs_than_a_browser_has_connections_all_stay_live(running: Running, pages) -> None:
    tabs = pages(TABS)
    expected = arrives(running, 1)
    for page in tabs:
        page.wait_for_function(RECEIVED, arg=expected, timeout=RIGHT_AGAIN)


def test_a_page_about_others_does_not_even_ask(running: Running, pages) -> None:
    (page,) = pages(1)
    concerned = ask_all(running.folder, "SELECT unit FROM complaints ORDER BY 1 LIMIT 1")[0][0]
    away = "SELECT unit_id FROM units WHERE parent IS NOT NULL AND unit_id NOT IN "
    away += "(SELECT ancestor FROM unit_ancestors WHERE unit = ?) ORDER BY unit_id LIMIT 1"
    other = ask_all(running.folder, away, concerned)[0][0]
    page.goto(f"/unit?unit={other}")
    page.wait_for_selector(".tile")
    page.wait_for_selector("html[data-heard=stream]", state="attached")  # /live tells no units
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "_dash-update" in r.url else None)
    for units, expected in (([concerned], False), ([other], True)):
        assert asks_at_news(page, running, units, asked) is expected


def asks_at_news(page: Page, running: Running, units: list[str], asked: list[str]) -> bool:
    """Whether the page asks when it is told of these news alone: alerts may be decided meanwhile,
    and are everybody's.
    """
    for _ in range(20):
        asked.clear()
        page.wait_for_timeout(2000)
        if asked:  # earlier news are still under way
            continue
        before = revision(running.folder)
        news_of(running, units)
        page.wait_for_timeout(2000)
        if revision(running.folder) == before + 1:
            return bool(asked)
    raise AssertionError("the office does not come to rest")


def news_of(running: Running, units: list[str]) -> None:
    """News that concern these units, and are of complaints."""
    engine = open_engine("sqlite:///var/pantau.db", running.folder)
    with writing(engine) as connection:
        state.looked(connection, datetime.now(UTC), news=True, units=units, topics={"complaints"})
    engine.dispose()


def test_a_page_is_right_again_after_the_web_processes_were_killed(running, pages) -> None:
    (page,) = pages(1)
    page.evaluate("window.sameDocument = true")
    for pid in processes(running, "web"):
        os.kill(pid, signal.SIGKILL)
    says(page, "stale")
    expect(page.locator(".stale-banner")).to_be_visible()
    expected = arrives(running, 2)
    until_healthy(running.address, 60)
    page.wait_for_function(RECEIVED, arg=expected, timeout=RIGHT_AGAIN)
    assert page.evaluate("[window.sameDocument, document.documentElement.dataset.live]") == [
        True, "on",
    ]  # fmt: skip


def test_a_page_that_heard_nothing_says_so_and_is_right_again(running, pages) -> None:
    (page,) = pages(1)
    with stopped(running, "web"):
        expected = arrives(running, 3)
        says(page, "stale", 60_000)
        expect(page.locator("[data-live-banner]")).to_contain_text(":")
    page.wait_for_function(RECEIVED, arg=expected, timeout=RIGHT_AGAIN)
    says(page, "on")


def test_a_page_says_that_the_worker_is_down_and_is_right_when_it_is_back(running, pages) -> None:
    (page,) = pages(1)
    page.evaluate("document.documentElement.dataset.quietAfter = '8'")
    with stopped(running, "worker"):
        says(page, "quiet")
        deliver(running.folder, 4)
        expected = received(running.folder) + 1
        expect(page.locator("[data-live-age]")).not_to_be_empty()
    page.wait_for_function(RECEIVED, arg=expected, timeout=60_000)
    says(page, "on")


def test_a_page_is_right_when_nothing_has_changed_for_five_hours(running, browser) -> None:
    context = browser.new_context(base_url=running.address)
    page = context.new_page()
    page.clock.install()
    enter(page, running.address)
    page.wait_for_selector(".tile")
    page.clock.fast_forward("05:00:00")
    says(page, "on", RIGHT_AGAIN)
    expected = arrives(running, 5)
    page.wait_for_function(RECEIVED, arg=expected, timeout=RIGHT_AGAIN)
    context.close()


@contextmanager
def web(config: Path, address: str, at: Path = ROOT) -> Iterator[None]:
    """A web process of the code that lies ``at`` a folder."""
    process = pantau("web", "-c", config, at=at)
    try:
        until_healthy(address, 60)
        yield
    finally:
        end(process)


def on_port(folder: Path, port: int) -> Path:
    """The config of a running office, with another port."""
    path = folder / "other.yaml"
    said = yaml.safe_load((folder / "config.yaml").read_text())
    path.write_text(yaml.safe_dump({**said, "web": {**said.get("web", {}), "port": port}}))
    return path


def newer(folder: Path) -> Path:
    """A copy of the code whose style sheet has changed."""
    for name in ("dashboard", "data", "scoring"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.pyc"))
    with (folder / "dashboard" / "assets" / "parts.css").open("a") as style:
        style.write(".brand { outline: 1px solid }")
    return folder


def test_a_page_loads_itself_anew_when_a_new_version_is_deployed(
    running: Running, browser: Browser, tmp_path: Path
) -> None:
    port = free_port()
    config, address = on_port(running.folder, port), f"http://127.0.0.1:{port}"
    page = browser.new_page()
    with web(config, address):
        enter(page, address)
        page.wait_for_selector(".tile")
        page.evaluate("window.sameDocument = true")
    with web(config, address, newer(tmp_path)):
        page.wait_for_function("() => !window.sameDocument", timeout=RIGHT_AGAIN)
        expect(page.locator(".brand")).to_have_css("outline-style", "solid")
    page.close()


def test_an_answer_for_an_address_left_meanwhile_is_made_good(running, pages) -> None:
    (page,) = pages(1)
    page.goto("/unit")
    page.wait_for_selector(".why-line")
    page.evaluate("dash_clientside.set_props('shell-revision', { data: 0 })")
    page.locator(".why .why-line", has_text="Pengaduan dijawab tepat waktu").click()
    expect(page.locator(".why-item-open")).to_contain_text("Aturan yang berlaku", timeout=30_000)
    page.wait_for_timeout(4_000)
    expect(page.locator(".why-item-open")).to_contain_text("Aturan yang berlaku")
