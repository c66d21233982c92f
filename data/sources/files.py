"""A watched file, folder or glob: each complete file that is new or changed becomes a batch."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from os import stat_result
from pathlib import Path

import pandas as pd

from data.settings import Files
from data.sources import Batch, SourceError
from data.sources.finding import IsComplete, Place, rested
from data.sources.formats import PARSERS, parse
from data.sources.formats.table import Table
from data.sources.rows import essential, frame, kept, needs_of, no_rows, rejects

KEYED = (".json", ".jsonl", ".ndjson")
"""Where an absent column means that nobody has one: only essential columns are insisted on."""
NOT_READING = frozenset({"path", "settle", "every", "cron", "rhythm"})
"""Settings that do not change what is read from a file."""
YOUNG = timedelta(seconds=2)
"""So soon after a change, size and time cannot prove that nothing changed since."""


@dataclass(frozen=True)
class Mark:
    """What is remembered of a file: ``size:modified:mapping:content``.

    ``modified`` is in nanoseconds, 0 where the file was too young to be trusted by it;
    ``mapping`` is a digest of how the source is read: other settings read all files again.
    """

    size: int
    modified: int
    mapping: str
    content: str = ""

    def __str__(self) -> str:
        return f"{self.size}:{self.modified}:{self.mapping}:{self.content}"


class FilesReader:
    """Reads the files of one source.

    ``base``: the folder of config.yaml. ``is_complete``: whether a file may be read; without it,
    one that has rested for the source's ``settle``. ``optional``: columns that may be absent.
    """

    def __init__(
        self,
        source: Files,
        name: str,
        base: Path,
        now: Callable[[], datetime],
        is_complete: IsComplete | None = None,
        optional: frozenset[str] = frozenset(),
    ) -> None:
        self.source = source
        self.name = name
        self._base = base
        self._now = now
        self._is_complete = is_complete or rested(source.settle, now)
        self._needs = needs_of(source, optional)
        self._keyed_needs = needs_of(source, frozenset(self._needs.columns) - essential(source))
        reading = source.model_dump_json(exclude=set(NOT_READING))
        self._mapping = hashlib.sha256(reading.encode()).hexdigest()[:16]

    def fetch(self, seen: Mapping[str, str]) -> Iterator[Batch]:
        """Yield one batch per complete file that is new or changed, oldest modified first.

        A file whose content did not change yields no rows, only its new mark. Raises SourceError
        where the place is not there and, after all others were read, for files that are broken.
        """
        try:
            place = Place.at(self.source.path, self._base)
            paths = place.files(tuple(PARSERS))
        except (OSError, SourceError) as error:
            raise SourceError(f"{self.name}: {error}") from None
        broken: list[str] = []
        for path in paths:
            label = path.relative_to(place.root).as_posix()
            try:
                batch = self._batch(path, label, seen)
            except SourceError as error:
                broken.append(f"{self.name}: {label}: {error}")
            else:
                if batch is not None:
                    yield batch
        if broken:
            raise SourceError("\n".join(broken))

    def _batch(self, path: Path, label: str, seen: Mapping[str, str]) -> Batch | None:
        key = f"file:{self._key(path)}"
        before = seen.get(key, "")
        try:
            found = path.stat()
            if before.startswith(f"{self._mark(found)}") or not self._is_complete(path):
                return None
            content, after = path.read_bytes(), path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SourceError(f"cannot be read ({error.strerror}); allow it") from None
        if (found.st_size, found.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            return None
        mark = self._mark(found, content)
        if before.endswith(f":{mark.mapping}:{mark.content}"):
            return Batch(no_rows(self._needs), {key: str(mark)})
        return self._read(content, label, {key: str(mark)})

    def _read(self, content: bytes, label: str, marks: Mapping[str, str]) -> Batch:
        needs = self._keyed_needs if label.lower().endswith(KEYED) else self._needs
        table = parse(content, label, self.source, needs)
        rows = frame(table.columns, [f"{label}:{place}" for place in table.places])
        return Batch(kept(rows, self.source), marks, _unreadable(table, label), (label,))

    def _key(self, path: Path) -> str:
        inside = path.is_relative_to(self._base)
        return (path.relative_to(self._base) if inside else path).as_posix()

    def _mark(self, found: stat_result, content: bytes | None = None) -> Mark:
        if content is None:
            return Mark(found.st_size, found.st_mtime_ns, self._mapping)
        age = self._now().timestamp() - found.st_mtime
        modified = found.st_mtime_ns if age >= YOUNG.total_seconds() else 0
        digest = hashlib.sha256(content).hexdigest()
        return Mark(found.st_size, modified, self._mapping, digest)


def _unreadable(table: Table, label: str) -> pd.DataFrame:
    return rejects((f"{label}:{place}", why, what) for place, why, what in table.unreadable)
