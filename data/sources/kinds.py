"""Which reader reads which kind of source: a new kind is one class and its entry here."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from data.settings import AnySource, Lapor
from data.sources import Reader
from data.sources.files import FilesReader
from data.sources.finding import IsComplete
from data.sources.http import HttpReader
from data.sources.lapor import LaporReader, lapor_defaults
from data.sources.push import PushReader
from data.sources.sql import SqlReader

Now = Callable[[], datetime]
Make = Callable[[Any, str, Path, Now, IsComplete | None], Reader]
KINDS: Mapping[str, Make] = MappingProxyType(
    {
        "files": FilesReader,
        "lapor": LaporReader,
        "sql": lambda source, name, *_: SqlReader(source, name),
        "http": lambda source, name, *_: HttpReader(source, name),
        "push": lambda source, name, *_: PushReader(source, name),
    }
)


def reader_for(
    source: AnySource, name: str, base: Path, now: Now, is_complete: IsComplete | None = None
) -> Reader:
    """The reader of ``source``. ``base`` is the folder of config.yaml.

    ``is_complete``: how it is known that a file may be read, such as ``Watch.is_complete``.
    """
    return KINDS[source.kind](source, name, base, now, is_complete)


def with_defaults(source: AnySource) -> AnySource:
    """``source`` with the mapping that its kind brings along: what intake is to go by."""
    return lapor_defaults(source) if isinstance(source, Lapor) else source
