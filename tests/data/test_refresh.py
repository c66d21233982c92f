"""One look: fetch, check, keep, score what changed; the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from pandera.errors import SchemaError

from data.store import state
from scoring.columns import DTYPES
from scoring.shapes import SHAPES
from tests.data.builders import (
    PLAIN,
    Desk,
    config,
    score_of,
    source,
    staffed,
    table,
)

C1 = {"complaint_id": "c1", "unit": "u1", "officer": "p1"}


@pytest.fixture
def desk(begun):
    return begun(staffed)


def counts(outcome):
    return outcome.read, outcome.new, outcome.corrected, outcome.unchanged, outcome.rejected


def test_the_same_file_twice_changes_nothing_and_keeps_the_revision(desk):
    desk.drop("complaints", C1, {"complaint_id": "c2", "unit": "u9"})
    desk.look(), desk.watch()
    before = [table(desk.engine, name) for name in ("complaints", "scores", "rejects", "live")]
    assert counts(desk.look("complaints")["complaints"]) == (0, 0, 0, 0, 0)
    desk.watch()
    assert before == [
        table(desk.engine, name) for name in ("complaints", "scores", "rejects", "live")
    ]


def test_the_same_rows_in_another_file_change_nothing_and_keep_the_revision(desk):
    desk.drop("complaints", C1)
    desk.look(), desk.score()
    before = desk.revision()
    desk.drop("complaints", C1)
    assert counts(desk.look("complaints")["complaints"]) == (1, 0, 0, 1, 0)
    assert (desk.score(), desk.kept("complaints")["label"].tolist()) == (before, ["0003.csv:2"])


def test_a_new_row_counts_the_revision_up_by_one(desk):
    before = desk.revision()
    desk.drop("complaints", C1)
    desk.look()
    assert desk.score() == before + 1


def test_a_corrected_row_corrects_what_is_kept_and_what_is_scored(desk):
    desk.drop("complaints", C1)
    desk.look(), desk.score()
    desk.drop("complaints", {**C1, "unit": "u2"})
    assert counts(desk.look()["complaints"]) == (1, 0, 1, 0, 0)
    assert score_of(desk.engine, "complaints_received", "u2") is None
    desk.score()
    assert score_of(desk.engine, "complaints_received", "u2") == (1, 1)


def test_every_accepted_row_knows_its_file_and_line(desk):
    desk.drop("complaints", C1, {"complaint_id": "c2"}, file="senin.csv")
    desk.look()
    found = desk.kept("complaints")[["source", "label"]]
    assert found.to_numpy().tolist() == [
        ["complaints", "senin.csv:2"],
        ["complaints", "senin.csv:3"],
    ]


def test_every_rejected_row_knows_its_file_and_line_and_why(desk):
    desk.drop("complaints", {"complaint_id": "c1", "received": "besok"})
    desk.look()
    assert desk.rejects() == [("0003.csv:2", "received", "not_understood")]
    assert desk.source("complaints")["rejected"] == 1


# --- rejected rows that come right -----------------------------------------------------------


def test_a_rejected_row_vanishes_when_its_file_comes_right(desk):
    desk.drop("complaints", {**C1, "received": "besok"}, file="a.csv")
    desk.look()
    desk.drop("complaints", C1, file="a.csv")
    desk.look()
    assert (desk.rejects(), len(desk.kept("complaints"))) == ([], 1)


def test_a_rejected_row_vanishes_when_another_file_brings_it_right(desk):
    desk.drop("complaints", {**C1, "received": "besok"})
    desk.look()
    desk.drop("complaints", C1)
    desk.look()
    assert (desk.rejects(), desk.source("complaints")["rejected"]) == ([], 0)


def test_a_wrong_correction_stays_rejected_beside_the_good_row_before_it(desk):
    desk.drop("complaints", C1, {**C1, "resolved": "besok"})
    desk.look()
    assert desk.rejects() == [("0003.csv:3", "resolved", "not_understood")]


def test_a_wrong_row_that_is_put_right_further_down_is_no_longer_rejected(desk):
    desk.drop("complaints", {**C1, "resolved": "besok"}, C1)
    desk.look()
    assert desk.rejects() == []


WAITING = {
    "a unit": ({"unit": "u7"}, "units", {"unit_id": "u7"}, "unknown_unit"),
    "a person": ({"officer": "p7"}, "people", {"person_id": "p7"}, "unknown_person"),
}


@pytest.mark.parametrize(("row", "name", "comes", "reason"), WAITING.values(), ids=WAITING)
def test_a_row_rejected_for_want_of_something_comes_right_once_it_arrives(
    desk, row, name, comes, reason
):
    desk.drop("complaints", {**C1, **row})
    assert dict(desk.look()["complaints"].reasons) == {reason: 1}
    desk.drop(name, comes)
    desk.look()
    assert (desk.rejects(), len(desk.kept("complaints"))) == ([], 1)


def test_a_row_that_comes_right_later_does_not_bring_back_what_others_have_corrected(desk):
    desk.drop("complaints", C1, {"complaint_id": "c2", "unit": "u7"})
    desk.look()
    desk.drop("complaints", {**C1, "status": "closed"})
    desk.look()
    desk.drop("units", {"unit_id": "u7"})
    desk.look()
    assert desk.kept("complaints")["status"].to_dict() == {"c1": "closed", "c2": "received"}


def test_a_file_that_is_read_again_for_some_rows_is_not_read_again_and_again(desk):
    desk.drop("complaints", {**C1, "unit": "u7"}, {"complaint_id": "c2", "unit": "u8"})
    desk.look()
    desk.drop("units", {"unit_id": "u7"})
    desk.look()
    assert counts(desk.look()["complaints"]) == (0, 0, 0, 0, 0)
    assert [label for label, *_ in desk.rejects()] == ["0003.csv:3"]


def with_answers():
    """A second source of complaints that only knows when they were answered."""
    columns = {"complaint_id": "complaint_id", "first_answer": "first_answer"}
    path = "inbox/answers/*"
    answers = {**source("complaints"), "path": path, "columns": columns, "partial": True}
    return config(sources={**{name: source(name) for name in PLAIN}, "answers": answers})


def test_a_partial_source_waits_for_the_rows_it_speaks_of(tmp_path, engine):
    desk = Desk(tmp_path, engine, with_answers()).staffed()
    folder = tmp_path / "inbox" / "answers"
    folder.mkdir()
    (folder / "a.csv").write_text("complaint_id,first_answer\nc1,2026-11-20T12:00\n")
    desk.look()
    assert desk.rejects() == [("a.csv:2", "complaint_id", "unknown_key")]
    desk.drop("complaints", {**C1, "unit": "u2", "officer": ""})
    desk.look(), desk.score()
    assert desk.rejects() == []
    assert score_of(engine, "answer_time_median", "u2") == (3.0, 1)


def test_a_partial_source_of_another_office_has_that_office_scored(tmp_path, engine):
    desk = Desk(tmp_path, engine, with_answers()).staffed()
    desk.drop("units", {"unit_id": "v1"})
    desk.drop("complaints", {"complaint_id": "c1", "unit": "v1"})
    desk.look("units", "complaints"), desk.score()
    folder = tmp_path / "inbox" / "answers"
    folder.mkdir()
    (folder / "a.csv").write_text("complaint_id,first_answer\nc1,2026-11-20T12:00\n")
    desk.look(), desk.score()
    assert score_of(engine, "answer_time_median", "v1") == (3.0, 1)


# --- failures --------------------------------------------------------------------------------


def test_a_source_that_fails_keeps_its_last_good_rows_and_the_others_go_on(desk):
    desk.drop("complaints", C1)
    desk.look()
    (desk.folder / "inbox" / "complaints" / "broken.csv").write_text("no,header\n1,2\n")
    desk.drop("activities", {"activity_id": "a1"})
    outcomes = desk.look()
    assert "broken.csv" in outcomes["complaints"].error
    assert outcomes["activities"].new == len(desk.kept("complaints")) == 1


def test_good_files_of_a_source_are_taken_in_though_another_is_broken(desk):
    (desk.folder / "inbox" / "complaints" / "0.csv").write_text("no,header\n1,2\n")
    desk.drop("complaints", C1)
    assert desk.look()["complaints"].new == 1


def test_failures_in_a_row_are_counted_and_cleared_by_a_success(desk):
    broken = desk.folder / "inbox" / "complaints" / "broken.csv"
    broken.write_text("no,header\n1,2\n")
    desk.look("complaints"), desk.look("complaints")
    failing = desk.source("complaints")
    broken.unlink()
    desk.look("complaints")
    assert (failing["failures"], desk.source("complaints")["failures"]) == (2, 0)
    assert "column" in failing["error"]
    assert pd.isna(desk.source("complaints")["error"])


def test_a_success_says_that_no_retry_is_waited_for(desk):
    with desk.engine.begin() as connection:
        state.source_state(connection, "complaints", next_attempt=desk.at)
    desk.look()
    assert pd.isna(desk.source("complaints")["next_attempt"])


def test_complaints_may_come_before_any_unit_is_known(tmp_path, engine):
    desk = Desk(tmp_path, engine)
    desk.drop("complaints", {"complaint_id": "c1"})
    desk.look(), desk.score()
    desk.staffed()
    assert score_of(desk.engine, "complaints_received", "u1") == (1, 1)


# --- time ------------------------------------------------------------------------------------

FRIDAY = datetime(2026, 11, 20, 3, tzinfo=UTC)


def on_friday(folder, engine):
    return Desk(folder, engine, at=FRIDAY).staffed()


@pytest.fixture
def pending(begun):
    """Makes an office that has one complaint and was scored on Friday."""

    def made(**row):
        desk = begun(on_friday)
        desk.drop("complaints", {**C1, "received": "2026-11-19T09:00", **row})
        desk.look(), desk.score()
        return desk

    return made


def test_a_limit_that_passes_without_a_new_row_is_scored(pending, engine):
    desk = pending()
    before = desk.revision()
    desk.at = datetime(2026, 11, 26, 16, 59, tzinfo=UTC)
    desk.score()
    assert score_of(engine, "answered_in_time", "u1") == (None, 0)
    desk.at = datetime(2026, 11, 26, 17, 0, 1, tzinfo=UTC)
    assert desk.score() > before
    assert score_of(engine, "answered_in_time", "u1") == (0.0, 1)


def test_a_limit_passes_also_for_a_complaint_that_was_closed_unanswered(pending, engine):
    desk = pending(resolved="2026-11-19T12:00")
    desk.at = datetime(2026, 11, 26, 17, 0, 1, tzinfo=UTC)
    desk.score()
    assert score_of(engine, "answered_in_time", "u1") == (0.0, 1)


def test_a_limit_by_the_source_passes_at_its_minute(pending, engine):
    desk = pending(due="2026-11-20T15:00")
    for minutes, overdue in ((0, 0), (1, 1)):
        desk.at = datetime(2026, 11, 20, 8, minutes, tzinfo=UTC)
        desk.score()
        assert score_of(engine, "complaints_overdue", "u1") == (overdue, 1)


def test_what_a_row_tells_in_advance_counts_once_it_has_come(pending, engine):
    desk = pending(first_answer="2026-11-20T12:00")
    assert score_of(engine, "answer_time_median", "u1") == (None, 1)
    desk.at = FRIDAY + timedelta(hours=3)
    desk.score()
    assert score_of(engine, "answer_time_median", "u1") == (27.0, 1)


def test_a_new_month_is_scored_though_no_row_comes(pending, engine):
    desk = pending()
    desk.at = datetime(2026, 12, 1, 3, tzinfo=UTC)
    desk.score()
    assert score_of(engine, "complaints_open", "u1", "2026-12") == (1, 1)


def test_time_that_passes_and_changes_nothing_keeps_the_revision(pending):
    desk = pending()
    before = desk.watch()
    desk.at = FRIDAY + timedelta(hours=1)
    assert desk.watch() == before


# --- several offices -------------------------------------------------------------------------


def test_who_works_for_another_office_is_scored_once_and_where_they_belong(desk):
    desk.drop("units", {"unit_id": "v1"})
    desk.drop("complaints", C1)
    desk.look(), desk.score()
    desk.drop("complaints", {"complaint_id": "c2", "unit": "v1", "officer": "p1"})
    desk.look(), desk.score()
    assert score_of(desk.engine, "complaints_received", "p1") == (2, 2)
    assert score_of(desk.engine, "complaints_received", "v1") == (1, 1)
    assert score_of(desk.engine, "complaints_received", "u1") == (1, 1)


def test_an_office_that_comes_under_another_leaves_no_scores_behind(desk):
    desk.drop("complaints", C1)
    desk.look(), desk.score()
    desk.drop("units", {"unit_id": "r1"}, {"unit_id": "u1", "parent": "r1"})
    desk.look(), desk.score()
    assert score_of(desk.engine, "complaints_received", "r1") == (1, 1)
    assert {row[4] for row in table(desk.engine, "scores")} == {"r1"}


def test_a_unit_that_moves_to_another_office_is_scored_there(desk):
    desk.drop("units", {"unit_id": "v1"})
    desk.drop("complaints", {"complaint_id": "c1", "unit": "u2"})
    desk.look(), desk.score()
    desk.drop("units", {"unit_id": "u2", "parent": "v1"})
    desk.look(), desk.score()
    assert score_of(desk.engine, "complaints_received", "v1") == (1, 1)
    assert score_of(desk.engine, "complaints_received", "u1") in (None, (None, 0))


def test_units_in_a_circle_are_scored_all_the_same(tmp_path, engine):
    desk = Desk(tmp_path, engine)
    desk.drop("units", {"unit_id": "u1", "parent": "u2"}, {"unit_id": "u2", "parent": "u1"})
    desk.drop("complaints", {"complaint_id": "c1", "unit": "u2"})
    desk.look(), desk.score()
    assert score_of(desk.engine, "complaints_received", "u2") == (1, 1)


def test_activities_of_a_past_month_that_move_change_both_months(tmp_path, engine):
    desk = Desk(tmp_path, engine, config(history=4)).staffed()
    desk.drop("activities", {"activity_id": "a1", "day": "2026-09-05"})
    desk.look(), desk.score()
    desk.drop("activities", {"activity_id": "a1", "day": "2026-10-05"})
    desk.look(), desk.score()
    assert score_of(desk.engine, "activities_recorded", "p1", "2026-09") in (None, (None, 0))
    assert score_of(desk.engine, "activities_recorded", "p1", "2026-10") == (1, 1)


def broken_by_us():
    yield from ()
    raise KeyError("198609262015051001")


def test_a_fault_of_ours_is_told_as_a_failure_without_anything_personal(desk):
    outcome = desk.refresh.take_in("complaints", broken_by_us())
    assert "unexpected KeyError in test_refresh.py" in outcome.error
    assert "1986" not in outcome.error
    assert desk.source("complaints")["failures"] == 1


def test_what_is_kept_of_every_frame_has_the_shape_that_its_schema_demands(desk):
    desk.drop("complaints", C1)
    desk.drop("activities", {"activity_id": "a1"})
    desk.look()
    for name in ("units", "people", "complaints", "activities"):
        kept = desk.kept(name).reset_index()
        assert len(SHAPES[name].schema.validate(kept)) == len(kept) > 0


def test_the_schema_of_a_frame_refuses_what_it_must_not_hold(desk):
    desk.drop("complaints", C1)
    desk.look()
    wrong = desk.kept("complaints").reset_index().assign(kind="rumour")
    with pytest.raises(SchemaError):
        SHAPES["complaints"].schema.validate(wrong.astype({"kind": DTYPES["category"]}))
