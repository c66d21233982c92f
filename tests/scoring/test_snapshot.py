import pandas as pd

from scoring.columns import schema_of
from scoring.indicators import INDICATORS
from scoring.periods import last_periods, period_of
from scoring.shapes import SCORE_KEY, SCORES
from scoring.snapshot import take
from tests.scoring.builders import activities, complaints, look, people


def office(**more):
    cases = complaints(
        {"first_answer": "2026-11-03 10:00", "officer": "P"},
        {"officer": "P", "unit": "B2"},
        {"closed": "2026-11-12 10:00", "received": "2026-10-20 10:00"},
    )
    done = activities(
        {"minutes": 300, "recorded_at": "2026-11-02 17:00"}, {"minutes": 20, "day": "2026-11-03"}
    )
    frames = {"complaints": cases, "activities": done, "people": people({"person_id": "P"})} | more
    return look(**frames)


def test_a_snapshot_has_the_shape_of_scores():
    assert not schema_of(SCORES, list(SCORE_KEY)).validate(take(office())).empty


def test_the_same_input_gives_the_same_bytes():
    assert take(office()).to_csv() == take(office()).to_csv()


def test_the_order_of_rows_changes_nothing():
    frames = {
        name: rows.iloc[::-1].reset_index(drop=True) for name, rows in office().frames.items()
    }
    pd.testing.assert_frame_equal(take(office()), take(look(**frames)))


def test_an_empty_office_has_no_scores_and_no_crash():
    assert take(look()).empty


def test_every_indicator_defines_itself_in_one_signed_sentence():
    for indicator in INDICATORS.values():
        assert indicator.definition.endswith(".")
        assert len(indicator.definition) > 40


def test_an_added_late_case_never_improves_a_share():
    late = complaints({"received": "2026-11-02 09:00"})
    before, after = (
        take(office(complaints=cases)).set_index(["indicator", "subject_id"])["value"]
        for cases in (
            office().frames["complaints"],
            pd.concat(
                [office().frames["complaints"], late.assign(complaint_id="x")], ignore_index=True
            ),
        )
    )
    for indicator in ("answered_in_time", "resolved_in_time"):
        assert after[indicator, "S"] <= before[indicator, "S"]


def test_periods_are_named_as_people_write_them():
    day = pd.Timestamp("2026-11-24")
    assert [period_of(kind, day).name for kind in ("month", "quarter", "year", "all")] == [
        "2026-11",
        "2026-Q4",
        "2026",
        "all",
    ]


def test_the_last_periods_are_newest_first_and_without_gaps():
    found = last_periods("month", pd.Timestamp("2026-01-31"), 3)
    assert [p.name for p in found] == ["2026-01", "2025-12", "2025-11"]
    assert found[0].start == found[1].end
