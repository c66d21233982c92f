"""The dashboard in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.fakes import Office

pytestmark = pytest.mark.browser


def watch(page: Page, address: str) -> list[str]:
    """Collects errors of the console, and requests to any host but ours."""
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    own = (address, "data:", "blob:")
    page.on("request", lambda r: None if r.url.startswith(own) else wrong.append(r.url))
    return wrong


def tile(page: Page, indicator: str) -> str:
    """Selector of a tile's value."""
    return f"[data-indicator={indicator}] .tile-value"


def test_news_reach_the_page_without_reload_and_leave_the_reader_alone(
    page: Page, address: str, office: Office
) -> None:
    wrong = watch(page, address)
    page.goto("/pegawai")
    page.goto("/")
    page.wait_for_selector(".ag-row")
    page.evaluate("window.kept = 1; window.scrollTo(0, 200)")
    page.evaluate("window.read = document.elementFromPoint(400, 150)")
    office.bump(value=0.123)
    expect(page.locator(tile(page, "answered_in_time"))).to_have_text("12,3%", timeout=20000)
    expect(page.locator(".ag-row[row-id=aceh] [col-id=answered_in_time]")).to_contain_text("12,3%")
    assert page.evaluate("[kept, read.isConnected, scrollY > 100]") == [1, True, True]
    assert wrong == []


def test_every_page_opens_cleanly_and_back_works(page: Page, address: str) -> None:
    wrong = watch(page, address)
    page.goto("/")
    for name, said in (
        ("Unit", "Mengapa nilai ini"),
        ("Pegawai", "Cut Meutia"),
        ("Metodologi", "Cara nilai menjadi skor"),
        ("Data", "Sumber data"),
    ):
        if name in ("Metodologi", "Data"):
            page.click(".nav-more > summary")
        page.click(f".nav-main >> text={name}")
        expect(page).to_have_title(f"{name} · Pantau")
        expect(page.locator(".page").get_by_text(said).filter(visible=True).first).to_be_visible()
    expect(page.locator(".nav-more")).not_to_have_attribute("open", "")
    page.wait_for_selector(".ag-row")
    page.go_back()
    page.wait_for_selector(".method")
    assert page.title() == "Metodologi · Pantau"
    assert wrong == []


EDGES = """[".brand", ".nav-main", ".live", ".menu"].flatMap(part => {
  const box = document.querySelector(`.bar ${part}`).getBoundingClientRect();
  return [Math.floor(box.left), Math.floor(box.right)];
})"""


@pytest.mark.parametrize("width", [1280, 1366, 1920])
def test_the_parts_of_the_bar_stand_beside_one_another(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    page.goto("/")
    page.wait_for_selector(".bar .menu")
    edges = page.evaluate(EDGES)
    assert edges == sorted(edges)
    assert edges[-1] <= width


def test_the_pages_behind_one_word_close_by_keyboard(page: Page) -> None:
    page.goto("/")
    more = page.locator(".nav-more > summary")
    more.press("Enter")
    expect(page.locator(".nav-panel >> text=Metodologi")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".nav-panel >> text=Metodologi")).to_be_hidden()
    expect(more).to_be_focused()


def test_people_are_found_as_one_types(page: Page) -> None:
    page.goto("/pegawai")
    page.wait_for_selector(".ag-row")
    page.fill(".search-box", "cut me")
    expect(page.locator(".search [role=status]")).not_to_contain_text("100")
    names = page.locator(".ag-row a").all_inner_texts()
    assert names
    assert set(names) == {"Cut Meutia"}


def test_a_lost_server_is_said_at_once_and_the_session_end_leads_to_log_in(
    page: Page, office: Office
) -> None:
    page.goto("/unit?unit=dinkes")
    page.wait_for_selector(".tile")
    page.route("**/live", lambda route: route.abort())
    expect(page.locator(".stale-banner")).to_contain_text(
        "Terputus — data per 14:05", timeout=15000
    )
    page.unroute("**/live")
    page.context.clear_cookies()
    page.wait_for_url("**/masuk?ended=1&next=%2Funit%3Funit%3Ddinkes", timeout=15000)


