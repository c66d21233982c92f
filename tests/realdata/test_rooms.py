"""The rooms on real permit applications: leader, manager, civil servant and wall, in Chromium."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.realdata.conftest import pantau as told
from tests.realdata.folder import REPOSITORY
from tests.running import PASSWORD, end, enter, free_port, pantau, until_healthy

pytestmark = [pytest.mark.realdata, pytest.mark.browser]
SOON = 60_000
PERSON = "Resource01"
ACCOUNTS = {
    "pimpinan": ["--role", "leader"],
    "atasan": ["--role", "manager", "--unit", "municipality"],
    "pegawai": ["--role", "staff", "--person", PERSON],
    "balai": ["--role", "wall", "--unit", "municipality"],
}
WALL = {"title": {"id": "Balai", "en": "Hall"}, "units": ["municipality"], "theme": "light"}


@pytest.fixture(scope="module")
def links() -> dict[str, str]:
    """Where each display is opened, as the command says when its account is made."""
    return {}


@pytest.fixture(scope="module")
def address(
    realdata: Path, tmp_path_factory: pytest.TempPathFactory, links: dict[str, str]
) -> Iterator[str]:
    """The example as an office runs it: what is there is taken in, then worker and web."""
    if not (realdata / "receipt_wabo").is_dir():
        pytest.skip(f"{realdata / 'receipt_wabo'} is not there; the real data are not complete")
    folder, port = tmp_path_factory.mktemp("receipt"), free_port()
    example = REPOSITORY / "examples" / "receipt_wabo"
    shutil.copy(example / "units.csv", folder)
    said = yaml.safe_load((example / "config.yaml").read_text(encoding="utf-8"))
    said |= {"web": {"port": port}, "walls": {"hall": WALL}}
    (folder / "config.yaml").write_text(yaml.safe_dump(said), encoding="utf-8")
    told(folder, realdata, "ingest", "--once")
    for name, how in ACCOUNTS.items():
        secret = [] if name == "balai" else ["--password", PASSWORD]
        printed = told(folder, realdata, "user", "add", name, *how, *secret)
        if link := re.search(r"/masuk\?\S+", printed):
            links[name] = link[0]
    process = pantau("run", "-c", folder / "config.yaml", PANTAU_REALDATA=str(realdata))
    try:
        until_healthy(f"http://127.0.0.1:{port}", 60)
        yield f"http://127.0.0.1:{port}"
    finally:
        end(process)


@pytest.fixture
def at(address: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Gives a page logged in as an account."""
    contexts = []

    def logged_in(account: str, *, width: int = 1366) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 768}, base_url=address, locale="en-GB"
        )
        contexts.append(context)
        page = context.new_page()
        enter(page, address, account)
        return page

    yield logged_in
    for context in contexts:
        context.close()


def test_a_leader_sees_how_permits_go_and_comes_down_to_a_line_of_the_log(at) -> None:
    page = at("pimpinan")
    page.goto("/?lang=en")
    expect(page.locator(".headline-verdict")).not_to_have_text("", timeout=SOON)
    tile = page.locator(".tile", has_text="Resolved in time").first
    expect(tile).to_contain_text(re.compile(r"n\s*=\s*1[.,]\d{3}"), timeout=SOON)
    page.locator(".ag-row a", has_text="General").first.click(timeout=SOON)
    expect(page.locator("h1")).to_have_text("General", timeout=SOON)
    page.locator(".why .why-line", has_text="Complaints resolved in time").first.click(timeout=SOON)
    expect(page.locator(".record-place").first).to_have_text(
        re.compile(r"receipt\.csv:\d+"), timeout=SOON
    )


def test_a_manager_finds_one_of_the_staff_and_sees_their_cases(at) -> None:
    page = at("atasan")
    page.goto("/pegawai?lang=en")
    page.locator("input[type=search]").first.fill(PERSON, timeout=SOON)
    expect(page.locator(".ag-row a").first).to_have_text(PERSON, timeout=SOON)
    page.locator(".ag-row a").first.click()
    expect(page.locator("h1")).to_have_text(PERSON, timeout=SOON)
    expect(page.locator(".why")).to_be_visible(timeout=SOON)


def test_a_civil_servant_reads_the_own_points_on_a_telephone_and_objects_to_a_case(at) -> None:
    page = at("pegawai", width=390)
    page.goto("/saya?lang=en&goal=resolved_in_time")
    page.locator(".own-open .object-link:not(.object-whole)").first.click(timeout=SOON)
    page.locator("#keberatan-reason").fill("The case was not mine to end.", timeout=SOON)
    page.locator("#keberatan-submit").click()
    page.locator("#keberatan-submitted a").first.click(timeout=SOON)
    expect(page.locator(".band").first).to_have_text("Filed", timeout=SOON)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_wall_shows_the_office_and_names_nobody(at, address, browser, links) -> None:
    page = browser.new_context(viewport={"width": 1920, "height": 1080}).new_page()
    page.goto(address + links["balai"])
    expect(page.locator("[data-present]")).to_be_visible(timeout=SOON)
    assert page.url.endswith("/dinding/hall")
    assert "Resource" not in page.content()
    page.context.close()
