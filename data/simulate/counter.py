"""The counter for complaints: one comes in, is forwarded, answered, handed on, resolved."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from data.simulate.cases import TIMES, opened, status_of, still_open
from data.simulate.desk import Desk, Ids, Row
from data.simulate.handling import rated
from data.simulate.hands import another, officers
from data.simulate.office import Office
from data.simulate.pace import slowness

Rows = dict[str, Row]
"""What an event brought: at most one row per frame."""
MOMENTS = ("verified_at", "first_resolved", "assigned", *TIMES)
TRIES = 3


class Counter:
    """Makes events of complaints; what is still open lies on the desk."""

    def __init__(self, office: Office, desk: Desk, ids: Ids) -> None:
        self.office = office
        self.desk = desk
        self.ids = ids

    def complain(self, now: pd.Timestamp, rng: np.random.Generator) -> Rows:
        """A citizen complains, asks or suggests."""
        case: Row = only(opened(self.office, pd.Series([now]), rng))
        case |= dict.fromkeys(("first_resolved", *TIMES), pd.NaT)
        case |= {"complaint_id": self.ids.new("ADU"), "officer": "", "closed_by": ""}
        return self._seen({**case, "archived": False, "rating": np.nan})

    def forward(self, now: pd.Timestamp, rng: np.random.Generator) -> Rows:
        """A complaint is forwarded to an officer of its unit."""
        case = self._one(lambda case: missing(case, "forwarded"), rng)
        if case is None:
            return {}
        officer = officers(self.office, pd.Series([case["unit"]]), rng)[0]
        return self._given({**case, "officer": officer, "forwarded": now}, now)

    def hand_on(self, now: pd.Timestamp, rng: np.random.Generator) -> Rows:
        """A complaint that waits for its answer is handed on to another officer."""
        case = self._one(_unanswered, rng)
        found = case and another(self.office, case["unit"], case["officer"], rng)
        if not case or not found:
            return {}
        return self._given({**case, "unit": found[0], "officer": found[1]}, now)

    def answer(self, now: pd.Timestamp, rng: np.random.Generator) -> Rows:
        """A complaint gets its first answer; the slower unit and officer, the more rarely."""
        for _ in range(TRIES):
            case = self._one(_unanswered, rng)
            if case and rng.random() < 1 / slowness(self.office, framed([case]))[0]:
                return self._seen({**case, "first_answer": now})
        return {}

    def ask(self, now: pd.Timestamp, rng: np.random.Generator) -> Rows:
        """The reporter is asked for more: the complaint waits for the reply."""
        case = self._one(lambda c: _answered(c) and missing(c, "wait_start"), rng)
        return {} if case is None else self._seen({**case, "wait_start": now})

    def resolve(self, now: pd.Timestamp, rng: np.random.Generator) -> Rows:
        """A complaint is resolved, and often closed at once, with the reporter's rating."""
        case = self._one(_answered, rng)
        if case is None:
            return {}
        case = {**case, "resolved": now}
        if not missing(case, "wait_start") and missing(case, "wait_end"):
            case["wait_end"] = now
        if rng.random() < 0.5:
            mark = rated(framed([case]), rng).iloc[0]
            case |= {"closed": now, "closed_by": "admin", "rating": mark}
        return self._seen(case)

    def _one(self, fits: Callable[[Row], bool], rng: np.random.Generator) -> Row | None:
        return pick([case for case in self.desk.unsolved.values() if fits(case)], rng)

    def _given(self, case: Row, now: pd.Timestamp) -> Rows:
        """``case`` is in the hands of its officer from now on."""
        given = {
            "assignment_id": self.ids.new("TGS"),
            "complaint": case["complaint_id"],
            "officer": case["officer"],
            "unit": case["unit"],
            "assigned": now,
        }
        return self._seen(case) | {"assignments": given}

    def _seen(self, case: Row) -> Rows:
        frame = framed([case])
        case = {**case, "status": str(status_of(frame)[0])}
        if still_open(frame).iloc[0]:
            self.desk.unsolved[case["complaint_id"]] = case
        else:
            self.desk.unsolved.pop(case["complaint_id"], None)
        return {"complaints": case}


def pick(rows: list[Row], rng: np.random.Generator) -> Row | None:
    """One of ``rows``, rather an older one."""
    return rows[int(len(rows) * rng.random() ** 2)] if rows else None


def only(rows: pd.DataFrame) -> Row:
    """The single row of a frame."""
    return {str(name): value for name, value in rows.iloc[0].items()}


def framed(rows: list[Row]) -> pd.DataFrame:
    """Rows as a frame whose moments are moments even where all are missing."""
    frame = pd.DataFrame(rows)
    return frame.assign(
        **{n: pd.to_datetime(frame[n], utc=True).dt.as_unit("us") for n in MOMENTS if n in frame}
    )


def missing(case: Row, time: str) -> bool:
    """Whether this has not happened yet."""
    return case[time] is pd.NaT


def _unanswered(case: Row) -> bool:
    return missing(case, "first_answer") and not missing(case, "forwarded")


def _answered(case: Row) -> bool:
    return not missing(case, "first_answer")
