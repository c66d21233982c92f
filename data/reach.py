"""How far back what happened to a complaint may still bear on a period."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from scoring.calendar import Calendar
from scoring.indicators.backlog import counted_since
from scoring.periods import Period
from scoring.rules import Limits, Rules


def reach(period: Period, calendars: Iterable[Calendar], rules: Rules) -> pd.Timestamp:
    """The day since which something must have happened to what bears on ``period`` (naive).

    What was over earlier is no backlog of the period, and was not ended at once with anything in
    it; and a limit that began earlier had run out before the period, by whichever calendar.
    """
    days = max(map(_longest, rules.limits), default=0.0)
    begun = [_begun(calendar, period.start, days) for calendar in calendars]
    at_once = period.start - pd.Timedelta(minutes=rules.suspicion.minutes)
    return min(counted_since(period), at_once, *begun)


def _longest(limits: Limits) -> float:
    """The longest limit of a complaint, in working days."""
    told = (*limits.forward.values(), *limits.answer.values(), *limits.finish.values())
    return max((days for days in told if days is not None), default=0.0)


def _begun(calendar: Calendar, first_day: pd.Timestamp, days: float) -> pd.Timestamp:
    """The day before which a limit of ``days`` must begin so that it is over by ``first_day``."""
    began = pd.Series(pd.date_range(calendar.first, first_day, unit="us"))
    left = calendar.workdays_in(began, pd.Series(first_day, index=began.index))
    over = began[left >= np.ceil(days)]
    return pd.Timestamp(calendar.first) if over.empty else over.max()
