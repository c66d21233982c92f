"""The exact past: rows as they were kept at any moment, on SQLite and on PostgreSQL."""

import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import select

from data.store import offices, rows
from data.store.engine import writing
from data.store.tables import FRAMES, VERSIONS
from scoring.shapes import SHAPES
from tests.data.builders import Desk, complaints, config, frame, source, table

HOUR = timedelta(hours=1)
T0 = datetime(2026, 11, 24, 1, tzinfo=UTC)
T1, T2, T3 = T0 + HOUR, T0 + 2 * HOUR, T0 + 3 * HOUR
FIRST = pd.Timestamp("2026-01-01")


def put(engine, good, now, *, name="complaints", source="lapor"):
    """Keep rows as of a moment."""
    with writing(engine) as connection:
        rows.put(connection, SHAPES[name], good, source, now, partial=False)


def then(engine, moment, name="complaints", **how):
    """Rows of the one office as they were kept before a moment."""
    with engine.connect() as connection:
        found = offices.frames(connection, "u1", FIRST, main=True, known_at=moment, **how)
    return found[name]


@pytest.fixture
def office(engine):
    """u1, kept from the beginning, and c1: received at T0, closed at T1, archived at T2."""
    put(engine, frame("units", {"unit_id": "u1"}), T0 - HOUR, name="units")
    with writing(engine) as connection:
        offices.rebuild(connection)
    for moment, status in ((T0, "received"), (T1, "closed"), (T2, "archived")):
        put(engine, complaints({"unit": "u1", "status": status}), moment, source=status)
    return engine


STATES = {
    "before it came": (T0, []),
    "when it had come": (T0 + HOUR / 2, ["received"]),
    "at the very moment of a correction": (T1, ["received"]),
    "after the first correction": (T1 + HOUR / 2, ["closed"]),
    "after the second": (T3, ["archived"]),
}


@pytest.mark.parametrize(("moment", "status"), STATES.values(), ids=STATES)
def test_a_row_is_read_as_it_was_kept_at_a_moment(office, moment, status):
    assert then(office, moment)["status"].tolist() == status


def test_a_row_of_the_past_knows_where_it_came_from_then(office):
    found = then(office, T2, provenance=True)
    assert found[["status", "source"]].to_numpy().tolist() == [["closed", "closed"]]


def test_a_correction_is_kept_with_when_it_was_so_and_when_no_longer(office):
    with office.connect() as connection:
        found = connection.execute(select(VERSIONS.c["frame", "key", "row"])).all()
    assert [(frame, key) for frame, key, _ in found] == [("complaints", "k1")] * 2
    assert [row["status"] for *_, row in found] == ["received", "closed"]


def test_the_same_row_again_leaves_no_version_and_no_new_moment(office):
    before = table(office, "complaints"), table(office, "versions")
    put(office, complaints({"unit": "u1", "status": "archived"}), T3, source="other")
    assert (table(office, "complaints"), table(office, "versions")) == before


def test_a_batch_that_fails_leaves_no_version_either(office):
    def fail():
        with writing(office) as connection:
            shape = SHAPES["complaints"]
            rows.put(connection, shape, complaints({"rating": 1}), "lapor", T3, partial=False)
            raise RuntimeError

    before = table(office, "versions")
    with pytest.raises(RuntimeError):
        fail()
    assert table(office, "versions") == before


def test_a_row_kept_before_moments_were_noted_was_always_there(office):
    with writing(office) as connection:
        connection.execute(FRAMES["complaints"].update().values(kept_at=None))
        connection.execute(VERSIONS.delete())
    assert then(office, T0 - HOUR / 2)["status"].tolist() == ["archived"]


def test_a_clock_that_is_set_back_makes_no_row_stand_twice(office):
    put(office, complaints({"unit": "u1", "status": "waiting"}), T0)
    for moment in (T0, T1, T2, T3):
        assert len(then(office, moment + HOUR / 2)) == 1
    assert then(office, T3)["status"].tolist() == ["waiting"]


def test_the_tree_of_the_past_decides_whose_a_row_was(engine):
    put(
        engine,
        frame("units", {"unit_id": "u1"}, {"unit_id": "u2", "parent": "u1"}),
        T0,
        name="units",
    )
    put(engine, frame("units", {"unit_id": "u2"}), T2, name="units")
    put(engine, complaints({"unit": "u2"}), T0)
    with writing(engine) as connection:
        offices.rebuild(connection)
        assert offices.roots(connection, T1) == {"u1": "u1", "u2": "u1"}
        assert offices.roots(connection) == {"u1": "u1", "u2": "u2"}
    assert (len(then(engine, T1)), len(then(engine, T3))) == (1, 0)


def any_row(rng, name, number):
    """A row of a frame with some value or none in every column."""
    made = {
        "moment": lambda: f"20{rng.integers(10, 40)}-03-04T05:06:07.{rng.integers(10**6):06}Z",
        "day": lambda: f"20{rng.integers(10, 40)}-0{rng.integers(1, 10)}-11",
        "number": lambda: float(rng.normal()) * 10.0 ** rng.integers(-20, 20),
        "flag": lambda: bool(rng.integers(2)),
    }
    plain = lambda: f"ж '\" \\ % {rng.integers(10**9)}"  # noqa: E731
    shape = SHAPES[name]
    cells = {c: made.get(k.kind, plain)() for c, k in shape.columns.items() if rng.random() < 0.8}
    return cells | {shape.key: f"k{number}"}


@pytest.mark.parametrize("name", SHAPES)
def test_every_kind_of_row_comes_back_from_the_past_exactly_as_it_was(engine, name):
    rng = np.random.default_rng(1)
    first, second = (frame(name, *(any_row(rng, name, n) for n in range(40))) for _ in range(2))
    put(engine, first, T0, name=name)
    put(engine, second, T2, name=name)
    with engine.connect() as connection:
        kept = offices.Kept(connection, T1).read(name)
    wanted = first.sort_values(SHAPES[name].key).reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, wanted, check_exact=True)


def test_the_past_of_a_moment_to_come_is_the_present(tmp_path, engine):
    names = {name: source(name) for name in SHAPES}
    desk = Desk(tmp_path, engine, config(sources=names)).staffed()
    desk.drop("complaints", {"complaint_id": "c1", "officer": "p1"}, {"complaint_id": "c2"})
    desk.drop("assignments", {"complaint": "c2", "officer": "p2"})
    desk.drop("placements", {"person": "p2", "unit": "u1"})
    desk.drop("activities", {"person": "p1"}, {"person": "p2", "unit": "u1"})
    desk.look()
    with engine.connect() as connection:
        now = offices.frames(connection, "u1", FIRST, main=True)
        later = offices.frames(connection, "u1", FIRST, main=True, known_at=desk.at + HOUR)
    assert [name for name in now if not now[name].equals(later[name])] == []
    assert len(now["complaints"]) == 2


def test_what_is_kept_of_a_version_is_plain_json(office):
    with office.connect() as connection:
        row = connection.execute(select(VERSIONS.c.row)).scalars().first()
    assert set(row) == {*SHAPES["complaints"].columns, "source", "label"}
    assert json.loads(json.dumps(row)) == row
