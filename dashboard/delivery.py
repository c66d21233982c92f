"""Sources that an office's own application delivers rows to, as their senders may know them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Answer = Mapping[str, Any]


class KeyUsedError(Exception):
    """The Idempotency-Key was used for another batch before."""


class NotKeptError(Exception):
    """A batch could not be kept, through no fault of the sender; says where."""


@dataclass(frozen=True)
class Field:
    """One field of a row: the sender's ``name`` for it, and what it is to us.

    ``columns``: ours that are read from it. ``kind``: text, moment, day and so on. ``values``: the
    words that are understood; none: any text. ``formats``: of times, the first that fits holds.
    """

    name: str
    columns: tuple[str, ...]
    meaning: str
    kind: str
    required: bool
    values: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Door:
    """One such source. ``digest``: SHA-256 of its token in hexadecimal; the token is not kept."""

    source: str
    frame: str
    meaning: str
    digest: str
    fields: tuple[Field, ...]
    most_rows: int
    most_bytes: int

    def field_of(self, column: str) -> str | None:
        """What the sender calls one of our columns."""
        names = [f.name for f in self.fields if column in f.columns]
        return ", ".join(names) or None


def _closed(source: str, *_: object) -> Answer:
    raise NotKeptError(f"{source}: no rows can be pushed here")


@dataclass(frozen=True)
class Push:
    """What senders may ask for.

    ``deliver``: keeps rows of a source, given a digest of the body and the sender's key for it.
    Returns source, read, new, corrected, unchanged, rejected, and errors: row, label, column,
    reason, value. Raises KeyUsedError, NotKeptError.
    """

    doors: tuple[Door, ...] = ()
    deliver: Callable[[str, Sequence[object], str, str | None], Answer] = _closed


NO_PUSH = Push()
