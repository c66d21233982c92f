"""Wall displays, as config.yaml says of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

PATH = "/dinding"
"""Every display has an address of its own below this one."""


@dataclass(frozen=True)
class Wall:
    """One display. ``units``: the first is the one the headline is about.

    ``rhythm``: how long a page stands; ``stay``: so many times as long where it is red. ``dark``:
    minutes from midnight between which the screen is dark (the end may be past 1440). A unit with
    fewer people than ``small_group``, and a figure on fewer cases, is not shown. ``streak``: so
    many complaints in time on end are good news, of those received within ``streak_span``.
    """

    name: str
    units: tuple[str, ...]
    pages: tuple[str, ...]
    title: Mapping[str, str] = field(default_factory=dict)
    rhythm: timedelta = timedelta(seconds=20)
    stay: float = 2.0
    language: str | None = None
    theme: str = "dark"
    dark: tuple[int, int] | None = None
    small_group: int = 5
    streak: int = 10
    streak_span: timedelta = timedelta(days=90)


def name_at(path: str | None) -> str | None:
    """The name of the display at an address; None where that is none."""
    head, _, name = (path or "").rstrip("/").rpartition("/")
    return name if head == PATH and name else None
