"""Builders for tests of sources: state only what the test is about."""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data.settings import Files
from data.sources import Batch, SourceError
from data.sources.files import FilesReader

LONG_AFTER = datetime(2100, 1, 1, tzinfo=UTC)


def files(path: str = ".", **more: object) -> Files:
    """Settings of a source of units read from columns ``id`` and ``name``."""
    columns = {"unit_id": "id", "name": "name"}
    given = {"kind": "files", "frame": "units", "path": path, "columns": columns}
    return Files.model_validate(given | more)


def reader(
    base: Path, source: Files | None = None, now: datetime = LONG_AFTER, **more: object
) -> FilesReader:
    """A reader named ``inbox`` that looks at ``now``, long after everything was written."""
    return FilesReader(source or files(), "inbox", base, lambda: now, **more)  # type: ignore[arg-type]


def write(path: Path, content: str | bytes, modified: float | None = None) -> Path:
    """A file with this content, modified so many seconds after 2026-01-01."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if modified is not None:
        moment = datetime(2026, 1, 1, tzinfo=UTC).timestamp() + modified
        os.utime(path, (moment, moment))
    return path


def cells(batches: Iterator[Batch] | list[Batch]) -> list[list[str | None]]:
    """All cells of all rows."""
    return [row for batch in batches for row in batch.rows.to_numpy().tolist()]


def labels(batches: Iterator[Batch] | list[Batch]) -> list[str]:
    """All labels of all rows."""
    return [label for batch in batches for label in batch.rows.index]


def marks(batches: Iterator[Batch] | list[Batch]) -> Mapping[str, str]:
    """What is remembered after all batches."""
    return {key: mark for batch in batches for key, mark in batch.marks.items()}


def until_error(batches: Iterator[Batch]) -> tuple[list[Batch], str]:
    """The batches that came before a SourceError, and its text; empty if there was none."""
    came: list[Batch] = []
    try:
        came.extend(batches)
    except SourceError as error:
        return came, str(error)
    return came, ""


def read_text(tmp_path: Path, content: str | bytes, name: str = "a.csv", **more: object) -> Batch:
    """The one batch of a file with this content."""
    write(tmp_path / name, content)
    (batch,) = reader(tmp_path, files(**more)).fetch({})
    return batch


def unreadable(batch: Batch) -> list[list[str]]:
    """Label, reason and value of the rows without cells."""
    return batch.unreadable[["label", "reason", "value"]].to_numpy().tolist()


def seconds(number: float) -> timedelta:
    """So many seconds."""
    return timedelta(seconds=number)
