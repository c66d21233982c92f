"""Wall displays in a real browser: they turn by themselves, stay on what is red, and go dark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.dashboard.day import news, weighed
from tests.dashboard.fakes import Office
from tests.dashboard.test_browser import NAMELESS, TWICE, watch

pytestmark = pytest.mark.browser

PRESENT = "document.querySelector('[data-present]').dataset.slide"
SIZES = [(1920, 1080), (3840, 2160), (1080, 1920)]
CUT = """() => [...document.querySelectorAll('[data-present] :is(h2, h3, b, p, .wall-more)')]
    .map(at => [at, at.getBoundingClientRect()])
    .filter(([_, box]) => box.bottom > innerHeight || box.right > innerWidth || box.left < 0)
    .map(([at]) => at.textContent)"""
SMALL = """() => [...document.querySelectorAll('.wall-screen *')]
    .filter(at => at.children.length === 0 && at.textContent.trim() && at.checkVisibility()
        && !at.closest('.visually-hidden')
        && parseFloat(getComputedStyle(at).fontSize) < 0.022 * Math.min(innerWidth, innerHeight))
    .map(at => at.textContent)"""
ROUNDS, WARM = 60, 20


@pytest.fixture
def display(browser: Browser, address: str) -> Iterator[Page]:
    """A display that has come in by its link."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, base_url=address)
    page = context.new_page()
    yield page
    context.close()


def enter(page: Page, wall: str = "kendali") -> None:
    """Open a display by its link."""
    page.goto(f"/masuk?token=dinding-rahasia&next=/dinding/{wall}")
    page.wait_for_selector("[data-present]")
    page.keyboard.press("Shift")


def shown(page: Page) -> str:
    """The page that is shown."""
    return str(page.evaluate(PRESENT))


def test_a_display_turns_its_pages_is_paused_and_shows_no_chrome(
    display: Page, address: str
) -> None:
    wrong = watch(display, address)
    display.clock.install()
    enter(display, "lobi")
    for hidden in (".bar", ".simulated"):
        expect(display.locator(hidden)).to_be_hidden()
    expect(display.locator(".wall-simulated")).to_be_visible()
    expect(display.locator(".wall-clock b")).to_have_text("14:05WIB")
    first = shown(display)
    display.clock.run_for(13_000)
    assert shown(display) != first
    display.keyboard.press("Space")
    second = shown(display)
    display.clock.run_for(30_000)
    assert shown(display) == second
    display.keyboard.press("ArrowRight")
    assert shown(display) != second
    assert wrong == []


def test_what_becomes_red_is_shown_at_once_and_then_the_turn_goes_on(
    display: Page, office: Office
) -> None:
    office.bump("dinkes", "satisfaction_index", 90.0)
    display.clock.install()
    enter(display, "tenang")
    assert shown(display) == "headline"
    office.bump("dinkes", "satisfaction_index", 40.0)
    present = display.locator("[data-present]")
    expect(present).to_have_attribute("data-slide", "satisfaction", timeout=20000)
    display.clock.fast_forward(620_000)
    expect(present).to_have_attribute("data-slide", "attention", timeout=20000)


def test_a_display_is_dark_at_night_and_lit_again_by_a_touch(display: Page, office: Office) -> None:
    office.looked_at = office.looked_at.replace(hour=19)
    display.goto("/masuk?token=dinding-rahasia&next=/dinding/kendali")
    expect(display.locator(".wall-night")).to_be_visible()
    display.keyboard.press("Shift")
    expect(display.locator(".wall-night")).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_page_fits_the_screen_and_can_be_read_from_afar(
    display: Page, width: int, height: int
) -> None:
    display.set_viewport_size({"width": width, "height": height})
    enter(display)
    for step in display.locator(".wall-step").all():
        step.evaluate("at => at.click()")
        assert display.evaluate(CUT) == []
        assert display.evaluate(SMALL) == []
    assert display.evaluate(NAMELESS) == []
    assert display.evaluate(TWICE) == []


def test_a_display_that_cannot_be_shown_tries_again_by_itself(
    display: Page, office: Office
) -> None:
    display.clock.install()
    display.goto("/masuk?token=dinding-rahasia&next=/dinding/mars")
    expect(display.locator(".state")).to_be_visible()
    with display.expect_navigation():
        display.clock.run_for(70_000)


def test_many_updates_leave_the_memory_of_the_tab_as_it_was(display: Page, office: Office) -> None:
    enter(display, "ringan")
    probe = display.context.new_cdp_session(display)
    for number in range(WARM):
        news(display, office, number)
    before = weighed(probe)
    for number in range(WARM, WARM + ROUNDS):
        news(display, office, number)
    after = weighed(probe)
    assert after["Nodes"] <= 1.05 * before["Nodes"] + 50
    assert after["JSEventListeners"] <= before["JSEventListeners"] + 5
    assert after["JSHeapUsedSize"] <= 1.15 * before["JSHeapUsedSize"]
