"""Invented offices for properties: rows of every kind in October and November 2026, by a seed.

``rows``: per frame the rows as in builders.py, times by the office's clock and in whole minutes.
"""

from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from scoring.calendars import Calendars
from scoring.look import Look
from scoring.periods import Period
from scoring.rules import Limits, Programme, Rules, Suspicion
from scoring.snapshot import take
from tests.scoring.builders import UNITS, WIB, at, calendar, frame, months

Rows = dict[str, list[dict[str, Any]]]
NOW = "2026-11-24 10:00"
TWO = months("2026-11", "2026-10")
RULES = Rules(
    limits=(Limits(forward={"default": 1}, answer={"default": 3}, finish={"default": 6}),),
    suspicion=Suspicion(closed=2, recorded=2, minutes=600, days_late=1),
    programmes={"AIR": Programme(services=("air",), categories=("air",))},
)
PEOPLE = ("P0", "P1", "P2", "P3")
LEAVES = ("S", "B1", "B2")
BEGIN = datetime(2026, 10, 1)  # noqa: DTZ001 - by the clock of whichever office


def offices() -> st.SearchStrategy[int]:
    """Offices of any kind, by the seed they are made from; the first one is always 0."""
    return st.integers(0, 2**32 - 1)


@lru_cache(maxsize=4)
def scores_of(seed: int) -> pd.DataFrame:
    """The scores of an office as it is."""
    return take(look_at(office(seed)))


def office(seed: int, prefix: str = "") -> Rows:
    """The rows of one office; ``prefix`` sets its units, people and keys apart from others'."""
    rng = Random(seed)
    found = {
        "units": [dict(unit) for unit in UNITS],
        "people": [_person(rng, name) for name in PEOPLE],
        "placements": _placements(rng),
        "absences": [_absence(rng) for _ in range(6)],
        "activities": [_activity(rng) for _ in range(30)],
        "surveys": [_survey(rng) for _ in range(12)],
        "feedback": [_feedback(rng) for _ in range(8)],
        "targets": [_item(rng) for _ in range(8)],
        "outcomes": [_outcome(rng) for _ in range(3)],
    }
    found |= _complaints(rng)
    for name, rows in found.items():
        for number, row in enumerate(rows):
            row.setdefault(KEYS[name], f"{name}{number:02}")
    return {name: [_named(row, prefix) for row in rows] for name, rows in found.items()}


def look_at(
    rows: Rows, now: str = NOW, periods: tuple[Period, ...] = TWO, zone: str = WIB, **more: Any
) -> Look:
    """A look at an office of these rows."""
    told = rows | {"complaints": [_with_pauses(row, zone) for row in rows["complaints"]]}
    frames = {name: frame(name, *some, zone=zone) for name, some in told.items()}
    calendars = Calendars(calendar(("2026-11-17",), zone=zone))
    return Look(frames | more, calendars, RULES, periods, at(now, zone))


def _with_pauses(case: dict[str, Any], zone: str) -> dict[str, Any]:
    if case.get("waiting") is None:
        return case
    begin, end = (f"{at(moment, zone):%Y-%m-%dT%H:%MZ}" for moment in case["waiting"])
    return case | {"waiting": f"{begin}/{end}"}


KEYS = {"units": "unit_id", "people": "person_id", "placements": "placement_id",
        "absences": "absence_id", "activities": "activity_id", "surveys": "survey_id",
        "feedback": "feedback_id", "targets": "target_id", "outcomes": "outcome_id",
        "complaints": "complaint_id", "assignments": "assignment_id"}  # fmt: skip
NAMED = ("unit_id", "parent", "unit", "person_id", "person", "officer", "supervisor", "complaint",
         *KEYS.values())  # fmt: skip


