"""Parts of a page as they are kept and sent: what JSON knows of them, and a tag of each."""

import hashlib
from collections.abc import Sequence
from typing import Any

import dash
import orjson

Part = tuple[str, Any]
"""A part of a page as JSON knows it, and the tag that tells it from any other."""


def part(found: Any) -> Part:
    """``found`` as JSON knows it, with its tag; what is not to be renewed has none."""
    if found is dash.no_update:
        return "", found
    written = orjson.dumps(found, default=_component, option=orjson.OPT_SERIALIZE_NUMPY)
    return hashlib.blake2b(written, digest_size=6).hexdigest(), orjson.loads(written)


def _component(found: Any) -> Any:
    """What Dash tells of a component, and plotly of a figure."""
    return found.to_plotly_json()


def plain(found: Part) -> tuple[str, Any]:
    """A part as JSON can keep it."""
    return found if found[0] else ("", None)


def whole(kept: Sequence[Any]) -> Part:
    """A part as it was before ``plain``."""
    tag, value = kept
    return (tag, value) if tag else ("", dash.no_update)


def fresh(found: list[Part], had: list[str]) -> list[Any]:
    """The parts a browser does not have yet, by the tags it says it ``had``."""
    known = had if len(had) == len(found) else [""] * len(found)
    return [
        dash.no_update if tag == before else value
        for (tag, value), before in zip(found, known, strict=True)
    ]
