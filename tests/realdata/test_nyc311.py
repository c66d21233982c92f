"""NYC 311: three formats in one frame, limits by due date alone."""

import pytest

from tests.realdata.recount import (
    Case,
    Office,
    Tally,
    end_of,
    figures,
    items,
    local,
    said,
    table,
    tally,
)

pytestmark = pytest.mark.realdata
AS_OF, ZONE = "2024-05-27", "America/New_York"
PORTAL = "%m/%d/%Y %I:%M:%S %p"


@pytest.fixture(scope="module")
def told(example):
    return example("nyc311", AS_OF)


@pytest.fixture(scope="module")
def requests(told):
    """Requests by source, under the names of Socrata."""
    folder = told.realdata / "nyc311"
    portal = table(folder / "nyc311_2018_2019_sample.csv")[0]
    named = [{k.lower().replace(" ", "_"): v for k, v in row.items()} for row in portal]
    return {
        "2018": [(row, PORTAL) for row in named],
        "2012": [(row, None) for row in items(folder / "nyc311_2012_socrata.json")],
        "2024": [(row, None) for row in table(folder / "nyc311_2024-05_sample.csv")[0]],
    }


@pytest.fixture(scope="module")
def recounted(requests):
    cases = {r["unique_key"]: case_of(r, form) for rows in requests.values() for r, form in rows}
    parents = {case.unit: "nyc" for case in cases.values()}
    office = Office(ZONE, "US", end_of(AS_OF, ZONE), "nyc", parents, answers=False)
    return figures(office, cases.values())


def case_of(request, form):
    received, ended, due = (
        local(said(request, f"{name}_date"), ZONE, form) for name in ("created", "closed", "due")
    )
    over = request["status"] == "Closed"
    return Case(unit=request["agency"], received=received, ended=ended, due=due, over=over)


def test_three_formats_fill_one_frame(told, requests):
    units, kept = {}, {}
    expected = {"root": Tally(1, 1)}
    for year, rows in requests.items():
        expected[f"agencies_{year}"] = tally(units, [(r["agency"], ()) for r, _ in rows])
        found = [(r["unique_key"], case_of(r, form)) for r, form in rows]
        expected[f"requests_{year}"] = tally(kept, found)
    assert told.tallies == expected
    assert told.rejects == []


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
    ],
)
def test_every_figure_of_every_agency_is_the_recounted_one(told, recounted, indicator):
    assert told.differing(recounted, indicator) == []


@pytest.mark.parametrize("indicator", ["answered_in_time", "answer_time_median", "answer_time_p90"])
def test_first_answers_that_nobody_records_are_unavailable_and_never_zero(
    told, recounted, indicator
):
    assert {recounted[key] for key in recounted if key[2] == indicator} == {None}
    assert told.differing(recounted, indicator) == []


def test_an_agency_without_any_due_date_is_not_judged(told, requests):
    due = {r["agency"] for rows in requests.values() for r, _ in rows if said(r, "due_date")}
    every = {r["agency"] for rows in requests.values() for r, _ in rows}
    judged = {s for k, s, i in told.scores if i == "resolved_in_time" and told.scores[k, s, i]["n"]}
    assert judged - {"nyc"} <= due
    assert every - due
