"""The office goes on: each event is one row or two, new or corrected, as it would be exported."""

from collections.abc import Callable, Mapping
from datetime import datetime

import numpy as np
import pandas as pd

from data.simulate.counter import Counter, Rows, framed, only, pick
from data.simulate.desk import Desk, Ids, Row
from data.simulate.hours import after, begun, workdays
from data.simulate.office import Office
from data.simulate.recording import LEFT_LYING
from data.simulate.voices import answer_sheets
from data.simulate.work import TASKS, amounts

Event = Callable[[pd.Timestamp, np.random.Generator], Rows]
EVENTS: Mapping[str, float] = {
    "report": 0.32, "verify": 0.33, "complain": 0.062, "forward": 0.068, "answer": 0.075,
    "ask": 0.008, "hand_on": 0.007, "resolve": 0.07, "respond": 0.06,
}  # fmt: skip
"""What happens, and how often among all that happens."""
KEYS = {
    "activities": "activity_id", "complaints": "complaint_id", "assignments": "assignment_id",
    "surveys": "survey_id",
}  # fmt: skip
SHORTEST = 15
WRONG_NIP = "199913332099121001"


class Feed:
    """Makes events."""

    events: Mapping[str, Event]

    def __init__(self, office: Office, desk: Desk, start: datetime) -> None:
        self.office = office
        self.desk = desk
        self.ids = Ids(start)
        self.quality = dict(office.people[["person_id", "quality"]].to_numpy())
        counter = Counter(office, desk, self.ids)
        self.events = {
            event.__name__: event
            for event in (
                self.report, self.verify, counter.complain, counter.forward, counter.answer,
                counter.ask, counter.hand_on, counter.resolve, self.respond,
            )
        }  # fmt: skip

    def step(self, now: datetime, count: int, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
        """``count`` events at ``now``; by frame, of each key the last row only."""
        at = pd.Timestamp(now).tz_convert("UTC").floor("s").as_unit("us")
        self.day = self._last_day(at)
        found: dict[str, dict[str, Row]] = {}
        for event in rng.choice(list(EVENTS), count, p=list(EVENTS.values())):
            for frame, row in self.events[event](at, rng).items():
                found.setdefault(frame, {})[row[KEYS[frame]]] = row
        return {frame: framed(list(rows.values())) for frame, rows in found.items()}

    def report(self, now: pd.Timestamp, rng: np.random.Generator) -> Rows:
        """Somebody reports what was done since their last activity of the last working day."""
        day, elapsed, full = self.day
        self.desk.turn_to(self.office, day, full)
        left = np.minimum(elapsed, full * self.office.people["full_time"]) - self.desk.reported
        able = np.nonzero(left >= SHORTEST)[0]
        if not len(able):
            return {}
        person = int(rng.choice(able))
        minutes = float(min(rng.integers(4, 23) * 5, left[person] // 5 * 5))
        row = self._activity(person, day, minutes, now, rng)
        self.desk.reported[person] += minutes
        if rng.random() < 0.003:
            return {"activities": {**row, "person": WRONG_NIP}}
        self.desk.pending[row["activity_id"]] = row
        return {"activities": row}

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
        task = rng.integers(0, len(TASKS), 1)
        item = self.office.targets[self.office.targets["person"] == person["person_id"]]
        item = item.iloc[rng.integers(0, len(item), 1)]
        return {
            "activity_id": self.ids.new("AKT"),
            "person": person["person_id"],
            "unit": person["unit"],
            "supervisor": person["supervisor"],
            "day": day,
            "start": begun(calendar, morning, np.array([done]))[0],
            "end": after(calendar, morning, np.array([done + minutes]))[0],
            "minutes": minutes,
            "title": TASKS[int(task[0])][0],
            "target": str(item["target_id"].iloc[0]),
            **{name: brought[0] for name, brought in amounts(item, task, rng).items()},
            "evidence": "",
            "status": "pending",
            "verifier": "",
            "verified_at": pd.NaT,
            "recorded_at": now,
        }

    def verify(self, now: pd.Timestamp, rng: np.random.Generator) -> Rows:
        """A supervisor decides on an activity that waits; one hardly ever does."""
        waiting = list(self.desk.pending.values())
        if rng.random() < LEFT_LYING:
            idle = self.office.whom("verification_backlog")
            waiting = [row for row in waiting if row["supervisor"] not in idle]
        row = pick(waiting, rng)
        if row is None:
            return {}
        chance, quality = rng.random(), self.quality[row["person"]]
        refused = "returned" if chance < quality + (1 - quality) * 0.6 else "rejected"
        status = "approved" if chance < quality else refused
        del self.desk.pending[row["activity_id"]]
        decided = {"status": status, "verifier": row["supervisor"], "verified_at": now}
        return {"activities": {**row, **decided}}

    def respond(self, now: pd.Timestamp, rng: np.random.Generator) -> Rows:
        """A citizen fills in the satisfaction survey."""
        sheet = only(answer_sheets(self.office, pd.Series([now]), rng))
        return {"surveys": {**sheet, "survey_id": self.ids.new("SKM")}}
