"""``make pictures``: takes the pictures of README and docs from the running demo."""

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page

from tests.running import ROOT, chromium, demo, enter

OUT = ROOT / "docs" / "pictures"
PAGES = {
    "pimpinan": {
        "ringkasan": "/", "unit": "/unit", "pegawai": "/pegawai", "peringatan": "/peringatan",
        "data": "/data",
    },
    "atasan": {"verifikasi": "/verifikasi"},
    "pegawai": {"saya": "/saya"},
}  # fmt: skip
"""What each account of the demo is shown with; a civil servant on a telephone."""

SIZE = {"width": 1366, "height": 900}
TELEPHONE = {"width": 390, "height": 844}
WALL = {"width": 1920, "height": 1080}
WATCHED = 75
"""Seconds in which the history comes in, weeks are looked at, and alerts are decided."""

SHOWN = ".ag-row, .tile, .alert-line, .own-standing"


def main() -> None:
    """One picture a page, in Indonesian."""
    OUT.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        demo(Path(folder), "--seed", "11") as running,
        chromium() as browser,
    ):
        time.sleep(WATCHED)
        for account, pages in PAGES.items():
            size = TELEPHONE if account == "pegawai" else SIZE
            page = browser.new_page(viewport=size, locale="id-ID")
            enter(page, running.address, account)
            for name, path in pages.items():
                _take(page, running.address + path, OUT / f"{name}.png")
        page = browser.new_page(viewport=WALL, locale="id-ID")
        enter(page, running.address)
        _take(page, f"{running.address}/dinding/ruang-rapat", OUT / "dinding.png", "[data-present]")


def _take(page: Page, address: str, to: Path, shown: str = SHOWN) -> None:
    page.goto(address)
    page.wait_for_selector(shown)
    page.wait_for_timeout(2_500)
    page.screenshot(path=to)
    sys.stdout.write(f"{to.relative_to(ROOT)}\n")


main()
