"""A day of the past, asked for by its rows of then, shows what was computed on it."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from data.config import load
from data.refresh import Refresh
from data.store.engine import open_engine, upgrade
from tests.data.builders import USUAL, config, source, write_config, write_rows

DAY = "2024-03-15"
GOALS = {"late": {"indicator": "answered_in_time", "target": 0.9, "min_n": 1}}
P1, P2 = {"person_id": "p1", "unit": "u2"}, {"person_id": "p2", "unit": "u3", "name": "Ali"}
C1 = {"complaint_id": "c1", "unit": "u2", "received": "2024-03-04T09:00"}
BEGUN = {
    "units": [{"unit_id": "u1"}, *({"unit_id": u, "parent": "u1"} for u in ("u2", "u3"))],
    "people": [P1, P2],
    "complaints": [C1, {**C1, "complaint_id": "c2", "first_answer": "2024-03-05T09:00"}],
    "assignments": [{"assignment_id": "h1", "complaint": "c2", "unit": "u2", "officer": "p1",
                     "assigned": "2024-03-04T10:00"}],
    "activities": [{"activity_id": "a1", "day": "2024-03-13", "recorded_at": "2024-03-13T15:00"}],
}  # fmt: skip
CORRECTED = {
    "an answer that is told late": {"complaints": [{**C1, "first_answer": "2024-03-05T10:00"}]},
    "a complaint that is told late": {"complaints": [{**C1, "complaint_id": "c3"}]},
    "a complaint that is moved": {"complaints": [{**C1, "unit": "u3"}]},
    "an assignment that is moved": {"assignments": [{**BEGUN["assignments"][0], "officer": "p2"}]},
    "a person who is moved": {"people": [{**P1, "unit": "u3"}]},
    "a unit that is moved": {"units": [{"unit_id": "u2", "parent": "u3"}]},
    "a unit that is split off": {"units": [{"unit_id": "u2"}]},
    "an absence that is told late": {
        "absences": [{"absence_id": "b1", "first_day": "2024-03-11", "last_day": "2024-03-15"}]
    },
    "an activity that is refused": {
        "activities": [{**BEGUN["activities"][0], "status": "rejected"}]
    },
}
COMMANDS = {
    "scores": ("scores", "--format", "csv", "--all-periods"),
    "a unit explained": ("explain", "u2", "--format", "json"),
    "a person explained": ("explain", "p1", "--format", "json"),
}


ASKED = [(*words, "--as-of", DAY) for words in COMMANDS.values()]


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """An installation as it was on the day, and what it printed then."""
    folder = tmp_path_factory.mktemp("begun")
    sources = {name: source(name, settle="0s") for name in USUAL}
    write_config(folder, config(goals=GOALS, sources=sources, history=3))
    take_in(folder, f"{DAY}T12:00+07:00", BEGUN)
    return folder, [pantau(folder, *words) for words in ASKED]


@pytest.fixture
def folder(tmp_path, begun):
    return Path(shutil.copytree(begun[0], tmp_path / "later"))


def take_in(folder, moment, files):
    """Take in files that arrive at a moment, and score."""
    for name, given in files.items():
        write_rows(folder / f"inbox/{name}/{moment[:10]}.csv", name, given)
    engine = open_engine("sqlite:///pantau.db", folder)
    upgrade(engine)
    at = datetime.fromisoformat(moment)
    refresh = Refresh(load(folder / "config.yaml"), engine, folder, lambda: at, lambda _: True)
    for _ in range(2):
        for name in refresh.sources:
            refresh.take_in(name)
    refresh.score()
    engine.dispose()


def pantau(folder, *words):
    done = CliRunner().invoke(app, [*words, "-c", str(folder / "config.yaml")])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("files", CORRECTED.values(), ids=CORRECTED)
def test_what_was_computed_on_a_day_is_shown_though_rows_were_corrected_since(begun, folder, files):
    before = begun[1]
    take_in(folder, "2024-04-02T12:00+07:00", files)
    assert any(pantau(folder, *words) != was for words, was in zip(ASKED, before, strict=True))
    assert [pantau(folder, *words, "--known-then") for words in ASKED] == before
