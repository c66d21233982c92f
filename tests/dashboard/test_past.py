"""What the weeks say, and the spread of predicates: in words, and for the right eyes only."""

import json

import pandas as pd
import plotly.utils
import pytest

from dashboard.components.concerns import concerns, standing
from dashboard.components.past import past
from dashboard.components.spread import spread
from dashboard.telling.past import changing, reaching, state
from dashboard.telling.spread import notes
from dashboard.texts import Texts
from dashboard.view import Filters
from scoring.indication import Spread, spread_of
from scoring.indicators import INDICATORS
from tests.dashboard.weeks import signals

ID, EN = Texts("id", "Asia/Jakarta"), Texts("en", "Asia/Jakarta")
TODAY = pd.Timestamp("2026-11-24")
Row = dict[str, object]


def rows(*subjects: str) -> dict[tuple[str, str], Row]:
    found = signals("unit", list(subjects)).to_dict("records")
    return {(str(r["subject_id"]), str(r["indicator"])): r for r in found}  # type: ignore[misc]


def words(component: object) -> str:
    return json.dumps(component, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)


def test_a_fall_is_told_with_both_figures_and_the_week_it_began() -> None:
    row = rows("a")["a", "answered_in_time"]
    assert changing(row, "share", ID) == (
        "Memburuk sejak pekan 26 Okt 2026: 56,3%, sebelumnya 95,0%."
    )
    assert reaching(row, EN) is None  # its limits are those of the time before
    assert state(row) == "worsening"


def test_what_only_chance_moves_is_told_with_its_usual_range() -> None:
    row = rows("a", "b")["b", "answered_in_time"]
    assert changing(row, "share", EN) == "No change beyond chance; usually 75.0% – 100.0% a week."
    assert state(row) == "steady"


def test_a_rule_of_the_chart_without_a_signal_is_no_change() -> None:
    row = rows("a", "b")["b", "answered_in_time"] | {"variation": "worsening", "rule": "outside"}
    assert "not enough evidence to call it a change" in changing(row, "share", EN)
    assert state(row) == "steady"


def test_a_short_past_judges_nothing() -> None:
    row = rows("a")["a", "recorded_in_time"]
    assert changing(row, "share", ID) == (
        "Riwayatnya baru 5 pekan, terlalu pendek untuk menilai perubahan."
    )
    assert (reaching(row, ID), state(row)) == (None, "thin")


def test_what_worsens_stands_first() -> None:
    shown = words(past(signals("unit", ["a"]), "/unit?unit=a", ID))
    assert shown.index("Pengaduan dijawab") < shown.index("Waktu kerja disetujui")
    assert "/unit?unit=a&indicator=answered_in_time" in shown


def test_what_does_not_change_is_folded_away_with_its_number() -> None:
    shown = words(past(signals("unit", ["a"]), "/unit?unit=a", EN))
    still = shown.index("goals with no notable change")
    assert shown.index("indicator=answered_in_time") < still < shown.index("recorded_in_time")


def test_concerns_stand_beside_how_many_chance_brings() -> None:
    found = signals("unit", ["a", *(f"u{n}" for n in range(30))])
    shown = words(concerns(found, "unit", {"a": "Bidang A"}, Filters(), EN))
    expected = f"{4 * found['expected_false'].sum():.1f}"
    assert "1 sign, 1 new; chance alone may bring about" in shown
    assert f"chance alone may bring about {expected}" in shown
    assert "Bidang A" in shown
    assert "/unit?unit=a&indicator=answered_in_time" in shown


def test_a_concern_of_long_ago_stands_and_is_not_new() -> None:
    found = signals("unit", ["a"]).assign(as_of="2027-W05")
    assert "1 sign, 0 new" in words(concerns(found, "unit", {}, Filters(), EN))
    nobody = found.assign(concern=False)
    assert standing(nobody).empty
    assert "None." in words(concerns(nobody, "unit", {}, Filters(), EN))


def rated(*held: str | None, period: str = "2026-Q3", on: str = "2026-10-05") -> pd.DataFrame:
    people = [f"P{n}" for n in range(len(held))]
    return pd.DataFrame(
        {"person": people, "period": period, "predicate": held,
         "rated_on": pd.Timestamp(on), "rating_id": [f"{p}-{period}" for p in people]}
    )  # fmt: skip


def test_the_spread_is_of_the_newest_period_and_of_all_its_people() -> None:
    older = rated(*["very_good"] * 20, period="2026-Q2", on="2026-07-06")
    newer = rated(*["good"] * 15, "poor", None, None, None, None)
    found = spread_of(pd.concat([older, newer]), TODAY, {"2026-Q3": "good", "2026-Q2": "poor"})
    assert found is not None
    assert (found.period, found.organisation) == ("2026-Q3", "good")
    assert (found.counts, found.unrated) == ({"good": 15, "poor": 1}, 4)
    assert notes(found, EN) == ("Good: 15 of 16 people; the pattern has at most 11 (70%).",)


def test_a_rating_of_tomorrow_is_not_known_today() -> None:
    assert spread_of(rated("good", on="2026-11-25"), TODAY, {}) is None


def test_without_a_predicate_of_the_organisation_there_is_no_pattern() -> None:
    found = spread_of(rated(*["good"] * 12), TODAY, {"2025": "good"})
    assert found is not None
    assert notes(found, ID) == (
        "Predikat organisasi belum diisi, sehingga belum ada pola pembanding.",
    )


@pytest.mark.parametrize("n", [9, 10])
def test_the_predicates_of_a_few_are_for_those_who_may_see_persons(n: int) -> None:
    found = Spread("2026-Q3", None, {"good": n}, 0, ())
    assert (spread(found, ID, persons=False) is None) == (n < 10)
    assert spread(found, ID, persons=True) is not None


def test_every_indicator_of_the_weeks_is_known() -> None:
    assert set(signals("unit", ["a"])["indicator"]) <= set(INDICATORS)
