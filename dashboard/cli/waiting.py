"""Complaints with the first of their limits that still runs, the time left, and their step."""

import pandas as pd

from data.refresh import Refresh
from data.store import rows
from data.store.engine import Connection
from scoring.cases import cases_of
from scoring.look import Look
from scoring.queue import queued


def waiting(refresh: Refresh, connection: Connection, found: pd.DataFrame) -> pd.DataFrame:
    """``found`` (of queries.complaints) as cases: next_limit, minutes_left, step, due.

    ``unit``: the one told with the complaint; its limits are those of the unit that has it now.
    """
    units, calendars = rows.read(connection, "units"), refresh.calendars(connection)
    now = pd.Timestamp(refresh.now()).tz_convert("UTC")
    frames = {"units": units, "complaints": found}
    look = Look(frames, calendars, refresh.rules, refresh.newest(now), now)
    cases = look.once(cases_of)
    waited_for = {
        "forward_limit": cases["forwarded"].isna() & cases["forward_tracked"].astype(bool),
        "answer_limit": cases["answered"].isna() & cases["answer_tracked"].astype(bool),
        "finish_limit": cases["is_open"],
    }
    running = pd.concat([cases[n].where(w) for n, w in waited_for.items()], axis=1).min(axis=1)
    left = calendars.minutes_between(cases["unit"], pd.Series(now, index=cases.index), running)
    still, told = cases["is_open"], found.set_index("complaint_id")["unit"]
    near = refresh.settings.overview.near
    steps = queued(cases.assign(next_limit=running), calendars, now, near)
    return steps.assign(
        unit=cases["complaint_id"].map(told).astype(told.dtype),
        next_limit=running.where(still), minutes_left=left.where(still),
    )  # fmt: skip
