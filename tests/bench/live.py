"""From a committed row to the pixel: a real worker, a real web server, a real Chromium."""

import csv
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

from tests.bench.rows import Row, percentile
from tests.running import chromium, demo, enter

ROUNDS = 15
PERIOD = 2.0
"""Seconds between two questions of a page for the revision (assets/live.js)."""
RECEIVED = """(n) => [...document.querySelectorAll('.tile, .figure-cell')].some(tile =>
    tile.querySelector('a[href*="complaints_received"]')
    && tile.innerText.replaceAll('.', '').split('\\n').includes(String(n)))"""


def rows(folder: Path) -> Iterator[Row]:
    """Commit-to-screen latency in periods of polling, and from file to commit beside it."""
    with demo(folder / "demo", "--speed", "0", "--people", "60") as running, chromium() as browser:
        page = browser.new_page()
        enter(page, running.address)
        settled(running.folder)
        page.locator("details.folded summary").click()
        latencies = [one(page, running.folder, number) for number in range(ROUNDS + 1)][1:]
    screen = [seen - kept for _, kept, seen in latencies]
    intake = [kept - put for put, kept, _ in latencies]
    yield Row(
        "commit to screen, median / polling period", percentile(screen, 0.5) / PERIOD, "ratio", 0.75
    )
    yield Row(
        "commit to screen, p95 / polling period", percentile(screen, 0.95) / PERIOD, "ratio", 1.25
    )
    yield Row(
        "file complete to scores committed, p95 / polling period",
        percentile(intake, 0.95) / PERIOD,
        "ratio",
        1.0,
    )


def settled(folder: Path) -> None:
    """Wait until the history is scored and nothing changes any more."""
    last, since = revision(folder), time.monotonic()
    while time.monotonic() - since < 4:
        time.sleep(0.2)
        if revision(folder) != last:
            last, since = revision(folder), time.monotonic()


def one(page: Page, folder: Path, number: int) -> tuple[float, float, float]:
    """When a complaint arrived as a file, was committed with its scores, and stood on the page."""
    time.sleep(random.uniform(0, PERIOD))
    expected = received(folder) + 1
    put = deliver(folder, number)
    while received(folder) < expected:
        time.sleep(0.005)
    kept = time.monotonic()
    page.wait_for_function(RECEIVED, arg=expected, timeout=30_000, polling=20)
    return put, kept, time.monotonic()


def deliver(folder: Path, number: int) -> float:
    """Put a file with one complaint received now into the inbox; when it was complete."""
    inbox = folder / "var" / "inbox" / "complaints"
    template = next(inbox.glob("20*.csv"))
    with template.open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    day, clock = f"{datetime.now(ZoneInfo('Asia/Jakarta')):%d/%m/%Y %H:%M}".split(" ")
    fresh = dict.fromkeys(row, "") | {
        "no_tiket": f"BENCH-{number}",
        "tanggal_masuk": day,
        "jam_masuk": clock,
        "klasifikasi": "Pengaduan",
        "unit_terdisposisi": row["unit_terdisposisi"],
        "status": "Terverifikasi",
    }
    beside = inbox / f".bench-{number}.part"
    with beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fresh)
        writer.writeheader()
        writer.writerow(fresh)
    beside.replace(inbox / f"bench-{number}.csv")
    return time.monotonic()


def received(folder: Path) -> int:
    """Complaints received this month, as the committed scores of the office say."""
    query = (
        "SELECT value FROM scores WHERE indicator = 'complaints_received' AND subject_id IN "
        "(SELECT unit_id FROM units WHERE parent IS NULL) ORDER BY period DESC LIMIT 1"
    )
    found = _ask(folder, query)
    return int(found) if found is not None else 0


def revision(folder: Path) -> int:
    """The revision of the store."""
    return int(_ask(folder, "SELECT revision FROM live") or 0)


def _ask(folder: Path, query: str) -> float | None:
    with closing(sqlite3.connect(folder / "var" / "pantau.db", timeout=30)) as store:
        row = store.execute(query).fetchone()
    return None if row is None else row[0]
