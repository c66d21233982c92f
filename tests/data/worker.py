"""Runs `pantau` in a process of its own; its lease lasts seconds, not half a minute."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
HASTY = {"LEASE_LASTS": 3, "BEAT": 1, "TICK": 2, "FIRST_RETRY": 1, "DECIDE": 1, "TELL": 1}


def command(*words: object, hasty: bool = False) -> list[str]:
    """The command line of `pantau` with these words."""
    module = "tests.data.worker" if hasty else "dashboard.cli"
    return [sys.executable, "-m", module, *map(str, words)]


@contextmanager
def running(
    *words: object, hasty: bool = True, env: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[str]"]:
    """`pantau` at work, killed at the end of the block."""
    process = subprocess.Popen(
        command(*words, hasty=hasty), cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
        text=True, env={**os.environ, **(env or {})},
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(true: Callable[[], object], seconds: float = 90.0) -> float:
    """Wait until something is true; how many seconds that took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, f"not true after {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - began


def main() -> None:
    """`pantau`, but hasty."""
    from dashboard.cli import app
    from data import refresh, scheduler

    for name, seconds in HASTY.items():
        of = scheduler if hasattr(scheduler, name) else refresh
        setattr(of, name, timedelta(seconds=seconds))
    app()


if __name__ == "__main__":
    main()
