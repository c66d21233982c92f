"""kill -9 at any moment: nothing is lost, nothing is doubled, and the next start goes on."""

import multiprocessing
import os
import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, text

from data.store.engine import Engine, open_engine, upgrade
from data.store.tables import MARKS, METADATA, STALE
from tests.data.builders import (
    GROWING,
    PLAIN,
    config,
    emptied,
    source,
    table,
    write_config,
    write_rows,
)

ROWS, FILES = 1000, 4
BEGIN = datetime(2024, 1, 1)  # noqa: DTZ001
SAME = ("units", "people", "activities", "complaints", "unit_ancestors", "scores")
TIMES = ("kept_at", "replaced_at")
HASTY = {"LEASE_LASTS": 2, "BEAT": 1, "TICK": 1}
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["dashboard.cli"])


def case(number: int) -> dict[str, str]:
    """One state of a complaint: half of them correct earlier ones, some are wrong."""
    moment = BEGIN + timedelta(minutes=number)
    wrong = {7: {"received": "besok"}, 11: {"unit": "u9"}}.get(number % 13, {})
    return {
        "complaint_id": f"c{number * 7919 % (ROWS * FILES // 2)}", "unit": f"u{number % 3 + 1}",
        "officer": f"p{number % 40}", "received": f"{moment:%FT%T}",
        "first_answer": f"{moment + timedelta(hours=3):%FT%T}" if number % 3 else "", **wrong,
    }  # fmt: skip


def fill(folder: Path, url: str) -> Path:
    """An inbox of several files of a few thousand rows, and its config.yaml."""
    sources = {name: source(name, every="1s", settle="0s") for name in PLAIN}
    said = config(store={"url": url}, sources=sources, period="all", history=1)
    path = write_config(folder, said)
    units = [{"unit_id": "u1"}, *({"unit_id": f"u{n}", "parent": "u1"} for n in (2, 3))]
    people = [
        {"person_id": f"p{n}", "unit": f"u{n % 3 + 1}", "active_to": "2024-12-31"}
        for n in range(40)
    ]
    done = [
        {"activity_id": f"a{n}", "person": f"p{n % 40}", "day": f"{BEGIN + timedelta(n % 99):%F}"}
        for n in range(ROWS)
    ]
    cases = [case(number) for number in range(ROWS * FILES)]
    files = [("units", units), ("people", people), ("activities", done)]
    files += [("complaints", cases[n * ROWS : (n + 1) * ROWS]) for n in range(FILES)]
    for number, (name, rows) in enumerate(files):
        file = write_rows(folder / f"inbox/{name}/{number}.csv", name, rows)
        os.utime(file, (number, number))
    return path


def pantau(words: tuple[str, ...]) -> None:
    """`pantau` in a process that has already imported it; a worker's lease lasts two seconds."""
    from dashboard.cli import app
    from data import scheduler

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1), os.dup2(nowhere, 2)
    for name, seconds in HASTY.items():
        setattr(scheduler, name, timedelta(seconds=seconds))
    app(words)


