"""Points of weeks come back from their text as they went in."""

from datetime import date, timedelta

import pandas as pd

from scoring.baseline import points_of
from scoring.weekly import read, written

MONDAY = date(2025, 12, 15)
VALUES = (0.912345678, None, 0.5, 12345.678)


def test_values_come_back_at_their_mondays_over_a_new_year_and_a_gap():
    weeks = [f"{MONDAY + timedelta(weeks=n):%G-W%V}" for n in range(len(VALUES))]
    series = pd.DataFrame(
        {"indicator": "a", "subject_kind": "unit", "subject_id": "u1", "period": weeks,
         "value": VALUES, "n": 1.0, "hits": 1.0}
    )  # fmt: skip
    (told,) = written(points_of(series))
    assert read(told) == [
        (MONDAY, 0.91235),
        (MONDAY + timedelta(weeks=2), 0.5),
        (MONDAY + timedelta(weeks=3), 12346.0),
    ]


def test_nothing_to_measure_is_no_point():
    assert read(None) == []
