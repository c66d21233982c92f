"""How long pages take in Chromium on the demo, and what a first load transfers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.bench.live import rested
from tests.bench.rows import Row, percentile, seconds
from tests.running import Running, chromium, demo, enter

ROUNDS = 5
WAYS = {
    "pimpinan": ("/unit", "/pegawai", "/peringatan", "/verifikasi", "/"),
    "pegawai": ("/unit", "/saya"),
}
"""Where an account goes by the bar, one page after the other; it begins at the last."""

READY = ".page :is(.tile, .own-score, .ag-row, .alert-line, .empty, .problem)"
SWITCH = """(path) => new Promise(done => {
    const began = performance.now();
    const seen = () => {
        const page = document.querySelector('[data-title][data-view]');
        if (page.dataset.view.split('?')[0] !== path || !document.querySelector(READY))
            return requestAnimationFrame(seen);
        requestAnimationFrame(() => done(performance.now() - began));
    };
    document.querySelector(`.nav-main a[href="${path}"]`).click();
    requestAnimationFrame(seen);
})""".replace("READY", repr(READY))


def rows(folder: Path) -> Iterator[Row]:
    """First page of a new browser and of one that has been here, page switches, bytes."""
    with demo(folder / "demo", "--speed", "0") as running, chromium() as browser:
        rested(running)
        first, again, sent = [], [], []
        for _ in range(ROUNDS):
            with entered(browser, running) as page:
                heard = listening(page)
                first.append(opened(page))
                sent.append(sum(heard) / 1024)
                again.append(opened(page))
        yield Row("first page, nothing cached, p50", percentile(first, 0.5), "s", 1.5)
        yield Row("first page, scripts cached, p50", percentile(again, 0.5), "s", 1.0)
        yield Row("bytes of a first load", percentile(sent, 0.5), "KiB", 2048)
        for account, way in WAYS.items():
            with entered(browser, running, account) as page:
                page.goto(way[-1])
                page.wait_for_selector(READY)
                rounds = range(ROUNDS + 1)
                waits = [{p: page.evaluate(SWITCH, p) / 1000 for p in way} for _ in rounds]
            for path in way:
                waited = percentile((each[path] for each in waits[1:]), 0.5)
                yield Row(f"page switch of {account} to {path}, p50", waited, "s", 0.3)


@contextmanager
def entered(browser: Browser, running: Running, account: str = "pimpinan") -> Iterator[Page]:
    """A page of a browser that has logged in; nothing is cached."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=running.address)
    page = context.new_page()
    enter(page, running.address, account)
    page.goto("about:blank")
    context.new_cdp_session(page).send("Network.clearBrowserCache")
    yield page
    context.close()


def listening(page: Page) -> list[float]:
    """Bytes as they come over the wire, heads included."""
    heard: list[float] = []
    probe = page.context.new_cdp_session(page)
    probe.send("Network.enable")
    probe.on("Network.loadingFinished", lambda said: heard.append(float(said["encodedDataLength"])))
    return heard


def opened(page: Page) -> float:
    """Seconds until the front page shows its figures and its table."""

    def open_it() -> None:
        page.goto("/")
        page.wait_for_selector(".tile")
        page.wait_for_selector(".ag-row")

    return seconds(open_it)
