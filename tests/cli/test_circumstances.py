"""What the score of a person must be read with, out of a real store."""

from pathlib import Path

import pandas as pd

from dashboard.cli.explaining import Explaining
from data.store.engine import open_engine, upgrade
from scoring.scope import EVERYTHING
from tests.data.builders import USUAL, Desk, config, source


def test_what_a_plan_may_end_with_is_the_same_whatever_period_is_looked_at(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'pantau.db'}")
    upgrade(engine)
    desk = Desk(tmp_path, engine, config(sources={name: source(name) for name in USUAL}))
    weeks = pd.date_range("2026-01-05", "2026-10-26", freq="W-MON")
    desk.staffed().drop("targets", {"target_id": "t1", "realised": "43", "as_of": "2026-10-31"})
    desk.drop("activities", *(
        {"activity_id": f"a{n}", "day": f"{day:%F}", "quantity": "1", "target": "t1"}
        for n, day in enumerate(weeks)
    ))  # fmt: skip
    desk.look()
    explaining = Explaining(desk.refresh)
    found = {}
    for period in ("2026", "2026-09", "2026-11"):
        told = explaining.circumstances(EVERYTHING, "p1", period)
        assert told is not None
        (found[period],) = told.plan["forecast"]
    assert len(set(found.values())) == 1
    assert 45 < found["2026-11"] < 55  # one a week, and nine weeks are left
