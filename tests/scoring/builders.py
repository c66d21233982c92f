"""Small offices for tests: each test states only what it is about."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

import pandas as pd

from scoring.calendar import Calendar
from scoring.calendars import Calendars
from scoring.columns import DTYPES
from scoring.facts import Facts, scored
from scoring.look import Look
from scoring.periods import Period, period_of
from scoring.rules import Limits, Rules
from scoring.shapes import SHAPES

WIB = "Asia/Jakarta"
DAY = ((time(7, 30), time(12)), (time(13), time(16)))
UNITS = (
    {"unit_id": "D", "name": "Dinas", "level": "office"},
    {"unit_id": "B1", "name": "Bidang Satu", "parent": "D"},
    {"unit_id": "B2", "name": "Bidang Dua", "parent": "D"},
    {"unit_id": "S", "name": "Seksi", "parent": "B1"},
)


def calendar(
    holidays: tuple[str, ...] = (), extra: tuple[str, ...] = (), zone: str = WIB
) -> Calendar:
    """Five days of 7.5 h, Monday to Friday."""
    return Calendar(
        zone=zone,
        hours=dict.fromkeys(range(5), DAY),
        holidays=frozenset(map(date.fromisoformat, holidays)),
        extra_workdays=frozenset(map(date.fromisoformat, extra)),
    )


def at(text: str, zone: str = WIB) -> pd.Timestamp:
    """A moment by the office's clock."""
    return pd.Timestamp(text).tz_localize(zone).tz_convert("UTC").as_unit("us")


def moments(*texts: str | None, zone: str = WIB) -> pd.Series:
    """A column of moments by the office's clock."""
    return pd.Series([None if t is None else at(t, zone) for t in texts], dtype=DTYPES["moment"])


def days(*texts: str | None) -> pd.Series:
    """A column of days."""
    return pd.Series(texts, dtype=object).astype("datetime64[us]")


def frame(name: str, *rows: Mapping[str, Any], zone: str = WIB) -> pd.DataFrame:
    """Rows of a shape: texts of moments are by the office's clock; defaults are filled in."""
    shape = SHAPES[name]
    columns = {}
    for place, (column, kind) in enumerate(shape.columns.items()):
        found = [row.get(column, kind.default) for row in rows]
        if kind.kind == "moment":
            columns[column] = moments(*found, zone=zone)
        elif kind.kind == "day":
            columns[column] = days(*found)
        else:
            columns[column] = pd.Series(found, dtype=object).astype(DTYPES[kind.kind])
        if place == 0 and not any(found):
            columns[column] = pd.Series(
                [f"{name}{n}" for n in range(len(rows))], dtype=DTYPES["text"]
            )
    return pd.DataFrame(columns)


def complaints(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """Complaints received on Monday 2 November 2026 at 09:00 in the section, unless said."""
    return frame(
        "complaints",
        *(
            {"unit": "S", "received": "2026-11-02 09:00", "kind": "complaint"} | dict(r)
            for r in rows
        ),
    )


def activities(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """Approved activities of person P on Monday 2 November 2026, unless said."""
    usual = {"person": "P", "unit": "S", "day": "2026-11-02", "status": "approved"}
    return frame("activities", *(usual | dict(row) for row in rows))


def people(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """People of the section, in service throughout."""
    return frame("people", *({"name": "N", "unit": "S"} | dict(row) for row in rows))


LIMITS = Limits(forward={"default": 3}, answer={"default": 5}, finish={"default": 14})


def months(*names: str) -> tuple[Period, ...]:
    """Months that follow one another, newest first."""
    return tuple(period_of("month", pd.Timestamp(name)) for name in names)


def look(
    now: str = "2026-11-30 12:00",
    *periods: Period,
    rules: Rules | None = None,
    six_days: tuple[str, ...] = (),
    **frames: pd.DataFrame,
) -> Look:
    """A look at November 2026; limits: 5 working days to answer, 14 to finish.

    ``six_days``: units that work on Saturdays as well, six hours a day.
    """
    six = Calendar(WIB, dict.fromkeys(range(6), ((time(8), time(14)),)))
    return Look(
        frames={"units": frame("units", *UNITS), **frames},
        calendars=Calendars(calendar(), dict.fromkeys(six_days, six)),
        rules=rules or Rules(limits=(LIMITS,)),
        periods=periods or months("2026-11"),
        now=at(now),
    )


def of(facts: Facts, subject: str = "S", period: str | None = None) -> pd.Series:
    """The score of one subject in one period (the newest)."""
    scores = scored(facts)
    wanted = period or facts.records.periods[0].name
    mine = scores[(scores["period"] == wanted) & (scores["subject_id"] == subject)]
    return mine.iloc[0]


def stands(facts: Facts, subject: str = "S", period: str | None = None) -> bool:
    """Whether a subject stands in a period at all."""
    scores = scored(facts)
    wanted = period or facts.records.periods[0].name
    return bool(((scores["subject_id"] == subject) & (scores["period"] == wanted)).any())


def reasons(facts: Facts, subject: tuple[str, str] = ("unit", "S")) -> list[str]:
    """Why records of a subject in the newest period are no case."""
    mine = facts.records.of(*subject) & (facts.places == 0)
    return sorted(facts.left_out[mine].dropna()) if facts.left_out is not None else []
