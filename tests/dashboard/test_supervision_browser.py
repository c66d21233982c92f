"""A supervisor's day in a real browser: verify, open a day, write a note, save a view."""

import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.fakes import Office
from tests.dashboard.test_browser import watch
from tests.dashboard.test_peringatan_browser import as_manager

pytestmark = pytest.mark.browser
WHO = "199001012015011001"
LONG = 90_000
"""Milliseconds: a person's page draws, and a busy machine takes long to load what draws."""


def open_person(page: Page) -> None:
    """The page of one person, as the head of the office."""
    page.set_default_timeout(LONG)
    as_manager(page, f"/pegawai?person={WHO}")


def test_chosen_activities_are_approved_and_leave_the_list(page: Page, address: str) -> None:
    wrong = watch(page, address)
    as_manager(page, "/verifikasi")
    boxes = page.locator(".ag-pinned-left-cols-container .ag-row .ag-checkbox-input")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(page.locator("#verifikasi-chosen")).to_have_text("2 dipilih")
    page.click("#verifikasi-rejected")
    expect(page.locator("#verifikasi-reason-wrong")).to_contain_text("Alasan wajib diisi")
    page.click("#verifikasi-approved")
    expect(page.locator("#verifikasi-told")).to_have_text("2 aktivitas disetujui")
    expect(page.locator("#verifikasi-count")).to_contain_text("34 aktivitas menunggu")
    expect(page.locator("#verifikasi-chosen")).to_have_text("0 dipilih")
    assert wrong == []


def test_on_a_telephone_a_row_tells_who_what_and_how_long_in_one_cell(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    as_manager(page, "/verifikasi")
    told = page.locator(".cell-stack").first
    expect(told).to_contain_text("Rapat koordinasi")
    expect(told).to_contain_text("18 Nov 2026")
    expect(told).to_contain_text("batas 3 HK")
    expect(told).to_be_in_viewport(ratio=0.99)
    head = page.locator(".ag-header-cell[col-id=name]")
    expect(head).to_contain_text("HK = hari kerja")
    page.set_viewport_size({"width": 1366, "height": 768})
    expect(page.locator(".cell-stack")).to_have_count(0)
    expect(head).to_have_text("Nama")


def test_a_day_opens_by_keyboard_and_stands_in_the_address(page: Page) -> None:
    open_person(page)
    page.locator(".day-link[href*='2026-11-12']").press("Enter")
    expect(page.locator(".timeline h3")).to_have_text("Kamis, 12 November 2026", timeout=LONG)
    expect(page.locator(".day-link[aria-current='date']")).to_have_count(1)
    assert "day=2026-11-12" in page.url


def test_a_note_survives_the_news_is_shown_and_can_be_withdrawn(page: Page, office: Office) -> None:
    open_person(page)
    page.click("#pegawai-note-kind >> text=Apresiasi")
    page.fill("#pegawai-note-text", "Loket sangat rapi")
    office.bump()
    expect(page.locator("#pegawai-note-text")).to_have_value("Loket sangat rapi")
    page.click("#pegawai-note-submit")
    expect(page.locator(".note-list")).to_contain_text("Loket sangat rapi", timeout=LONG)
    expect(page.locator("#pegawai-note-text")).to_have_value("")
    page.click(".note-deeds summary")
    page.click(".note-deeds button >> text=Ya, tarik kembali")
    expect(page.locator(".note-gone s")).to_have_text("Loket sangat rapi", timeout=LONG)


def test_a_saved_view_brings_back_its_filter_and_sorting(page: Page) -> None:
    as_manager(page, "/pegawai?only=silent")
    page.locator(".ag-header-cell[col-id='name']").click()
    page.click(".saved > summary")
    page.fill("#saved-name", "Yang diam")
    page.click("#saved-save")
    expect(page.locator(".saved-link")).to_have_text("Yang diam")
    page.goto("/pegawai?saved=1&only=silent")
    expect(page.locator("[aria-current='page'].view")).to_have_text("Tidak mencatat")
    expect(page.locator(".ag-header-cell[col-id='name']")).to_have_attribute(
        "aria-sort", "ascending"
    )
