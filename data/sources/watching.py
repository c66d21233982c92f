"""Watches folders: where the system tells of closing (Linux), a file is complete at once."""

import sys
import threading
from collections.abc import Callable, Iterable
from os import fsdecode
from pathlib import Path

from watchdog.events import (
    FileClosedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from data.sources import SourceError
from data.sources.finding import IsComplete

Signature = tuple[int, int]
TOLD = [FileModifiedEvent, FileClosedEvent, FileMovedEvent, FileDeletedEvent]


class Watch(FileSystemEventHandler):
    """Knows which files of some folders (not of those below) are being written.

    ``on_complete`` is called, from another thread, with each file that was closed after writing or
    moved here. ``rested`` judges files of which nothing was seen, and all where the system does
    not tell: elsewhere than on Linux, and of writers on other machines (NFS, SMB).
    """

    def __init__(
        self, folders: Iterable[Path], on_complete: Callable[[Path], None], rested: IsComplete
    ) -> None:
        self._folders = list(dict.fromkeys(folders))
        self._on_complete = on_complete
        self._rested = rested
        self._lock = threading.Lock()
        self._written: set[Path] = set()
        self._closed: dict[Path, Signature] = {}
        self._observer: BaseObserver | None = None

    def start(self) -> None:
        """Begin to watch; SourceError names a folder that cannot be watched."""
        self._observer = _observer()
        for folder in self._folders:
            if not folder.is_dir():
                raise SourceError(f"{folder}: is no folder; create it or correct `path`")
            self._observer.schedule(self, str(folder), event_filter=list(TOLD))
        try:
            self._observer.start()
        except OSError as error:
            raise SourceError(
                f"{', '.join(map(str, self._folders))}: cannot be watched ({error.strerror}); "
                "raise fs.inotify.max_user_watches or rely on `settle`"
            ) from error

    def stop(self) -> None:
        """Watch no longer; what was being written is judged by resting from now on."""
        if self._observer is not None and self._observer.is_alive():
            self._observer.stop()
            self._observer.join()
        self._observer = None
        with self._lock:
            self._written.clear()
            self._closed.clear()

    def is_complete(self, path: Path) -> bool:
        """Whether nobody writes ``path``: at once after closing, never before, else by resting."""
        with self._lock:
            if path in self._written:
                return False
            closed = self._closed.get(path)
        return (closed is not None and closed == _signature(path)) or self._rested(path)

    def on_modified(self, event: FileSystemEvent) -> None:
        """Somebody writes."""
        with self._lock:
            self._written.add(_path(event.src_path))

    def on_closed(self, event: FileSystemEvent) -> None:
        """Somebody who could write is done."""
        self._complete(_path(event.src_path))

    def on_moved(self, event: FileSystemEvent) -> None:
        """A file came under another name; one that was being written still is."""
        source, target = _path(event.src_path), _path(event.dest_path)
        with self._lock:
            written = bool(event.src_path) and source in self._written
            self._forget(source)
            if written:
                self._written.add(target)
        if event.dest_path and not written:
            self._complete(target)

    def on_deleted(self, event: FileSystemEvent) -> None:
        """Nothing needs to be known any more."""
        with self._lock:
            self._forget(_path(event.src_path))

    def _complete(self, path: Path) -> None:
        signature = _signature(path)
        with self._lock:
            self._forget(path)
            if signature is not None:
                self._closed[path] = signature
        if signature is not None:
            self._on_complete(path)

    def _forget(self, path: Path) -> None:
        self._written.discard(path)
        self._closed.pop(path, None)


def _observer() -> BaseObserver:
    if sys.platform != "linux":
        return Observer()
    from watchdog.observers.inotify import InotifyObserver

    return InotifyObserver(generate_full_events=True)


def _path(found: bytes | str) -> Path:
    return Path(fsdecode(found))


def _signature(path: Path) -> Signature | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
