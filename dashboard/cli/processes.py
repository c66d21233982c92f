"""Worker and web as processes of their own, and how they are asked to stop."""

import gc
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dashboard.cli.app import ERR

GRACE = 10.0
"""Seconds a process is given to end by itself."""
HEALTHY = 30.0
"""Seconds after which a fall no longer counts as one of a row."""
MOST_RESTARTS = 5


def attend(work: Callable[[], object], stop: Callable[[], object]) -> None:
    """Do ``work`` until it ends by itself or a signal asks for it.

    It is done in another thread, and the handler only takes a note: an Event that is set inside a
    handler can wait for ever for the very wait that it interrupts.
    """
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: asked.append(number))
    with ThreadPoolExecutor(1) as threads:
        working = threads.submit(work)
        while not asked and not working.done():
            time.sleep(0.1)
        stop()
        working.result()


def settle() -> None:
    """What is there by now stays: looking through it for garbage again and again costs 0.1 s."""
    gc.collect()
    gc.freeze()


def together(config: Path, meanwhile: Callable[[threading.Event], object]) -> int:
    """Worker and web as processes of their own, restarted when they fall; ``meanwhile`` here."""
    stopped, given_up = threading.Event(), list[str]()
    guards = [
        threading.Thread(target=_guard, args=(command, config, stopped, given_up), daemon=True)
        for command in ("web", "worker")
    ]
    for guard in guards:
        guard.start()
    attend(lambda: meanwhile(stopped), stopped.set)
    for guard in guards:
        guard.join(GRACE + 1)
    return int(bool(given_up))


def _guard(command: str, config: Path, stopped: threading.Event, given_up: list[str]) -> None:
    """Keep one process running; gives up, and stops all, after several quick falls in a row."""
    falls = 0
    while not stopped.is_set() and falls < MOST_RESTARTS:
        began = time.monotonic()
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "dashboard.cli", command, "-c", str(config)]
        )
        while process.poll() is None and not stopped.wait(0.2):
            continue
        if stopped.is_set():
            return _end(process)
        falls = falls + 1 if time.monotonic() - began < HEALTHY else 1
        ERR.print(
            f"{command} ended with status {process.returncode}; it is started again", style="yellow"
        )
        stopped.wait(min(2**falls, 30))
    if not stopped.is_set():
        ERR.print(f"{command} keeps falling; stopping", style="red")
        given_up.append(command)
        stopped.set()
    return None


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