def test_the_language_and_the_appearance_stay(page: Page) -> None:
    page.goto("/")
    page.click(".menu summary")
    page.click("text=English")
    expect(page).to_have_title("Overview · Pantau")
    page.click(".menu summary")
    page.click(".segment-dark")
    page.goto("/data")
    expect(page.get_by_role("heading", name="Data sources")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    assert page.evaluate("document.documentElement.lang") == "en"


def test_choices_change_the_address_and_the_address_reproduces_them(page: Page) -> None:
    page.goto("/")
    page.select_option("select[data-filter=period]", "2026-09")
    page.wait_for_selector('[data-view="/?period=2026-09"]')
    page.click(".ag-row a >> text=Dinas Pendidikan")
    page.wait_for_selector('[data-view="/unit?period=2026-09&unit=disdik"]')
    page.click("[data-indicator=answer_time_median] .tile-link")
    page.wait_for_url("**/unit?period=2026-09&unit=disdik&indicator=answer_time_median")
    expect(page.locator(".trend")).to_be_in_viewport()
    page.reload()
    expect(page.locator("select[data-filter=period]")).to_have_value("2026-09")
    expect(page.locator("select[data-filter=indicator]")).to_have_value("answer_time_median")
    page.go_back()
    expect(page.locator("select[data-filter=indicator]")).to_have_value("answered_in_time")


def test_news_change_only_what_differs_on_the_screen(page: Page, office: Office) -> None:
    page.goto("/")
    value = page.locator(tile(page, "answered_in_time"))
    before = value.inner_text()
    page.evaluate("document.querySelectorAll('.tile').forEach(tile => { tile.known = true; })")
    office.bump(value=0.123)
    expect(value).not_to_have_text(before)
    assert page.evaluate("[...document.querySelectorAll('.tile')].every(tile => tile.known)")


def test_slow_pages_still_show_news_that_come_faster(page: Page, office: Office) -> None:
    office.slow = 1.2
    page.goto("/")
    page.wait_for_selector(".tile")
    seen = set()
    for step in range(16):
        office.bump(value=0.01 * (step + 1))
        page.wait_for_timeout(500)
        seen.add(page.locator(tile(page, "answered_in_time")).inner_text())
    assert len(seen) >= 3


@pytest.mark.parametrize(
    ("name", "address_", "where"),
    [
        ("pimpinan", "/unit?unit=dinkes-1", "dinkes-1"),
        ("wall", "/unit?unit=dinkes-1", "dinkes-1"),
        ("wall", "/unit", "aceh"),
    ],
)
def test_pages_without_some_of_their_tables_renew_too(
    page: Page, address: str, office: Office, name: str, address_: str, where: str
) -> None:
    if name == "wall":
        page.context.clear_cookies()
        page.goto("/masuk?token=dinding-rahasia")
    wrong = watch(page, address)
    page.goto(address_)
    page.wait_for_selector(".tile")
    office.bump(subject=where, value=0.123)
    expect(page.locator(tile(page, "answered_in_time"))).to_have_text("12,3%", timeout=20000)
    assert wrong == []


def test_why_opens_where_it_stands_and_closes_again(page: Page, address: str) -> None:
    wrong = watch(page, address)
    page.goto("/unit?unit=dinkes")
    line = page.locator(".why-line", has_text="Pengaduan dijawab tepat waktu")
    line.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    before = page.evaluate("window.scrollY")
    line.click()
    expect(page.locator(".record-place").first).to_have_text(
        "complaints-2026-11.csv:3", timeout=15000
    )
    assert page.url.endswith("/unit?unit=dinkes&goal=answered_in_time")
    assert abs(page.evaluate("window.scrollY") - before) < 5
    page.locator(".why-line[aria-expanded=true]").press("Enter")
    expect(page.locator(".why-open")).to_have_count(0, timeout=15000)
    assert wrong == []


def test_news_come_while_a_goal_and_the_other_figures_are_open(page: Page, office: Office) -> None:
    page.goto("/unit?unit=dinkes&goal=answered_in_time")
    page.locator(".folded summary").click()
    expect(page.locator(".folded .figure-cell").first).to_be_visible(timeout=15000)
    office.bump(subject="dinkes", value=0.123)
    expect(page.locator(tile(page, "answered_in_time"))).to_have_text("12,3%", timeout=20000)
    expect(page.locator(".why-item-open .why-value")).to_contain_text("12,3%")
    expect(page.locator(".record").first).to_be_visible(timeout=15000)
    expect(page.locator(".folded .figure-cell").first).to_be_visible(timeout=15000)


def test_a_link_to_an_indicator_lands_on_it(page: Page) -> None:
    page.goto("/metodologi#recorded_in_time")
    expect(page.locator("#recorded_in_time dl")).to_be_visible()
    expect(page.locator("#answered_in_time dl")).to_be_hidden()
    expect(page.locator("[id=recorded_in_time]")).to_be_in_viewport(timeout=20000)
    page.click(".method-contents >> text=Kehadiran")
    expect(page.locator("[id=metodologi-discipline]")).to_be_in_viewport()


@pytest.mark.parametrize("path", ["/", "/unit?unit=dinkes&goal=answered_in_time", "/metodologi"])
def test_nothing_is_wider_than_a_phone(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path)
    page.wait_for_selector(".tile, .method")
    page.wait_for_timeout(800)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


@pytest.mark.parametrize("path", ["/", "/unit?unit=dinkes&goal=answered_in_time", "/metodologi"])
def test_what_can_be_used_has_a_name_and_no_identifier_stands_twice(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_selector(".tile, .method")
    page.wait_for_timeout(800)
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(TWICE) == []


NAMELESS = """() => [...document.querySelectorAll('.page :is(a, button, summary, select)')]
  .filter(e => e.checkVisibility() && !(e.innerText || e.textContent).trim() && !e.title
    && !e.getAttribute('aria-label') && !e.closest('label') && !e.closest('.ag-root-wrapper'))
  .map(e => e.outerHTML.slice(0, 120))"""
TWICE = """() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))]; }"""


def test_the_unit_tree_unfolds_and_the_funnel_opens_where_it_stands(page: Page) -> None:
    page.goto("/")
    named = page.locator("#ringkasan-units .cell-link")
    expect(named.filter(has_text="Dinas Kesehatan")).to_be_visible()
    expect(named.filter(has_text="Bidang Pelayanan Kesehatan")).to_have_count(0)
    page.get_by_role("button", name="Buka unit di bawahnya: Dinas Kesehatan").click()
    expect(named.filter(has_text="Bidang Pelayanan Kesehatan")).to_be_visible()
    page.get_by_role("button", name="Bentangkan semua").click()
    expect(named.filter(has_text="Bidang Bina Marga")).to_be_visible()
    page.get_by_role("link", name="Corong").click()
    expect(page.locator("#ringkasan-graph .main-svg").first).to_be_visible(timeout=30_000)


def test_a_late_count_leads_to_the_list_of_these_complaints(page: Page) -> None:
    page.goto("/unit?unit=dinkes-1")
    page.locator(".headline-more a").first.click(timeout=45_000)
    page.wait_for_url("**/unit?unit=dinkes-1&due=overdue#unit-complaints")
    expect(page.locator(".chosen-only")).to_contain_text("lewat tenggat", timeout=45_000)
    page.get_by_role("link", name="Tampilkan semua").click()
    expect(page.locator(".chosen-only")).to_have_count(0, timeout=45_000)


def test_every_name_at_the_top_of_a_unit_leads_to_a_part_that_is_there(page: Page) -> None:
    page.goto("/unit?unit=dinkes")
    names = page.locator(".contents a")
    expect(names.first).to_be_visible()
    for place in names.evaluate_all("all => all.map(a => a.getAttribute('href'))"):
        expect(page.locator(place)).to_be_attached()
    names.last.click()
    expect(page.locator(names.last.get_attribute("href") or "")).to_be_in_viewport()
    expect(page.locator(".contents")).to_be_in_viewport()
