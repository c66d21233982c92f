"""What a programme reached beside how people were served: reach alone is no good service."""

import pandas as pd
import pytest

from scoring.community import conduct


def of_programme(*bands):
    rows = [
        {
            "subject_kind": "programme",
            "subject_id": "A",
            "period": "2026",
            "indicator": i,
            "band": b,
        }
        for i, b in bands
    ]
    columns = ["subject_kind", "subject_id", "period", "indicator", "band"]
    return conduct(pd.DataFrame(rows, columns=columns))


REACH, SERVED = "outcome_achievement", "answered_in_time"


@pytest.mark.parametrize(
    ("reach", "served", "reading"),
    [
        ("met", "met", "both"),
        ("met", "at_risk", "both"),
        ("met", "missed", "reach_without_conduct"),
        ("missed", "met", "conduct_without_reach"),
        ("at_risk", "met", "conduct_without_reach"),
        ("missed", "missed", "neither"),
    ],
)
def test_reach_without_conduct_is_visible_as_such(reach, served, reading):
    assert of_programme((REACH, reach), (SERVED, served))["reading"].tolist() == [reading]


@pytest.mark.parametrize(
    "bands",
    [
        pytest.param([(REACH, "met")], id="nothing known of how people were served"),
        pytest.param([(REACH, "met"), (SERVED, "thin")], id="too little known of it"),
        pytest.param([(SERVED, "missed")], id="nothing known of the outcome"),
        pytest.param([(REACH, "unavailable"), (SERVED, "met")], id="outcome not available"),
    ],
)
def test_where_one_of_the_two_cannot_be_judged_nothing_is_read(bands):
    assert of_programme(*bands)["reading"].isna().all()


def test_all_that_was_missed_is_named():
    bands = ((REACH, "met"), (SERVED, "missed"), ("satisfaction_index", "missed"))
    found = of_programme(*bands, ("reopened_share", "met")).iloc[0]
    assert found["missed"] == "answered_in_time, satisfaction_index"


def test_units_and_other_figures_are_not_looked_at():
    assert of_programme(("complaints_open", "missed")).empty
    assert of_programme().empty
