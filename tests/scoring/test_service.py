"""Who served where: transfers, part-time, two places at once, and absence.

November 2026 up to the morning of Monday the 30th: twenty complete working days of 450 minutes, 5
in each of the weeks that begin on the 2nd, 9th, 16th and 23rd.
"""

import pandas as pd
import pytest

from scoring.indicators import activity as measured
from scoring.service import service_of, unit_on
from tests.scoring.builders import activities, days, frame, look, months, of, people, stands


def expected(*placements, absences=(), person=None, **more):
    """{unit: (days, minutes)} expected of P."""
    whole = look(
        people=people({"person_id": "P"} | (person or {})),
        placements=frame("placements", *({"person": "P"} | p for p in placements)),
        absences=frame("absences", *({"person": "P"} | a for a in absences)),
        **more,
    )
    sums = service_of(whole).groupby("unit")[["days", "minutes"]].sum()
    return {unit: (row["days"], row["minutes"]) for unit, row in sums.iterrows()}


IN_S, IN_B2 = {"unit": "S", "first_day": "2026-01-01"}, {"unit": "B2", "first_day": "2026-11-11"}


def test_without_placements_a_person_serves_in_their_own_unit():
    assert expected() == {"S": (20, 9000)}


def test_each_unit_owns_its_share_of_a_month_with_a_transfer():
    moved = expected(IN_S | {"last_day": "2026-11-10"}, IN_B2)
    assert moved == {"S": (7, 7 * 450), "B2": (13, 13 * 450)}


def test_each_place_has_its_own_share_of_full_time():
    moved = expected(IN_S | {"last_day": "2026-11-10"}, IN_B2 | {"full_time": 0.5})
    assert moved == {"S": (7, 7 * 450), "B2": (13, 13 * 225)}


def test_the_persons_own_share_of_full_time_holds_where_none_is_told():
    assert expected(IN_S, person={"full_time": 0.6}) == {"S": (20, pytest.approx(5400))}


@pytest.mark.parametrize(
    ("one", "other", "minutes"),
    [
        pytest.param(0.5, 0.5, (4500, 4500), id="half in each"),
        pytest.param(0.75, 0.25, (6750, 2250), id="three quarters and one"),
        pytest.param(None, None, (4500, 4500), id="nothing said: never more than full time"),
        pytest.param(0.9, 0.6, (5400, 3600), id="more than full time: cut to it"),
        pytest.param(0.25, 0.25, (2250, 2250), id="part-time in both"),
    ],
)
def test_who_serves_in_two_places_at_once_shares_their_time(one, other, minutes):
    places = (IN_S | {"full_time": one},
              {"unit": "B2", "first_day": "2026-01-01", "full_time": other})  # fmt: skip
    found = expected(*places)
    assert (found["S"][1], found["B2"][1]) == pytest.approx(minutes)
    assert found["S"][0] + found["B2"][0] == pytest.approx(20)  # a day is one day


def test_a_second_post_for_a_while_is_shared_for_that_while_alone():
    found = expected(IN_S, IN_B2 | {"last_day": "2026-11-13"})
    assert found == {"S": (17 + 1.5, 17 * 450 + 675), "B2": (1.5, 675)}


def test_a_placement_said_twice_is_one():
    assert expected(IN_S, {"unit": "S", "first_day": "2026-06-01"}) == {"S": (20, 9000)}


def test_a_placement_to_come_changes_nothing_yet():
    assert expected({"unit": "B2", "first_day": "2026-12-01"}) == {"S": (20, 9000)}


def test_between_placements_nothing_is_expected():
    gap = (IN_S | {"last_day": "2026-11-06"}, IN_B2 | {"first_day": "2026-11-23"})
    assert expected(*gap) == {"S": (5, 2250), "B2": (5, 2250)}


def test_a_placement_never_reaches_beyond_the_days_in_service():
    person = {"active_from": "2026-11-05", "active_to": "2026-11-12"}
    assert expected(IN_S | {"last_day": "2026-11-10"}, IN_B2, person=person) == {
        "S": (4, 1800), "B2": (2, 900),
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["leave", "sick", "duty_travel", "training", "secondment"])
def test_days_away_with_reason_are_not_expected(kind):
    away = {"kind": kind, "first_day": "2026-10-29", "last_day": "2026-11-10"}
    assert expected(absences=(away, away)) == {"S": (13, 13 * 450)}


