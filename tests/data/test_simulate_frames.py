"""What files of the invented office say fits together: moves, hands, plans, outcomes, sheets."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.config import load
from data.rules import calendar_of
from data.simulate import Office, build
from data.simulate.cases import month_of_cases
from data.simulate.hands import assignments_of
from data.simulate.judgements import feedback_of
from data.simulate.moves import placements_of
from data.simulate.plans import outcomes_of
from data.simulate.voices import month_of_surveys
from data.simulate.work import month_of_work

CALENDAR = calendar_of(load(Path(__file__).parents[2] / "config.yaml", {}))
TODAY = pd.Timestamp(2026, 11, 24)


@pytest.fixture(scope="module")
def office() -> Office:
    return build(CALENDAR, 7, TODAY.date())


@pytest.fixture(scope="module")
def cases(office: Office) -> pd.DataFrame:
    return pd.concat([month_of_cases(office, m) for m in office.months], ignore_index=True)


@pytest.fixture(scope="module")
def work(office: Office) -> pd.DataFrame:
    return pd.concat([month_of_work(office, m) for m in office.months], ignore_index=True)


@pytest.fixture(scope="module")
def sheets(office: Office) -> pd.DataFrame:
    return pd.concat([month_of_surveys(office, m) for m in office.months], ignore_index=True)


def days(moments: pd.Series) -> pd.Series:
    return moments.dt.tz_convert("Asia/Jakarta").dt.tz_localize(None).dt.normalize()


def test_every_service_has_enough_sheets_in_a_month(sheets: pd.DataFrame) -> None:
    month = days(sheets["taken_at"]).dt.to_period("M")
    assert sheets.groupby([month, "unit", "service"]).size().min() >= 15


def test_two_programmes_have_outcomes_of_which_some_fall_when_they_get_better(
    office: Office,
) -> None:
    outcomes = outcomes_of(office.units, TODAY)
    assert outcomes["programme"].value_counts().to_dict() == {"perizinan": 3, "umkm": 3}
    assert set(outcomes["unit"]) <= set(office.units["unit_id"])
    lower = outcomes[outcomes["better"] == "lower"]
    assert (lower["realised"] < lower["baseline"]).all()


def test_late_arrivals_have_minutes_and_are_no_day_away(office: Office) -> None:
    late = office.absences[office.absences["kind"] == "late"]
    assert late["minutes"].between(1, 240).all()
    assert (late["first_day"] == late["last_day"]).all()
    assert office.absences.loc[office.absences["kind"] != "late", "minutes"].isna().all()


def test_feedback_differs_by_role_and_all_roles_are_heard(office: Office) -> None:
    feedback = feedback_of(office)
    above = (feedback["level"] == "above").groupby(feedback["giver_role"]).mean()
    assert len(above) == 5
    assert above["self"] > above.drop("self").max()


def test_one_in_twenty_moved_and_some_in_the_middle_of_a_month(office: Office) -> None:
    placements = placements_of(office.people)
    begun = placements[placements["last_day"].isna()]
    assert 0.04 <= len(begun) / len(office.people) <= 0.06
    assert (begun["first_day"].dt.day > 1).sum() in (2, 3)
    assert set(begun.loc[begun["first_day"].dt.day > 1, "person"]) == set(
        office.whom("moved_mid_month")
    )
    assert placements["full_time"].notna().any()


def test_placements_of_a_person_follow_each_other_and_end_in_the_present_unit(
    office: Office,
) -> None:
    placements = placements_of(office.people).groupby("person")
    first, last = placements.nth(0).set_index("person"), placements.nth(1).set_index("person")
    assert (last["first_day"] - first["last_day"] == pd.Timedelta(days=1)).all()
    assert (first["unit"] != last["unit"]).all()
    present = office.people.set_index("person_id")["unit"]
    assert (last["unit"] == present.reindex(last.index)).all()


def test_work_before_a_move_was_done_for_the_old_unit_and_verified_there(
    office: Office, work: pd.DataFrame
) -> None:
    both = work.merge(placements_of(office.people), on="person", suffixes=("", "_placed"))
    there = both[both["day"].between(both["first_day"], both["last_day"].fillna(TODAY))]
    heads = office.people[office.people["head"]].set_index("unit")["person_id"]
    assert (there["unit"] == there["unit_placed"]).all()
    assert (there["supervisor"] == there["unit"].map(heads)).all()


def test_every_forwarded_complaint_was_given_to_an_officer_who_may_hand_it_on(
    cases: pd.DataFrame,
) -> None:
    given = assignments_of(cases)
    last = given.groupby("complaint").tail(1).set_index("complaint")
    forwarded = cases[cases["forwarded"].notna()].set_index("complaint_id")
    assert set(last.index) == set(forwarded.index)
    assert (last["officer"].reindex(forwarded.index) == forwarded["officer"]).all()
    assert (cases.loc[cases["forwarded"].isna(), "officer"] == "").all()
    assert 0.08 <= (given.groupby("complaint").size() == 2).mean() <= 0.12
    assert given.groupby("complaint")["officer"].nunique().max() == 2


def test_some_are_handed_on_shortly_before_or_after_their_limit(cases: pd.DataFrame) -> None:
    handed = cases[cases["handed"].notna()]
    limit = CALENDAR.after_workdays(handed["received"], pd.Series(5.0, index=handed.index))
    hours = (handed["handed"] - limit).dt.total_seconds() / 3600
    assert 5 < hours.between(-24, 0).sum() < 0.15 * len(handed)
    assert 2 < hours.between(0, 96).sum() < 0.1 * len(handed)
    assert 0.05 < (handed["unit"] != handed["first_unit"]).mean() < 0.4


def test_less_is_better_of_costs_and_of_time_taken(office: Office) -> None:
    lower = office.targets[office.targets["better"] == "lower"]
    assert set(lower["aspect"]) == {"cost", "time"}
    assert np.isclose((lower["realised"] / lower["target"]).median(), 1, atol=0.1)


def test_what_activities_bring_adds_up_to_what_items_have_realised(
    office: Office, work: pd.DataFrame
) -> None:
    this_year = work[work["day"].between("2026-01-01", "2026-10-31")]
    brought = this_year.groupby("target")["quantity"].sum()
    counted = office.targets[office.targets["pattern"] == "count"].set_index("target_id")
    share = brought.reindex(counted.index).astype(float) / counted["realised"]
    assert 0.85 < share.median() < 1.15
