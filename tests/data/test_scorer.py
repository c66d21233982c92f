"""Whom an office scores, when, and by which rules; the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime, timedelta

import pytest

from data.store import queries
from data.store.tables import SCORES
from scoring.scope import EVERYTHING, Scope
from tests.data.builders import USUAL, Desk, config, score_of, source, table

SOURCES = {name: source(name) for name in USUAL}
LIMITS = {
    "forward": {"default": 2},
    "answer": {"default": 5},
    "finish": {"default": 10},
    "verify": 3,
}
SAID = config(
    sources=SOURCES, limits=LIMITS, programmes={"izin": {"name": "I", "services": ["izin"]}}
)
FRIDAY = datetime(2026, 11, 20, 3, tzinfo=UTC)


def at_work(folder, engine, **said) -> Desk:
    """u1 over u2 with p1 and p2, whose superior is p1, on a Friday at ten."""
    desk = Desk(folder, engine, {**SAID, **said}, FRIDAY).staffed()
    desk.drop("people", {"person_id": "p2", "unit": "u2", "name": "Ali", "supervisor": "p1"})
    desk.look(), desk.score()
    return desk


@pytest.fixture
def desk(begun):
    return begun(at_work)


def later(desk, moment):
    """What is scored when nothing has come but time."""
    desk.at = moment
    return desk.score()


# --- what changes by itself ------------------------------------------------------------------


def test_a_limit_of_forwarding_that_passes_is_scored(desk, engine):
    desk.drop("complaints", {"complaint_id": "c1", "unit": "u1", "received": "2026-11-19T09:00"})
    desk.look(), desk.score()
    assert score_of(engine, "forwarded_in_time", "u1") == (None, 0)
    later(desk, datetime(2026, 11, 23, 17, 0, 1, tzinfo=UTC))
    assert score_of(engine, "forwarded_in_time", "u1") == (0.0, 1)


def test_a_complaint_that_will_soon_be_late_is_scored(desk, engine):
    row = {"complaint_id": "c1", "unit": "u1", "due": "2026-11-25T15:00"}
    desk.drop("complaints", row)
    desk.look(), desk.score()
    assert score_of(engine, "complaints_due_soon", "u1") == (0, 1)
    later(desk, datetime(2026, 11, 23, 17, 0, 1, tzinfo=UTC))
    assert score_of(engine, "complaints_due_soon", "u1") == (1, 1)


def test_a_limit_that_waits_for_the_reporter_moves_on_from_day_to_day(desk, engine):
    asked = {"complaint_id": "c1", "unit": "u1", "received": "2026-11-06T09:00"}
    desk.drop("complaints", {**asked, "waiting": "2026-11-18T02:00:00Z/"})
    desk.look(), desk.score()
    later(desk, datetime(2026, 11, 27, 3, tzinfo=UTC))
    assert score_of(engine, "complaints_overdue", "u1") == (0, 1)
    desk.drop("complaints", {**asked, "waiting": ""})
    desk.look(), desk.score()
    assert score_of(engine, "complaints_overdue", "u1") == (1, 1)


def test_what_waits_for_a_supervisor_too_long_is_scored_in_the_month_of_the_work(desk, engine):
    desk.at = datetime(2026, 12, 1, 3, tzinfo=UTC)
    row = {"activity_id": "a1", "person": "p2", "day": "2026-11-30", "status": "pending"}
    desk.drop("activities", {**row, "recorded_at": "2026-11-30T15:00"})
    desk.look(), desk.score()
    assert score_of(engine, "verified_in_time", "p1", "2026-11") == (None, 0)
    later(desk, datetime(2026, 12, 4, 3, tzinfo=UTC))
    assert score_of(engine, "verified_in_time", "p1", "2026-11") == (0.0, 1)


def test_an_open_case_waits_a_day_longer_every_day_also_in_the_months_before(desk, engine):
    plain = {"unit": "u1", "received": "2026-10-01T09:00"}
    desk.drop("complaints", {"complaint_id": "c1", **plain, "first_answer": "2026-10-02T09:00"},
              {"complaint_id": "c2", **plain})  # fmt: skip
    desk.look(), desk.score()
    hours = [score_of(engine, "answer_time_median", "u1", "2026-10")[0]]
    later(desk, FRIDAY + timedelta(days=2))
    hours.append(score_of(engine, "answer_time_median", "u1", "2026-10")[0])
    assert hours[1] - hours[0] == pytest.approx(24)


def test_a_verification_told_in_advance_counts_once_it_has_come(desk, engine):
    row = {"activity_id": "a1", "person": "p2", "recorded_at": "2026-11-20T09:00"}
    desk.drop("activities", {**row, "verified_at": "2026-11-20T12:00"})
    desk.look(), desk.score()
    assert score_of(engine, "pending_share", "p2")[0] == 1.0
    later(desk, FRIDAY + timedelta(hours=3))
    assert score_of(engine, "pending_share", "p2")[0] == 0.0


# --- whom an office scores -------------------------------------------------------------------


def test_who_served_elsewhere_is_scored_in_the_office_of_their_own_unit_alone(desk, engine):
    desk.drop("units", {"unit_id": "v1"})
    desk.drop("placements", {"placement_id": "1", "person": "p2", "unit": "v1",
                             "first_day": "2026-11-02", "last_day": "2026-11-06"})  # fmt: skip
    desk.drop("activities", {"activity_id": "1", "person": "p2", "day": "2026-11-03"})
    desk.look(), desk.score()
    assert {row[4] for row in table(engine, "scores") if row[1] == "p2"} == {"u1"}
    assert score_of(engine, "reported_minutes_share", "v1")[1] == 5
    found = desk.refresh.computed(desk.at, newest=True)
    assert not found.duplicated(["subject_kind", "subject_id", "period", "indicator"]).any()


def satisfaction(engine):
    """Whom the satisfaction index is of, and of which office."""
    where = SCORES.c.indicator == "satisfaction_index", SCORES.c.period == "2026-11"
    with engine.connect() as connection:
        found = connection.execute(SCORES.select().where(*where)).all()
    return {(row.subject_kind, row.subject_id, row.office) for row in found}


def test_services_and_programmes_are_scored_in_their_office(desk, engine):
    desk.drop("surveys", {"survey_id": "1", "unit": "u2"})
    desk.look(), desk.score()
    assert satisfaction(engine) == {
        ("unit", "u1", "u1"), ("unit", "u2", "u1"), ("service", "u2/izin", "u1"),
        ("programme", "izin", "u1"),
    }  # fmt: skip


def test_a_programme_of_several_offices_is_each_offices_own(desk, engine):
    desk.drop("units", {"unit_id": "v1"})
    desk.drop("surveys", {"survey_id": "1", "unit": "u2"}, {"survey_id": "2", "unit": "v1"})
    desk.look(), desk.score()
    programmes = {
        (who, office) for kind, who, office in satisfaction(engine) if kind == "programme"
    }
    assert programmes == {("u1/izin", "u1"), ("v1/izin", "v1")}


def test_a_programme_is_called_by_office_from_the_day_on_there_are_several(desk, engine):
    desk.drop("surveys", {"survey_id": "1", "unit": "u2"})
    desk.look(), desk.score()
    desk.drop("units", {"unit_id": "v1"})
    desk.look(), desk.score()
    assert ("programme", "u1/izin", "u1") in satisfaction(engine)
    assert ("programme", "izin", "u1") not in satisfaction(engine)


SEEN = {
    "everything": (EVERYTHING, "u2/izin", "izin"),
    "the whole office": (Scope("u1"), "u2/izin", "izin"),
    "the unit that gives the service": (Scope("u2"), "u2/izin", ""),
    "another unit": (Scope("u3"), "", ""),
}


def test_a_viewer_sees_services_of_their_units_and_programmes_of_their_office(
    desk, engine, subtests
):
    desk.drop("units", {"unit_id": "u3", "parent": "u1"})
    desk.drop("surveys", {"survey_id": "1", "unit": "u2"})
    desk.look(), desk.score()
    kinds = ("service", "programme")
    for case, (scope, *seen) in SEEN.items():
        with subtests.test(case), engine.connect() as connection:
            found = [queries.scores(connection, scope, kind, "2026-11") for kind in kinds]
            assert [" ".join(set(rows["subject_id"])) for rows in found] == seen


def test_a_share_stands_beside_what_is_to_be_expected_of_such_cases(desk, engine):
    answers = ("2026-11-19T12:00", "2026-11-19T12:00", "")
    cases = [{"complaint_id": f"c{n}", "unit": f"u{n % 2 + 1}", "received": "2026-11-02T09:00",
              "first_answer": answer} for n, answer in enumerate(answers)]  # fmt: skip
    desk.drop("complaints", *cases)
    desk.look(), desk.score()
    with engine.connect() as connection:
        found = queries.scores(connection, EVERYTHING, "unit", "2026-11", subjects=("u2",))
    assert found.set_index("indicator")["expected"].notna()["answered_in_time"]


# --- by which rules --------------------------------------------------------------------------


def changed(desk, **said):
    """The same office the next time the worker starts, with something else in config.yaml."""
    made = Desk(desk.folder, desk.engine, {**desk.said, **said}, desk.at)
    made.score()
    return made


def answered_late(folder, engine):
    """An office with a complaint that was answered after a week."""
    desk = at_work(folder, engine)
    desk.drop("complaints", {"complaint_id": "c1", "unit": "u1", "received": "2026-11-05T09:00",
                             "first_answer": "2026-11-13T09:00"})  # fmt: skip
    desk.look(), desk.score()
    assert score_of(engine, "answered_in_time", "u1") == (0.0, 1)
    return desk


@pytest.fixture
def late(begun):
    return begun(answered_late)


RULES = {
    "a limit": {"limits": {**LIMITS, "answer": {"default": 8}}},
    "a holiday": {"calendar": {"holidays": {"2026-11-10": "x"}}},
    "a calendar of its own": {
        "calendars": {"short": {"units": ["u1"], "hours": {"mon": ["08:00-16:00"]}}}
    },
}


@pytest.mark.parametrize("said", RULES.values(), ids=RULES)
def test_another_rule_in_config_has_every_office_scored_anew_at_the_next_start(late, engine, said):
    changed(late, **said)
    assert score_of(engine, "answered_in_time", "u1") == (1.0, 1)


def test_the_same_rules_have_nothing_scored_anew_and_keep_the_revision(late):
    before = late.revision()
    goal = {"indicator": "answered_in_time", "target": 0.9}
    assert changed(late, goals={"g": goal}).revision() == before


def scored_at(desk):
    """When each office was scored last."""
    return {office: str(at) for office, at, *_ in table(desk.engine, "offices")}


@pytest.mark.parametrize("said", RULES.values(), ids=RULES)
def test_another_rule_concerns_every_office_and_another_port_none(desk, said):
    desk.drop("units", {"unit_id": "v1"})
    desk.look(), desk.score()
    before = scored_at(desk)
    desk.at += timedelta(minutes=1)
    assert scored_at(changed(desk, web={"port": 9999})) == before
    anew = scored_at(changed(desk, **said))
    assert [office for office in ("u1", "v1") if anew[office] != before[office]] == ["u1", "v1"]


def test_earlier_limits_hold_for_what_came_in_before(late, engine):
    earlier = [{"until": "2026-11-05", "answer": {"default": 8}}]
    desk = changed(late, limits={**LIMITS, "earlier": earlier})
    assert score_of(engine, "answered_in_time", "u1") == (1.0, 1)
    changed(desk, limits={**LIMITS, "earlier": [{**earlier[0], "until": "2026-11-04"}]})
    assert score_of(engine, "answered_in_time", "u1") == (0.0, 1)


UNTOLD = {
    "forwarding": ("forwarded", "forwarded_in_time"),
    "first answers": ("first_answer", "answered_in_time"),
}


@pytest.mark.parametrize(("column", "indicator"), UNTOLD.values(), ids=UNTOLD)
def test_what_no_source_of_complaints_tells_is_unavailable_and_never_zero(
    tmp_path, engine, column, indicator
):
    cases = source("complaints")
    del cases["columns"][column]
    desk = at_work(tmp_path, engine, sources={**SOURCES, "complaints": cases})
    desk.drop("complaints", {"complaint_id": "c1", "unit": "u1", "received": "2026-11-02T09:00"})
    desk.look(), desk.score()
    found = {row[3]: (row[5], row[-1]) for row in table(engine, "scores") if row[1] == "u1"}
    assert (found[indicator][0], bool(found[indicator][1])) == (None, False)
