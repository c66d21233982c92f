"""Files handed in as evidence, checked: by what is in them, never by what they are called."""

import re
from datetime import datetime

from data.settings.objections import Objections
from data.store import evidence
from data.store.engine import Connection
from data.store.evidence import Kept

BEGINNINGS = {"pdf": b"%PDF-", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
ENDINGS = {"pdf": ("pdf",), "jpeg": ("jpg", "jpeg"), "png": ("png",)}
MEGABYTE = 1_000_000
LONGEST_NAME = 80
_UNSAFE = re.compile(r"[^\w .,()+-]+")


def checked(name: str, content: bytes, limits: Objections) -> Kept:
    """The file, if it may be kept. ValueError where not, as ``file_...: what is wrong; ...``."""
    if not content:
        raise ValueError("file_empty: has nothing in it; choose another file")
    if len(content) > limits.file_size * MEGABYTE:
        raise ValueError(f"file_size: is larger than {limits.file_size:g} MB; make it smaller")
    kind = next((k for k, begins in BEGINNINGS.items() if content.startswith(begins)), None)
    if kind is None:
        raise ValueError("file_kind: is no PDF, JPEG or PNG; save it as one of these")
    return Kept(safe(name, kind), kind, content)


def attach(
    connection: Connection, objection_id: int, file: Kept, most: int, at: datetime, by: str
) -> None:
    """Keep a file with an objection. ValueError if that has ``most`` of them."""
    if evidence.count(connection, objection_id) >= most:
        raise ValueError(f"file_count: has {most} files already; join several in one")
    evidence.keep(connection, objection_id, file, at, by)


def safe(name: str, kind: str) -> str:
    """``name`` without folders and signs that mean something, ending as its ``kind`` does."""
    last = re.split(r"[/\\]", name)[-1]
    stem, _, ending = last.rpartition(".")
    if ending.lower() not in ENDINGS[kind]:
        stem, ending = last, ENDINGS[kind][0]
    plain = _UNSAFE.sub("_", stem).strip(" .")[:LONGEST_NAME].strip(" .")
    return f"{plain or 'bukti'}.{ending.lower()}"
