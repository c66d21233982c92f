import os
import queue
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.sources import SourceError
from data.sources.watching import Watch
from tests.data.reading import cells, files, reader

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of closing")
SLOW_WRITER = """
import sys, time
with open(sys.argv[1], "a") as file:
    for line in ("id,name", "1,a", "2,b"):
        print(line, file=file, flush=True)
        time.sleep(0.4)
"""


class Watched:
    """A folder that is watched; ``told`` waits for the next complete file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: queue.Queue[Path] = queue.Queue()
        self.watch = Watch([folder], self._files.put, rested=lambda _: True)
        self.watch.start()

    def told(self, seconds: float = 5) -> str:
        return self._files.get(timeout=seconds).name

    def told_nothing(self) -> bool:
        time.sleep(0.3)
        return self._files.empty()

    def read(self) -> list[list[str | None]]:
        """Where every file has rested long enough, were it only for resting."""
        source = files(str(self.folder))
        return cells(reader(self.folder, source, is_complete=self.watch.is_complete).fetch({}))


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    (tmp_path / "in").mkdir()
    found = Watched(tmp_path / "in")
    yield found
    found.watch.stop()


def written_slowly(path: Path) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", SLOW_WRITER, str(path)])


def wait_until(holds, seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


@linux
def test_a_file_is_not_complete_while_it_is_written_however_long_it_rests(watched):
    path = watched.folder / "a.csv"
    writer = written_slowly(path)
    wait_until(lambda: path.exists() and path.stat().st_size)
    wait_until(lambda: not watched.watch.is_complete(path))
    while writer.poll() is None and len(path.read_text().splitlines()) < 3:
        assert watched.read() == []
        time.sleep(0.05)
    assert watched.told() == "a.csv"
    assert watched.read() == [["1", "a"], ["2", "b"]]
    writer.wait()


@linux
def test_a_file_is_complete_at_once_when_its_writer_closes_it(tmp_path, watched):
    watch = Watch([watched.folder], lambda _: None, rested=lambda _: False)
    watch.start()
    (watched.folder / "a.csv").write_text("id,name\n")
    assert watched.told(1) == "a.csv"
    wait_until(lambda: watch.is_complete(watched.folder / "a.csv"), 1)
    watch.stop()


@linux
def test_a_file_whose_writer_dies_is_complete_for_nobody_will_go_on(watched):
    path = watched.folder / "a.csv"
    writer = written_slowly(path)
    wait_until(lambda: path.exists() and not watched.watch.is_complete(path))
    writer.kill()
    writer.wait()
    assert watched.told() == "a.csv"


@linux
def test_a_file_that_is_moved_here_is_complete(tmp_path, watched):
    (tmp_path / "x").write_text("id,name\n")
    (tmp_path / "x").rename(watched.folder / "a.csv")
    assert watched.told() == "a.csv"


@linux
def test_a_file_that_gets_its_name_after_writing_is_told_by_that_name(watched):
    (watched.folder / "a.csv.part").write_text("id,name\n")
    assert watched.told() == "a.csv.part"
    (watched.folder / "a.csv.part").rename(watched.folder / "a.csv")
    assert watched.told() == "a.csv"


@linux
def test_a_file_renamed_while_it_is_written_is_still_written(watched):
    path = watched.folder / "b.csv"
    with (watched.folder / "a.csv").open("w") as file:
        print("id,name", file=file, flush=True)
        wait_until(lambda: not watched.watch.is_complete(watched.folder / "a.csv"))
        (watched.folder / "a.csv").rename(path)
        wait_until(lambda: not watched.watch.is_complete(path))
        assert watched.told_nothing()
    assert watched.told() == "b.csv"


@linux
def test_a_file_written_again_after_closing_is_incomplete_again(watched):
    path = watched.folder / "a.csv"
    path.write_text("id,name\n")
    watched.told()
    with path.open("a") as file:
        print("1,a", file=file, flush=True)
        wait_until(lambda: not watched.watch.is_complete(path))
    watched.told()
    assert watched.watch.is_complete(path)


@linux
def test_reading_a_file_says_nothing_about_it(watched):
    path = watched.folder / "a.csv"
    path.write_text("id,name\n")
    watched.told()
    with path.open() as file:
        file.read()
        assert watched.told_nothing()
        assert watched.watch.is_complete(path)


@linux
def test_a_file_changed_from_another_machine_after_closing_has_to_rest(tmp_path, watched):
    path = watched.folder / "a.csv"
    watch = Watch([watched.folder], lambda _: None, rested=lambda _: False)
    watch.start()
    path.write_text("id,name\n")
    wait_until(lambda: watch.is_complete(path))
    os.utime(path, (1, 1))
    assert not watch.is_complete(path)
    watch.stop()


def test_a_file_of_which_nothing_was_seen_is_judged_by_resting(tmp_path):
    (tmp_path / "a.csv").write_text("id,name\n")
    for verdict in (True, False):
        watch = Watch([tmp_path], lambda _: None, rested=lambda _, verdict=verdict: verdict)
        watch.start()
        assert watch.is_complete(tmp_path / "a.csv") is verdict
        watch.stop()


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SourceError, match="gone: is no folder; create it"):
        Watch([tmp_path / "gone"], lambda _: None, rested=lambda _: True).start()


def test_a_watch_that_was_stopped_can_be_stopped_again(watched):
    watched.watch.stop()
    watched.watch.stop()
