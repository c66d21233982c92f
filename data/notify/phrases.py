"""Phrases of messages by language, and how numbers and moments are written in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import yaml

LOCALES = {"id": "id_ID", "en": "en_GB"}
DECIMALS = "#,##0.#"


@cache
def phrases(language: str) -> Mapping[str, str]:
    """All phrases of a language, by dotted key."""
    text = files("data.notify").joinpath("text", f"{language}.yaml").read_text(encoding="utf-8")
    return dict(_flat(yaml.safe_load(text), ""))


def _flat(found: Mapping[str, Any], head: str) -> Iterator[tuple[str, str]]:
    for key, value in found.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{head}{key}.")
        else:
            yield f"{head}{key}", value


@dataclass(frozen=True)
class Phrases:
    """Phrases in one ``language``, moments in one ``zone``."""

    language: str
    zone: ZoneInfo

    def __call__(self, key: str, **values: object) -> str:
        """The phrase at ``key`` with ``values`` put in."""
        return phrases(self.language)[key].format(**values)

    def number(self, value: float) -> str:
        """A number with at most one decimal."""
        from babel.numbers import format_decimal  # rarely needed

        return str(format_decimal(value, format=DECIMALS, locale=LOCALES[self.language]))

    def moment(self, at: datetime | None) -> str:
        """Day and time in the office's zone, such as 24 Nov 2026 10:05 WIB; a dash without one."""
        from babel.dates import format_datetime

        if at is None or pd.isna(at):
            return "–"
        local = at.astimezone(self.zone)
        shown = format_datetime(local, "dd MMM yyyy HH:mm", locale=LOCALES[self.language])
        return f"{shown} {local:%Z}"

    def value(self, value: float, unit: str) -> str:
        """A figure of an indicator whose unit is share, hours, count, rate or index."""
        if unit == "share":
            return self("value.percent", value=self.number(100 * value))
        shown = self.number(value)
        return self("value.hours", value=shown) if unit == "hours" else shown
