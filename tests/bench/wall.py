"""The memory of a wall display over a day of updates, in Chromium: python -m tests.bench.wall."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page
from rich.console import Console
from werkzeug.serving import make_server

from dashboard.app import create_app
from tests.bench.rows import Row
from tests.dashboard.day import news, weighed
from tests.dashboard.fakes import Office
from tests.running import chromium

WARM, DAY = 40, 720
"""Updates before it is weighed first, and of a day with news every two minutes."""
HELD = {"JSHeapUsedSize": "heap", "Nodes": "DOM nodes", "JSEventListeners": "listeners"}


def rows(_: Path | None = None) -> Iterator[Row]:
    """What the tab holds at the end of the day, by what it held at the beginning."""
    with displayed() as (page, office):
        probe = page.context.new_cdp_session(page)
        for number in range(WARM):
            news(page, office, number)
        before = weighed(probe)
        for number in range(DAY):
            news(page, office, number)
        after = weighed(probe)
    for name, said in HELD.items():
        grown = after[name] / before[name]
        yield Row(f"wall display, {said} after {DAY} updates", grown, "x", 1.1)


@contextmanager
def displayed() -> Iterator[tuple[Page, Office]]:
    """A display in a browser, on the invented office."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    office = Office()
    app = create_app(office.services(), secret="bench", session=timedelta(hours=1))
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with chromium() as browser:
        page = browser.new_page(base_url=f"http://127.0.0.1:{server.server_port}")
        page.goto("/masuk?token=dinding-rahasia&next=/dinding/ringan")
        page.wait_for_selector("[data-present]")
        yield page, office
    server.shutdown()


if __name__ == "__main__":
    for row in rows():
        Console().print(f"{row.name}: {row.value:.3f} {row.unit} (at most {row.target})")
