"""What lies on the desks: activities to be verified, complaints to be answered, time reported."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from data.simulate.cases import TIMES, month_of_cases, still_open
from data.simulate.history import put, signature
from data.simulate.office import Office
from data.simulate.work import attendance, month_of_work

Row = dict[str, Any]
STATE = ".desk.json"
MOMENTS = (
    "day",
    "start",
    "end",
    "verified_at",
    "recorded_at",
    "received",
    "first_resolved",
    *TIMES,
)
NIGHT_SHIFT = 60
"""Minutes a person may still add to a day that is already in the history."""


class Ids:
    """Identifiers of what is new. They carry the moment of the start: no two starts share one."""

    def __init__(self, start: datetime) -> None:
        self.stamp = f"L{int(start.timestamp() * 1000):x}"
        self.made = 0

    def new(self, kind: str) -> str:
        """Another identifier."""
        self.made += 1
        return f"{kind}-{self.stamp}-{self.made:06d}"


@dataclass
class Desk:
    """Pending activities and open complaints by id; and the minutes of ``day`` already reported.

    ``history``: the signature of the history it goes on from.
    ``reported`` follows the people frame; who is away that day, or records in bulk weeks later,
    has reported everything.
    """

    history: str
    pending: dict[str, Row]
    unsolved: dict[str, Row]
    day: pd.Timestamp | None = None
    reported: np.ndarray = field(default_factory=lambda: np.array([]))

    def turn_to(self, office: Office, day: pd.Timestamp, full: float) -> None:
        """Begin a new day of ``full`` working minutes, unless it is the day already lying there."""
        if day == self.day:
            return
        left = full if day >= pd.Timestamp(office.today) else min(NIGHT_SHIFT, full)
        at_work = attendance(office, pd.Series([day]))[:, 0]
        at_work &= ~office.people["person_id"].isin(office.whom("bulk_recording")).to_numpy()
        self.day = day
        self.reported = np.where(at_work, (full - left) * office.people["full_time"], np.inf)

    def save(self, inbox: Path) -> None:
        """Keep the state, so that a restart neither repeats nor forgets."""
        state = {**vars(self), "reported": self.reported.tolist()}
        put(inbox / STATE, json.dumps(state, default=str))


def desk_of(office: Office, inbox: Path) -> Desk:
    """The desk as it was left, or as the history leaves it."""
    kept = inbox / STATE
    state = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    if state.get("history") == signature(office):
        return _kept(state)
    work = pd.concat([month_of_work(office, month) for month in office.months[1::-1]])
    cases = pd.concat([month_of_cases(office, month) for month in office.months[3::-1]])
    pending = work[
        (work["status"] == "pending")
        & (work["recorded_at"] > office.cutoff - pd.Timedelta(days=30))
    ]
    unsolved = cases[still_open(cases)]
    return Desk(signature(office), _by(pending, "activity_id"), _by(unsolved, "complaint_id"))


def _by(rows: pd.DataFrame, key: str) -> dict[str, Row]:
    return {str(row[key]): row for row in rows.to_dict("records")}  # type: ignore[misc]


def _kept(state: dict[str, Any]) -> Desk:
    day = None if state["day"] is None else pd.Timestamp(state["day"])
    pending, unsolved = (
        {k: _timed(row) for k, row in state[p].items()} for p in ("pending", "unsolved")
    )
    return Desk(state["history"], pending, unsolved, day, np.array(state["reported"], dtype=float))


def _timed(row: Row) -> Row:
    return {name: pd.Timestamp(value) if name in MOMENTS else value for name, value in row.items()}
