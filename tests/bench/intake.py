"""Intake, checks included, against bare executemany of the same rows into the same indexes."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from data.config import load
from data.refresh import Refresh
from data.rules import calendar_of
from data.simulate import build, write_history
from data.simulate.history import write_references
from data.store.engine import open_engine, upgrade
from data.store.tables import FRAMES
from tests.bench.rows import Row, paired, seconds

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
ROUNDS = 5
MONTHS = 3
ROOT = Path(__file__).parents[2]


class Bench:
    """An inbox with some months of activities of an invented office."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = load(ROOT / "config.yaml", {})
        self.number = 0
        office = build(calendar_of(self.settings), 11, date(2026, 11, 24))
        inbox = folder / "var" / "inbox"
        write_references(office, inbox)
        write_history(office, inbox)
        for path in sorted((inbox / "activities").glob("2*.csv"))[:-MONTHS]:
            path.unlink()

    def fresh(self) -> Refresh:
        """An empty database that knows units and people."""
        self.number += 1
        engine = open_engine(f"sqlite:///bench{self.number}.db", self.folder)
        upgrade(engine)
        refresh = Refresh(self.settings, engine, self.folder, lambda: NOW, lambda _: True)
        refresh.take_in("units")
        refresh.take_in("people")
        return refresh

    def ours(self) -> float:
        """Seconds to read, check and keep the activities."""
        self.last = self.fresh()
        return seconds(lambda: self.last.take_in("activities"))

    def bare(self) -> float:
        """Seconds of executemany of the rows just kept, into an empty table like it."""
        with sqlite3.connect(str(self.last.engine.url.database)) as kept:
            rows = kept.execute("SELECT * FROM activities").fetchall()
        target = self.fresh()
        marks = ", ".join("?" * len(FRAMES["activities"].columns))
        with sqlite3.connect(str(target.engine.url.database)) as bare:
            bare.execute("PRAGMA synchronous=NORMAL")
            return seconds(
                lambda: (
                    bare.executemany(f"INSERT INTO activities VALUES ({marks})", rows),
                    bare.commit(),
                )
            )

    def again(self) -> float:
        """Seconds to find that nothing has changed."""
        return seconds(lambda: self.last.take_in("activities"))


def rows(folder: Path) -> Iterator[Row]:
    """Intake of about 40,000 activities."""
    bench = Bench(folder)
    yield Row(
        "intake with all checks / bare executemany",
        paired(bench.ours, bench.bare, ROUNDS),
        "ratio",
        6.0,
    )
    yield Row(
        "looking at files that did not change / taking them in",
        bench.again() / bench.ours(),
        "ratio",
        0.02,
    )
