"""How long a person is looked for among 30,000, in Chromium: from the last key to the line."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page

from tests.bench.live import ask_all, rested
from tests.bench.pages import entered
from tests.bench.rows import Row, percentile, seconds
from tests.running import chromium, demo

PERSONS, ROUNDS = 30_000, 8
KNOWN = "SELECT count(DISTINCT subject_id) FROM scores WHERE subject_kind = 'person'"
FOUND = """(name) => {
    const rows = [...document.querySelectorAll('.ag-pinned-left-cols-container .ag-row')];
    return rows.some(row => row.textContent.includes(name)) && rows.length < 20
        && /^[1-9]/.test(document.querySelector('#pegawai-count').textContent);
}"""


def rows(folder: Path) -> Iterator[Row]:
    """By name and by NIP, half of the time each."""
    with demo(folder / "demo", "--speed", "0") as running, chromium() as browser:
        rested(running)
        added = many(running.folder / "var" / "inbox" / "people.csv")
        while ask_all(running.folder, KNOWN)[0][0] < PERSONS * 0.9:  # some serve no longer
            rested(running)
        with entered(browser, running) as page:
            opened = seconds(lambda: listed(page))
            waits = [found(page, *person) for person in random.Random(5).sample(added, ROUNDS)]
        yield Row("first list of 30,000 people", opened, "s", 5.0)
        yield Row("a person found among 30,000, p50", percentile(waits, 0.5), "s", 1.0)
        yield Row("a person found among 30,000, p95", percentile(waits, 0.95), "s", 1.0)


def listed(page: Page) -> None:
    """Open the list of people."""
    page.goto("/pegawai")
    page.wait_for_selector(".ag-row")


def found(page: Page, nip: str, name: str) -> float:
    """Seconds from the last key to the person's line."""
    box = page.locator("#pegawai-search")
    box.fill("")
    page.wait_for_timeout(1500)
    wanted = nip if int(nip[-1]) % 2 else name

    def look() -> None:
        box.fill(wanted)
        page.wait_for_function(FOUND, arg=name, polling=20)

    return seconds(look)


def many(people: Path) -> list[tuple[str, str]]:
    """Invented colleagues in the units of those in the file, until there are so many."""
    with people.open(newline="") as file:
        known = list(csv.DictReader(file))
    chance = random.Random(4)
    names = sorted({name for row in known for name in row["nama"].split()})
    added: dict[str, str] = {}
    with people.open("a", newline="") as file:
        writer = csv.DictWriter(file, known[0].keys())
        while len(known) + len(added) < PERSONS:
            born = date(1966, 1, 1) + timedelta(days=chance.randrange(12_000))
            serving = date(born.year + 24, chance.randint(1, 12), 1)
            number = f"{chance.randint(1, 2)}{chance.randint(1, 999):03}"
            nip = f"{born:%Y%m%d}{serving:%Y%m}{number}"
            if nip in added:
                continue
            added[nip] = " ".join(chance.sample(names, 3))
            writer.writerow({**chance.choice(known[1:]), "nip": nip, "nama": added[nip]})
    return list(added.items())
