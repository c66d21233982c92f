"""``make pictures``: takes the pictures of README and docs from the running demo."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from tests.running import ROOT, chromium, demo, enter

OUT = ROOT / "docs" / "pictures"
PAGES = {"ringkasan": "/", "unit": "/unit", "pegawai": "/pegawai", "data": "/data"}
SIZE = {"width": 1366, "height": 900}


def main() -> None:
    """One picture a page, of what the leader sees in Indonesian."""
    OUT.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        demo(Path(folder), "--seed", "11") as running,
        chromium() as browser,
    ):
        page = browser.new_page(viewport=SIZE, locale="id-ID")
        enter(page, running.address)
        page.wait_for_timeout(40_000)  # the history comes in
        for name, path in PAGES.items():
            _take(page, running.address + path, OUT / f"{name}.png")


def _take(page: Page, address: str, to: Path) -> None:
    page.goto(address)
    page.wait_for_selector(".ag-row, .tile")
    page.wait_for_timeout(2_500)
    page.screenshot(path=to)
    sys.stdout.write(f"{to.relative_to(ROOT)}\n")


main()
