"""Sentences about files that are evidence: what may be handed in, and what is wrong with one."""

from collections.abc import Mapping

from dashboard.objections import Objections
from dashboard.phrases import phrases
from dashboard.texts import Texts

MEGABYTE = 1_000_000
KILOBYTE = 1_000
SENT = ("too_big", "wrong_kind", "too_many", "empty", "sending", "sent", "failed", "later")
"""What the browser says by itself; ``{name}`` is put in there."""
REFUSED = {
    "file_size": "too_big",
    "file_kind": "wrong_kind",
    "file_count": "too_many",
    "file_empty": "empty",
}


def limits(found: Objections, texts: Texts) -> dict[str, str]:
    """How many files, and of which size."""
    return {"n": texts.number(found.most_files), "size": texts.plain(found.most_bytes / MEGABYTE)}


def refused(place: str, name: str, known: Mapping[str, str], texts: Texts) -> str | None:
    """Why a file is not taken; None where that is not about the file."""
    if place not in REFUSED:
        return None
    return texts(f"objection_file.{REFUSED[place]}", name=name, **known)


def templates(known: Mapping[str, str], texts: Texts) -> dict[str, str]:
    """What the browser says by itself, by its name there."""
    words = phrases(texts.language)
    return {
        f"data_{name}": words[f"objection_file.{name}"].format(name="{name}", **known)
        for name in SENT
    }


def size(count: int, texts: Texts) -> str:
    """Of a file, such as 1,2 MB."""
    large = count >= MEGABYTE
    unit = MEGABYTE if large else KILOBYTE
    return texts("objection_file.mb" if large else "objection_file.kb",
                 n=texts.plain(max(count / unit, 0.1), 1))  # fmt: skip
