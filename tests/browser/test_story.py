"""The story of the first screens, on the running demo."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SOON = 30_000


def test_a_leader_sees_figures_with_target_n_and_age_and_they_change_by_themselves(at):
    page = at("pimpinan")
    tile = page.locator(".tile").first
    expect(tile).to_contain_text("Sasaran", timeout=SOON)
    expect(tile).to_contain_text(re.compile(r"n\s*=\s*\d"))
    expect(page.get_by_text("Data simulasi").first).to_be_visible()
    figures = page.locator(".figures").first
    expect(figures).to_be_attached(timeout=SOON)
    expect(page.locator("[data-unborn]")).to_have_count(0, timeout=SOON)
    page.evaluate("window.notReloaded = true")
    before = figures.text_content()
    page.wait_for_function(
        "(was) => document.querySelector('.figures').textContent !== was", arg=before, timeout=SOON
    )
    assert page.evaluate("window.notReloaded")


def test_a_leader_goes_from_the_office_down_to_a_unit_and_back_by_the_address(at):
    page = at("pimpinan")
    row = page.locator(".ag-row a", has_text="Bidang").first
    expect(row).not_to_have_text("", timeout=SOON)
    name = row.text_content()
    row.click()
    expect(page.locator("h1")).to_contain_text(name, timeout=SOON)
    assert "unit=" in page.url
    page.reload()
    expect(page.locator("h1")).to_contain_text(name, timeout=SOON)
    page.go_back()
    expect(page.locator("h1")).not_to_contain_text(name, timeout=SOON)


def test_a_manager_finds_a_person_by_typing_and_sees_their_work(at):
    page = at("atasan")
    page.goto("/pegawai")
    first = page.locator(".ag-row a").first
    expect(first).not_to_have_text("", timeout=SOON)
    name = first.text_content()
    page.locator("input[type=search], input.search, .page input").first.fill(name)
    expect(page.locator(".ag-row a").first).to_have_text(name, timeout=SOON)
    page.locator(".ag-row a").first.click()
    expect(page.locator("h1")).to_contain_text(name, timeout=SOON)


def test_a_civil_servant_sees_oneself_and_nobody_else(at):
    page = at("pegawai")
    page.goto("/pegawai")
    expect(page.locator(".tile").first).to_be_visible(timeout=SOON)
    assert page.locator("input[type=search]").count() == 0
    page.goto("/data")
    expect(page.locator(".page")).not_to_contain_text("Baris yang ditolak")


def test_an_admin_reads_which_rows_were_rejected_and_why(at):
    page = at("admin")
    page.goto("/data")
    expect(page.locator(".page")).to_contain_text("Pegawai tidak dikenal", timeout=SOON)
    with page.expect_download() as download:
        page.get_by_text("Unduh CSV").click()
    assert "Alasan" in download.value.path().read_text(encoding="utf-8-sig").splitlines()[0]


def test_the_language_can_be_changed(at):
    page = at("pimpinan")
    page.goto("/?lang=en")
    expect(page.locator(".tile").first).to_contain_text("Goal", timeout=SOON)


def test_a_leader_asks_why_and_comes_down_to_a_record_with_its_file_and_line(at):
    page = at("pimpinan")
    page.goto("/unit")
    why = page.locator(".why")
    expect(why).to_contain_text("indikasi dasbor, bukan predikat resmi", timeout=SOON)
    why.locator(".why-line", has_text="Pengaduan dijawab tepat waktu").click()
    record = page.locator(".record").first
    expect(record.locator(".record-place")).to_have_text(re.compile(r"\S+:\d+"), timeout=SOON)
    assert "goal=answered_in_time" in page.url
    page.reload()
    expect(page.locator(".why-item-open")).to_contain_text("Aturan yang berlaku", timeout=SOON)
    records = page.locator(".record").filter(visible=True)
    many = records.count()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(records).to_have_count(8)
    page.click(".rest > summary")
    expect(records).to_have_count(many)
    page.locator(".why-item-open .why-line").click()
    expect(page.locator(".why-open")).to_have_count(0, timeout=SOON)


def test_a_civil_servant_reads_how_an_indicator_is_worked_out(at):
    page = at("pegawai")
    page.goto("/pegawai")
    expect(page.locator(".why")).to_be_visible(timeout=SOON)
    page.locator(".tile .how").first.click()
    page.wait_for_url("**/metodologi#*", timeout=SOON)
    wanted = page.url.rpartition("#")[2]
    expect(page.locator(f"[id={wanted}]")).to_be_in_viewport(timeout=SOON)
    expect(page.locator(f"[id={wanted}] table")).to_contain_text("Bobot")
    page.go_back()
    expect(page.locator(".cards")).to_contain_text("Predikat resmi", timeout=SOON)


def test_a_civil_servant_objects_to_a_record_and_a_superior_leaves_it_out(at):
    page = at("pegawai")
    assert page.url.endswith("/saya")
    page.goto("/saya?goal=recorded_in_time")
    page.locator(".own-open .object-link:not(.object-whole)").first.click(timeout=SOON)
    page.locator("#keberatan-reason").fill("Aktivitas ini bukan pekerjaan saya.", timeout=SOON)
    page.locator("#keberatan-submit").click()
    page.locator("#keberatan-submitted a").click(timeout=SOON)
    expect(page.locator(".band").first).to_have_text("Diajukan", timeout=SOON)
    superior = at("atasan")
    superior.goto("/keberatan")
    superior.locator(".objection-line").first.click(timeout=SOON)
    superior.locator("#keberatan-note").fill("Terbukti dari surat tugas.", timeout=SOON)
    superior.locator(".objection-buttons .btn-primary").click(timeout=SOON)
    expect(page.locator(".band").first).to_have_text("Dikabulkan", timeout=SOON)
    page.goto("/saya?goal=recorded_in_time")
    out = page.locator(".own-open .record-left_out", has_text="keberatan dikabulkan")
    expect(out).to_be_visible(timeout=SOON)


def test_the_tour_walks_by_keyboard_and_is_offered_only_once(at):
    page = at("pegawai")
    page.locator(".tour-invite [data-tour=begin]").click(timeout=SOON)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tour-card")).to_contain_text("Berubah sejak kemarin")
    expect(page.locator(".tour-here")).to_have_attribute("data-tour-step", "changed")
    page.keyboard.press("Escape")
    expect(page.locator(".tour-card")).to_have_count(0)
    page.reload()
    expect(page.locator(".own-standing")).to_be_visible(timeout=SOON)
    expect(page.locator(".tour-invite")).to_be_hidden()
