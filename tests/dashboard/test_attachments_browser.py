"""Objecting with files in a real browser, on a telephone: chosen, refused, sent, read."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.dashboard.conftest import log_in
from tests.dashboard.fakes import Office
from tests.dashboard.test_browser import watch
from tests.dashboard.test_objection_badge import SEARCH, WHY

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
LONG = 60_000


def test_chosen_files_go_with_the_objection_and_others_say_why_not(
    browser: Browser, address: str, office: Office, tmp_path: Path
) -> None:
    page = browser.new_context(viewport=PHONE, base_url=address).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(LONG)
    wrong = watch(page, address)
    log_in(page, "pegawai")
    page.goto(f"/keberatan{SEARCH}")
    good, bad = tmp_path / "surat.pdf", tmp_path / "catatan.pdf"
    good.write_bytes(b"%PDF-1.7 surat")
    bad.write_bytes(b"MZ bukan surat")
    page.set_input_files(".evidence-field input", [good, bad])
    expect(page.locator("[data-wrong]")).to_contain_text("catatan.pdf: bukan PDF, JPEG, atau PNG")
    expect(page.locator(".evidence-chosen")).to_have_text("surat.pdf")
    page.fill("#keberatan-reason", WHY)
    page.click("#keberatan-submit")
    expect(page.locator("[data-told]")).to_have_text("surat.pdf diterima.")
    page.click("[data-filed]")
    expect(page.locator(".evidence a")).to_have_text("surat.pdf")
    page.evaluate("window.field = document.querySelector('.evidence-field input')")
    office.bump()
    expect(page.locator("[data-shown]")).to_have_attribute("data-revision", str(office.revision))
    assert page.evaluate("field.isConnected")  # a dialog that is open has somewhere to put files
    page.set_input_files(".evidence-field input", good)
    expect(page.locator(".evidence a")).to_have_count(2)
    with page.expect_download() as saved:
        page.locator(".evidence a").first.click()
    assert saved.value.path().read_bytes() == good.read_bytes()
    assert len(office.pleas.files) == 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert wrong == []
