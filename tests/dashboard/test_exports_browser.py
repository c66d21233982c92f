"""Tables as files, and pages on paper, in a real browser."""

import io
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

CUT_MEUTIA = "/pegawai?person=199001012015011001"
PAPER = "window.dispatchEvent(new Event('beforeprint'))"


def saved(page: Page, table: str, kind: str) -> bytes:
    with page.expect_download() as found:
        page.locator(f"[data-export={kind}][data-table={table}]").press("Enter")
    return found.value.path().read_bytes()


def test_a_file_holds_the_rows_as_filtered_and_sorted(page: Page) -> None:
    page.goto("/pegawai")
    page.wait_for_selector(".ag-row")
    page.fill(".search-box", "cut me")
    expect(page.locator(".ag-row-first .cell-link")).to_have_text("Cut Meutia")
    expect(page.locator(".search [role=status]")).not_to_contain_text("100")
    many = page.locator(".ag-center-cols-container .ag-row").count()
    lines = saved(page, "pegawai-people", "csv").decode("utf-8-sig").splitlines()
    head = lines.index("") + 1
    assert lines[head].startswith("Nama;Sasaran – Tidak tercapai;")
    assert {"Skor", "NIP", "Jabatan", "Unit"} < set(lines[head].split(";"))
    assert [line.split(";")[0] for line in lines[head + 1 :]] == ["Cut Meutia"] * many


def test_a_workbook_holds_every_column_of_the_unit_tree(page: Page) -> None:
    page.goto("/unit?unit=dinkes")
    page.wait_for_selector("#unit-children .ag-row")
    leaf = load_workbook(io.BytesIO(saved(page, "unit-children", "xlsx"))).worksheets[0]
    rows = [[cell.value for cell in row] for row in leaf.iter_rows()]
    head = next(n for n, row in enumerate(rows) if row[0] == "Unit")
    assert len(rows) - head - 1 == 3
    at = rows[head].index("Dijawab tepat waktu")
    assert rows[head][at + 1 : at + 3] == [
        "Dijawab tepat waktu – n",
        "Dijawab tepat waktu – Status",
    ]
    assert isinstance(rows[head + 1][at], float)


def test_a_person_on_paper_is_a_report_of_a_few_pages_with_every_goal(page: Page) -> None:
    page.goto(CUT_MEUTIA)
    page.wait_for_selector(".tile")
    page.wait_for_selector("#pegawai-complaints .ag-root")
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate(PAPER)
    goals = page.locator(".tile .tile-link").all_text_contents()
    assert page.locator(".report-goals tbody th[scope=row]").count() == len(goals) > 0
    expect(page.locator(".letterhead")).to_contain_text("Laporan kinerja pegawai")
    for hidden in (".bar", ".ag-root-wrapper", ".export", ".print-button", ".notes"):
        assert not any(one.is_visible() for one in page.locator(hidden).all())
    leaves = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True))
    assert 1 <= len(leaves) <= 4


def test_tables_on_paper_are_written_out_whole_and_taken_away_again(page: Page) -> None:
    page.goto("/unit?unit=dinkes")
    page.wait_for_selector("#unit-people .ag-row")
    page.emulate_media(media="print")
    page.evaluate(PAPER)
    lines = page.locator("[data-rows-of=unit-people] tbody tr")
    assert lines.count() == 36
    assert lines.first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(lines).to_have_count(0)
