"""From committed rows to the pixel: a real worker, real web processes, Chromium, 200 viewers."""

import csv
import json
import os
import queue
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

from tests.bench.rows import Row, percentile
from tests.running import ROOT, Running, chromium, demo, enter

ROUNDS = 12
POLLED = 8
VIEWERS = (1, 50, 200)
PERIOD = 2.0
"""Seconds between two questions of a page that has no stream (assets/live.js)."""
SECOND = 1.0
IDLE = 10.0
QUIETEST = 3
RESTING, LONGEST = 0.1, 120.0
"""CPU seconds within a second of an office at rest, and how long rest is waited for."""
RECEIVED = """(n) => [...document.querySelectorAll('.tile, .figure-cell')].some(tile =>
    tile.querySelector('a[href*="complaints_received"]')
    && tile.textContent.replaceAll('.', '').match(new RegExp('(^|[^0-9])' + n + '([^0-9]|$)')))"""
RECEIVED_NOW = (
    "SELECT value FROM scores WHERE indicator = 'complaints_received' AND subject_id IN "
    "(SELECT unit_id FROM units WHERE parent IS NULL) ORDER BY period DESC LIMIT 1"
)
Answer = dict[str, Any]


def rows(folder: Path) -> Iterator[Row]:
    """Latency with 1, 50 and 200 viewers and without a stream, bytes, cost of an idle viewer."""
    with demo(folder / "demo", "--speed", "0") as running, chromium() as browser:
        page = browser.new_page()
        enter(page, running.address)
        rested(running)
        number = iter(range(10_000))
        alone = idle(running)
        for count in VIEWERS:
            with viewing(page, running, count - 1) as answers:
                if count == max(VIEWERS):
                    each = 1000 * (idle(running) - alone) / IDLE / count
                    yield Row("idle viewer, CPU of all processes", each, "ms/s", 0.5)
                seen = [one(page, running.folder, next(number)) for _ in range(ROUNDS + 1)][1:]
                yield from told(f"{count} viewers", seen, SECOND, 1.0)
                if count > 1:
                    yield from of_viewers(count, seen, list(drained(answers)))
        page.context.route("**/live/stream", lambda route: route.abort())
        page.evaluate("document.documentElement.dataset.stream = 'off'")
        page.add_init_script("document.documentElement.dataset.stream = 'off'")
        page.reload()
        seen = [one(page, running.folder, next(number)) for _ in range(POLLED + 1)][1:]
        yield from told("no stream", seen, SECOND, 3.0)


@dataclass(frozen=True)
class Seen:
    """When a complaint's file was complete, its row committed, and its figure on the screen."""

    put: float
    kept: float
    scored: float
    shown: float


def told(what: str, seen: list[Seen], unit: float, target: float) -> Iterator[Row]:
    """Median and p95 of commit to pixel in Chromium."""
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        value = percentile((s.shown - s.kept for s in seen), share) / unit
        yield Row(f"rows committed to pixel, {what}, {name}", value, "s", target)
    scoring = percentile((s.scored - s.kept for s in seen), 0.5)
    yield Row(f"  of it rows committed to scores committed, {what}, p50", scoring, "s", 0.5)


def of_viewers(count: int, seen: list[Seen], answers: list[Answer]) -> Iterator[Row]:
    """The same on the connections: until the last answer that brought something was there."""
    waits, sizes = [], []
    for this, after in zip(seen, [*seen[1:], None], strict=True):
        end = after.put if after else float("inf")
        mine = [a for a in answers if this.kept <= a["at"] < end and a["parts"]]
        waits += [a["at"] - this.kept for a in mine]
        sizes += [a["bytes"] for a in mine]
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        value = percentile(waits, share) if waits else float("nan")
        yield Row(f"rows committed to answer, {count} viewers, {name}", value, "s", 1.0)
    yield Row(f"bytes of an update, {count} viewers, p50", percentile(sizes, 0.5) / 1024, "KiB", 60)


@contextmanager
def viewing(page: Page, running: Running, count: int) -> "Iterator[queue.Queue[Answer]]":
    """``count`` more viewers beside the browser: a third at the top, the others spread below."""
    answers: queue.Queue[Answer] = queue.Queue()
    if not count:
        yield answers
        return
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.viewers"], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin
    process.stdin.write(json.dumps(said(page, running, count)) + "\n")
    process.stdin.flush()
    threading.Thread(target=read, args=(process, answers), daemon=True).start()
    try:
        time.sleep(3)
        list(drained(answers))
        yield answers
    finally:
        process.kill()
        process.wait()


