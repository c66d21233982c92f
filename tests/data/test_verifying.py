"""Activities verified here: kept as rows, scored like any, and not undone by a later file."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from data.alerting.verbs import Actor
from data.store import decisions
from data.verifying import Verifying
from scoring.scope import Scope
from tests.data.builders import NOW, Desk, config, score_of, source, table

HEAD = Actor("kepala", Scope(under="u1", persons=True), directs=True)
SECTION = Actor("seksi", Scope(under="u2", persons=True, self_id="p2"), directs=True)
STAFF = Actor("petugas", Scope(under="u1", persons=False, self_id="p1"))
WAITS = {"activity_id": "a1", "status": "pending", "title": "Rapat"}
OWN = {"activity_id": "a2", "status": "pending", "person": "p2", "unit": "u2"}
LATER = (NOW + timedelta(hours=5)).isoformat()


def waits(folder, engine):
    desk = Desk(folder, engine).staffed()
    desk.drop("activities", WAITS, OWN, {"activity_id": "a3"})
    desk.look()
    desk.score()
    return desk


@pytest.fixture
def office(begun) -> Desk:
    return begun(waits)


def test_what_waits_is_found_by_its_index_however_much_is_kept(sqlite):
    asked = []
    event.listen(sqlite, "before_cursor_execute", lambda *said: asked.append(said[2:4]))
    with sqlite.connect() as connection:
        decisions.waiting(connection, HEAD.scope, 10)
        decisions.count(connection, HEAD.scope)
        plans = [
            str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values).all())
            for query, values in asked[:]
            if "activities" in query
        ]
    assert ["activities USING INDEX activities_waiting" in plan for plan in plans] == [True, True]


def decide(office, *ids, by=HEAD, status="approved", reason=""):
    return Verifying(office.refresh).decide(by, ids, status, reason)


def status(office, number="a1"):
    return office.kept("activities").loc[number, "status"]


def again(office, **changes):
    office.at += timedelta(hours=1)
    office.drop("activities", WAITS | changes)
    assert office.look("activities")["activities"].error is None
    return status(office)


def ends(office):
    with office.engine.connect() as connection:
        return decisions.of(connection, ["a1"])["ended_why"].fillna("stands").tolist()


def waiting(office, by=HEAD, **how):
    with office.engine.connect() as connection:
        return list(decisions.waiting(connection, by.scope, 9, **how)["activity_id"])


def test_what_is_approved_counts_at_once(office):
    before = score_of(office.engine, "approved_minutes_share", "p1")[0]
    assert decide(office, "a1") == 1
    office.at += timedelta(minutes=1)
    assert office.score() > 0
    row = office.kept("activities").loc["a1"]
    assert (row["status"], row["verified_at"].to_pydatetime(), row["source"]) == (
        "approved", NOW, "pantau")  # fmt: skip
    assert score_of(office.engine, "approved_minutes_share", "p1")[0] > before


def test_a_decision_is_kept_with_who_when_and_why(office):
    decide(office, "a1", status="rejected", reason="bukan tugasnya")
    with office.engine.connect() as connection:
        line = decisions.of(connection, ["a1"]).iloc[0]
    told = (line["status"], line["reason"], line["by"], line["at"].to_pydatetime())
    assert told == ("rejected", "bukan tugasnya", "kepala", NOW)


def test_the_same_row_again_does_not_undo_it(office):
    decide(office, "a1")
    before = table(office.engine, "versions")
    assert again(office) == "approved"
    assert table(office.engine, "versions") == before
    assert ends(office) == ["stands"]


def test_a_row_that_has_become_another_waits_anew(office):
    decide(office, "a1")
    assert again(office, minutes="480") == "pending"
    assert ends(office) == ["changed"]
    assert decide(office, "a1", status="returned", reason="terlalu lama") == 1
    assert ends(office) == ["changed", "stands"]


def test_what_its_source_decides_later_counts(office):
    decide(office, "a1")
    assert again(office, status="rejected", verified_at=LATER) == "rejected"
    assert ends(office) == ["overruled"]


def test_what_its_source_decided_before_does_not(office):
    decide(office, "a1")
    assert again(office, status="rejected", verified_at="2026-11-23T09:00") == "approved"
    assert ends(office) == ["stands"]


def test_what_its_source_decides_alike_stays_as_it_is(office):
    decide(office, "a1")
    assert again(office, status="approved", verified_at=LATER) == "approved"
    assert office.kept("activities").loc["a1", "verified_at"].to_pydatetime() == NOW


def test_a_list_of_decisions_beside_the_source_is_judged_alike(tmp_path, engine):
    columns = {"activity_id": "activity_id", "status": "status"}
    beside = {"kind": "files", "frame": "activities", "path": "inbox/outcomes/*", "partial": True,
              "columns": columns}  # fmt: skip
    said = config()
    said["sources"] = {**said["sources"], "checks": beside}
    office = Desk(tmp_path, engine, said).staffed()
    office.drop("activities", WAITS)
    office.look()
    decide(office, "a1")
    (office.folder / "inbox/outcomes/1.csv").write_text("activity_id,status\na1,pending\n")
    office.look("checks")
    assert (status(office), ends(office)) == ("approved", ["stands"])


def test_only_what_waits_in_sight_is_listed_and_never_ones_own(office):
    assert waiting(office) == ["a1", "a2"]
    assert waiting(office, person="p2") == ["a2"]
    assert waiting(office, SECTION) == []
    assert waiting(office, STAFF) == []


def test_what_a_source_does_not_verify_does_not_wait(tmp_path, engine):
    said = source("activities")
    said["columns"] = {k: v for k, v in said["columns"].items() if k != "status"}
    office = Desk(tmp_path, engine, config(sources={**config()["sources"], "activities": said}))
    office.staffed().drop("activities", WAITS)
    office.look()
    assert waiting(office) == []


WRONG = {
    "staff": ("activities", ("a1",), {"by": STAFF}),
    "one's own": ("activities", ("a2",), {"by": SECTION}),
    "another office's": (
        "activities", ("a1",), {"by": Actor("x", Scope("u9", persons=True), directs=True)}),
    "what is decided": ("activities", ("a3",), {}),
    "none": ("activities", (), {}),
    "no reason": ("reason", ("a1",), {"status": "rejected"}),
    "no such status": ("status", ("a1",), {"status": "pending"}),
}  # fmt: skip


def test_what_may_not_be_decided_says_why_and_changes_nothing(office, subtests):
    for case, (place, ids, how) in WRONG.items():
        with subtests.test(case), pytest.raises(ValueError, match=rf"^{place}: "):
            decide(office, *ids, **how)
        assert (status(office), status(office, "a2")) == ("pending", "pending")
        assert table(office.engine, "decisions") == []


def test_of_several_only_those_that_still_wait_are_decided(office):
    decide(office, "a1")
    assert decide(office, "a1", "a2") == 1
