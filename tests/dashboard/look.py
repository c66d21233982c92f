"""Screenshots of the dashboard on the fakes: python -m tests.dashboard.look FOLDER WHAT ...

WHAT is page:size:theme:language[:full], such as ``unit:l:dark:en:full``; sizes are xl, l and s;
``pegawai@/pegawai:l`` logs in as another account.
"""

import logging
import sys
import threading
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from dashboard.app import create_app
from tests.dashboard.conftest import log_in
from tests.dashboard.fakes import ZONE, Office
from tests.running import chromium

PAGES = {
    "home": "/",
    "unit": "/unit?unit=dinkes",
    "people": "/pegawai",
    "person": "/pegawai?person=199001012015011001",
    "why": "/pegawai?person=199001012015011001&goal=answered_in_time",
    "unitwhy": "/unit?unit=dinkes&goal=approved_minutes_share",
    "alerts": "/peringatan",
    "alert": "/peringatan?alert=32",
    "method": "/metodologi",
    "data": "/data",
}
DEFAULTS = ("light", "id", "")
SIZES = {"xl": (1920, 1080), "l": (1366, 768), "s": (390, 844)}


def enter(page: Page, what: str) -> str:
    """Log in as asked and give the address of the page."""
    if what == "wall":
        page.goto("/masuk?token=dinding-rahasia")
        return "/"
    name, _, path = what.rpartition("@")
    log_in(page, name or "pimpinan")
    return PAGES.get(path, path)


def shoot(browser: Browser, base: str, combo: str, folder: Path) -> None:
    """One picture; what the console says is printed."""
    what, size, theme, language, full = [*combo.split(":"), *DEFAULTS[combo.count(":") - 1 :]]
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=base,
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
    )
    page = context.new_page()
    page.on("console", lambda m: sys.stdout.write(f"{combo}: {m.type} {m.text[:300]}\n"))
    if what == "login":
        page.goto(f"/masuk?lang={language}")
    else:
        path = enter(page, what)
        page.goto(path + ("&" if "?" in path else "?") + f"lang={language}")
        page.wait_for_selector(".page")
        page.wait_for_timeout(1800)
        for _ in range(8 if full else 0):
            page.mouse.wheel(0, 600)
            page.wait_for_timeout(300)
    name = combo.replace(":", "_").replace("/", "-").replace("?", "-")
    page.screenshot(path=folder / f"{name}.png", full_page=bool(full))
    context.close()


def main() -> None:
    """Every picture asked for."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    office = Office(looked_at=datetime.now(ZONE))
    app = create_app(office.services(), secret="look", session=timedelta(hours=1))
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with chromium() as browser:
        for combo in sys.argv[2:]:
            shoot(browser, f"http://127.0.0.1:{server.server_port}", combo, Path(sys.argv[1]))


if __name__ == "__main__":
    main()
