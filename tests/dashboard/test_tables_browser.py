"""Tables in a real browser: what is beyond the edge, and what is said when there is nothing."""

import pytest
from playwright.sync_api import Page, expect

from scoring.scope import EVERYTHING
from tests.dashboard.fakes import PERSONS, Office

pytestmark = pytest.mark.browser

SHADE = "getComputedStyle(document.querySelector('.ag-root'), '::after').opacity"
FEW_RECORDS = "197205142015011465"
"""A person with too little evidence for a score."""
UNIT_OF = dict(zip(PERSONS["person_id"], PERSONS["unit"], strict=True))
END = "document.querySelector('.ag-center-cols-viewport').scrollLeft = 9999"


def test_a_shade_says_that_columns_are_beyond_the_edge_until_one_is_there(page: Page) -> None:
    page.set_viewport_size({"width": 900, "height": 700})
    page.goto("/")
    expect(page.locator(".ag-row").first).to_be_visible()
    page.wait_for_function(f"() => {SHADE} === '1'")
    page.evaluate(END)
    page.wait_for_function(f"() => {SHADE} === '0'")


def test_a_table_with_nothing_in_it_is_one_sentence(page: Page, office: Office) -> None:
    people = office.people(EVERYTHING)["person_id"]
    free = next(p for p in people if office.complaints(EVERYTHING, person=p).empty)
    page.goto(f"/pegawai?person={free}")
    grid = page.locator("#pegawai-complaints")
    grid.scroll_into_view_if_needed()
    expect(grid.locator(".ag-overlay")).to_have_text("Tidak ada pengaduan terbuka")
    expect(grid.locator(".ag-header")).to_be_hidden()


def test_a_filter_that_leaves_nothing_keeps_the_head_to_take_it_back(page: Page) -> None:
    page.goto("/pegawai")
    expect(page.locator(".ag-row").first).to_be_visible()
    page.locator(".ag-header-cell[col-id=name] .ag-header-cell-filter-button").click()
    page.locator(".ag-filter input[type=text]").first.fill("tidak ada yang bernama begini")
    expect(page.locator(".ag-overlay")).to_have_text("Tidak ada baris yang cocok dengan saringan")
    expect(page.locator(".ag-header").first).to_be_visible()


def test_who_has_too_little_evidence_for_a_score_is_told_how_much_there_is(page: Page) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"/unit?unit={UNIT_OF[FEW_RECORDS]}")
    row = page.locator(f"#unit-people .ag-row[row-id='{FEW_RECORDS}']")
    page.locator("#unit-persons").scroll_into_view_if_needed()
    expect(row.locator("[col-id=score]")).to_have_text("bukti 30%")
