"""axe-core finds nothing serious on any page, for any role that sees it, in either appearance."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from dashboard.app import create_app
from tests.dashboard.conftest import log_in
from tests.dashboard.fakes import Office

pytestmark = pytest.mark.browser
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
ASK = """async (rules) => {
  const about = {exclude: [".dash-dropdown-focus-target"]};
  const told = await axe.run(about, {resultTypes: ["violations"], runOnly: rules});
  return told.violations
    .filter(found => ["serious", "critical"].includes(found.impact))
    .flatMap(found => found.nodes.map(node => `${found.id}: ${node.target} ${found.help}`));
}"""
"""Left out: the unseen field of a Dash drop-down, which hands the focus on to its named button."""
RULES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "dark": ["color-contrast"],
}
"""Which of its rules are asked: all in the light, and in the dark what colours change."""
PERSON = "199001012015011001"
LEADER = (
    "/",
    "/unit?unit=dinkes&goal=approved_minutes_share",
    "/pegawai",
    f"/pegawai?person={PERSON}&goal=answered_in_time",
    "/peringatan",
    "/peringatan?alert=32",
    "/metodologi",
    "/data",
)
SEEN = {
    "pimpinan": LEADER,
    "atasan": ("/verifikasi", "/keberatan", "/keberatan?objection=1", "/peringatan?alert=35"),
    "pegawai": (
        "/saya",
        "/saya?goal=answered_in_time",
        "/keberatan",
        "/keberatan?goal=answered_in_time",
        "/keberatan?objection=1",
    ),
}
VIEWS = [(role, path) for role, paths in SEEN.items() for path in paths]


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """Address of one dashboard for all of these tests, for they only look."""
    app = create_app(Office().services(), secret="geheim", session=timedelta(hours=8))
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def pages(browser: Browser, served: str) -> Iterator[dict[str, Page]]:
    """A page logged in as each role, and one that is a stranger."""
    calm: Any = {"base_url": served, "reduced_motion": "reduce"}
    contexts = {role: browser.new_context(**calm) for role in (*SEEN, "stranger")}
    opened = {role: context.new_page() for role, context in contexts.items()}
    for role in SEEN:
        log_in(opened[role], role)
    yield opened
    for context in contexts.values():
        context.close()


def findings(page: Page) -> list[str]:
    """What axe-core calls serious or critical, in the light and in the dark."""
    page.evaluate("document.querySelectorAll('main details').forEach(part => { part.open = true })")
    page.evaluate("window.pantauLater && pantauLater()")
    page.evaluate(AXE)
    return [f"{theme} {found}" for theme in RULES for found in found_in(page, theme)]


def found_in(page: Page, theme: str) -> list[Any]:
    """Findings in one appearance, once its colours have come to rest."""
    page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
    page.wait_for_timeout(200)
    return list(page.evaluate(ASK, RULES[theme]))


@pytest.mark.parametrize(("role", "path"), VIEWS)
def test_a_page_bars_nobody(pages: dict[str, Page], role: str, path: str) -> None:
    pages[role].goto(path)
    pages[role].wait_for_selector(".page")
    pages[role].wait_for_timeout(600)
    assert findings(pages[role]) == []


def test_the_log_in_bars_nobody(pages: dict[str, Page]) -> None:
    pages["stranger"].goto("/masuk")
    assert findings(pages["stranger"]) == []


def test_a_wall_display_bars_nobody(pages: dict[str, Page]) -> None:
    pages["stranger"].goto("/masuk?token=dinding-rahasia&next=/dinding/lobi")
    pages["stranger"].wait_for_selector(".wall-clock")
    pages["stranger"].wait_for_timeout(1000)
    assert findings(pages["stranger"]) == []
