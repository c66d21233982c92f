"""Old data, as readers see them: shape, word and age beside the value that is kept."""

import json

import pandas as pd
import pytest

from dashboard.components.columns import COUNTED, score_cells
from dashboard.components.figures import figure
from dashboard.components.marks import tally
from dashboard.components.source_table import alerts, freshness, source_rows
from dashboard.components.tiles import tile
from dashboard.groups import grouped
from dashboard.readings import Reading, in_order, readings, tally_of
from dashboard.texts import Texts
from dashboard.view import Filters
from scoring.age import aged
from scoring.scope import EVERYTHING
from tests.dashboard.fakes import INDICATORS, NOW, Office

ID = Texts("id", "Asia/Jakarta")
SINCE = pd.Timestamp("2026-11-20 17:00", tz="UTC")


def said(shown: object) -> str:
    """A component as it is sent."""
    return json.dumps(shown, default=lambda part: part.to_plotly_json(), ensure_ascii=False)


@pytest.fixture
def old(office: Office) -> pd.DataFrame:
    """Scores of the top unit; those about complaints are stale."""
    scores = office.scores(EVERYTHING, "unit", "2026-11", subjects=("aceh",))
    stale = {i.id: SINCE for i in INDICATORS if i.frame == "complaints"}
    return aged(scores, stale, "2026-11")


@pytest.fixture
def found(office: Office, old: pd.DataFrame) -> dict[str, Reading]:
    history = office.history(EVERYTHING, "unit", ("aceh",))
    wanted = in_order(INDICATORS, "unit")
    told = readings(wanted, old, history, office.freshness(), "2026-11")
    return {reading.indicator.id: reading for reading in told}


def test_a_stale_goal_stays_a_goal_and_keeps_its_value(found: dict[str, Reading]) -> None:
    reading = found["answered_in_time"]
    assert (reading.band, reading.has_goal, reading.value is None) == ("stale", True, False)
    assert reading in grouped(list(found.values())).goals["process"]


def test_a_stale_goal_says_so_by_shape_and_word_beside_its_value_and_age(
    found: dict[str, Reading],
) -> None:
    reading = found["answered_in_time"]
    shown = said(tile(reading, ID, "/"))
    assert ID.value(reading.value, "share") in shown
    assert "band band-stale" in shown
    assert "mark mark-stale" in shown
    assert "Tidak ada data terbaru; data s.d. " in shown


def test_a_stale_figure_without_a_goal_shows_its_age(found: dict[str, Reading]) -> None:
    assert "Tidak ada data terbaru; data s.d. " in said(figure(found["complaints_open"], ID, "/"))
    assert "mark-stale" not in said(figure(found["activities_recorded"], ID, "/"))


def test_stale_goals_are_counted_by_themselves(found: dict[str, Reading]) -> None:
    counted = tally_of(list(found.values()))
    assert counted["stale"] == sum(r.band == "stale" for r in found.values()) > 0
    assert "tidak ada data terbaru" in said(tally(counted, ID))


def test_a_table_tells_stale_figures_from_judged_ones(old: pd.DataFrame) -> None:
    cells = score_cells(old)["aceh"]
    assert cells["answered_in_time_b"] == "stale"
    bands = old.loc[old["subject_id"].eq("aceh"), "band"]
    assert cells["goals"] == [int(bands.eq(band).sum()) for band in COUNTED]
    assert cells["goals"][COUNTED.index("stale")] > 0


def silent(office: Office) -> pd.DataFrame:
    """The sources, the first of them silent for a day."""
    sources = office.sources()
    rhythm = pd.Series([pd.Timedelta(days=2), pd.Timedelta(hours=3), pd.NaT])
    state = sources["state"].mask(sources["source"] == "sp4n", "silent")
    return sources.assign(state=state, rhythm=rhythm, expected_by=SINCE)


def test_the_data_page_says_since_when_a_source_is_silent(office: Office) -> None:
    shown = said(alerts(silent(office), ID))
    assert "seharusnya ada paling lambat 21 Nov 2026 00" in shown
    assert "mark-stale" in shown


def test_the_data_page_says_what_is_expected_of_each_source(office: Office) -> None:
    rows = source_rows(silent(office), pd.Timestamp(NOW), Filters(), ID)
    assert [row["rhythm"] for row in rows] == ["2 hari kerja", "3 jam kerja", None]
    assert (rows[0]["state"], rows[0]["state_code"]) == ("Tidak ada data terbaru", "silent")
    assert rows[0]["expected_by"] == SINCE.isoformat()


def test_a_stale_frame_is_marked_as_stale(office: Office) -> None:
    frames = office.freshness().assign(stale_since=[SINCE, pd.NaT, pd.NaT])
    shown = said(freshness(frames, pd.Timestamp(NOW), ID))
    assert [shown.count(f"mark-{band}") for band in ("stale", "met", "missed")] == [1, 1, 1]
