"""Complaints with the first of their limits that still runs, the time left, and their step."""

import pandas as pd

from dashboard.remember import Remembered
from data.refresh import Refresh
from data.store import queries, rows, seen, state
from data.store.engine import Connection
from scoring.cases import cases_of
from scoring.look import Look
from scoring.queue import queued
from scoring.scope import EVERYTHING, Scope

KEPT = 10.0
"""Seconds for which it is known what waits, as long as nothing is new."""


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


class Unfinished:
    """Complaints that were not finished or came back, worked out once for all who may ask."""

    def __init__(self, refresh: Refresh) -> None:
        self._refresh = refresh
        self._known = Remembered(self._worked_out, KEPT, most=2)

    def seen(
        self, connection: Connection, scope: Scope, unit: str | None = None,
        person: str | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """Those that may be seen, of units at or under ``unit``, or handled by ``person``.

        As ``waiting``. Officers are named only where the viewer may see the person.
        """
        every = self._known.under(state.live(connection)[0], connection)
        if (scope, unit, person) == (EVERYTHING, None, None):
            return every
        ids = seen.cases_seen(connection, scope, unit, person)
        found = every[every["complaint_id"].isin(ids)].reset_index(drop=True)
        if scope.under is None and scope.persons:
            return found
        shown = found["officer"].isin(seen.persons_seen(connection, scope))
        return found.assign(**{c: found[c].where(shown) for c in ("officer", "officer_name")})

    def _worked_out(self, connection: Connection) -> pd.DataFrame:
        found = queries.complaints(connection, EVERYTHING, unfinished=True)
        return waiting(self._refresh, connection, found)
