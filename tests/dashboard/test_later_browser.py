"""Tables below what is seen come up later in a real browser, and miss nothing meanwhile."""

import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.fakes import Office
from tests.dashboard.test_browser import watch

pytestmark = pytest.mark.browser

IDLE_NEVER = "window.requestIdleCallback = () => 0;"
"""A browser that always has something to do."""
PEOPLE = "#unit-people"
HIGH = "document.querySelector('#unit-persons').offsetHeight"


def test_a_table_comes_up_once_it_is_near_and_knows_the_news_since(
    page: Page, address: str, office: Office
) -> None:
    wrong = watch(page, address)
    page.add_init_script(IDLE_NEVER)
    page.goto("/unit?unit=dinkes")
    expect(page.locator(".tile").first).to_be_visible()
    expect(page.locator(PEOPLE)).to_have_count(0)
    high = page.evaluate(HIGH)
    office.bump(subject="199001012015011001", value=0.123)
    expect(page.locator("[data-shown]")).to_have_attribute("data-revision", str(office.revision))
    page.evaluate("document.querySelector('#unit-persons').scrollIntoView()")
    expect(page.locator(f"{PEOPLE} .ag-row").filter(has_text="12,3%")).to_have_count(1)
    assert page.evaluate(HIGH) == high  # what is below does not jump
    assert wrong == []


def test_tables_nobody_scrolled_to_are_there_when_the_browser_has_had_a_rest(page: Page) -> None:
    page.goto("/unit?unit=dinkes")
    expect(page.locator(f"{PEOPLE} .ag-row").first).to_be_attached()
    assert page.evaluate("scrollY") == 0


def test_paper_waits_for_every_table(page: Page) -> None:
    page.add_init_script(IDLE_NEVER)
    page.goto("/unit?unit=dinkes")
    page.evaluate(
        "window.print = () => { window.had = !!document.querySelector('#unit-people .ag-row') }"
    )
    page.click("[data-print]")
    page.wait_for_function("() => window.had === true")
