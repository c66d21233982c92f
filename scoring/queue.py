"""Open complaints as a queue: what each waits for, and how near its next limit is."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from scoring.calendars import Calendars

STEPS = ("forward", "answer", "work")
"""Waits to be passed on, for its first answer, or for its end."""

DUES = ("overdue", "today", "near", "later", "none")
"""How near the next limit is; none: it has none that still runs."""


def queued(
    cases: pd.DataFrame, calendars: Calendars, now: pd.Timestamp, near: float
) -> pd.DataFrame:
    """Open ``cases`` (of scoring.cases, with next_limit) with the columns step and due.

    overdue: the limit has passed. today: it runs out before midnight. near: within ``near`` working
    days. A step that a source does not record is not waited for: nobody is blamed for what cannot
    be seen.
    """
    limit, at = cases["next_limit"], pd.Series(now, index=cases.index)
    tomorrow = calendars.start_of(calendars.local_day(at) + pd.Timedelta(days=1))
    days = pd.Series(float(near), index=cases.index)
    soon = calendars.after_workdays(cases["unit"], at, days)
    answer = cases["answered"].isna() & cases["answer_tracked"].astype(bool)
    forward = cases["forwarded"].isna() & cases["forward_tracked"].astype(bool) & answer
    return cases.assign(
        step=_first([forward, answer], STEPS),
        due=_first([limit < now, limit < tomorrow, limit <= soon, limit.notna()], DUES),
    )


def _first(known: Sequence[pd.Series], names: Sequence[str]) -> pd.Series:
    """The name of the first that is true; the last name where none is."""
    chosen = np.select([k.to_numpy(bool) for k in known], names[:-1], names[-1])
    return pd.Series(chosen, index=known[0].index, dtype="object")


def counted(queue: pd.DataFrame) -> pd.DataFrame:
    """How many wait, by unit, step and due: unit, step, due, n."""
    keys = ["unit", "step", "due"]
    return queue.groupby(keys, sort=True).size().reset_index(name="n")