def read(process: "subprocess.Popen[str]", answers: "queue.Queue[Answer]") -> None:
    """Hand on what the viewers print."""
    assert process.stdout
    for line in process.stdout:
        answers.put(json.loads(line))


def drained(answers: "queue.Queue[Answer]") -> Iterator[Answer]:
    """What is there by now."""
    while not answers.empty():
        yield answers.get()


def said(page: Page, running: Running, count: int) -> dict[str, Any]:
    """Who looks at what, with the session of the browser."""
    cookies = page.context.cookies()
    entries = page.request.get(f"{running.address}/_dash-dependencies").json()
    renewals = {
        shown: next(e for e in entries if f"{shown}.data-tags" in e["output"]) | {"shown": shown}
        for shown in ("ringkasan-shown", "unit-shown")
    }
    units = [row[0] for row in ask_all(running.folder, "SELECT unit_id FROM units")]
    root = str(_ask(running.folder, "SELECT unit_id FROM units WHERE parent IS NULL"))
    top = {"renewal": renewals["ringkasan-shown"], "path": "/", "search": ""}
    below = [
        {"renewal": renewals["unit-shown"], "path": "/unit", "search": f"?unit={unit}"}
        for unit in units
    ]
    place = urlsplit(running.address)
    return {
        "host": place.hostname, "port": place.port, "root": root,
        "cookie": "; ".join(f"{c['name']}={c['value']}" for c in cookies),
        "csrf": next(c["value"] for c in cookies if c["name"] == "_csrf_token"),
        "viewers": [top if n % 3 == 0 else below[n % len(below)] for n in range(count)],
    }  # fmt: skip


def idle(running: Running) -> float:
    """CPU seconds within IDLE, in the quietest of some whiles: the worker has rounds of its own."""
    return min(cpu(running, IDLE) for _ in range(QUIETEST))


def cpu(running: Running, seconds: float) -> float:
    """CPU seconds that all processes of Pantau use within ``seconds`` without news."""
    began = used(running.process.pid)
    time.sleep(seconds)
    return used(running.process.pid) - began


def used(group: int) -> float:
    """CPU seconds used so far by a process group."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def rested(running: Running) -> None:
    """Wait until nothing changes any more and, the first looks done, hardly any CPU is used."""
    settled(running.folder)
    until = time.monotonic() + LONGEST
    while cpu(running, SECOND) > RESTING and time.monotonic() < until:
        continue


def settled(folder: Path) -> None:
    """Wait until the history is scored and nothing changes any more."""
    last, since = revision(folder), time.monotonic()
    while time.monotonic() - since < 8:
        time.sleep(0.2)
        if revision(folder) != last:
            last, since = revision(folder), time.monotonic()


def one(page: Page, folder: Path, number: int) -> Seen:
    """One complaint, from its file to the page."""
    page.wait_for_timeout(random.uniform(1500, 1500 + 1000 * PERIOD))
    expected = received(folder) + 1
    with commits(folder) as ask:
        put = deliver(folder, number)
        kept = ask(f"SELECT count(*) FROM complaints WHERE complaint_id = 'BENCH-{number}'", 1)
        scored = ask(RECEIVED_NOW, expected)
    page.wait_for_function(RECEIVED, arg=expected, timeout=30_000, polling=20)
    return Seen(put, kept, scored, time.monotonic())


@contextmanager
def commits(folder: Path) -> "Iterator[Callable[[str, int], float]]":
    """Waits until a query answers at least so much, and gives the moment.

    The store is asked only when something was committed: asking all the while would take half a
    processor from those who are measured.
    """
    with closing(sqlite3.connect(folder / "var" / "pantau.db", timeout=30)) as store:

        def until(query: str, least: int) -> float:
            seen = None
            while True:
                now = store.execute("PRAGMA data_version").fetchone()
                if now != seen and store.execute(query).fetchone()[0] >= least:
                    return time.monotonic()
                seen = now
                time.sleep(0.005)

        yield until


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
    found = _ask(folder, RECEIVED_NOW)
    return int(found) if found is not None else 0


def revision(folder: Path) -> int:
    """The revision of the store."""
    return int(_ask(folder, "SELECT revision FROM live") or 0)


def _ask(folder: Path, query: str) -> Any:
    found = ask_all(folder, query)
    return found[0][0] if found else None


def ask_all(folder: Path, query: str, *values: Any) -> list[Any]:
    """What the store answers."""
    with closing(sqlite3.connect(folder / "var" / "pantau.db", timeout=30)) as store:
        return store.execute(query, values).fetchall()