class Office:
    """A folder and its database, taken in by processes that may be killed."""

    def __init__(self, folder: Path, url: str) -> None:
        self.path = fill(folder, url)
        self.engine = open_engine(url, folder)
        self.hits: Counter[str] = Counter()

    def start(self, *words: str) -> multiprocessing.Process:
        process = PROCESSES.Process(target=pantau, args=((*words, "-c", str(self.path)),))
        process.start()
        return process

    def whole(self) -> float:
        """Take everything in, undisturbed; how long that took."""
        began = time.monotonic()
        process = self.start("ingest")
        process.join(60)
        assert process.exitcode == 0
        return time.monotonic() - began

    def kill_after(self, seconds: float, *words: str) -> None:
        """Start, and kill after so many seconds, unless it has ended by then."""
        process = self.start(*words)
        process.join(seconds)
        self.hits["after" if process.exitcode == 0 else f"while {self.stage()}"] += 1
        process.kill()
        process.join()

    def stage(self) -> str:
        """What was going on, as far as it had been kept."""
        try:
            with self.engine.connect() as connection:
                files = select(func.count()).where(MARKS.c.mark.startswith("file:"))
                kept = connection.execute(files).scalar()
                stale = connection.execute(select(func.count()).select_from(STALE)).scalar()
        except Exception:
            return "migrating"
        if kept < FILES + 3:
            return "taking in" if kept else "starting"
        return "scoring" if stale else "ending"

    def result(self) -> dict[str, list[tuple[object, ...]]]:
        """All that must be the same however often the way there was broken off."""
        found = {name: untimed(self.engine, name) for name in SAME}
        found["versions"] = sorted((row[1:] for row in untimed(self.engine, "versions")), key=repr)
        found["scores"] = [row[:4] if row[3] in GROWING else row for row in found["scores"]]
        found["rejects"] = [row[:-1] for row in table(self.engine, "rejects")]
        found["marks"] = [row[:2] for row in table(self.engine, "marks")]
        found["stale"] = table(self.engine, "stale_offices")
        return found


def untimed(engine: Engine, name: str) -> list[tuple[object, ...]]:
    """All rows of a table but for when they were kept: no two runs do that at the same moment."""
    kept = METADATA.tables[name]
    columns = [column for column in kept.columns if column.name not in TIMES]
    with engine.connect() as connection:
        return sorted(map(tuple, connection.execute(select(*columns))), key=repr)


def anew_sqlite(engine: Engine) -> None:
    engine.dispose()
    for file in Path(engine.url.database).parent.glob("pantau.db*"):
        file.unlink()


def kill_many(
    office: Office, times: int, anew: Callable[[Engine], object], words: tuple[str, ...]
) -> None:
    """Kill at ``times`` moments spread evenly over the run time, and compare whenever all is in."""
    office.start("check").join()  # everything is imported once, before the clock runs
    lasts = office.whole()
    wanted = office.result()
    good = {case(n)["complaint_id"] for n in range(ROWS * FILES) if n % 13 not in (7, 11)}
    assert {row[0] for row in wanted["complaints"]} == good
    assert wanted["rejects"]
    assert wanted["scores"]
    moments = [lasts * (number + 0.5) / times for number in range(times)]
    random.Random(7).shuffle(moments)
    anew(office.engine)
    for number, moment in enumerate(moments, start=1):
        office.kill_after(moment, *words)
        if number % 2 == 0 or number == times:
            office.whole()
            assert office.result() == wanted
            if number < times:
                anew(office.engine)


def told(capsys, record_property, office: Office, name: str) -> None:
    record_property("kills", dict(office.hits))
    with capsys.disabled():
        hits = ", ".join(f"{stage} {count}" for stage, count in sorted(office.hits.items()))
        print(f"\n{name}: {office.hits.total()} kills: {hits}")  # noqa: T201


def test_taking_in_survives_kill_9_at_any_moment_on_sqlite(tmp_path, capsys, record_property):
    office = Office(tmp_path, "sqlite:///pantau.db")
    kill_many(office, 25, anew_sqlite, ("ingest",))
    with office.engine.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    told(capsys, record_property, office, "ingest on SQLite")


def test_taking_in_survives_kill_9_at_any_moment_on_postgresql(
    tmp_path, fresh_postgres_url, capsys, record_property
):
    office = Office(tmp_path, fresh_postgres_url)
    kill_many(office, 5, emptied, ("ingest",))
    told(capsys, record_property, office, "ingest on PostgreSQL")


def test_a_worker_survives_kill_9_at_any_moment(tmp_path, capsys, record_property):
    office = Office(tmp_path, "sqlite:///pantau.db")
    upgrade(office.engine)
    kill_many(office, 4, anew_sqlite, ("worker",))
    told(capsys, record_property, office, "worker on SQLite")
