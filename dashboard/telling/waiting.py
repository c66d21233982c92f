"""Words about an activity that waits for verification."""

from typing import Any

import pandas as pd

from dashboard.texts import Texts, missing


def waited(row: Any, texts: Texts) -> str:
    """How long, and whether that is longer than allowed: ``5 HK, batas 3 HK``."""
    days = texts("duration.working_day", n=texts.number(row["waited"]))
    if missing(row["limit"]):
        return days
    limit = texts("duration.working_day", n=texts.number(row["limit"]))
    return texts("verify.waited_limit", days=days, limit=limit)


def hours(found: pd.DataFrame, texts: Texts) -> list[str]:
    """Of each from when to when."""
    start, end = (
        found[name].dt.tz_convert(texts.zone_name).dt.strftime("%H:%M") for name in ("start", "end")
    )
    said = (start + ("–" + end).fillna("")).fillna(texts("value.none"))
    return [str(one) for one in said]


def amount(row: Any, texts: Texts) -> str:
    """How much of what came of it."""
    if missing(row["quantity"]):
        return texts("value.none")
    unit = "" if missing(row["quantity_unit"]) else f" {row['quantity_unit']}"
    return f"{texts.number(row['quantity'])}{unit}"
