"""Permit applications: cases and activities of 48 persons out of one event log."""

from collections import Counter

import pytest

from tests.realdata.recount import (
    Case,
    Figure,
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
AS_OF, ZONE, ROOT = "2012-01-31", "Europe/Amsterdam", "municipality"
CONFIRMED = "Confirmation of receipt"


@pytest.fixture(scope="module")
def told(example):
    return example("receipt_wabo", AS_OF)


@pytest.fixture(scope="module")
def events(told):
    return table(told.realdata / "receipt_wabo" / "receipt.csv")[0]


@pytest.fixture(scope="module")
def recounted(events):
    answered = {
        e["case:concept:name"]: local(e["time:timestamp"], ZONE)
        for e in events
        if e["concept:name"] == CONFIRMED
    }
    cases = {e["case:concept:name"]: case_of(e, answered) for e in events}
    parents = {unit: ROOT for e in events for unit in (e["case:department"], e["org:group"])}
    office = Office(ZONE, "NL", end_of(AS_OF, ZONE), ROOT, parents, answer_days=5)
    return figures(office, cases.values())


def case_of(event, answered):
    return Case(
        unit=event["case:department"],
        officer=event["case:responsible"],
        received=local(event["case:startdate"], ZONE),
        answered=answered.get(event["case:concept:name"]),
        ended=local(said(event, "case:enddate"), ZONE),
        due=local(event["case:deadline"], ZONE),
    )


def group_of(event):
    return said(event, "org:group", "EMPTY")


def by_key(events, key, *others):
    return [(event[key], tuple(event[name] for name in others)) for event in events]


def test_each_source_takes_from_the_same_lines_what_belongs_to_it(told, events):
    units, people, cases = {}, {}, {}
    confirmed = [e for e in events if e["concept:name"] == CONFIRMED]
    case = ("case:department", "case:responsible", "case:startdate", "case:enddate")
    answers = len({e["case:concept:name"] for e in confirmed})
    assert told.tallies == {
        "root": Tally(1, 1),
        "departments": tally(units, by_key(events, "case:department")),
        "groups": tally(units, by_key([e for e in events if group_of(e)], "org:group")),
        "actors": tally(people, by_key(events, "org:resource")),
        "responsible": tally(people, by_key(events, "case:responsible")),
        "cases": tally(cases, by_key(events, "case:concept:name", *case)),
        "first_answers": Tally(len(confirmed), corrected=answers),
        "activities": tally({}, by_key(events, "concept:instance", "time:timestamp")),
    }


def test_no_row_is_rejected(told):
    assert told.rejects == []


@pytest.mark.parametrize(
    "indicator",
    [
        "complaints_received",
        "complaints_open",
        "complaints_overdue",
        "complaints_archived",
        "complaints_invalid",
        "answered_in_time",
        "resolved_in_time",
        "answer_time_median",
        "answer_time_p90",
        "resolution_time_median",
        "resolution_time_p90",
    ],
)
def test_every_figure_of_every_department_and_person_is_the_recounted_one(
    told, recounted, indicator
):
    assert told.differing(recounted, indicator) == []


def test_every_activity_counts_for_its_person_its_group_and_the_municipality(told, events):
    persons = Counter(("person", e["org:resource"]) for e in events)
    groups = Counter(("unit", group_of(e)) for e in events if group_of(e))
    whole = {("unit", ROOT): len(events)}
    counts = {**persons, **groups, **whole}
    expected = {(*who, "activities_recorded"): Figure(n, n) for who, n in counts.items()}
    assert len(persons) == 48
    assert told.differing(expected, "activities_recorded") == []


def test_two_persons_whose_names_differ_in_case_alone_stay_two(told):
    assert {
        ("person", "TEST", "activities_recorded"),
        ("person", "test", "activities_recorded"),
    } <= (told.scores.keys())


@pytest.mark.parametrize("indicator", ["approved_minutes_share", "recorded_in_time"])
def test_what_the_log_cannot_tell_is_unavailable_and_never_zero(told, indicator):
    found = {(r["value"], r["n"], r["band"]) for k, r in told.scores.items() if k[2] == indicator}
    assert found == {(None, 0, "unavailable")}
