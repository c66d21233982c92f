"""The examples as the command runs them: each once per session, in a folder of its own."""

import json
import math
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.realdata.folder import REALDATA, REPOSITORY
from tests.realdata.recount import Figure, Figures, Tally

PANTAU = Path(sys.executable).with_name("pantau")
NEAR, ROUNDED = 1e-9, 1e-10  # scores are kept with ten decimals
Scores = dict[tuple[str, str, str], dict[str, Any]]


@dataclass(frozen=True)
class Example:
    """An example after its first look: its folder, and what the command printed."""

    folder: Path
    realdata: Path
    tallies: dict[str, Tally]
    rejects: list[dict[str, Any]]
    scores: Scores

    def run(self, *command: str) -> str:
        """What `pantau` prints."""
        return pantau(self.folder, self.realdata, *command)

    def looked_at(self, as_of: str) -> "Example":
        """The same rows as they stood at the end of another day."""
        return replace(self, scores=scores(self.folder, self.realdata, as_of))

    def differing(self, expected: Figures, *indicators: str) -> list[str]:
        """Where printed and recounted figures differ, for all subjects of these indicators."""
        printed = {key: row for key, row in self.scores.items() if key[2] in indicators}
        wanted = {key: figure for key, figure in expected.items() if key[2] in indicators}
        assert wanted, f"nothing was recounted of {indicators}"
        only = [f"{key}: stands on one side only" for key in printed.keys() ^ wanted.keys()]
        both = (f"{k}: {printed[k]} is not {wanted[k]}" for k in printed.keys() & wanted.keys()
                if not same(printed[k], wanted[k]))  # fmt: skip
        return [*only, *both]


def same(printed: dict[str, Any], figure: Figure | None) -> bool:
    """Whether a printed score is the recounted figure; None is unavailable."""
    if figure is None:
        return (printed["band"], printed["value"], printed["n"]) == ("unavailable", None, 0)
    if printed["band"] == "unavailable" or printed["n"] != figure.n:
        return False
    if figure.value is None or printed["value"] is None or printed["unit"] == "count":
        return bool(printed["value"] == figure.value)
    return math.isclose(printed["value"], figure.value, rel_tol=NEAR, abs_tol=ROUNDED)


def pantau(folder: Path, realdata: Path, *command: str) -> str:
    """Run the real command on the configuration in ``folder``; it must succeed."""
    done = subprocess.run(
        [PANTAU, *command, "-c", folder / "config.yaml"],
        env={**os.environ, "PANTAU_REALDATA": str(realdata), "COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def scores(folder: Path, realdata: Path, as_of: str) -> Scores:
    """What `pantau scores` prints, by kind of subject, subject and indicator."""
    told = pantau(folder, realdata, "scores", "--as-of", as_of, "--format", "json")
    return {(r["subject_kind"], r["subject_id"], r["indicator"]): r for r in json.loads(told)}


def tallies(printed: str) -> dict[str, Tally]:
    """The counts per source that `pantau ingest` prints."""
    lines = [line.split() for line in printed.splitlines()]
    return {line[0]: Tally(*map(int, line[1:6])) for line in lines[1:] if len(line) > 5}


@pytest.fixture(scope="session")
def realdata() -> Path:
    """The folder of the real data; without it the test is skipped."""
    if not REALDATA.is_dir():
        pytest.skip(f"{REALDATA} is not there; set PANTAU_REALDATA to the folder of the real data")
    return REALDATA


@pytest.fixture(scope="session")
def example(
    realdata: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], Example]:
    """``example(name, as_of)``: run once, however many tests ask for it."""

    @cache
    def run(name: str, as_of: str) -> Example:
        if not (realdata / name).is_dir():
            pytest.skip(f"{realdata / name} is not there; the real data are not complete")
        folder = tmp_path_factory.mktemp(name)
        for file in ("config.yaml", "units.csv"):
            shutil.copy(REPOSITORY / "examples" / name / file, folder)
        pantau(folder, realdata, "check")
        counted = tallies(pantau(folder, realdata, "ingest", "--once"))
        rejects = json.loads(pantau(folder, realdata, "rejects", "--format", "json"))
        return Example(folder, realdata, counted, rejects, scores(folder, realdata, as_of))

    return run
