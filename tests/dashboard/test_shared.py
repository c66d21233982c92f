"""What one web process has worked out the others read."""

import subprocess
import sys
import threading
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


def worked(process, turns: threading.Barrier, mine: list[int]) -> list[int]:
    """Six answers, by one of two processes that both have something to do at any time."""

    def ask(at: int) -> int:
        mine.append(at)
        turns.wait(5)
        return at * at

    asks = [lambda at=at: ask(at) for at in range(6)]
    return process().each([(KEY, at) for at in range(6)], asks)


def test_two_share_the_parts_of_a_page_and_meet_in_the_middle(process) -> None:
    turns, each = threading.Barrier(2), ([], [])
    with ThreadPoolExecutor(2) as both:
        found = list(both.map(lambda mine: worked(process, turns, mine), each))
    assert found == [[0, 1, 4, 9, 16, 25]] * 2
    assert sorted(each) == [[0, 1, 2], [5, 4, 3]]


def test_parts_that_another_has_worked_out_are_read(process) -> None:
    keys = [(KEY, at) for at in range(3)]
    assert process().each(keys, [lambda: "a", lambda: "b", lambda: None]) == ["a", "b", None]
    assert process().each(keys, [lambda: 1 // 0] * 3) == ["a", "b", None]
    assert process().each([], []) == []


def test_a_part_whose_process_was_killed_is_worked_out_by_who_waits(
    process, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", HOLDS.format(key=(KEY, 1)), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "asked\n"
        threading.Timer(0.2, other.kill).start()
        found = process().each([(KEY, 0), (KEY, 1)], [lambda: "mine", lambda: "mine too"])
    assert found == ["mine", "mine too"]
