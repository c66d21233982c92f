"""What a wall display says in words, and in which language."""

from collections.abc import Mapping
from dataclasses import replace

from dashboard.services import OfficeInfo
from dashboard.texts import Texts, texts_of
from dashboard.view import Filters
from dashboard.walls import Wall


def spoken(wall: Wall | None, filters: Filters, office: OfficeInfo) -> Texts:
    """In the language of the address, else the display's own, else the reader's."""
    wanted = filters.lang or (wall.language if wall else None)
    return texts_of(replace(filters, lang=wanted), office)


def name_of(wall: Wall, office: OfficeInfo, texts: Texts) -> str:
    """What stands at the top of it: its own title, else the office."""
    return wall.title.get(texts.language) or office.name


def headline(bands: Mapping[str, int], texts: Texts) -> str:
    """How service does, in one sentence: by how many goals are in each band."""
    judged = sum(bands.get(band, 0) for band in ("met", "at_risk", "missed"))
    if not judged:
        return texts("wall.headline_none")
    kind = next(b for b in ("missed", "at_risk", "met") if bands.get(b))
    told = {name: texts.number(bands.get(name, 0)) for name in ("met", "at_risk", "missed")}
    return texts(f"wall.headline_{kind}", of=texts.number(judged), **told)
