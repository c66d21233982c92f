"""One demo and one Chromium for all stories: real processes, a real database, a real browser."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.running import Running, enter, small_demo


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A busy simulated office of 60 people; it ends with these tests, for it takes its time."""
    folder = tmp_path_factory.mktemp("demo")
    with small_demo(folder, "--speed", "300") as running:
        yield running


class Seen:
    """What a page did that it should not."""

    def __init__(self, page: Page, home: str) -> None:
        self.errors: list[str] = []
        self.strangers: list[str] = []
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "request", lambda r: self.strangers.append(r.url) if not _is_own(r.url, home) else None
        )


def _is_own(url: str, home: str) -> bool:
    return url.startswith((home, "data:", "blob:"))


@pytest.fixture
def at(running: Running, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Gives a page logged in as an account of the demo; what it did wrong fails the test."""
    contexts, watched = [], []

    def logged_in(account: str) -> Page:
        context = browser.new_context(
            viewport={"width": 1366, "height": 768}, base_url=running.address
        )
        contexts.append(context)
        page = context.new_page()
        watched.append(Seen(page, running.address))
        enter(page, running.address, account)
        return page

    yield logged_in
    for context in contexts:
        context.close()
    assert [w.errors for w in watched] == [[] for _ in watched]
    assert [w.strangers for w in watched] == [[] for _ in watched]
