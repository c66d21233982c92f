"""The records behind a value: what was seen in each, why one is no case, and where it was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.telling.parts import CLOCK
from dashboard.texts import Texts, missing
from dashboard.why import Why
from scoring.explain import Part
from scoring.indicators import Indicator

ORDER = ("miss", "coming", "left_out", "hit", "none")
AT_THE_END = ("complaints_open", "complaints_overdue", "complaints_due_soon", "backlog_age_median")
WITHOUT_DAY = ("targets", "outcomes", "absences")
"""Frames, and indicators of the end of a period, whose records have no day of their own in it."""
OF_MINUTES = ("approved_minutes_share", "reported_minutes_share")
OF_STATUS = "pending_share"
UNDONE = ("forwarded_in_time", "answered_in_time", "resolved_in_time")
"""Indicators that a complaint may miss without having been done at all."""


@dataclass(frozen=True)
class Line:
    """One record. ``mark``: one of ORDER; ``where``: such as file and line."""

    key: str
    day: str
    mark: str
    said: str
    detail: str
    where: str
    source: str


def lines(part: Part, why: Why, texts: Texts) -> list[Line]:
    """Every record of the period that may be seen: misses first, then those left out, then hits."""
    rows = why.rows.get(part.indicator.frame)
    if rows is None:
        return []
    told = part.records[part.records["key"].notna()].to_dict("records")
    coming = [row | {"coming": True} for row in part.coming.to_dict("records")]
    found = dict.fromkeys(_line(part, row, rows, texts) for row in (*told, *coming))
    return sorted(found, key=lambda line: ORDER.index(line.mark))


def _line(part: Part, row: Mapping[Any, Any], rows: pd.DataFrame, texts: Texts) -> Line:
    key = str(row["key"])
    behind: Mapping[Any, Any] = rows.loc[key].to_dict() if key in rows.index else {}
    return Line(
        key=key,
        day=_day(row, part.indicator, texts),
        mark=_mark(row, part.indicator),
        said=_said(row, part.indicator, behind, texts),
        detail=_detail(part.indicator, behind, texts),
        where=_text(behind.get("label")),
        source=_text(behind.get("source")),
    )


def _day(row: Mapping[Any, Any], indicator: Indicator, texts: Texts) -> str:
    dayless = indicator.id in AT_THE_END or indicator.frame in WITHOUT_DAY
    return texts.day(None if dayless or missing(row["day"]) else pd.Timestamp(row["day"]).date())


def _mark(row: Mapping[Any, Any], indicator: Indicator) -> str:
    if row.get("coming"):
        return "coming"
    if not row["counted"]:
        return "left_out"
    seen, lower = row["value"] > 0, indicator.better == "lower"
    if indicator.family == "beta":
        return "hit" if seen != lower else "miss"
    if indicator.unit == "count":
        return ("miss" if lower else "hit") if seen else "none"
    return "hit"


def _said(
    row: Mapping[Any, Any], indicator: Indicator, behind: Mapping[Any, Any], texts: Texts
) -> str:
    """What was seen, or why it is no case."""
    if row.get("coming"):
        return texts("why.undecided")
    if not row["counted"]:
        reason = "no_case" if missing(row["left_out"]) else row["left_out"]
        return texts.code("left_out", reason)
    if indicator.id in OF_MINUTES:
        return texts.minutes(row["value"])
    if indicator.id in UNDONE and not row["value"] and behind and missing(_done(indicator, behind)):
        return texts.code("undone", indicator.id)
    if indicator.unit == "count" or indicator.family == "beta" or indicator.id == OF_STATUS:
        return texts.code("hit" if row["value"] > 0 else "miss", indicator.id)
    return texts.value(row["value"], indicator.unit)


def _detail(indicator: Indicator, behind: Mapping[Any, Any], texts: Texts) -> str:
    """What the row itself tells, by its frame."""
    how = {
        "complaints": _complaint,
        "activities": _activity,
        "targets": _item,
        "outcomes": _item,
        "feedback": _feedback,
        "surveys": _survey,
        "absences": _absence,
    }[indicator.frame]
    return how(indicator, behind, texts) if behind else ""


def _complaint(indicator: Indicator, row: Mapping[Any, Any], texts: Texts) -> str:
    limit, done = row.get(CLOCK.get(indicator.id, ("", ""))[0]), _done(indicator, row)
    parts = [texts("why.received", moment=_moment(row["received"], texts))]
    if not missing(done):
        verb = texts.code("done_of", CLOCK[indicator.id][1])
        parts.append(f"{verb} {_moment(done, texts)}")
    if not missing(limit):
        parts.append(texts("why.limit", moment=_moment(limit, texts)))
    if not missing(row.get("waiting")):
        parts.append(texts("why.paused"))
    return " · ".join(parts)


def _done(indicator: Indicator, row: Mapping[Any, Any]) -> Any:
    """When what an indicator of complaints waits for was done."""
    return row.get(CLOCK.get(indicator.id, ("", ""))[1])


def _activity(_: Indicator, row: Mapping[Any, Any], texts: Texts) -> str:
    title = texts("pegawai.untitled") if missing(row["title"]) else str(row["title"])
    return f"{title} · {texts.minutes(row['minutes'])}"


def _item(_: Indicator, row: Mapping[Any, Any], texts: Texts) -> str:
    unit = "" if missing(row["quantity_unit"]) else f" {row['quantity_unit']}"
    realised, target = (texts.plain(row[name]) for name in ("realised", "target"))
    return f"{_text(row['title'])} · " + texts(
        "why.realised", realised=realised, target=target, unit=unit
    )


def _feedback(_: Indicator, row: Mapping[Any, Any], texts: Texts) -> str:
    families = (("berakhlak", "value"), ("giver_role", "giver_role"), ("rating_level", "level"))
    return " · ".join(texts.code(family, row[column]) for family, column in families)


def _survey(_: Indicator, row: Mapping[Any, Any], texts: Texts) -> str:
    answers = " ".join(texts.plain(row[f"u{number}"]) for number in range(1, 10))
    return f"{_text(row['service'])} · {answers}"


def _absence(_: Indicator, row: Mapping[Any, Any], texts: Texts) -> str:
    first, last = (texts.day(pd.Timestamp(row[n]).date()) for n in ("first_day", "last_day"))
    span = first if first == last else f"{first} – {last}"
    return f"{texts.code('absence_kind', row['kind'])} · {span}"


def _moment(value: Any, texts: Texts) -> str:
    return texts.moment(pd.Timestamp(value).to_pydatetime(), short=True)


def _text(value: Any) -> str:
    return "" if missing(value) else str(value)
