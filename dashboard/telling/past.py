"""What the weeks of a subject say: whether it changes, and whether its target is within reach."""

from collections.abc import Mapping
from math import inf
from typing import Any

import pandas as pd

from dashboard.texts import Texts, missing
from scoring.baseline import first_day
from scoring.indicators import Indicator

Row = Mapping[Any, Any]


def past(indicator: Indicator, signals: pd.DataFrame, texts: Texts) -> tuple[str, ...]:
    """Two questions, two answers; of the second none where nothing is expected."""
    if indicator.id not in signals.index:
        return ()
    row = signals.loc[indicator.id].to_dict()
    answers = (changing(row, indicator.unit, texts), reaching(row, texts))
    return tuple(answer for answer in answers if answer)


def changing(row: Row, unit: str, texts: Texts) -> str:
    """Whether it changes against its own past: a signal with both figures, or that there is none.

    A rule of the chart without a signal is told as a mere sign: false ones of these are many.
    """
    if not missing(row["signal"]):
        figures = {name: texts.value(row[name], unit) for name in ("recent", "baseline")}
        return texts(f"past.{row['signal']}", since=week(row["since"], texts), **figures)
    if row["variation"] == "thin":
        return texts("past.thin", n=texts.number(row["points"]))
    most = 1.0 if unit == "share" else inf
    low, high = (texts.value(min(max(row[c], 0.0), most), unit) for c in ("lower", "upper"))
    key = "common_cause" if row["variation"] == "common_cause" else "unusual"
    return texts(f"past.{key}", week=week(row["last_period"], texts), low=low, high=high)


def reaching(row: Row, texts: Texts) -> str | None:
    """Whether the target lies within, above or below what the subject's own limits hold.

    Nothing of who has changed: the limits are those of the time before.
    """
    known = row["assurance"] not in ("none", "thin") and missing(row["signal"])
    return texts(f"reach.{row['assurance']}") if known else None


def state(row: Row) -> str:
    """One word for the mark: improving, worsening, steady or thin."""
    if not missing(row["signal"]):
        return str(row["signal"])
    return "thin" if row["variation"] == "thin" else "steady"


def week(period: str, texts: Texts) -> str:
    """A week by its first day: ``pekan 5 Okt 2026``."""
    return texts("past.week", day=texts.day(first_day(period)))
