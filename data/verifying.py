"""Supervisors decide on activities that wait: kept as rows, and scored as any others.

Wrong input raises ValueError "argument: what is wrong; what would be right".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from data.alerting.verbs import Actor
from data.known import known_rows
from data.refresh import Refresh
from data.settings import Mapped, Source
from data.store import decisions, rows
from data.store.engine import writing

STATUSES = ("approved", "returned", "rejected")
NAME = "pantau"
"""Where a row that was decided on here is said to be from."""
MOST = 500
SHORTEST, LONGEST = 3, 500
OURS = ("activity_id", *decisions.DECIDED)


@dataclass(frozen=True)
class Verifying:
    """What may be done with activities that wait. ``refresh`` keeps the rows."""

    refresh: Refresh

    @cached_property
    def source(self) -> Source:
        """Decisions made here as a source beside those of config.yaml."""
        columns = {name: Mapped(column=name) for name in OURS}
        return Source(frame="activities", partial=True, columns=columns)

    def decide(self, by: Actor, activities: Sequence[str], status: str, reason: str) -> int:
        """Approve, return or reject what waits; how many were still waiting."""
        said = self._asked(by, activities, status, reason)
        now = pd.Timestamp(self.refresh.now())
        with writing(self.refresh.engine) as connection:
            found = decisions.waiting(connection, by.scope, MOST, activities)
            if found.empty:
                raise ValueError(
                    "activities: none of them waits for you; choose from the list as it is now"
                )
            person = by.scope.self_id
            decisions.add(connection, found, status, said, by.account, person, now)
            made = decisions.as_rows(found["activity_id"], status, person, now)
            put = rows.put(connection, self.source.shape, made, NAME, now, partial=True)
            self.refresh.follow(connection, self.source, put, known_rows(connection))
        return len(found)

    def _asked(self, by: Actor, activities: Sequence[str], status: str, reason: str) -> str | None:
        """The reason, if everything asked for is right."""
        if not by.directs:
            raise ValueError("activities: this is for managers and leaders; ask yours")
        if status not in STATUSES:
            raise ValueError(f"status: {status} is none; write one of {', '.join(STATUSES)}")
        if not 0 < len(activities) <= MOST:
            raise ValueError(f"activities: {len(activities)} are chosen; choose 1 to {MOST}")
        said = (reason or "").strip()
        needed = SHORTEST if status != "approved" else 0
        if not needed <= len(said) <= LONGEST:
            raise ValueError(
                f"reason: says nothing, or too much; write between {needed} and {LONGEST} letters"
            )
        return said or None
