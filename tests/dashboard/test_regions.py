"""The map: 23 regencies and cities, known by code or name, each on a tile of its own."""

import json
from dataclasses import replace

import pandas as pd
from plotly.utils import PlotlyJSONEncoder

from dashboard.components.region_map import region_map
from dashboard.regions import REGIONS, regions_of
from dashboard.services import IndicatorInfo
from dashboard.texts import Texts
from dashboard.view import Filters


def words(component: object) -> str:
    """A component as it is sent."""
    return json.dumps(component, cls=PlotlyJSONEncoder, ensure_ascii=False)


EN = Texts("en", "Asia/Jakarta")
INFO = IndicatorInfo("answered_in_time", "process", "share", "higher", "complaints", ("unit",), "")


def test_aceh_has_23_regencies_and_cities_and_no_tile_twice() -> None:
    assert len(REGIONS) == 23
    assert len({(r.column, r.row) for r in REGIONS.values()}) == 23
    assert [code for code in REGIONS if code > "11.70"] == ["11.72", "11.71", "11.73", "11.74",
                                                            "11.75"]  # fmt: skip


def test_a_unit_is_a_region_by_its_whole_name_or_by_code() -> None:
    units = {"p": "Pemerintah Kabupaten Pidie", "j": "Kabupaten Pidie Jaya", "11.71": "Ibu kota",
             "l": "Pemerintah Kota Langsa", "d": "Dinas Sosial Kabupaten Bireuen",
             "s": "Pulau Weh"}  # fmt: skip
    found = regions_of(units, {"11.72": "s", "11.05": "gone"})
    assert found == {"11.72": "s", "11.07": "p", "11.18": "j", "11.71": "11.71", "11.74": "l"}


def scores(**values: float) -> pd.DataFrame:
    """A share of each unit against a target of 0.9."""
    rows = [
        ("answered_in_time", unit, value, 20, "met" if value >= 0.9 else "missed", 0.9)
        for unit, value in values.items()
    ]
    columns = ["indicator", "subject_id", "value", "n", "band", "target"]
    return pd.DataFrame(rows, columns=columns)


UNITS = pd.DataFrame(
    [("a", "Kabupaten Pidie"), ("b", "Kabupaten Bireuen"), ("c", "Kota Sabang")],
    columns=["unit_id", "name"],
)


def test_the_map_shows_value_and_status_of_each_region_there_is() -> None:
    shown = region_map(UNITS, {}, scores(a=0.95, b=0.5, c=0.91), [INFO], Filters(), EN)
    said = words(shown)
    assert "Bireuen · Missed · n = 20" in said
    assert "50.0%" in said
    assert "3 of 23 regencies and cities" in said


def test_the_map_shows_first_the_goal_that_most_regions_have_cases_enough_for() -> None:
    few = scores(a=0.95, b=0.5, c=0.91).assign(band="thin")
    enough = scores(a=0.8, b=0.8, c=0.95).assign(indicator="resolved_in_time")
    infos = [INFO, replace(INFO, id="resolved_in_time")]
    said = words(region_map(UNITS, {}, pd.concat([few, enough]), infos, Filters(), EN))
    assert "Pidie · Missed · n = 20" in said


def test_an_office_without_regions_has_no_map() -> None:
    two = UNITS.head(2)
    assert region_map(two, {}, scores(a=0.95, b=0.5), [INFO], Filters(), EN) is None
