"""The ``walls`` of config.yaml: what each display at ``/dinding/<name>`` shows, and how."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from data.settings.contradictions import Place
from data.settings.values import DAY_MINUTES, Cited, Duration, Said, Section, Title, Window

WallPage = Literal[
    "headline", "attention", "goals", "units", "complaints", "satisfaction", "alerts", "good_news"
]
WALL_PAGES: tuple[WallPage, ...] = (
    "headline", "attention", "goals", "units", "complaints", "satisfaction", "alerts", "good_news",
)  # fmt: skip
SHORTEST, LONGEST = timedelta(seconds=5), timedelta(minutes=10)
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def _named(found: Mapping[str, "WallSetting"]) -> Mapping[str, "WallSetting"]:
    for name in found:
        if not _NAME.fullmatch(name):
            raise ValueError(
                f"{name!r} cannot stand in an address; write small letters, digits and '-' only"
            )
    return found


def _readable(found: timedelta) -> timedelta:
    if not SHORTEST <= found <= LONGEST:
        raise ValueError(f"{found} is too short to read or too long to wait; write 5s to 10m")
    return found


class WallSetting(Section):
    """One wall display.

    ``units``: the first is the one the headline is about; what is shown lies at or under them.
    ``rhythm``: how long one page stands; ``stay``: so many times as long where it is red.
    ``dark``: hours of the office's clock in which the screen is dark. ``small_group``: a unit with
    fewer people, and a figure on fewer cases, is not shown. ``streak``: so many complaints answered
    in time on end are good news, of those received within ``streak_days``.
    """

    units: Annotated[tuple[Said, ...], Field(min_length=1)]
    pages: Annotated[tuple[WallPage, ...], Field(min_length=1)] = WALL_PAGES
    title: Title | None = None
    rhythm: Annotated[Duration, AfterValidator(_readable)] = timedelta(seconds=20)
    stay: Annotated[float, Field(ge=1, le=10)] = 2.0
    language: Literal["id", "en"] | None = None
    theme: Literal["light", "dark"] = "dark"
    dark: Window | None = None
    small_group: Annotated[int, Field(ge=2)] = 5
    streak: Annotated[int, Field(ge=2)] = 10
    streak_days: Annotated[int, Field(ge=7, le=400)] = 90
    source: Cited = Cited()


Walls = Annotated[Mapping[str, WallSetting], AfterValidator(_named)]


def of_walls(walls: Mapping[str, WallSetting]) -> Iterator[tuple[Place, str]]:
    """Units and pages that stand twice, and a display that is never lit."""
    for name, wall in walls.items():
        for key, told in (("units", wall.units), ("pages", wall.pages)):
            for number, one in enumerate(told):
                if one in told[:number]:
                    yield ("walls", name, key, number), f"{one!r} stands twice; keep one of them"
        if wall.dark is not None and wall.dark[1] - wall.dark[0] >= DAY_MINUTES:
            yield ("walls", name, "dark"), "is the whole day; write the hours of the night"
