"""Words about the days of a person, and what was decided on their activities."""

from datetime import date
from typing import Any

import pandas as pd
from babel.dates import format_date, get_day_names

from dashboard.texts import Texts, missing


def weekday_short(number: int, texts: Texts) -> str:
    """Sen, Sel, Rab: Monday is 0."""
    return str(get_day_names("abbreviated", locale=texts.language)[number])


def month_short(day: date, texts: Texts) -> str:
    """Nov; in January with its year."""
    pattern = "MMM y" if day.month == 1 else "MMM"
    return str(format_date(day, pattern, locale=texts.language))


def day_said(row: Any, texts: Texts) -> str:
    """A day in one sentence: its date, what was recorded and approved, and why not."""
    day = texts.day(pd.Timestamp(row["day"]).date(), weekday=True)
    return f"{day}: {'; '.join(day_parts(row, texts))}"


def day_parts(row: Any, texts: Texts) -> list[str]:
    """What is to be said of a day."""
    parts = []
    if not row["workday"]:
        parts.append(texts("days.idle").lower())
    elif not missing(row["absence"]):
        parts.append(texts.code("absence_kind", row["absence"]).lower())
    if row["entries"] > 0:
        parts.append(
            texts(
                "days.sums",
                reported=texts.minutes(row["reported"]),
                approved=texts.minutes(row["approved"]),
            )
        )
    elif not parts:
        parts.append(texts("days.nothing"))
    if row["expected"] > 0 and row["entries"] > 0:
        parts.append(texts("days.expected", time=texts.minutes(row["expected"])))
    if row["waiting"] > 0:
        parts.append(texts("days.waiting", n=texts.number(row["waiting"])))
    if row["late"] > 0:
        parts.append(texts("days.late", time=texts.minutes(row["late"])))
    return parts


def decision_said(row: Any, texts: Texts) -> str:
    """Who has decided on an activity here, when, why, and whether it still counts."""
    said = texts(
        "verify.decided",
        status=texts.code("activity_status", row["status"]).lower(),
        name=row["by_name"],
        moment=texts.moment(row["at"]),
    )
    reason = "" if missing(row["reason"]) else f" {texts('verify.because', reason=row['reason'])}"
    why = row["ended_why"]
    ended = "" if missing(why) else f" {texts(f'verify.{why}')}"
    return f"{said}{reason}{ended}"
