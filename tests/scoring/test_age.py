from datetime import date, time

import pandas as pd
import pytest

from scoring.age import BESIDE, aged, ages, silent, stale_since
from scoring.calendar import Calendar, Season
from scoring.facts import scored
from scoring.indicators import INDICATORS
from scoring.look import Look
from tests.scoring.builders import DAY, WIB, at, calendar, moments
from tests.scoring.offices import look_at, office

REFERENCES = {"units", "people", "placements"}
FASTING = Season(date(2026, 2, 19), date(2026, 3, 20), dict.fromkeys(range(5), ((480, 900),)))


def source(newest, rhythm, frame="complaints"):
    """One source; its newest row by the office's clock."""
    asked = pd.Series([pd.Timedelta(rhythm)] if rhythm else [pd.NaT], dtype="timedelta64[us]")
    told = pd.DataFrame({"source": ["a"], "frame": [frame], "newest": moments(newest)})
    return told.assign(rhythm=asked)


def is_silent(newest, rhythm, now, office_calendar=None):
    """Whether the source is silent at ``now``."""
    return bool(silent(source(newest, rhythm), office_calendar or calendar(), at(now))["silent"][0])


@pytest.mark.parametrize(
    ("newest", "rhythm", "young_at", "silent_at"),
    [
        pytest.param(
            "2026-11-06 15:00", "1D", "2026-11-09 23:59", "2026-11-10 00:00", id="weekend between"
        ),
        pytest.param(
            "2026-11-08 10:00", "1D", "2026-11-09 23:59", "2026-11-10 00:00", id="row of a sunday"
        ),
        pytest.param(
            "2026-11-02 09:00", "3D", "2026-11-05 23:59", "2026-11-06 00:00", id="within a week"
        ),
        pytest.param(
            "2026-11-06 15:00", "2h", "2026-11-09 08:29", "2026-11-09 08:31", id="working hours"
        ),
        pytest.param(
            "2026-11-02 09:00", "36h", "2026-11-06 15:59", "2026-11-06 16:01", id="many hours"
        ),
    ],
)
def test_a_source_is_silent_once_its_rhythm_has_passed_in_working_time(
    newest, rhythm, young_at, silent_at
):
    assert not is_silent(newest, rhythm, young_at)
    assert is_silent(newest, rhythm, silent_at)


def test_a_holiday_is_no_silence():
    holiday = calendar(("2026-11-09",))
    assert not is_silent("2026-11-06 15:00", "1D", "2026-11-10 23:59", holiday)
    assert is_silent("2026-11-06 15:00", "1D", "2026-11-11 00:00", holiday)


def test_the_shorter_hours_of_ramadan_count():
    ramadan = Calendar(WIB, dict.fromkeys(range(5), DAY), seasons=(FASTING,))
    assert not is_silent("2026-02-23 14:00", "2h", "2026-02-24 08:59", ramadan)
    assert is_silent("2026-02-23 14:00", "2h", "2026-02-24 09:01", ramadan)


def test_an_office_that_never_closes_has_silent_sundays():
    ward = Calendar(WIB, dict.fromkeys(range(7), ((time(0), time(0)),)), works_holidays=True)
    assert is_silent("2026-11-07 10:00", "4h", "2026-11-08 10:00", ward)


def test_a_source_that_never_brought_a_row_has_not_fallen_silent():
    found = silent(source(None, "1D"), calendar(), at("2026-11-24 10:00"))
    assert found["expected_by"].isna().all()
    assert not found["silent"].any()


def test_a_source_without_a_rhythm_is_never_silent():
    assert not is_silent("2020-01-02 10:00", None, "2026-11-24 10:00")


def test_no_source_at_all_is_no_fault():
    assert silent(source(None, "1D").iloc[:0], calendar(), at("2026-11-24 10:00")).empty


def test_the_source_that_fell_silent_first_makes_a_figure_stale():
    two = pd.concat([source("2026-11-02 09:00", "1D"), source("2026-10-01 09:00", "1D")])
    found = silent(two.reset_index(drop=True), calendar(), at("2026-11-24 10:00"))
    assert stale_since(found)["answered_in_time"] == found["expected_by"][1]


def test_one_silent_source_is_enough_and_concerns_no_other_figure():
    two = pd.concat(
        [source("2026-11-24 09:00", "1D"), source("2026-11-02 09:00", "1D", "assignments")]
    )
    found = stale_since(silent(two.reset_index(drop=True), calendar(), at("2026-11-24 10:00")))
    assert {INDICATORS[indicator].frame for indicator in found} == {"complaints"}


def test_a_figure_is_as_old_as_the_source_that_fell_silent_else_as_the_older_one():
    young = [source("2026-11-24 09:00", "1D"), source("2026-11-24 08:00", "1D")]
    two = pd.concat([*young, source("2026-11-02 09:00", None, "assignments")], ignore_index=True)
    found = ages(silent(two, calendar(), at("2026-11-24 10:00"))).set_index("frame")
    assert found.loc["complaints", "newest"] == at("2026-11-24 08:00")
    assert found["stale_since"].isna().all()


def test_people_who_do_not_change_age_no_figure():
    found = silent(source("2020-01-02 09:00", "1D", "people"), calendar(), at("2026-11-24 10:00"))
    assert found["silent"].all()
    assert stale_since(found) == {}


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=lambda i: i.id)
def test_a_figure_is_as_old_as_every_frame_it_reads(indicator, monkeypatch):
    asked, rows = set(), Look.rows
    monkeypatch.setattr(Look, "rows", lambda self, name: asked.add(name) or rows(self, name))
    scored(indicator.facts(look_at(office(0))))
    assert asked - REFERENCES <= {indicator.frame, *BESIDE.get(indicator.frame, ())}


def judged(band, period="2026-11", indicator="answered_in_time"):
    """One judged score."""
    return pd.DataFrame([{"indicator": indicator, "period": period, "band": band}])


@pytest.mark.parametrize(
    ("score", "band"),
    [
        pytest.param(judged("met"), "stale", id="good once"),
        pytest.param(judged("missed"), "stale", id="bad once"),
        pytest.param(judged("thin"), "stale", id="too few cases"),
        pytest.param(judged("none"), "none", id="without a goal"),
        pytest.param(judged("unavailable"), "unavailable", id="no source can tell"),
        pytest.param(judged("met", "2026-10"), "met", id="a period that is over"),
        pytest.param(judged("met", indicator="satisfaction_index"), "met", id="of another source"),
    ],
)
def test_old_data_are_neither_good_nor_bad_news(score, band):
    found = aged(score, {"answered_in_time": at("2026-11-20")}, "2026-11")
    assert found["band"].tolist() == [band]


def test_a_figure_without_a_goal_knows_its_age_too():
    found = aged(judged("none"), {"answered_in_time": at("2026-11-20")}, "2026-11")
    assert found["stale_since"].tolist() == [at("2026-11-20")]


def test_where_no_source_is_silent_nothing_changes():
    found = aged(judged("met"), {}, "2026-11")
    assert (found["band"].tolist(), found["stale_since"].isna().all()) == (["met"], True)
