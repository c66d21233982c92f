"""The look at the weeks in a process of its own: it takes seconds, and nobody must wait for it."""

import os
import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from dashboard.cli.app import ERR, log_to_stderr, refresh_of
from dashboard.cli.processes import GRACE, settle

MORE_POLITE = 5
"""How far the look steps back behind the worker, as ``nice`` counts."""


class Apart:
    """Does ``work`` on an installation in a process that is begun when it is first asked for.

    The process ends with this one, however this one ends: their pipe breaks. One that falls is
    begun again when it is asked the next time.
    """

    def __init__(self, config: Path, work: Callable[[Path, Connection], None]) -> None:
        self._config, self._work = config, work
        self._process: BaseProcess | None = None
        self._ended = False

    def __call__(self) -> None:
        """Have it done once, and wait until it is."""
        if self._ended:
            return
        if self._process is None or not self._process.is_alive():
            self._begin()
        try:
            self._pipe.send(None)
            self._pipe.recv()
        except (EOFError, OSError):
            if not self._ended:
                ERR.print("the look at the weeks fell; it is begun again soon", style="yellow")

    def end(self) -> None:
        """End the process for good; a look that it was at is not kept."""
        self._ended = True
        if self._process is not None:
            self._process.terminate()
            self._process.join(GRACE)

    def _begin(self) -> None:
        spawn = get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=self._work, args=(self._config, theirs))
        self._process.start()
        theirs.close()


def watch_weeks(config: Path, asked: Connection) -> None:
    """Look at the weeks that are due each time one is asked to, until nobody is there to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    log_to_stderr()
    os.nice(MORE_POLITE)
    refresh = refresh_of(config)
    settle()
    while True:
        try:
            asked.recv()
            refresh.watch_weeks()
            asked.send(None)
        except (EOFError, BrokenPipeError):
            return
