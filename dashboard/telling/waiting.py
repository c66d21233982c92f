"""Words about an activity that waits for verification."""

from typing import Any

from dashboard.texts import Texts, missing


def waited(row: Any, texts: Texts) -> str:
    """How long, and whether that is longer than allowed: ``5 HK, batas 3 HK``."""
    days = texts("duration.working_day", n=texts.number(row["waited"]))
    if missing(row["limit"]):
        return days
    limit = texts("duration.working_day", n=texts.number(row["limit"]))
    return texts("verify.waited_limit", days=days, limit=limit)


def hours(row: Any, texts: Texts) -> str:
    """From when to when."""
    if missing(row["start"]):
        return texts("value.none")
    start = f"{row['start'].astimezone(texts.zone):%H:%M}"
    end = "" if missing(row["end"]) else f"–{row['end'].astimezone(texts.zone):%H:%M}"
    return f"{start}{end}"


def amount(row: Any, texts: Texts) -> str:
    """How much of what came of it."""
    if missing(row["quantity"]):
        return texts("value.none")
    unit = "" if missing(row["quantity_unit"]) else f" {row['quantity_unit']}"
    return f"{texts.number(row['quantity'])}{unit}"
