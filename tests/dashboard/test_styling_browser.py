"""What a page costs the browser that shows it: a small change styles little anew."""

import json
from statistics import median

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

FEW = 60
"""Elements styled anew by one small change; a page has thousands."""


@pytest.mark.parametrize("path", ["/", "/unit?unit=dinkes", "/peringatan", "/dinding/lobi"])
def test_a_change_of_one_text_styles_few_elements_anew(
    page: Page, browser: Browser, path: str
) -> None:
    page.goto(path)
    expect(page.locator("[data-live-age]").first).not_to_be_empty()
    page.evaluate("window.pantauLater && window.pantauLater()")
    page.wait_for_timeout(2500)  # tables and graphs come up meanwhile
    assert page.evaluate("document.querySelectorAll('*').length") > 5 * FEW
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    for second in range(4):
        page.evaluate(f"document.querySelector('[data-live-age]').textContent = '{second}'")
        page.wait_for_timeout(250)
    styled = [
        event["args"]["elementCount"]
        for event in json.loads(browser.stop_tracing())["traceEvents"]
        if event["name"] == "UpdateLayoutTree" and "elementCount" in event.get("args", {})
    ]
    assert len(styled) >= 4
    assert median(styled) < FEW
