"""The 23 regencies and cities of Aceh: codes of Kemendagri, names, and places on a grid of tiles.

Codes and names: Kepmendagri 300.2.2-2138/2025. Places are drawn by hand: north up, neighbours near
one another as far as squares allow; no area, no border.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Region(NamedTuple):
    """Name without its kind; column and row of its tile, from 1 at the top left."""

    name: str
    column: int
    row: int


REGIONS: Mapping[str, Region] = MappingProxyType(
    {
        "11.72": Region("Sabang", 1, 1),
        "11.71": Region("Banda Aceh", 1, 2),
        "11.06": Region("Aceh Besar", 2, 2),
        "11.07": Region("Pidie", 3, 2),
        "11.18": Region("Pidie Jaya", 4, 2),
        "11.11": Region("Bireuen", 5, 2),
        "11.73": Region("Lhokseumawe", 6, 2),
        "11.08": Region("Aceh Utara", 7, 2),
        "11.14": Region("Aceh Jaya", 2, 3),
        "11.05": Region("Aceh Barat", 3, 3),
        "11.04": Region("Aceh Tengah", 4, 3),
        "11.17": Region("Bener Meriah", 5, 3),
        "11.03": Region("Aceh Timur", 6, 3),
        "11.74": Region("Langsa", 7, 3),
        "11.15": Region("Nagan Raya", 3, 4),
        "11.12": Region("Aceh Barat Daya", 4, 4),
        "11.13": Region("Gayo Lues", 5, 4),
        "11.16": Region("Aceh Tamiang", 7, 4),
        "11.09": Region("Simeulue", 2, 5),
        "11.01": Region("Aceh Selatan", 4, 5),
        "11.02": Region("Aceh Tenggara", 5, 5),
        "11.10": Region("Aceh Singkil", 4, 6),
        "11.75": Region("Subulussalam", 5, 6),
    }
)

KINDS = ("pemerintah", "pemkab", "pemko", "kabupaten", "kota", "kab.")


def regions_of(units: Mapping[str, str], told: Mapping[str, str]) -> dict[str, str]:
    """Unit by region code. ``units``: their names; ``told``: units that config.yaml names.

    A unit is known by its code as identifier, or by its whole name, the kind before it left out: an
    office *in* Pidie is not Pidie.
    """
    by_name = {region.name.lower(): code for code, region in REGIONS.items()}
    found = {code: unit for code, unit in told.items() if unit in units and code in REGIONS}
    for unit, name in units.items():
        code = unit if unit in REGIONS else by_name.get(plain(name))
        if code is not None:
            found.setdefault(code, unit)
    return found


def plain(name: str) -> str:
    """A name without the words for its kind before it, in lower case.

    A bare name of which the kind is not told (Pidie) may be an office; it is taken as it is.
    """
    words = name.lower().split()
    while words and words[0] in KINDS:
        words = words[1:]
    return " ".join(words)
