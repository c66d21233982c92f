"""What one web process has worked out the others read."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard.shared import Folder

KEY = (3, ("leader", None), "/unit")
HOLDS = """
import sys, time
from pathlib import Path
from dashboard.shared import Folder
def slow():
    print("asked", flush=True)
    time.sleep(60)
Folder(Path(sys.argv[1]), time.time)({key!r}, slow)
"""


@pytest.fixture
def process(tmp_path: Path):
    """A web process; each call makes another one that shares the same folder."""
    return lambda now=time.time: Folder(tmp_path, now)


def test_what_one_has_worked_out_the_others_read_however_many_ask_at_once(process) -> None:
    asked = []

    def ask():
        asked.append(1)
        time.sleep(0.1)
        return [["tag", {"nilai": "87,5%"}], ["", None]]

    with ThreadPoolExecutor(8) as others:
        found = list(others.map(lambda one: one(KEY, ask), [process() for _ in range(8)]))
    assert len(asked) == 1
    assert found == [[["tag", {"nilai": "87,5%"}], ["", None]]] * 8


def test_another_key_is_another_answer(process) -> None:
    assert [process()((*KEY, n), lambda n=n: n) for n in (1, 2, 1)] == [1, 2, 1]


def test_an_old_answer_is_asked_for_again_and_leaves_no_file(process, tmp_path: Path) -> None:
    process()(KEY, lambda: 1)
    later = process(lambda: time.time() + 11)
    assert later((*KEY, 2), lambda: 2) == 2
    assert len([f for f in tmp_path.iterdir() if f.suffix != ".lock"]) <= 1
    assert later(KEY, lambda: 3) == 3


def test_a_process_that_is_killed_at_work_holds_nobody_up(process, tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDS.format(key=KEY), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "asked\n"
        other.kill()
    assert process()(KEY, lambda: "mine") == "mine"
