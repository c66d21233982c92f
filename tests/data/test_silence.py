"""How old figures are, from rows that are kept to what pages are told."""

from datetime import timedelta

import pandas as pd
import pytest

from dashboard.cli.explaining import Asked, Explaining
from dashboard.cli.wiring import services_of
from scoring.scope import EVERYTHING
from tests.data.builders import NOW, Desk, config, source

GOALS = {"answered": {"indicator": "answered_in_time", "target": 0.9, "min_n": 1}}
SOURCES = {
    name: source(name, rhythm="2d") for name in ("units", "people", "complaints", "assignments")
}
TUESDAY, SUNDAY, MONDAY = ("2026-11-24", "2026-11-29", "2026-11-30")


def expected(folder, engine):
    """An office whose complaints are expected every other working day; today is a Tuesday."""
    made = Desk(folder, engine, config(sources=SOURCES, goals=GOALS)).staffed()
    case = {"complaint_id": "c1", "unit": "u1", "received": "2026-11-24T09:00"}
    made.drop("complaints", case | {"first_answer": "2026-11-24T09:30"})
    made.look(), made.score()
    return made


@pytest.fixture
def desk(begun):
    return begun(expected)


def on(desk, day):
    """The services of the office on a day, at ten in the morning."""
    desk.at = NOW + (pd.Timestamp(day) - pd.Timestamp(TUESDAY))
    return services_of(desk.refresh)


def state(desk, day, name="complaints"):
    return on(desk, day).sources().set_index("source").loc[name, "state"]


def band(desk, day, period="2026-11"):
    found = on(desk, day).scores(EVERYTHING, "unit", period, subjects=("u1",))
    return found.set_index("indicator").loc["answered_in_time", "band"]


def test_within_its_rhythm_a_figure_is_judged(desk):
    assert (state(desk, "2026-11-26"), band(desk, "2026-11-26")) == ("ok", "met")


def test_past_its_rhythm_a_figure_is_stale_wherever_it_is_shown(desk):
    services = on(desk, "2026-11-27")
    told = [
        services.scores(EVERYTHING, "unit", "2026-11"),
        services.history(EVERYTHING, "unit", ("u1",)),
        services.contributions(EVERYTHING, "unit", "2026-11"),
    ]
    bands = [t.loc[t["indicator"] == "answered_in_time", "band"].iloc[-1] for t in told]
    assert bands == ["stale"] * 3


def test_a_stale_figure_keeps_its_value_and_its_age(desk):
    services = on(desk, "2026-11-27")
    found = services.scores(EVERYTHING, "unit", "2026-11", subjects=("u1",))
    assert found.set_index("indicator").loc["answered_in_time", "value"] == 1
    fresh = services.freshness().set_index("frame").loc["complaints"]
    assert fresh["newest"] == pd.Timestamp("2026-11-24 09:30", tz="Asia/Jakarta")
    assert (
        fresh["stale_since"].tz_convert("Asia/Jakarta").date() == pd.Timestamp("2026-11-26").date()
    )


def test_a_period_that_is_over_stays_as_it_was_judged(desk):
    assert band(desk, "2026-12-04") == "met"


def test_a_weekend_is_no_silence(desk):
    desk.drop("complaints", {"complaint_id": "c2", "unit": "u1", "received": "2026-11-27T09:00"})
    desk.at = NOW + timedelta(days=3)
    desk.look(), desk.score()
    assert [state(desk, day) for day in (SUNDAY, MONDAY)] == ["ok", "ok"]


def test_news_ends_the_silence(desk):
    assert band(desk, "2026-11-27") == "stale"
    desk.drop("complaints", {"complaint_id": "c2", "unit": "u1", "received": "2026-11-27T09:00"})
    desk.look(), desk.score()
    assert band(desk, "2026-11-27") != "stale"


def test_a_correction_is_news_as_well(desk):
    case = {"complaint_id": "c1", "unit": "u1", "received": "2026-11-24T09:00"}
    desk.drop("complaints", case | {"closed": "2026-11-26T09:00", "status": "closed"})
    desk.at = NOW + timedelta(days=2)
    desk.look(), desk.score()
    assert state(desk, "2026-11-27") == "ok"


def test_a_source_that_fails_is_not_stale_while_its_rows_are_young(desk):
    (desk.folder / "inbox/complaints/broken.csv").write_text("no,header\n1,2\n")
    desk.look("complaints")
    assert (state(desk, TUESDAY), band(desk, TUESDAY)) == ("failing", "met")


def test_a_source_that_was_never_asked_or_never_brought_a_row_waits(desk, tmp_path):
    assert state(desk, "2026-12-31", "assignments") == "ok"
    desk.look("assignments")
    fresh = on(desk, "2026-11-24").freshness().set_index("frame")
    assert pd.isna(fresh.loc["assignments", "newest"])
    assert pd.isna(fresh.loc["complaints", "stale_since"])


def test_another_source_that_falls_silent_ages_the_figures_that_read_it(desk):
    handed = {
        "assignment_id": "a1",
        "complaint": "c1",
        "unit": "u1",
        "assigned": "2026-11-20T09:00",
    }
    desk.drop("assignments", handed)
    desk.look(), desk.score()
    assert (state(desk, "2026-11-25"), band(desk, "2026-11-25")) == ("ok", "stale")


def test_rows_without_a_date_are_as_new_as_their_arrival(desk):
    assert desk.source("people")["newest"] == pd.Timestamp(NOW)


def test_what_is_dated_later_than_now_came_now(desk):
    future = {"complaint_id": "c9", "unit": "u1", "received": "2027-03-01T09:00"}
    desk.drop("complaints", future)
    desk.look()
    assert desk.source("complaints")["newest"] == pd.Timestamp(NOW)


def test_why_says_how_old_its_data_are_now_and_on_a_day_of_the_past(desk):
    told = {day: why(desk, day).ages["complaints"] for day in ("2026-11-26", "2026-11-27")}
    assert [age.stale_since is None for age in told.values()] == [True, False]
    desk.drop("complaints", {"complaint_id": "c2", "unit": "u1", "received": "2026-11-27T09:00"})
    desk.look(), desk.score()
    assert why(desk, "2026-11-27").ages["complaints"].stale_since is None
    morning = NOW + timedelta(days=2, hours=20)
    asked = Asked(at=morning, known_at=morning)
    then = Explaining(desk.refresh).explain(EVERYTHING, "unit", "u1", "2026-11", asked=asked)
    assert then.ages["complaints"] == told["2026-11-27"]


def why(desk, day):
    return on(desk, day).explain(EVERYTHING, "unit", "u1", "2026-11", goal="answered")
