"""The drawing of a trend: months, the subject's own weeks between their limits, what happened."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from dashboard.axes import ticks
from dashboard.components.trend import said
from dashboard.events import Event, noted, rebased
from dashboard.legend import WEEK
from dashboard.method import Rebasing
from dashboard.readings import Reading, in_order, readings
from dashboard.texts import Texts
from dashboard.trends import WORSE, trend_figure
from scoring.scope import EVERYTHING
from tests.dashboard.fakes import INDICATORS, Office

ID, EN = Texts("id", "Asia/Jakarta"), Texts("en", "Asia/Jakarta")
MOMENT = pd.Timestamp("2026-11-23T18:00Z")


def reading(office: Office, indicator: str = "answered_in_time", *, weeks: bool = True) -> Reading:
    """One reading of the top unit, with the weeks behind it or without."""
    of = {"subjects": ("aceh",)}
    found = readings(
        in_order(INDICATORS, "unit"),
        office.scores(EVERYTHING, "unit", "2026-11", **of),
        office.history(EVERYTHING, "unit", ("aceh",)),
        office.freshness(),
        "2026-11",
        signals=office.signals(EVERYTHING, "unit", **of) if weeks else None,
    )
    return next(r for r in found if r.indicator.id == indicator)


def test_without_weeks_periods_stand_side_by_side_and_the_zoom_is_kept(office: Office) -> None:
    figure = trend_figure(reading(office, weeks=False), ID)
    assert figure["layout"]["uirevision"] == "answered_in_time"
    assert figure["layout"]["xaxis"]["type"] == "category"
    assert set(figure["data"][1]["y"]) == {0.9}
    assert (figure["layout"]["shapes"], "template" in figure["layout"]) == ([], False)


def test_a_month_of_too_few_cases_is_a_hollow_point_that_says_so(office: Office) -> None:
    found = reading(office, weeks=False)
    few = replace(found, counts=(40, 3), thin=(False, True), values=(0.9, 0.2),
                  periods=("2026-10", "2026-11"))  # fmt: skip
    figure = trend_figure(few, ID)
    assert figure["data"][0]["marker"]["symbol"] == ["circle", "circle-open"]
    assert figure["data"][0]["customdata"][1].endswith("n = 3, belum cukup data")
    assert "belum cukup data" in figure["layout"]["annotations"][0]["text"]


def test_weeks_stand_at_their_days_between_the_subjects_own_limits(office: Office) -> None:
    found = reading(office, "approved_minutes_share")
    weeks, months, _ = trend_figure(found, ID)["data"]
    (band,) = trend_figure(found, ID)["layout"]["shapes"]
    assert (weeks["x"][0], weeks["x"][-1]) == ("2025-11-24", "2026-11-16")
    assert months["x"][-1] == "2026-11-16"
    assert (band["y0"], band["y1"]) == found.limits
    assert set(weeks["marker"]["symbol"]) == {"circle"}


def test_limits_that_hold_every_share_are_not_drawn(office: Office) -> None:
    found = replace(reading(office, "approved_minutes_share"), limits=(0.0, 1.0))
    assert trend_figure(found, ID)["layout"]["shapes"] == []
    assert "biasanya" not in said(found, ID)


def test_a_change_is_marked_from_the_week_it_began_by_shape_colour_and_words(
    office: Office,
) -> None:
    figure = trend_figure(reading(office), EN)
    marker, days = figure["data"][0]["marker"], figure["data"][0]["x"]
    since = days[marker["symbol"].index("diamond")]
    assert marker["color"][days.index(since) - 1 :][:2] == [WEEK, WORSE]
    assert figure["layout"]["shapes"][1]["x0"] == since
    day = EN.day(date.fromisoformat(since))
    told = [a["text"] for a in figure["layout"]["annotations"]]
    assert f"<span style='color:{WORSE}'>◆</span> worsening since {day}" in told
    assert f"worsening since {day}" in said(reading(office), EN)


def test_what_happened_stands_at_its_day_and_in_the_words(office: Office) -> None:
    events = [
        Event(date(2026, 10, 1), "Apresiasi"),
        Event(date(2026, 10, 2), "of another", "recorded_in_time"),
        Event(date(2019, 1, 1), "long ago"),
    ]
    marks = [
        a for a in trend_figure(reading(office), ID, events)["layout"]["annotations"]
        if "hovertext" in a
    ]  # fmt: skip
    assert [(a["x"], a["hovertext"]) for a in marks] == [("2026-10-01", "1 Okt 2026<br>Apresiasi")]
    assert "1 Okt 2026: Apresiasi" in said(reading(office), ID, events)
    assert "of another" not in said(reading(office), ID, events)


def test_a_note_is_an_event_of_its_day_until_it_is_withdrawn() -> None:
    notes = pd.DataFrame(
        {"kind": ["praise", "coaching"], "at": [MOMENT, MOMENT], "withdrawn_at": [None, MOMENT]}
    )
    assert list(noted(notes, EN)) == [Event(date(2026, 11, 24), "Appreciation")]


@pytest.mark.parametrize(
    ("whom", "seen"), [(None, True), ("aceh", True), ("dinkes", True), ("dinsos", False)]
)
def test_a_new_baseline_is_an_event_of_the_unit_and_of_those_below(
    office: Office, whom: str | None, seen: bool
) -> None:
    services = office.services()
    new = Rebasing(date(2026, 5, 1), "new counter", "head", whom, "answered_in_time")
    decided = replace(services.methodology(), rebasings=(new,))
    found = list(rebased(decided, services.units(EVERYTHING), "dinkes"))
    event = Event(date(2026, 5, 1), "new counter (head)", "answered_in_time")
    assert found == ([event] if seen else [])


def test_of_many_months_every_other_is_named_up_to_the_newest() -> None:
    months = [f"2025-{m:02}" for m in (11, 12)] + [f"2026-{m:02}" for m in range(1, 12)]
    places = {month: month for month in months}
    told = ticks(months, EN, places)
    assert told["tickvals"] == months[::2]
    assert told["ticktext"][:3] == ["Nov<br>2025", "Jan<br>2026", "Mar"]
    assert ticks(months[-3:], EN, places)["ticktext"] == ["Sep<br>2026", "Oct", "Nov"]
