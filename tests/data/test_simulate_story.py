"""What the invented office has to show is in its data, and everything else is not."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.config import load
from data.rules import calendar_of
from data.simulate import Office, build
from data.simulate.cases import month_of_cases
from data.simulate.judgements import feedback_of, ratings_of
from data.simulate.plans import outcomes_of
from data.simulate.story import WHAT
from data.simulate.voices import ELEMENTS, month_of_surveys
from data.simulate.work import month_of_work
from scoring.shapes.codes import SUBJECT_KINDS

CALENDAR = calendar_of(load(Path(__file__).parents[2] / "config.yaml", {}))
TODAY = pd.Timestamp(2026, 11, 24)
FALLEN = pd.Timestamp(2026, 9, 22)
LOW_SHARE = 0.6


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
def answers(office: Office) -> pd.DataFrame:
    sheets = pd.concat([month_of_surveys(office, m) for m in office.months], ignore_index=True)
    marks = sheets[list(ELEMENTS)].apply(pd.to_numeric, errors="coerce")
    return sheets.assign(**marks.where(marks.isin([1, 2, 3, 4])))


def in_time(office: Office, cases: pd.DataFrame) -> pd.DataFrame:
    """Cases whose first answer is decided: whether it came within five working days, and when."""
    limit = CALENDAR.after_workdays(cases["received"], pd.Series(5.0, index=cases.index))
    decided = cases["first_answer"].where(cases["first_answer"] < limit, limit)
    told = cases.assign(kept=cases["first_answer"] <= limit, decided=decided)
    return told[(decided < office.cutoff) & (cases["status"] != "Diarsipkan oleh Admin")]


def days(moments: pd.Series) -> pd.Series:
    return moments.dt.tz_convert("Asia/Jakarta").dt.tz_localize(None).dt.normalize()


def of(rows: pd.DataFrame, column: str, office: Office, kind: str) -> pd.DataFrame:
    return rows[rows[column].isin(office.whom(kind))]


@pytest.mark.parametrize("people", [50, 60, 400])
@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 1, 6), date(2026, 4, 2)])
def test_every_kind_of_sign_is_shown_by_somebody_who_exists(people: int, day: date) -> None:
    office = build(CALENDAR, 3, day, people)
    there = {"unit": office.units["unit_id"], "person": office.people["person_id"]}
    assert {sign.kind for sign in office.signs} == set(WHAT)
    for sign in office.signs:
        assert sign.subject_kind in SUBJECT_KINDS
        assert sign.subject_kind == "programme" or sign.subject_id in set(there[sign.subject_kind])


def test_nobody_shows_two_signs(office: Office) -> None:
    persons = [sign.subject_id for sign in office.signs if sign.subject_kind == "person"]
    assert len(set(persons)) == len(persons)


def test_one_unit_has_been_late_for_nine_weeks_and_the_others_not(
    office: Office, cases: pd.DataFrame
) -> None:
    told = in_time(office, cases)
    slow = [*office.whom("on_time_falls"), *office.whom("treats_badly")]
    late, others = of(told, "unit", office, "on_time_falls"), told[~told["unit"].isin(slow)]
    for rows, after in ((late, (0.0, 0.6)), (others, (0.83, 1.0))):
        before = rows.loc[days(rows["decided"]) < FALLEN, "kept"].mean()
        since = days(rows["decided"]) > FALLEN + pd.Timedelta(days=21)
        assert before > 0.85
        assert after[0] <= rows.loc[since, "kept"].mean() <= after[1]


def test_one_officer_reports_half_and_is_refused_more(office: Office, work: pd.DataFrame) -> None:
    own = of(work, "person", office, "performance_falls")
    own = own[own["status"].isin(["approved", "returned", "rejected"])]
    before, since = own[own["day"] < FALLEN], own[own["day"] > FALLEN + pd.Timedelta(days=21)]
    minutes = [rows.groupby("day")["minutes"].sum().mean() for rows in (before, since)]
    approved = [(rows["status"] == "approved").mean() for rows in (before, since)]
    assert minutes[1] < 0.6 * minutes[0]
    assert approved[1] < approved[0] - 0.1


@pytest.mark.parametrize("seed", [3, 7, 11])
def test_one_officer_closes_many_complaints_at_once_unanswered(seed: int) -> None:
    office = build(CALENDAR, seed, TODAY.date())
    cases = pd.concat([month_of_cases(office, m) for m in office.months[:3]])
    own = of(cases, "officer", office, "mass_closing").sort_values("closed")
    together = (own["closed"] - own["closed"].shift(14)) < pd.Timedelta(minutes=10)
    closed = own[own["closed"].between(*own.loc[together, "closed"].agg(["min", "max"]))]
    back = closed["reopened"].notna()
    assert together.any()
    assert closed.loc[~back, "first_answer"].isna().all()
    assert 0 < back.sum() < len(closed) / 2


def test_one_person_records_weeks_of_work_within_minutes(
    office: Office, work: pd.DataFrame
) -> None:
    own = of(work, "person", office, "bulk_recording")
    sessions = own.groupby(own["recorded_at"].dt.floor("D"))["recorded_at"].agg(["min", "max"])
    assert ((sessions["max"] - sessions["min"]) < pd.Timedelta(minutes=10)).all()
    assert own.groupby(own["recorded_at"].dt.floor("D")).size().median() >= 20
    assert (days(own["recorded_at"]) - own["day"]).dt.days.median() > 7


def test_one_supervisor_has_stopped_verifying(office: Office, work: pd.DataFrame) -> None:
    recent = work[days(work["recorded_at"]).between("2026-10-14", "2026-11-17")]
    theirs = recent["supervisor"].isin(office.whom("verification_backlog"))
    pending = recent["status"] == "pending"
    assert pending[theirs].mean() > 0.85
    assert pending[~theirs].groupby(recent["supervisor"]).mean().max() < 0.12


def test_elements_differ_by_unit_and_one_is_clearly_weak(
    office: Office, answers: pd.DataFrame
) -> None:
    means = answers.groupby("unit")[list(ELEMENTS)].mean()
    weak = means.loc[office.whom("weak_in_time")[0]]
    usual = means.drop([*office.whom("weak_in_time"), *office.whom("treats_badly")])
    assert weak["u3"] < weak.drop("u3").min() - 0.5
    assert weak["u3"] < usual["u3"].min() - 0.4
    assert usual.std().min() > 0.03


def test_a_programme_reaches_its_targets_while_people_are_treated_badly(
    office: Office, cases: pd.DataFrame, answers: pd.DataFrame
) -> None:
    (programme,), (unit,) = (office.whom(k) for k in ("reach_without_conduct", "treats_badly"))
    outcomes = outcomes_of(office.units, TODAY)
    reached = outcomes[outcomes["programme"] == programme]
    sheets = answers[answers["unit"] == unit]
    coached = in_time(office, cases[cases["category"] == "Pendampingan usaha mikro"])
    assert (reached["realised"] >= reached["target"]).all()
    assert set(sheets["service"]) == {"Pendampingan usaha mikro"}
    assert sheets[list(ELEMENTS)].mean().mean() * 25 < 65
    assert set(coached["unit"]) == {unit}
    assert coached["kept"].mean() < LOW_SHARE


def test_two_civil_servants_come_near_a_threshold(office: Office) -> None:
    one, other = office.whom("near_threshold")
    this_year = office.absences[office.absences["first_day"] >= "2026"]
    away = this_year[this_year["kind"] == "unexcused"].groupby("person").size()
    late = this_year[this_year["kind"] == "late"].groupby("person")["minutes"].sum()
    assert (away[one], away[other]) == (5, 2)
    assert late[one] >= 450
    assert away.drop([one, other]).max() <= 2
    kinds = office.people.set_index("person_id")["kind"]
    assert {kinds[one], kinds[other]} == {"pns"}


def test_a_few_official_ratings_differ_from_the_figures(office: Office) -> None:
    last = ratings_of(office).query("period == '2026-Q3'").set_index("person")
    drive = office.people.set_index("person_id")["coverage"]
    raised, lowered = (office.whom(f"rated_{side}_figures") for side in ("above", "below"))
    assert (last.loc[raised, "predicate"] == "Sangat Baik").all()
    assert (last.loc[lowered, "predicate"] == "Butuh Perbaikan").all()
    assert drive[raised].max() < 0.6 < 0.9 < drive[lowered].min()


@pytest.mark.parametrize(("kind", "sign"), [("feedback_falls", -1), ("feedback_rises", 1)])
def test_feedback_on_some_has_a_trend(office: Office, kind: str, sign: int) -> None:
    feedback = of(feedback_of(office), "person", office, kind)
    level = feedback["level"].map({"below": -1, "meets": 0, "above": 1})
    late = days(feedback["given_at"]) > TODAY - pd.Timedelta(days=180)
    assert sign * (level[late].mean() - level[~late].mean()) > 0.25
