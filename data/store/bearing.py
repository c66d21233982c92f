"""Which complaints still bear on a time: those that are open, or to which something happened."""

import pandas as pd
from sqlalchemy import ColumnElement, FromClause, and_, func, or_

from data.store.convert import moment_text
from scoring.cases import ENDED
from scoring.shapes import SHAPES

Condition = ColumnElement[bool]
TIMES = [name for name, c in SHAPES["complaints"].columns.items() if c.kind == "moment"]


def bears(cases: FromClause, since: pd.Timestamp) -> Condition:
    """Whether a complaint is open, or something happened to it at ``since`` or later.

    Of one that has waited for the reporter the limits move: where one of its clocks never
    stopped, nobody can tell here when that limit ran out.
    """
    moment = moment_text(since)
    happened = or_(*(cases.c[name] >= moment for name in TIMES))
    return or_(happened, _is_open(cases), and_(cases.c.waiting.is_not(None), _runs_on(cases)))


def _is_open(cases: FromClause) -> Condition:
    """No end, or opened again after every end; a status may say that it is ended all the same."""
    c = cases.c
    again = (or_(end.is_(None), c.reopened > end) for end in (c.resolved, c.closed))
    told = or_(c.status.is_(None), c.status.not_in(ENDED))
    return and_(*again, or_(told, c.resolved.is_not(None), c.closed.is_not(None)))


def _runs_on(cases: FromClause) -> Condition:
    """Whether one of the three clocks has no time at which it stopped, or an impossible one."""
    c = cases.c
    stops = (c.forwarded, c.first_answer, func.coalesce(c.resolved, c.closed))
    return or_(*(or_(stop.is_(None), stop < c.received) for stop in stops))