def _named(row: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {k: prefix + v if k in NAMED and v is not None else v for k, v in row.items()}


def _moment(rng: Random, begin: datetime = BEGIN, days: float = 60) -> datetime:
    return begin + timedelta(minutes=rng.randrange(int(days * 1440)))


def _day(rng: Random) -> str:
    return f"{_moment(rng):%Y-%m-%d}"


def _said(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def _person(rng: Random, name: str) -> dict[str, Any]:
    return {
        "person_id": name, "name": name, "unit": rng.choice(LEAVES), "supervisor": "P0",
        "kind": rng.choice(["pns", "pns", "pppk"]), "full_time": rng.choice([1.0, 1.0, 0.6]),
        "active_from": rng.choice([None, None, "2026-10-15"]),
    }  # fmt: skip


def _placements(rng: Random) -> list[dict[str, Any]]:
    day = _day(rng)
    moved = {"person": "P1", "unit": rng.choice(LEAVES), "first_day": "2026-01-01", "last_day": day}
    after = {"person": "P1", "unit": rng.choice(LEAVES), "first_day": day}
    twice = [{"person": "P2", "unit": u, "first_day": "2026-01-01",
              "full_time": rng.choice([None, 0.5])} for u in rng.sample(LEAVES, 2)]  # fmt: skip
    return rng.sample([moved, after, *twice], rng.randrange(5))


def _absence(rng: Random) -> dict[str, Any]:
    first = _moment(rng)
    kind = rng.choice(["leave", "unexcused", "unexcused", "late", "duty_travel"])
    return {
        "person": rng.choice(PEOPLE), "kind": kind, "first_day": f"{first:%Y-%m-%d}",
        "last_day": f"{first + timedelta(days=rng.randrange(4)):%Y-%m-%d}", "minutes": 90,
    }  # fmt: skip


def _complaints(rng: Random) -> Rows:
    cases, steps = [], []
    for number in range(16):
        case = {"complaint_id": f"c{number:02}"} | _case(rng)
        handed = _hands(rng, case)
        case |= {name: handed[-1][name] for name in ("officer", "unit")} if handed else {}
        cases.append(case)
        steps += handed
    return {"complaints": cases, "assignments": steps}


def _case(rng: Random) -> dict[str, Any]:
    received = _moment(rng)

    def later(days: float) -> datetime | None:
        return _moment(rng, received, days) if rng.random() < 0.7 else None

    closed, status = later(20), "in_progress"
    if closed is not None or rng.random() < 0.05:
        status = "archived" if rng.random() < 0.1 else "closed"
    paused = _moment(rng, received, 5)
    waiting = (_said(paused), _said(_moment(rng, paused, 6)))
    case = {
        "officer": rng.choice([*PEOPLE, None]), "unit": rng.choice([*LEAVES, None]),
        "category": rng.choice(["air", "jalan"]), "kind": rng.choice(["complaint", "information"]),
        "received": _said(received), "forwarded": _said(later(3)),
        "first_answer": _said(later(8)), "resolved": _said(later(15)), "closed": _said(closed),
        "reopened": _said(later(25) if rng.random() < 0.2 else None), "status": status,
        "closed_by": rng.choice(["system", "reporter", "admin"]) if closed else None,
        "due": _said(later(10) if rng.random() < 0.2 else None),
        "waiting": waiting if rng.random() < 0.2 else None,
        "rating": rng.choice([None, 1, 3, 5]) if closed else None,
        "answer_tracked": rng.random() < 0.95, "finish_tracked": rng.random() < 0.95,
    }  # fmt: skip
    untold = {"answer_tracked": ["first_answer"], "finish_tracked": ["resolved", "closed"]}
    return case | dict.fromkeys(
        c for flag, names in untold.items() if not case[flag] for c in names
    )


def _hands(rng: Random, case: dict[str, Any]) -> list[dict[str, Any]]:
    received = datetime.fromisoformat(case["received"])
    moments = sorted(_moment(rng, received, 12) for _ in range(rng.choice([0, 0, 1, 2, 3])))
    return [
        {"complaint": case["complaint_id"], "officer": rng.choice(PEOPLE),
         "unit": rng.choice(LEAVES), "assigned": _said(moment)}
        for moment in moments
    ]  # fmt: skip


def _activity(rng: Random) -> dict[str, Any]:
    start = BEGIN + timedelta(days=rng.randrange(60), minutes=15 * rng.randrange(28, 64))
    end = start + timedelta(minutes=15 * rng.choice([-1, 1, 4, 8, 16, 100]))
    status = rng.choice(["approved", "approved", "pending", "rejected", "unknown"])
    recorded = start + timedelta(hours=rng.randrange(1, 200))
    decided = status in ("approved", "rejected")
    return {
        "person": rng.choice(PEOPLE), "unit": rng.choice([*LEAVES, None]),
        "day": f"{start:%Y-%m-%d}", "start": _said(start), "end": _said(end), "status": status,
        "minutes": rng.choice([None, None, 60, 480, 900]), "recorded_at": _said(recorded),
        "verified_at": _said(recorded + timedelta(hours=rng.randrange(200))) if decided else None,
        "status_tracked": rng.random() < 0.95, "target": f"targets{rng.randrange(8):02}",
        "quantity": rng.randrange(4),
    }  # fmt: skip


def _survey(rng: Random) -> dict[str, Any]:
    answers = {f"u{n}": rng.choice([1, 2, 3, 4, 4, 4, None, 7]) for n in range(1, 10)}
    return {"unit": rng.choice(LEAVES), "service": rng.choice(["air", "izin", None]),
            "taken_at": _said(_moment(rng)), **answers}  # fmt: skip


def _feedback(rng: Random) -> dict[str, Any]:
    return {
        "person": rng.choice(PEOPLE), "given_at": _said(_moment(rng)), "value": "loyal",
        "giver_role": rng.choice(["leader", "peer", "self"]),
        "level": rng.choice(["below", "meets", "above"]),
    }  # fmt: skip


def _item(rng: Random) -> dict[str, Any]:
    return {
        "person": rng.choice(PEOPLE), "period": rng.choice(["2026", "2026-Q4", "2026-11", "kapan"]),
        "main": rng.random() < 0.7, "aspect": "quantity", "target": rng.choice([0, 4, 10, 3]),
        "pattern": rng.choice(["count", "position", "release"]), "as_of": _day(rng),
        "realised": rng.choice([None, 1, 4, 9]), "better": rng.choice(["higher", "lower"]),
    }  # fmt: skip


def _outcome(rng: Random) -> dict[str, Any]:
    return {
        "programme": rng.choice(["AIR", "LAIN"]), "unit": rng.choice([*LEAVES, None]),
        "period": "2026", "title": "rumah", "target": 10, "baseline": rng.choice([None, 5, 20]),
        "realised": rng.choice([None, 4, 12]), "better": rng.choice(["higher", "lower"]),
        "as_of": _day(rng),
    }  # fmt: skip


def shuffled(rows: Rows, seed: int) -> Rows:
    """The same rows in another order."""
    rng = Random(seed)
    return {name: rng.sample(some, len(some)) for name, some in rows.items()}


def joined(one: Rows, other: Rows) -> Rows:
    """The rows of two offices together."""
    return {name: [*one[name], *other[name]] for name in one}


def differences(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Scores that are not the same in both."""
    keys = ["indicator", "subject_kind", "subject_id", "period"]
    return pd.concat([one, other]).drop_duplicates(keep=False).sort_values(keys)
