"""Answers that the web processes of one machine share: what one has worked out the others read.

Each answer is a file, and a lock on a file lets one process work it out while the others wait. The
system lets go of the lock of a process that is killed.
"""

import fcntl
import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

import orjson

LOCKS = 64
"""Answers whose locks are one and the same wait for each other, which does no harm."""


class Share(Protocol):
    """Answers, as JSON knows them, asked for once by all who share."""

    def __call__(self, key: Hashable, ask: Callable[[], Any]) -> Any:
        """The answer kept under ``key``; else this process asks, and the others wait for it."""

    def each(self, keys: Sequence[Hashable], asks: Sequence[Callable[[], Any]]) -> list[Any]:
        """The answers kept under ``keys``, each asked for by whichever process comes to it."""

    def taken(self, key: Hashable) -> bool:
        """Whether another process is working the answer out right now."""


class Alone(Share):
    """Shares nothing."""

    def __call__(self, key: Hashable, ask: Callable[[], Any]) -> Any:  # noqa: ARG002
        """Ask."""
        return ask()

    def each(self, keys: Sequence[Hashable], asks: Sequence[Callable[[], Any]]) -> list[Any]:  # noqa: ARG002
        """Ask one after the other."""
        return [ask() for ask in asks]

    def taken(self, key: Hashable) -> bool:  # noqa: ARG002
        """No."""
        return False


class Folder(Share):
    """Shares answers for ``seconds`` in ``folder``. ``now``: seconds since 1970."""

    def __init__(self, folder: Path, now: Callable[[], float], seconds: float = 10.0) -> None:
        self._folder = folder
        self._now = now
        self._seconds = seconds
        self._tidied = -math.inf

    def __call__(self, key: Hashable, ask: Callable[[], Any]) -> Any:
        """The answer kept under ``key``; else this process asks, and the others wait for it."""
        name = _name(key)
        with self._held(name):
            return self._answer(name, ask)

    def each(self, keys: Sequence[Hashable], asks: Sequence[Callable[[], Any]]) -> list[Any]:
        """The answers kept under ``keys``, each asked for by whichever process comes to it.

        Who finds the first taken begins at the end, so that two meet in the middle. What another is
        at is waited for last.
        """
        names, found = [_name(key) for key in keys], dict[int, Any]()

        def free(at: int) -> bool:
            with self._held(names[at], wait=False) as held:
                if held:
                    found[at] = self._answer(names[at], asks[at])
            return held

        places = range(len(keys))
        for at in places[1:] if not keys or free(0) else reversed(places[1:]):
            free(at)
        return [found[at] if at in found else self(keys[at], asks[at]) for at in places]

    def taken(self, key: Hashable) -> bool:
        """Whether another process is working the answer out right now."""
        with self._held(_name(key), wait=False) as held:
            return not held

    @contextmanager
    def _held(self, name: str, *, wait: bool = True) -> Iterator[bool]:
        """Hold the lock of an answer; without ``wait`` only if nobody else does: whether."""
        with (self._folder / f"{int(name, 16) % LOCKS}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def _answer(self, name: str, ask: Callable[[], Any]) -> Any:
        known = self._read(name)
        return self._written(name, ask()) if known is None else known[0]

    def _read(self, name: str) -> tuple[Any] | None:
        """The answer, alone in a tuple; None if there is none, or one that is too old."""
        place = self._folder / name
        try:
            return None if self._is_old(place) else (orjson.loads(place.read_bytes()),)
        except FileNotFoundError:
            return None

    def _written(self, name: str, answer: Any) -> Any:
        beside = self._folder / f"{name}.part"
        beside.write_bytes(orjson.dumps(answer))
        beside.replace(self._folder / name)
        self._tidy()
        return answer

    def _tidy(self) -> None:
        """Remove what is too old, once in as many seconds as an answer is kept."""
        if self._now() - self._tidied < self._seconds:
            return
        self._tidied = self._now()
        for file in self._folder.iterdir():
            with suppress(FileNotFoundError):
                if file.suffix != ".lock" and self._is_old(file):
                    file.unlink()

    def _is_old(self, file: Path) -> bool:
        return self._now() - file.stat().st_mtime > self._seconds


def _name(key: Hashable) -> str:
    return blake2b(repr(key).encode(), digest_size=16).hexdigest()
