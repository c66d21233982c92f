"""The invented office: believable, repeatable, and written as config.yaml reads it."""

from datetime import date, datetime, timedelta
from fnmatch import fnmatch
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from dashboard.regions import REGIONS
from data.config import load
from data.effective import effective
from data.intake import Known, conform, folded
from data.rules import calendar_of
from data.settings import Files
from data.simulate import Office, build, history_is_there, write_history
from data.simulate.cases import month_of_cases
from data.simulate.units import IMPROVING, WORSENING
from data.simulate.work import month_of_work

CONFIG = Path(__file__).parents[2] / "config.yaml"
SETTINGS = load(CONFIG, {})
CALENDAR = calendar_of(SETTINGS)
ZONE = ZoneInfo("Asia/Jakarta")
TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 14, 0, tzinfo=ZONE)
NOVEMBER = pd.Timestamp(2026, 11, 1)


@pytest.fixture(scope="module")
def office() -> Office:
    return build(CALENDAR, 7, TODAY)


@pytest.fixture(scope="module")
def small() -> Office:
    return build(CALENDAR, 7, TODAY, people=60)


@pytest.fixture(scope="module")
def inbox(small: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    write_history(small, folder)
    return folder


@pytest.fixture(scope="module")
def work(office: Office) -> pd.DataFrame:
    return month_of_work(office, NOVEMBER)


def born_and_started(nip: str) -> tuple[date, date, int]:
    month = int(nip[12:14])
    started = date(int(nip[8:12]), month if month <= 12 else 1, 1)
    return date(int(nip[:4]), int(nip[4:6]), int(nip[6:8])), started, month


def test_the_same_seed_and_day_make_the_same_office(office: Office, work: pd.DataFrame) -> None:
    again = build(CALENDAR, 7, TODAY)
    pd.testing.assert_frame_equal(again.people, office.people)
    pd.testing.assert_frame_equal(month_of_work(again, NOVEMBER), work)


def test_another_seed_makes_another_office(office: Office) -> None:
    other = build(CALENDAR, 8, TODAY)
    assert set(other.people["person_id"]) != set(office.people["person_id"])


def test_every_nip_has_a_birth_date_a_start_a_sex_and_a_sequence(office: Office) -> None:
    for nip, kind in zip(office.people["person_id"], office.people["kind"], strict=True):
        born, started, month = born_and_started(nip)
        assert len(nip) == 18
        assert (month <= 12) == (kind == "pns")
        assert month <= 12 or month >= 21
        assert 18 <= started.year - born.year <= 40
        assert started <= TODAY
        assert nip[14] in "12"
        assert nip[15:] >= "001"


def test_no_identifier_and_no_name_occurs_twice(office: Office) -> None:
    assert office.people["person_id"].is_unique
    assert office.people["name"].is_unique


def test_the_tree_has_an_office_divisions_and_sections(office: Office) -> None:
    kinds = office.units["kind_found"].value_counts()
    assert kinds["dinas"] == 1
    assert 5 <= kinds["bidang"] <= 7
    assert 15 <= kinds["seksi"] + kinds["subbagian"] <= 24


def test_with_branches_there_is_one_in_each_regency_and_city() -> None:
    units = build(CALENDAR, 7, TODAY, people=60, branches=True).units
    branches = units[units["kind_found"] == "cabang"]
    assert (branches["parent"] == "DPMPTSP").all()
    names = branches["name"].str.removeprefix("Cabang ")
    found = dict(zip(branches["unit_id"], names, strict=True))
    assert found == {code: region.name for code, region in REGIONS.items()}


def test_everybody_but_the_head_of_the_office_has_a_supervisor(office: Office) -> None:
    people = office.people
    assert people.loc[people["supervisor"] == "", "unit"].tolist() == ["DPMPTSP"]
    assert set(people["supervisor"]) - {""} <= set(people["person_id"])


def test_a_month_of_work_has_one_to_two_and_a_half_activities_a_day(
    office: Office, work: pd.DataFrame
) -> None:
    a_day = len(work) / work.groupby("person")["day"].nunique().sum()
    assert 1.0 <= a_day <= 2.5


def test_nobody_works_before_the_first_or_after_the_last_day_in_service(office: Office) -> None:
    for month in office.months[::4]:
        work = month_of_work(office, month)
        service = office.people.set_index("person_id").loc[work["person"]].reset_index()
        assert (work["day"] >= service["active_from"]).all()
        assert not (work["day"] > service["active_to"]).any()


def test_nobody_works_on_a_weekend_or_a_holiday(office: Office) -> None:
    work = month_of_work(office, pd.Timestamp(2026, 3, 1))
    assert work["day"].dt.day_of_week.max() <= 4
    assert not set(work["day"].dt.date) & CALENDAR.holidays


def test_nobody_works_while_away(office: Office, work: pd.DataFrame) -> None:
    away = office.absences[office.absences["kind"] != "late"]
    both = work.merge(away, on="person")
    assert not both["day"].between(both["first_day"], both["last_day"]).any()


def test_a_month_without_a_working_day_yet_is_not_begun() -> None:
    office = build(CALENDAR, 7, date(2026, 11, 2), people=40)
    assert office.months[0] == pd.Timestamp(2026, 10, 1)
    assert len(month_of_work(office, office.months[0])) > 0


def test_activities_of_a_person_do_not_overlap_and_lie_in_office_hours(work: pd.DataFrame) -> None:
    ordered = work.sort_values(["person", "start"])
    earlier_end = ordered.groupby("person")["end"].shift()
    assert not (ordered["start"] < earlier_end).any()
    inside = CALENDAR.minutes_between(work["start"], work["end"])
    assert np.allclose(inside, work["minutes"])


def test_nothing_is_known_that_happens_today_or_later(office: Office, work: pd.DataFrame) -> None:
    cases = month_of_cases(office, NOVEMBER)
    assert work[["recorded_at", "verified_at"]].max().max() < office.cutoff
    times = ["received", "forwarded", "first_answer", "resolved", "closed", "reopened"]
    assert cases[times].max().max() < office.cutoff


def test_pending_work_has_no_verifier(work: pd.DataFrame) -> None:
    pending = work[work["status"] == "pending"]
    assert len(pending) > 0
    assert pending["verified_at"].isna().all()
    assert (pending["verifier"] == "").all()


def test_answers_come_after_receipt_and_resolutions_after_answers(office: Office) -> None:
    cases = month_of_cases(office, pd.Timestamp(2026, 9, 1))
    assert not (cases["first_answer"] < cases["received"]).any()
    assert not (cases["resolved"] < cases["first_answer"]).any()
    assert not (cases["closed"] < cases["received"]).any()


def test_one_unit_gets_worse_in_the_last_weeks_and_another_better(office: Office) -> None:
    cases = pd.concat([month_of_cases(office, office.months[n]) for n in (0, 1, 3, 10, 11)])
    hours = (cases["first_answer"] - cases["received"]).dt.total_seconds() / 3600
    recent = cases["received"] > office.cutoff - pd.Timedelta(days=28)
    old = cases["received"] < office.cutoff - pd.Timedelta(days=70)
    name = cases["unit"].map(office.units.set_index("unit_id")["name"])
    medians = hours.groupby(
        [name, np.where(recent, "new", np.where(old, "old", "between"))]
    ).median()
    assert medians[WORSENING, "new"] > 1.3 * medians[WORSENING, "old"]
    assert medians[IMPROVING, "new"] < 0.8 * medians[IMPROVING, "old"]


def test_every_column_that_config_yaml_names_is_in_the_files_written(inbox: Path) -> None:
    for name, source in SETTINGS.sources.items():
        assert isinstance(source, Files)
        place = inbox / Path(source.path).relative_to("var/inbox")
        file = next(place.glob("*.csv")) if place.is_dir() else place
        named = {part for how in source.columns.values() for part in how.parts}
        assert named <= set(file.read_text().splitlines()[0].split(",")), name


def test_every_word_in_the_files_is_one_that_config_yaml_translates(inbox: Path) -> None:
    for source in SETTINGS.sources.values():
        assert isinstance(source, Files)
        place = inbox / Path(source.path).relative_to("var/inbox")
        file = place / "2026-10.csv" if place.is_dir() else place
        cells = pd.read_csv(file, dtype=str, keep_default_na=False, on_bad_lines="skip")
        for how in (how for how in source.columns.values() if how.values):
            found = set(cells[how.parts[0]].fillna("")) - {"", "diproses ulang"}
            assert all(any(fnmatch(word, known) for known in how.values) for word in found)


def test_all_that_is_written_is_taken_in_but_for_a_little_dirt(small: Office, inbox: Path) -> None:
    names = dict(zip(small.units["name"].map(folded), small.units["unit_id"], strict=True))
    people, units = (frozenset(f) for f in (small.people["person_id"], small.units["unit_id"]))
    known, now = Known(units, people, names), pd.Timestamp(NOON)
    for name in SETTINGS.sources:
        rows = pd.read_csv(
            newest(inbox, name), dtype=str, keep_default_na=False, on_bad_lines="skip"
        )
        taken = conform(rows, effective(SETTINGS, name), "Asia/Jakarta", known, now)
        wrong = len(rows) - len(taken.good)
        assert wrong < 0.004 * len(rows) + 2, (name, taken.rejected)
        assert wrong == 0 or (inbox / name).is_dir(), (name, taken.rejected)


def newest(inbox: Path, name: str) -> Path:
    return inbox / name / "2026-10.csv" if (inbox / name).is_dir() else inbox / f"{name}.csv"


def test_a_question_to_the_reporter_has_no_end_while_it_waits(inbox: Path) -> None:
    cases = pd.read_csv(inbox / "complaints" / "2026-11.csv", dtype=str, keep_default_na=False)
    waits = cases[cases["status"] == "Menunggu Pelapor"]
    assert len(waits) > 0
    assert waits["menunggu_pelapor"].str.fullmatch(r"[0-9T:-]+Z/").all()


def test_a_few_answers_of_the_survey_are_none_of_one_to_four(inbox: Path) -> None:
    files = [pd.read_csv(file, dtype=str, keep_default_na=False, on_bad_lines="skip")
             for file in (inbox / "surveys").glob("2*.csv")]  # fmt: skip
    answers = pd.concat(files)[[f"U{n}" for n in range(1, 10)]].stack()
    assert {"0", "5", ""} < set(answers)
    assert 0 < 1 - answers.isin(["1", "2", "3", "4"]).mean() < 0.01


def test_the_newest_month_is_written_first(inbox: Path) -> None:
    files = sorted((inbox / "activities").glob("2*.csv"), reverse=True)
    written = [file.stat().st_mtime_ns for file in files]
    assert files[0].name == "2026-11.csv"
    assert written == sorted(written)


def test_no_unfinished_file_is_left_behind(inbox: Path) -> None:
    assert not list(inbox.rglob("*.part"))


def test_about_one_row_in_a_thousand_is_wrong(inbox: Path) -> None:
    texts = [file.read_text() for file in (inbox / "activities").glob("2*.csv")]
    wrong = sum(text.count("199913332099121001") + text.count("E+17") for text in texts)
    assert 0 < wrong < 0.002 * sum(text.count("\n") for text in texts)


def test_a_history_that_is_there_is_not_written_again(small: Office, inbox: Path) -> None:
    assert history_is_there(small, inbox)
    assert write_history(small, inbox) == 0
    assert not history_is_there(build(CALENDAR, 7, TODAY + timedelta(days=1), people=60), inbox)
