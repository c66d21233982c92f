"""What wall displays ask the store for: within scope, and never of a person."""

from datetime import UTC, datetime

import pytest

from data.store import walls
from scoring.scope import Scope
from tests.data.alerting import LATE, alarm

QUIET = {"kind": "silent_subject", "title": {"id": "Sepi", "en": "Quiet"}, "threshold": 5}
PERSONS = {**QUIET, "subjects": ["person"]}


@pytest.fixture
def office(tmp_path, engine):
    """Two late complaints in u2, and p1 to p3 there who have recorded nothing for weeks."""
    made = alarm(tmp_path, engine, rules={"late": LATE, "quiet": PERSONS})
    made.take("activities", *(
        {"activity_id": f"a{p}", "person": p, "unit": "u2", "day": "2026-11-02"}
        for p in ("p1", "p2", "p3")
    ))  # fmt: skip
    made.late(2).decide()
    return made


def asked(office, question, *words):
    with office.desk.engine.connect() as connection:
        return question(connection, *words)


def test_alerts_are_counted_by_unit_and_rule_without_those_about_persons(office):
    assert set(office.open()["rule"]) == {"late", "quiet"}
    found = asked(office, walls.alerts_by_unit, Scope("u1"))
    told = found[["unit", "unit_name", "rule", "n"]].itertuples(index=False, name=None)
    assert list(told) == [("u2", "Bidang", "late", 2)]


def test_no_alert_of_a_unit_outside_the_scope_is_counted(office):
    assert asked(office, walls.alerts_by_unit, Scope("u3")).empty


def test_complaints_are_those_received_since_and_within_the_scope(office):
    office.late_one(3, received="2026-11-20T09:00")
    since = datetime(2026, 11, 10, tzinfo=UTC)
    assert list(asked(office, walls.received_since, Scope("u1"), since)["complaint_id"]) == ["c3"]
    assert asked(office, walls.received_since, Scope("u3"), since).empty


def test_the_tree_is_the_visible_one(office):
    assert list(asked(office, walls.tree, Scope("u2"))["unit_id"]) == ["u2"]
    assert len(asked(office, walls.tree, Scope())) == 2
