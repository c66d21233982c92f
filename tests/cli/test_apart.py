"""Work in a process of its own: begun when asked for, again when it falls, never left over."""

import os
import signal
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from dashboard.cli.apart import Apart
from tests.data.worker import ROOT, until

PARENT = """
from pathlib import Path; from sys import argv; from time import sleep
from dashboard.cli.apart import Apart
from tests.cli.test_apart import noted
Apart(Path(argv[1]), noted)()
sleep(60)
"""


def noted(path: Path, asked: Connection) -> None:
    """Writes down its process each time it is asked; falls where there is a file of that name."""
    while True:
        try:
            asked.recv()
        except EOFError:
            return
        assert not path.with_suffix(".fall").exists()
        with path.open("a") as file:
            file.write(f"{os.getpid()}\n")
        asked.send(None)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "asked"


def alive(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def processes(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def test_one_process_does_it_each_time_it_is_asked_until_it_is_ended(path):
    apart = Apart(path, noted)
    for _ in range(3):
        apart()
    first, *others = processes(path)
    assert others == [first, first] != [os.getpid()] * 2
    apart.end()
    assert not alive(first)
    apart()
    assert len(processes(path)) == 3


def test_work_that_falls_is_begun_again_the_next_time(path, capfd):
    apart = Apart(path, noted)
    path.with_suffix(".fall").touch()
    apart()
    assert "begun again" in capfd.readouterr().err
    path.with_suffix(".fall").unlink()
    until(lambda: apart() or processes(path), 10)
    apart.end()


def test_it_does_not_outlive_a_parent_that_is_killed(path):
    words = [sys.executable, "-c", PARENT, str(path)]
    with subprocess.Popen(words, cwd=ROOT) as parent:
        until(lambda: processes(path), 30)
        parent.send_signal(signal.SIGKILL)
    until(lambda: not alive(processes(path)[0]), 10)
