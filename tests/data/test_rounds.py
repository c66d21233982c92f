"""When the worker decides: right after scoring, with rests, and by the minute."""

from datetime import UTC, datetime, timedelta

import pytest

from data.alerting.rounds import LEAST, Rounds
from data.store.engine import open_engine, upgrade
from tests.data.alerting import Alarm, said
from tests.data.builders import Desk, source, table, write_rows
from tests.data.worker import running, until

SOON = {n: source(n, every="1m", settle="1s") for n in ("units", "people", "complaints")}
LATE = {"unit": "u2", "officer": "p2", "received": "2026-11-02T09:00"}


@pytest.fixture
def office(tmp_path):
    engine = open_engine("sqlite:///pantau.db", tmp_path)
    upgrade(engine)
    settings = {**said(), "sources": SOON}
    yield Alarm(Desk(tmp_path, engine, settings, datetime.now(UTC)))
    engine.dispose()


def fired(office):
    return len(table(office.desk.engine, "alerts"))


def decided(office):
    """When a round was last decided."""
    marks = {mark: value for source, mark, value in table(office.desk.engine, "marks")}
    return marks.get("decided")


def test_an_alert_fires_right_after_the_scoring_and_not_with_the_round_of_the_minute(office):
    config = office.desk.folder / "config.yaml"
    with running("worker", "-c", config, hasty=False):
        until(lambda: decided(office))
        began = decided(office)
        write_rows(office.desk.folder / "inbox/complaints/a.csv", "complaints",
                   [{"complaint_id": "c1", **LATE}])  # fmt: skip
        until(lambda: fired(office) == 1, 45)
    took = datetime.fromisoformat(decided(office)) - datetime.fromisoformat(began)
    assert took < timedelta(seconds=45)


def test_what_was_scored_since_the_last_round_is_behind_and_nothing_else(office):
    rounds = Rounds(office.late(1).desk.refresh)
    behind = [rounds.is_behind()]
    rounds.decide()
    behind.append(rounds.is_behind())
    office.late(2)
    assert [*behind, rounds.is_behind()] == [True, False, True]


def test_a_round_is_followed_by_a_rest(office):
    rounds = Rounds(office.late(1).desk.refresh)
    assert rounds.rests_until <= office.desk.at
    rounds.decide()
    assert rounds.rests_until == office.desk.at + LEAST


def test_without_rules_nothing_is_behind(tmp_path, sqlite):
    desk = Desk(tmp_path, sqlite, said(rules={})).staffed()
    assert not Rounds(desk.refresh).is_behind()


@pytest.fixture
def begun(tmp_path, sqlite):
    """An office of which nothing has been looked at."""
    desk = Desk(tmp_path, sqlite, {**said(), "sources": SOON})
    desk.drop("units", {"unit_id": "u1"})
    return desk


def marks(desk):
    return {mark for _, mark, _ in table(desk.engine, "marks")}


def test_nothing_is_decided_before_every_source_has_been_looked_at_once(begun):
    rounds = Rounds(begun.refresh)
    begun.look("units", "people")
    begun.score()
    assert not rounds.is_behind()
    rounds.decide()
    assert "decided" not in marks(begun)
    begun.look("complaints")
    rounds.decide()
    assert "decided" in marks(begun)


def test_a_source_that_fails_keeps_nobody_from_deciding(begun):
    broken = begun.folder / "inbox" / "people" / "bad.csv"
    broken.parent.mkdir(parents=True, exist_ok=True)
    broken.write_text("bukan kolom\n1\n", encoding="utf-8")
    assert begun.look()["people"].error
    Rounds(begun.refresh).decide()
    assert "decided" in marks(begun)