def test_absence_without_reason_lowers_nothing_that_is_expected():
    gone = {"kind": "unexcused", "first_day": "2026-11-03", "last_day": "2026-11-04"}
    assert expected(absences=(gone,)) == {"S": (20, 9000)}


def test_coming_late_is_no_day_away():
    late = {"kind": "late", "first_day": "2026-11-03", "last_day": "2026-11-03", "minutes": 30}
    assert expected(absences=(late,)) == {"S": (20, 9000)}


def test_absence_that_ends_before_it_begins_takes_nothing_away():
    wrong = {"kind": "leave", "first_day": "2026-11-10", "last_day": "2026-11-03"}
    assert expected(absences=(wrong,)) == {"S": (20, 9000)}


def test_leave_over_a_transfer_is_taken_out_where_it_lies():
    leave = {"kind": "leave", "first_day": "2026-11-09", "last_day": "2026-11-12"}
    moved = expected(IN_S | {"last_day": "2026-11-10"}, IN_B2, absences=(leave,))
    assert moved == {"S": (5, 2250), "B2": (11, 4950)}


def test_a_six_day_office_expects_its_own_days():
    # 1 to 29 November: twenty days and four Saturdays, six hours each.
    assert expected(six_days=("S",)) == {"S": (24, 24 * 360)}


@pytest.mark.parametrize(
    ("day", "told", "unit"),
    [
        pytest.param("2026-11-10", None, "S", id="last day there"),
        pytest.param("2026-11-11", None, "B2", id="first day here: more of their time"),
        pytest.param("2026-11-11", "B1", "B1", id="the other place, if it was done for it"),
        pytest.param("2026-11-11", "S", "B2", id="not where they no longer serve"),
        pytest.param("2025-12-31", None, None, id="before they came"),
    ],
)
def test_the_unit_somebody_served_in_on_a_day(day, told, unit):
    places = (IN_S | {"last_day": "2026-11-10"}, IN_B2 | {"full_time": 0.75},
              IN_B2 | {"unit": "B1", "full_time": 0.25})  # fmt: skip
    rows = frame("placements", *({"person": "P"} | p for p in places))
    whole = look(people=people({"person_id": "P"}), placements=rows)
    found = unit_on(whole, pd.Series(["P"]), days(day), pd.Series([told], dtype=object))
    assert found.tolist() == [unit] or (unit is None and found.isna().all())


def score(indicator, person, *done, placements=(), **more):
    whole = look(
        people=people({"person_id": "P"}, {"person_id": "Q"}),
        placements=frame("placements", *({"person": "P"} | p for p in placements)),
        activities=activities(*({"minutes": 450} | d for d in done)),
        **more,
    )
    return of(indicator(whole), person)


def test_work_counts_where_it_was_done_for_and_served():
    half = (IN_S | {"full_time": 0.5}, IN_S | {"unit": "B2", "full_time": 0.5})
    done = ({"unit": "B2"}, {"unit": "S", "day": "2026-11-03"}, {"unit": "S", "day": "2026-11-04"})
    shares = [
        score(measured.approved_minutes_share, u, *done, placements=half)["value"]
        for u in ("S", "B2", "P")
    ]
    assert shares == pytest.approx([900 / (4500 + 9000), 450 / 4500, 1350 / 9000])  # Q is in S


def test_a_month_with_a_transfer_is_one_month_for_the_person():
    moved = (IN_S | {"last_day": "2026-11-10"}, IN_B2)
    found = score(measured.approved_minutes_share, "P", {}, {"day": "2026-11-11"}, placements=moved)
    assert (found["value"], found["n"]) == (0.1, 20)


def test_the_first_day_of_a_period_has_no_complete_day_and_no_share():
    two = months("2026-11", "2026-10")
    whole = look("2026-11-01 12:00", *two, people=people({"person_id": "P"}),
                 activities=activities({"day": "2026-10-05", "minutes": 450}))  # fmt: skip
    facts = measured.approved_minutes_share(whole)
    assert not stands(facts, "P")
    assert of(facts, "P", "2026-10")["value"] == pytest.approx(1 / 22)
