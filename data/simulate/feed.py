"""The office goes on: each event is one row, new or corrected, as the agency would export it."""

from collections.abc import Callable, Mapping
from datetime import datetime

import numpy as np
import pandas as pd

from data.simulate.cases import TIMES, opened, rated, status_of
from data.simulate.desk import Desk, Row
from data.simulate.hours import after, begun, workdays
from data.simulate.office import Office
from data.simulate.units import SLOW_VERIFICATION, WORSENING
from data.simulate.voices import answer_sheets
from data.simulate.work import TASKS

EVENTS: Mapping[str, float] = {
    "report": 0.34, "verify": 0.34, "complain": 0.07, "answer": 0.08, "resolve": 0.07,
    "respond": 0.1,
}  # fmt: skip
"""What happens, and how often among all that happens."""
FRAMES = {"report": "activities", "verify": "activities", "respond": "surveys"}
KEYS = {"activities": "activity_id", "complaints": "complaint_id", "surveys": "survey_id"}
SHORTEST = 15
WRONG_NIP = "199913332099121001"


class Feed:
    """Makes events. Its ids carry the moment of its start, so that no two feeds share one."""

    def __init__(self, office: Office, desk: Desk, start: datetime) -> None:
        self.office = office
        self.desk = desk
        self.stamp = f"L{int(start.timestamp() * 1000):x}"
        self.made = 0
        self.slow = set(office.units.loc[office.units["name"].isin(SLOW_VERIFICATION), "unit_id"])
        self.worse = set(office.units.loc[office.units["name"] == WORSENING, "unit_id"])

    def step(self, now: datetime, count: int, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
        """``count`` events at ``now``; by frame, of each key the last row only."""
        at = pd.Timestamp(now).tz_convert("UTC").floor("s").as_unit("us")
        events: dict[str, Callable[[pd.Timestamp, np.random.Generator], Row | None]] = {
            name: getattr(self, name) for name in EVENTS
        }
        found: dict[str, dict[str, Row]] = {}
        for event in rng.choice(list(EVENTS), count, p=list(EVENTS.values())):
            row = events[event](at, rng)
            frame = FRAMES.get(event, "complaints")
            if row is not None:
                found.setdefault(frame, {})[row[KEYS[frame]]] = row
        return {frame: _framed(list(rows.values())) for frame, rows in found.items()}

    def report(self, now: pd.Timestamp, rng: np.random.Generator) -> Row | None:
        """Somebody reports what was done since their last activity of the last working day."""
        day, elapsed, full = self._last_day(now)
        self.desk.turn_to(self.office, day, full)
        left = np.minimum(elapsed, full * self.office.people["full_time"]) - self.desk.reported
        able = np.nonzero(left >= SHORTEST)[0]
        if not len(able):
            return None
        person = int(rng.choice(able))
        minutes = float(min(rng.integers(4, 23) * 5, left[person] // 5 * 5))
        row = self._activity(person, day, minutes, now, rng)
        self.desk.reported[person] += minutes
        if rng.random() < 0.003:
            return {**row, "person": WRONG_NIP}
        self.desk.pending[row["activity_id"]] = row
        return row

    def _last_day(self, now: pd.Timestamp) -> tuple[pd.Timestamp, float, float]:
        """The last working day with time to report; its minutes until ``now``, and all of them."""
        calendar = self.office.calendar
        today = now.tz_convert(calendar.zone).tz_localize(None).normalize()
        days = workdays(calendar, today - pd.Timedelta(days=30), today + pd.Timedelta(days=1))
        elapsed = calendar.minutes_between(
            calendar.start_of(days), pd.Series(now, index=days.index)
        )
        full = calendar.minutes_in(days, days + pd.Timedelta(days=1))
        spent = elapsed.clip(upper=full)
        last = spent[spent >= SHORTEST].index[-1]
        return pd.Timestamp(days[last]), float(spent[last]), float(full[last])

    def _activity(
        self,
        place: int,
        day: pd.Timestamp,
        minutes: float,
        now: pd.Timestamp,
        rng: np.random.Generator,
    ) -> Row:
        person, calendar = self.office.people.iloc[place], self.office.calendar
        done = self.desk.reported[place]
        morning = calendar.start_of(pd.Series([day]))
        title, unit = TASKS[int(rng.integers(len(TASKS)))]
        own = self.office.targets.loc[
            self.office.targets["person"] == person["person_id"], "target_id"
        ]
        return {
            "activity_id": self._id("AKT"),
            "person": person["person_id"],
            "unit": person["unit"],
            "day": day,
            "start": begun(calendar, morning, np.array([done]))[0],
            "end": after(calendar, morning, np.array([done + minutes]))[0],
            "minutes": minutes,
            "title": title,
            "target": str(rng.choice(own)),
            "quantity": int(1 + rng.poisson(1.5)),
            "quantity_unit": unit,
            "evidence": "",
            "status": "pending",
            "verifier": "",
            "verified_at": pd.NaT,
            "recorded_at": now,
        }

    def verify(self, now: pd.Timestamp, rng: np.random.Generator) -> Row | None:
        """A supervisor decides on an activity that waits; some units keep theirs waiting."""
        row = _pick(list(self.desk.pending.values()), rng)
        if row is None or (row["unit"] in self.slow and rng.random() < 0.85):
            return None
        person = self.office.people.loc[self.office.people["person_id"] == row["person"]].iloc[0]
        chance, quality = rng.random(), float(person["quality"])
        refused = "returned" if chance < quality + (1 - quality) * 0.6 else "rejected"
        status = "approved" if chance < quality else refused
        del self.desk.pending[row["activity_id"]]
        return {**row, "status": status, "verifier": person["supervisor"], "verified_at": now}

    def complain(self, now: pd.Timestamp, rng: np.random.Generator) -> Row | None:
        """A citizen complains, asks or suggests."""
        case: Row = _only(opened(self.office, pd.Series([now]), rng))
        case |= dict.fromkeys(("first_resolved", *TIMES), pd.NaT)
        case |= {"complaint_id": self._id("ADU"), "closed_by": "", "archived": False}
        return self._seen({**case, "rating": np.nan})

    def answer(self, now: pd.Timestamp, rng: np.random.Generator) -> Row | None:
        """A complaint gets its first answer; one unit has stopped keeping up."""
        case = _pick([c for c in self.desk.unsolved.values() if _missing(c, "first_answer")], rng)
        if case is None or (case["unit"] in self.worse and rng.random() < 0.7):
            return None
        if _missing(case, "forwarded"):
            sent = case["received"] + (now - case["received"]) / 5
            case = {**case, "forwarded": sent.floor("s")}
        return self._seen({**case, "first_answer": now})

    def resolve(self, now: pd.Timestamp, rng: np.random.Generator) -> Row | None:
        """A complaint is resolved, and often closed at once, with the reporter's rating."""
        case = _pick(
            [c for c in self.desk.unsolved.values() if not _missing(c, "first_answer")], rng
        )
        if case is None:
            return None
        case = {**case, "resolved": now}
        if not _missing(case, "wait_start") and _missing(case, "wait_end"):
            case["wait_end"] = now
        if rng.random() < 0.5:
            mark = rated(_framed([case]), rng).iloc[0]
            case |= {"closed": now, "closed_by": "admin", "rating": mark}
        return self._seen(case)

    def respond(self, now: pd.Timestamp, rng: np.random.Generator) -> Row | None:
        """A citizen fills in the satisfaction survey."""
        sheet = _only(answer_sheets(self.office, pd.Series([now]), rng))
        return {**sheet, "survey_id": self._id("SKM")}

    def _seen(self, case: Row) -> Row:
        case = {**case, "status": str(status_of(_framed([case]))[0])}
        if _missing(case, "resolved") or case["resolved"] < case["received"]:
            self.desk.unsolved[case["complaint_id"]] = case
        else:
            self.desk.unsolved.pop(case["complaint_id"], None)
        return case

    def _id(self, kind: str) -> str:
        self.made += 1
        return f"{kind}-{self.stamp}-{self.made:06d}"


def _pick(rows: list[Row], rng: np.random.Generator) -> Row | None:
    """One of ``rows``, rather an older one."""
    return rows[int(len(rows) * rng.random() ** 2)] if rows else None


def _only(rows: pd.DataFrame) -> Row:
    return {str(name): value for name, value in rows.iloc[0].items()}


def _framed(rows: list[Row]) -> pd.DataFrame:
    """Rows as a frame whose moments are moments even where all are missing."""
    frame = pd.DataFrame(rows)
    moments = [name for name in ("verified_at", "first_resolved", *TIMES) if name in frame]
    return frame.assign(
        **{name: pd.to_datetime(frame[name], utc=True).dt.as_unit("us") for name in moments}
    )


def _missing(case: Row, time: str) -> bool:
    return case[time] is pd.NaT
