"""Which files a path means, and when a file is complete."""

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from data.sources import SourceError

IsComplete = Callable[[Path], bool]
UNFINISHED = (".tmp", ".part", ".crdownload", ".filepart", ".partial", ".download", ".swp")
_MAGIC = frozenset("*?[")
SETTLE = timedelta(seconds=2)
"""How long a file rests until it is taken to be complete, where nothing was seen of its writer."""


@dataclass(frozen=True)
class Place:
    """A file, a folder or a glob: ``root`` is the folder that must exist, ``pattern`` is below."""

    root: Path
    pattern: str

    @classmethod
    def at(cls, path: str, base: Path) -> Self:
        """What ``path`` means, relative to ``base``."""
        whole = base / Path(path).expanduser()
        if whole.is_dir():
            return cls(whole, "*")
        parts = whole.parts
        cut = next((n for n, part in enumerate(parts) if _MAGIC & set(part)), len(parts))
        if cut == len(parts):
            return cls(whole.parent, whole.name)
        return cls(Path(*parts[:cut]), "/".join(parts[cut:]))

    @property
    def is_glob(self) -> bool:
        """Whether finding nothing is no error; what exists by that very name is no glob."""
        return bool(_MAGIC & set(self.pattern)) and not (self.root / self.pattern).exists()

    def takes(self, path: Path) -> bool:
        """Whether ``path`` is one of its files by name."""
        root, whole = self.root.resolve(), path.resolve()
        return whole.is_relative_to(root) and whole in root.glob(self.pattern)

    def files(self, endings: Collection[str]) -> list[Path]:
        """Its files with one of these endings, oldest modified first; none that is hidden.

        Raises SourceError where the folder, or a file named in full, is not there.
        """
        if not self.root.is_dir():
            raise SourceError(f"{self.root}: is no folder; create it or correct `path`")
        if not self.is_glob:
            return [self._named(endings)]
        found = (path for path in self.root.glob(self.pattern) if _is_wanted(path, endings))
        aged = [(age, path) for path in found if (age := _modified(path)) is not None]
        return [path for _, path in sorted(aged)]

    def _named(self, endings: Collection[str]) -> Path:
        path = self.root / self.pattern
        if not path.is_file():
            raise SourceError(f"{path}: is not there; put the file there or correct `path`")
        if path.suffix.lower() not in endings:
            raise SourceError(f"{path}: cannot be read; its name must end in {', '.join(endings)}")
        return path


def rested(settle: timedelta, now: Callable[[], datetime]) -> IsComplete:
    """Says of a file whether it has not been modified for ``settle``.

    A file dated in the future is judged by when it came here instead.
    """

    def is_complete(path: Path) -> bool:
        found, present = path.stat(), now().timestamp()
        changed = found.st_mtime if found.st_mtime <= present else found.st_ctime
        return present - changed >= settle.total_seconds()

    return is_complete


def patiently(
    settle: timedelta, now: Callable[[], datetime], sleep: Callable[[float], object]
) -> IsComplete:
    """As ``rested``, but a file that was modified a moment ago is waited for."""
    has_rested = rested(settle, now)

    def is_complete(path: Path) -> bool:
        if not has_rested(path):
            sleep(settle.total_seconds())
        return has_rested(path)

    return is_complete


def _is_wanted(path: Path, endings: Collection[str]) -> bool:
    name = path.name.lower()
    if name.startswith((".", "~")) or name.endswith(UNFINISHED):
        return False
    return path.suffix.lower() in endings and path.is_file()


def _modified(path: Path) -> int | None:
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116
    except FileNotFoundError:
        return None
