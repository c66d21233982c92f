"""The visible tree of units: those above a unit, and the neediest of those beside one another."""

import pandas as pd

from dashboard.tree import above, urgent_first

UNITS = pd.DataFrame(
    [("a", None), ("b", "a"), ("c", "a"), ("b1", "b"), ("b2", "b"), ("c1", "c")],
    columns=["unit_id", "parent"],
)


def test_the_units_above_come_nearest_first() -> None:
    assert list(above(UNITS, "b1")) == ["b", "a"]
    assert list(above(UNITS, "nowhere")) == []


def test_the_neediest_come_first_among_those_beside_them_and_below_their_own() -> None:
    need = {"c": 200, "b2": 3}
    assert urgent_first(UNITS, need)["unit_id"].tolist() == ["a", "c", "c1", "b", "b2", "b1"]


def test_without_need_the_order_stays_and_a_part_of_the_tree_will_do() -> None:
    part = UNITS[UNITS["parent"] == "b"]
    assert urgent_first(part, {})["unit_id"].tolist() == ["b1", "b2"]
    assert urgent_first(UNITS, {})["unit_id"].tolist() == ["a", "b", "b1", "b2", "c", "c1"]
