"""Who visits the overview: a visit goes on while one stays, and what stood before it is kept."""

from datetime import timedelta

import pandas as pd
import pytest

from data.store import alert_queries, flow, visits
from data.visits import Visits
from scoring.scope import EVERYTHING, Scope
from tests.data.alerting import alarm
from tests.data.builders import NOW

GOOD, BAD = {"u1|2026-11|answered_in_time": "met"}, {"u1|2026-11|answered_in_time": "missed"}


@pytest.fixture
def arrive(desk):
    """Comes so many minutes after NOW."""

    def come(minutes, shown, account="kepala"):
        desk.at = NOW + timedelta(minutes=minutes)
        return Visits(desk.refresh).arrive(account, shown)

    return come


def test_the_first_visit_has_nothing_before_it(arrive):
    assert arrive(0, GOOD) is None


def test_who_comes_back_later_is_told_of_the_end_of_the_visit_before(arrive):
    arrive(0, BAD)
    arrive(20, GOOD)
    again = arrive(100, BAD)
    assert again.since == pd.Timestamp(NOW + timedelta(minutes=20))
    assert again.before == GOOD


def test_a_visit_goes_on_while_one_stays(arrive):
    arrive(0, GOOD)
    begun = arrive(100, BAD)
    still = arrive(125, GOOD)
    assert (still.since, still.before) == (begun.since, begun.before)


def test_accounts_have_visits_of_their_own(arrive):
    arrive(0, GOOD)
    assert arrive(100, GOOD, account="lain") is None


def test_only_the_bands_and_two_moments_are_kept(desk, arrive):
    arrive(0, GOOD)
    with desk.engine.connect() as connection:
        kept = visits.of(connection, "kepala")
    assert (kept.shown, kept.since, kept.before) == (GOOD, None, None)


def test_what_came_and_went_is_counted_within_the_scope(desk):
    rows = [
        {"complaint_id": "c1", "unit": "u1", "received": "2026-11-23T09:00"},
        {"complaint_id": "c2", "unit": "u1", "received": "2026-10-01T09:00",
         "resolved": "2026-11-23T10:00"},
        {"complaint_id": "c3", "unit": "u9", "received": "2026-11-23T09:00"},
    ]  # fmt: skip
    desk.drop("units", {"unit_id": "u1"}, {"unit_id": "u9"})
    desk.drop("complaints", *rows)
    desk.look()
    since = NOW - timedelta(days=7)
    with desk.engine.connect() as connection:
        assert flow.counts(connection, EVERYTHING, None, since) == (2, 1)
        assert flow.counts(connection, Scope(under="u9", persons=True), None, since) == (1, 0)
        assert flow.counts(connection, EVERYTHING, "u1", since) == (1, 1)


def test_alerts_that_fired_since_are_counted(tmp_path, engine):
    office = alarm(tmp_path, engine).late()
    office.decide()
    with engine.connect() as connection:
        early, late = (NOW - timedelta(days=30), NOW + timedelta(days=30))
        assert alert_queries.changed(connection, EVERYTHING, early)[0] >= 1
        assert alert_queries.changed(connection, EVERYTHING, late) == (0, 0)
        hidden = Scope(under="u9", persons=True)
        assert alert_queries.changed(connection, hidden, early) == (0, 0)
