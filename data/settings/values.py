"""Kinds of values in config.yaml, and what every part of it has in common."""

import difflib
import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from scoring.indicators import INDICATORS

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 24 * 60
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_WINDOW = re.compile(r"(\d{1,2})[:.](\d\d)\s*-\s*(\d{1,2})[:.](\d\d)")


class Section(BaseModel):
    """A part of config.yaml: frozen, and no key that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def suggestion(wrong: str, known: Iterable[str]) -> str:
    """Which of ``known`` was probably meant; all of them where none is near."""
    names = list(known)
    near = difflib.get_close_matches(wrong, names, n=1)
    return f"did you mean {near[0]}?" if near else f"write one of {', '.join(names)}"


def _duration(found: object) -> timedelta:
    if isinstance(found, timedelta):
        return found
    match = _DURATION.fullmatch(str(found).strip())
    if not match:
        raise ValueError(
            f"{found!r} is not a duration; write a number and ms, s, m, h or d, as 30s"
        )
    return timedelta(seconds=float(match[1]) * _SECONDS[match[2]])


def _zone(found: str) -> str:
    if found not in available_timezones():
        raise ValueError(f"{found!r} is not a time zone; write an IANA name, as Asia/Jakarta")
    return found


def _window(found: object) -> tuple[int, int]:
    match = _WINDOW.fullmatch(str(found).strip())
    if not match:
        raise ValueError(f"{found!r} is not a window of hours; write it as '07:30-12:00'")
    hours = [int(part) for part in match.groups()]
    opening, closing = 60 * hours[0] + hours[1], 60 * hours[2] + hours[3]
    if max(hours[1], hours[3]) > 59 or opening >= DAY_MINUTES or closing > DAY_MINUTES:
        raise ValueError(f"{found!r} is no time of day; write times from 00:00 to 24:00")
    if opening == closing:
        raise ValueError(f"{found!r} closes as it opens; write '00:00-24:00' for the whole day")
    return opening, closing + DAY_MINUTES * (closing < opening)


def _indicator(found: str) -> str:
    if found not in INDICATORS:
        raise ValueError(f"{found!r} is not an indicator; {suggestion(found, INDICATORS)}")
    return found


Duration = Annotated[timedelta, BeforeValidator(_duration)]
Zone = Annotated[str, AfterValidator(_zone)]
Window = Annotated[tuple[int, int], BeforeValidator(_window)]
"""Opening and closing in minutes from midnight; past 1440 it closes on the next day."""
IndicatorId = Annotated[str, AfterValidator(_indicator)]
Share = Annotated[float, Field(ge=0, le=1)]
Days = Annotated[float, Field(ge=0)]
"""Working days."""
Said = Annotated[str, Field(min_length=1)]
"""A text that must say something."""


class Title(Section):
    """A name in plain words, per language."""

    id: Said
    en: Said


class Cited(Section):
    """Where something was read, per language; one text alone is said in all of them."""

    id: str = ""
    en: str = ""

    @model_validator(mode="before")
    @classmethod
    def _in_all(cls, found: object) -> object:
        return dict.fromkeys(cls.model_fields, found) if isinstance(found, str) else found
