"""Newport: a real first answer, times as milliseconds, one unit and no limit for the end."""

from datetime import timedelta

import pytest

from tests.realdata.conftest import tallies
from tests.realdata.recount import EPOCH, Case, Office, Tally, end_of, figures, items, tally

pytestmark = pytest.mark.realdata
AS_OF, ZONE = "2017-09-03", "America/New_York"
FOLDER = "newport_seeclickfix"


@pytest.fixture(scope="module")
def told(example):
    return example(FOLDER, AS_OF)


@pytest.fixture(scope="module")
def issues(told):
    return items(told.realdata / FOLDER / "newport_issues_min.json")


@pytest.fixture(scope="module")
def recounted(issues):
    return recounted_at(issues, AS_OF)


def recounted_at(issues, as_of):
    office = Office(ZONE, "US", end_of(as_of, ZONE), "newport", {}, answer_days=5)
    return figures(office, map(case_of, issues))


def case_of(issue):
    return Case(
        unit=None,
        received=at(issue, "created_at"),
        answered=at(issue, "acknowledged_at"),
        ended=at(issue, "closed_at"),
        reopened=at(issue, "reopened_at"),
        over=issue["status"] in ("Closed", "Archived"),
    )


def at(issue, name):
    return None if issue[name] is None else EPOCH + timedelta(milliseconds=issue[name])


def test_every_issue_is_read_once_and_none_is_rejected(told, issues):
    found = tally({}, [(str(issue["id"]), str(issue)) for issue in issues])
    assert told.tallies == {"root": Tally(1, 1), "issues": found}
    assert told.rejects == []


@pytest.mark.parametrize(
    "indicator",
    [
        "complaints_received",
        "complaints_open",
        "complaints_archived",
        "complaints_invalid",
        "answered_in_time",
        "answer_time_median",
        "answer_time_p90",
        "resolution_time_median",
        "resolution_time_p90",
    ],
)
def test_every_figure_of_the_city_is_the_recounted_one(told, recounted, indicator):
    assert told.differing(recounted, indicator) == []


@pytest.mark.parametrize("as_of", ["2012-06-30", "2016-11-01", "2017-08-29"])
def test_at_an_earlier_day_nothing_later_has_happened_yet(told, issues, as_of):
    expected = recounted_at(issues, as_of)
    assert told.looked_at(as_of).differing(expected, *{key[2] for key in expected}) == []


@pytest.mark.parametrize("indicator", ["resolved_in_time", "complaints_overdue"])
def test_without_any_limit_nothing_is_judged_and_nothing_is_zero(told, recounted, indicator):
    assert told.differing(recounted, indicator) == []
    assert told.scores["unit", "newport", indicator]["value"] is None


def test_an_issue_reopened_after_its_last_close_is_open_again(told, issues):
    again = [i for i in issues if i["closed_at"] and (i["reopened_at"] or 0) > i["closed_at"]]
    unended = [i for i in issues if not i["closed_at"] and i["status"] in ("Open", "Acknowledged")]
    assert told.scores["unit", "newport", "complaints_open"]["value"] == len([*again, *unended])


def test_no_person_is_scored_where_none_is_named(told):
    assert {kind for kind, _, _ in told.scores} == {"unit"}


def test_the_csv_beside_it_says_the_same(told, issues):
    rows = told.realdata / FOLDER / "newport_issues_min.csv"
    again = tallies(told.run("ingest", str(rows), "--source", "issues"))
    assert again["issues"] == Tally(len(issues), unchanged=len(issues))
