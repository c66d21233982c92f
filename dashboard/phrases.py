"""Phrases of each language, as dashboard/text holds them."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

ONE = "#one"
COUNTED = {"one", "other"}
"""Of how many a phrase may be written, as CLDR names them."""


@cache
def phrases(language: str) -> Mapping[str, str]:
    """All phrases of a language by dotted key, such as ``band.met``.

    A phrase that counts may be written for ``one`` and for all ``other`` numbers; the one for one
    stands at its key with ``ONE`` behind it.
    """
    raw = files("dashboard").joinpath(f"text/{language}.yaml").read_text(encoding="utf-8")
    return MappingProxyType(dict(_flat(yaml.safe_load(raw))))


@cache
def family(language: str, name: str) -> Mapping[str, str]:
    """All phrases of a language below ``name``, by the rest of their key."""
    head = f"{name}."
    found = {k.removeprefix(head): v for k, v in phrases(language).items() if k.startswith(head)}
    return MappingProxyType(found)


def _flat(tree: Mapping[str, object], above: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in tree.items():
        place = f"{above}{key}"
        if not isinstance(value, dict):
            found.append((place, str(value)))
        elif value.keys() == COUNTED:
            found += [(place, value["other"]), (place + ONE, value["one"])]
        else:
            found += _flat(value, f"{place}.")
    return found
