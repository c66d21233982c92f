"""Peringatan in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.conftest import log_in
from tests.dashboard.fakes import Office
from tests.dashboard.test_browser import NAMELESS, TWICE, watch

pytestmark = pytest.mark.browser


def as_manager(page: Page, path: str) -> None:
    """Log in anew as the head of an office, and open a page."""
    page.context.clear_cookies()
    log_in(page, "atasan")
    page.goto(path)
    page.wait_for_selector(".page")


def test_an_acknowledgement_is_kept_and_shown_in_the_history_and_the_badge(
    page: Page, address: str
) -> None:
    wrong = watch(page, address)
    as_manager(page, "/peringatan?alert=35")
    expect(page.locator(".badge-count")).to_have_text("30")
    page.fill("#peringatan-acknowledge-note", "Dibahas besok pagi")
    page.click("#peringatan-acknowledge-until >> text=3 hari")
    page.click("#peringatan-acknowledge-submit")
    expect(page.locator(".deed-done")).to_have_text("Tersimpan. Riwayat diperbarui.")
    expect(page.locator(".step-acknowledged")).to_contain_text("Dibahas besok pagi", timeout=15000)
    expect(page.locator(".alert-status")).to_contain_text("sampai 27 Nov 2026 14:05 WIB")
    expect(page.locator(".badge-count")).to_have_text("29")
    assert wrong == []


def test_what_is_being_typed_and_what_is_open_survive_the_news(page: Page, office: Office) -> None:
    as_manager(page, "/peringatan?alert=32")
    page.click(".deed summary >> text=Catat tindak lanjut")
    page.fill("#peringatan-follow_up-note", "Sedang diketik")
    office.alarms.rows[31]["value"] = 0.123
    office.bump()
    expect(page.locator(".alert-finding")).to_contain_text("12,3%", timeout=15000)
    expect(page.locator("#peringatan-follow_up-note")).to_have_value("Sedang diketik")
    expect(page.locator("#peringatan-follow_up-note")).to_be_visible()


def test_a_missing_note_is_said_beside_it(page: Page) -> None:
    as_manager(page, "/peringatan?alert=32")
    page.click("#peringatan-acknowledge-submit")
    expect(page.locator("#peringatan-acknowledge-note-wrong")).to_have_text(
        "Catatan wajib diisi, sedikitnya satu kata."
    )


def test_a_group_unfolds_where_it_stands_and_leads_to_one_alert_and_back(page: Page) -> None:
    as_manager(page, "/peringatan")
    page.click(".alert-fold")
    expect(page.locator(".alert-inside .alert-line")).to_have_count(29)
    page.click(".alert-inside .alert-line >> nth=0")
    expect(page.locator(".alert-question")).to_be_visible()
    page.go_back()
    expect(page.locator(".alert-inside .alert-line")).to_have_count(29)


def test_somebody_is_asked_to_deal_with_it_and_a_silence_is_ended(page: Page) -> None:
    as_manager(page, "/peringatan?alert=32")
    page.click(".deed summary >> text=Tugaskan")
    page.click("#peringatan-assign-to")
    page.click("[role=option] >> text=Cut Meutia")
    page.click("#peringatan-assign-submit")
    expect(page.locator(".alert-status")).to_contain_text("Cut Meutia", timeout=15000)
    page.click(".deed summary >> text=Senyapkan")
    page.fill("#peringatan-silence-reason", "Pemeliharaan")
    page.click("#peringatan-silence-submit")
    expect(page.locator(".alert-status")).to_contain_text("Disenyapkan", timeout=15000)
    page.goto("/peringatan?view=silences")
    page.click(".silences button")
    expect(page.locator(".silences button")).to_have_count(0, timeout=15000)
    expect(page.locator("#peringatan-ended")).to_have_text("Diakhiri.")


@pytest.mark.parametrize(
    "path",
    ["/peringatan", "/peringatan?group=late%7Cdinkes-1", "/peringatan?alert=32",
     "/peringatan?view=rules", "/peringatan?view=history"],
)  # fmt: skip
def test_it_fits_a_phone_and_everything_has_a_name(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path)
    page.wait_for_selector(".views, .alert-open")
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(TWICE) == []
