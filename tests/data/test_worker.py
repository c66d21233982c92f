"""The worker, as it really runs: a process of its own on a folder."""

import signal
import time
from datetime import UTC, datetime, timedelta

import pytest

from data.refresh import retry_after
from data.store import rejects
from data.store.engine import open_engine, upgrade
from tests.data.builders import Desk, config, score_of, source, table, write_rows
from tests.data.worker import running, until

SOON = {name: source(name, every="1s", settle="1s") for name in ("units", "people", "complaints")}


@pytest.fixture
def desk(tmp_path):
    """An office with units and people whose complaints are looked for each minute at most."""
    seldom = {**SOON, "complaints": source("complaints", every="1m", settle="1s")}
    engine = open_engine("sqlite:///pantau.db", tmp_path)
    upgrade(engine)
    made = Desk(tmp_path, engine, config(sources=seldom), datetime.now(UTC))
    made.drop("units", {"unit_id": "u1"})
    made.drop("people", {"person_id": "p1"})
    yield made
    engine.dispose()


def received(desk):
    """How many complaints of today are scored."""
    found = score_of(desk.engine, "complaints_received", "u1", f"{desk.at:%Y-%m}")
    return found[0] if found else 0


def today(desk, number):
    """A complaint of an hour ago."""
    return {"complaint_id": f"c{number}", "received": f"{desk.at - timedelta(hours=1):%FT%TZ}"}


def holder(desk):
    leases = table(desk.engine, "leases")
    return leases[0][1] if leases else None


def ready(desk):
    """Whether a worker has the lease and has looked at everything once."""
    return len(table(desk.engine, "sources")) == 3 and holder(desk)


SOONER = 45.0
"""Seconds: long before the round of a minute that the source has by itself."""


def test_a_file_that_is_dropped_in_is_scored_before_the_next_round(desk):
    with running("worker", "-c", desk.folder / "config.yaml"):
        until(lambda: ready(desk))
        write_rows(desk.folder / "inbox/complaints/a.csv", "complaints", [today(desk, 1)])
        until(lambda: received(desk) == 1, SOONER)


def test_a_file_that_was_too_young_at_the_first_look_is_read_as_soon_as_it_has_rested(desk):
    path = write_rows(desk.folder / "inbox/complaints/a.csv", "complaints", [today(desk, 1)])
    with running("worker", "-c", desk.folder / "config.yaml"):
        until(lambda: path.touch() or ready(desk))
        until(lambda: received(desk) == 1, SOONER)


def test_a_half_written_file_is_not_read_until_it_is_closed(desk):
    whole = write_rows(desk.folder / "whole", "complaints", [today(desk, n) for n in range(4)])
    lines = whole.read_text().splitlines(keepends=True)
    with running("worker", "-c", desk.folder / "config.yaml"):
        until(lambda: ready(desk))
        with (desk.folder / "inbox/complaints/a.csv").open("w") as file:
            for line in lines:
                file.write(line)
                file.flush()
                time.sleep(0.6)
                assert len(desk.kept("complaints")) == 0
        until(lambda: received(desk) == 4, SOONER)
    assert table(desk.engine, "rejects") == []


def test_files_that_come_while_others_are_taken_in_do_not_wait_for_the_next_round(desk):
    with running("worker", "-c", desk.folder / "config.yaml"):
        until(lambda: ready(desk))
        for number in range(8):
            path = desk.folder / f"inbox/complaints/{number}.csv"
            write_rows(path, "complaints", [today(desk, number)])
            time.sleep(0.1)
        until(lambda: received(desk) == 8, SOONER)


def test_of_two_workers_one_works_and_the_other_takes_over_when_it_is_killed(desk):
    path = desk.folder / "config.yaml"
    with running("worker", "-c", path) as first:
        until(lambda: ready(desk))
        held = holder(desk)
        with running("worker", "-c", path):
            time.sleep(4)
            assert holder(desk) == held
            first.send_signal(signal.SIGKILL)
            until(lambda: holder(desk) != held)
            write_rows(desk.folder / "inbox/complaints/a.csv", "complaints", [today(desk, 1)])
            until(lambda: received(desk) == 1)


def test_a_worker_that_is_stopped_gives_its_lease_up_and_ends_well(desk):
    with running("worker", "-c", desk.folder / "config.yaml") as process:
        until(lambda: ready(desk))
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
    assert holder(desk) is None


def weeks_looked_at(desk):
    with desk.engine.connect() as connection:
        return rejects.marks(connection, ":weeks:u1").get("week")


def test_the_weeks_are_looked_at_beside_the_worker(desk):
    with running("worker", "-c", desk.folder / "config.yaml"):
        until(lambda: weeks_looked_at(desk), SOONER)


def failures(desk):
    found = {row[0]: row[4] for row in table(desk.engine, "sources")}
    return found.get("units", 0)


def test_a_failing_source_is_retried_ever_more_slowly_and_shown_until_it_works(desk):
    folder = desk.folder / "inbox/units"
    (folder / "broken.csv").write_text("no,header\n1,2\n")
    with running("worker", "-c", desk.folder / "config.yaml"):
        until(lambda: failures(desk) >= 2)
        shown = desk.source("units")
        assert "broken.csv" in shown["error"]
        assert shown["next_attempt"] > shown["last_attempt"]
        (folder / "broken.csv").unlink()
        until(lambda: failures(desk) == 0)


RETRIES = {1: 10, 2: 20, 3: 40, 4: 80, 5: 160, 6: 320, 7: 640, 8: 900, 100: 900, 10**6: 900}


@pytest.mark.parametrize(("failed", "seconds"), RETRIES.items())
def test_a_source_is_retried_after_a_while_that_doubles_up_to_a_quarter_of_an_hour(failed, seconds):
    assert retry_after(failed) == timedelta(seconds=seconds)
