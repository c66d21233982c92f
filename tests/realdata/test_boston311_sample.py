"""Boston 311: one hundred tickets in five files, one of them broken, three levels of units."""

import pytest

from tests.realdata.conftest import tallies
from tests.realdata.recount import (
    Case,
    Office,
    Tally,
    end_of,
    figures,
    local,
    said,
    table,
    tally,
)

pytestmark = pytest.mark.realdata
AS_OF, ZONE = "2022-04-30", "America/New_York"
DAY_FIRST = "%d/%m/%Y %H:%M:%S"
FILES = {
    "broken": ("boston311-100-bad.tsv", "\t", None),
    "clean": ("boston311-100.csv", ",", None),
    "day_first": ("boston311-dmy-100.csv", ",", DAY_FIRST),
    "non_ascii": ("boston311-100-with-nonascii.csv", ",", None),
    "repeated": ("boston311-100-20dupes-random.csv", ",", None),
}


@pytest.fixture(scope="module")
def told(example):
    return example("boston311_sample", AS_OF)


@pytest.fixture(scope="module")
def tickets(told):
    """Tickets by source, how many rows of it are too wide, and its form of times."""
    folder = told.realdata / "boston311_sample"
    return {
        source: (*table(folder / name, delimiter), form)
        for source, (name, delimiter, form) in FILES.items()
    }


@pytest.fixture(scope="module")
def recounted(tickets):
    found = {
        row["case_enquiry_id"]: case_of(row, form)
        for rows, _, form in tickets.values()
        for row in rows
    }
    rows = tickets["clean"][0]
    parents = {r["queue"]: r["department"] for r in rows}
    parents |= {r["department"]: "boston" for r in rows}
    office = Office(ZONE, "US", end_of(AS_OF, ZONE), "boston", parents, answers=False)
    return figures(office, found.values())


def case_of(row, form):
    received, due, ended = (
        local(said(row, name), ZONE, form) for name in ("open_dt", "target_dt", "closed_dt")
    )
    over = row["case_status"] == "Closed"
    return Case(unit=row["queue"], received=received, due=due, ended=ended, over=over)


def test_later_files_leave_unchanged_what_is_known_and_bring_what_was_lost(told, tickets):
    units, kept = {}, {}
    rows = tickets["clean"][0]
    assert told.tallies == {
        "root": Tally(1, 1),
        "departments": tally(units, [(row["department"], ()) for row in rows]),
        "queues": tally(units, [(row["queue"], row["department"]) for row in rows]),
        **{
            source: tally(kept, [(r["case_enquiry_id"], case_of(r, form)) for r in rows], rejected)
            for source, (rows, rejected, form) in tickets.items()
        },
    }


def test_day_first_times_are_the_same_times(tickets):
    clean, day_first = (
        {row["case_enquiry_id"]: case_of(row, tickets[name][2]) for row in tickets[name][0]}
        for name in ("clean", "day_first")
    )
    assert clean == day_first


def test_the_row_with_a_field_too_many_is_kept_with_its_reason(told):
    assert [(r["source"], r["label"], r["reason"]) for r in told.rejects] == [
        ("broken", "boston311-100-bad.tsv:41", "field_count")
    ]


@pytest.mark.parametrize(
    "indicator",
    [
        "complaints_received",
        "complaints_open",
        "complaints_overdue",
        "complaints_archived",
        "complaints_invalid",
        "resolved_in_time",
        "resolution_time_median",
        "resolution_time_p90",
        "answered_in_time",
        "answer_time_median",
        "answer_time_p90",
    ],
)
def test_every_figure_of_every_queue_department_and_the_city_is_the_recounted_one(
    told, recounted, indicator
):
    assert told.differing(recounted, indicator) == []


def test_the_share_in_time_is_the_citys_own_verdict_on_tickets_with_a_target(told, tickets):
    verdicts = [r["ontime"] for r in tickets["clean"][0] if said(r, "target_dt")]
    decided = [v for r, v in zip(tickets["clean"][0], verdicts_of(tickets), strict=True) if v]
    found = told.scores["unit", "boston", "resolved_in_time"]
    assert len(decided) == found["n"] <= len(verdicts)
    assert found["value"] == pytest.approx(decided.count("ONTIME") / len(decided), rel=1e-9)


def verdicts_of(tickets):
    """The city's verdict on each ticket, None where it has no target or is young and open."""
    now = end_of(AS_OF, ZONE)
    rows = tickets["clean"][0]
    cases = [case_of(row, None) for row in rows]
    known = [case.due and (case.ended or case.due < now) for case in cases]
    return [row["ontime"] if yes else None for row, yes in zip(rows, known, strict=True)]


def test_a_second_look_reads_nothing(told):
    assert set(tallies(told.run("ingest", "--once")).values()) == {Tally(0)}
