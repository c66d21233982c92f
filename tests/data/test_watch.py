"""The weeks of every subject: when they are looked at, and what is kept of it."""

from datetime import date, timedelta

import pandas as pd
import pytest

from data.store import concerning, queries, state
from data.watch import learn_from
from scoring import weekly
from scoring.scope import EVERYTHING, Scope
from tests.data.builders import NOW, Desk, config

GOALS = {"answered": {"indicator": "answered_in_time", "target": 0.9, "min_n": 1}}
WEEKS = 40


def answered(week: int, number: int, late: bool) -> dict[str, str]:
    """One complaint of an earlier week, answered after an hour or after three weeks."""
    received = NOW - timedelta(days=7 * week, hours=number)
    answer = received + (timedelta(days=21) if late else timedelta(hours=1))
    return {
        "complaint_id": f"c{week}-{number}", "unit": "u1", "received": received.isoformat(),
        "first_answer": answer.isoformat(), "status": "in_progress",
    }  # fmt: skip


@pytest.fixture
def desk(tmp_path, engine):
    found = Desk(tmp_path, engine, config(goals=GOALS)).staffed()
    found.watch()
    rows = [answered(week, n, late=3 < week < 10) for week in range(2, WEEKS) for n in range(8)]
    found.drop("complaints", *rows)
    found.look()
    return found


def rested(desk):
    """Scored, and again when the worker has rested from its last look at the weeks."""
    desk.watch()
    desk.at += timedelta(minutes=1)
    desk.watch()
    return desk


def weeks_of(desk, subject):
    """The points kept of the one goal of a unit."""
    with desk.engine.connect() as connection:
        (told,) = queries.signals(connection, EVERYTHING, "unit", subjects=(subject,))["weeks"]
    return weekly.read(told)


def kept(desk, kind="unit", scope=EVERYTHING):
    with desk.engine.connect() as connection:
        return queries.signals(connection, scope, kind)


def test_a_unit_that_falls_against_its_own_weeks_is_a_concern_with_its_since(desk):
    rested(desk)
    found = kept(desk).set_index("subject_id").loc["u1"]
    assert (found["signal"], bool(found["concern"])) == ("worsening", True)
    assert found["since"] >= "2026-W37"
    assert found["as_of"] == "2026-W47"


def test_the_weeks_themselves_are_kept_and_read_only_of_single_subjects(desk):
    rested(desk)
    found = dict(weeks_of(desk, "u1"))
    assert (min(found), max(found)) == (date(2026, 2, 23), date(2026, 11, 9))
    assert (found[date(2026, 9, 14)], found[date(2026, 10, 5)]) == (1.0, 0.0)
    assert "weeks" not in kept(desk)


def test_signals_are_seen_by_whoever_sees_the_subject(desk):
    rested(desk)
    assert set(kept(desk)["subject_id"]) == {"u1"}
    assert kept(desk, scope=Scope(under="u2")).empty


def test_news_of_weeks_concern_the_units_whose_weeks_have_changed_and_no_others(desk):
    below = [answered(w, n, late=False) | {"complaint_id": f"b{w}-{n}", "unit": "u2"}
             for w in range(2, WEEKS) for n in range(3)]  # fmt: skip
    desk.drop("complaints", *below)
    desk.look()
    before = rested(desk).revision()
    desk.drop("complaints", answered(20, 99, late=True))
    desk.look()
    desk.score()
    scored = desk.revision()
    assert rested(desk).revision() > scored > before
    with desk.engine.connect() as connection:
        told = concerning.since(connection, scored, desk.revision())
    assert told == concerning.Concern({"u1"}, {concerning.WEEKS})


def test_the_weeks_are_looked_at_again_only_when_they_have_changed_and_rested(desk):
    rested(desk)
    with desk.engine.begin() as connection:
        desk.refresh.touch(connection, "u1", desk.at, (state.Days(),))
        assert not desk.refresh.is_due(connection, "u1", desk.at)
        assert desk.refresh.is_due(connection, "u1", desk.at + timedelta(hours=1))


def test_a_new_week_is_looked_at(desk):
    desk.watch()
    with desk.engine.connect() as connection:
        assert desk.refresh.is_due(connection, "u1", desk.at + timedelta(days=7))


def test_a_new_baseline_decided_in_config_begins_anew(tmp_path, engine):
    decided = {"date": "2026-11-01", "reason": "new counter", "author": "head", "unit": "u1"}
    desk = Desk(tmp_path, engine, config(goals=GOALS, baselines=[decided])).staffed()
    desk.drop(
        "complaints", *(answered(w, n, late=False) for w in range(2, WEEKS) for n in range(3))
    )
    desk.look()
    rested(desk)
    assert list(kept(desk)["method"]) == ["thin"]
    assert weeks_of(desk, "u1")[0][0] == date(2026, 11, 2)


def test_a_stock_is_left_to_its_band(tmp_path, engine):
    goals = GOALS | {"late": {"indicator": "complaints_overdue", "target": 0, "min_n": 1}}
    found = Desk(tmp_path, engine, config(goals=goals)).staffed()
    found.drop("complaints", *(answered(week, 1, late=True) for week in range(2, WEEKS)))
    found.look()
    rested(found)
    assert set(kept(found)["indicator"]) == {"answered_in_time"}


@pytest.mark.parametrize(("weeks", "learnt"), [(38, 13), (39, 26)])
def test_a_short_past_is_learnt_from_a_quarter_and_a_long_one_from_half_a_year(weeks, learnt):
    known = [0.5] * weeks + [None] * 10
    series = pd.DataFrame({"period": range(weeks + 10), "value": known})
    assert learn_from(series) == learnt
