"""What a kept batch concerns: whose hands its complaints are in, whose units, which offices."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.intake import Known
from data.store import offices, rows
from data.store.engine import Connection

HANDS = {"complaints": "complaint_id", "assignments": "complaint"}
"""Frames whose rows concern whoever has had a complaint, and the column that names it."""
MOST_UNITS = 60
"""Rows of more units than these are noted as anybody's."""


def hands_of(connection: Connection, frame: str, put: rows.Put) -> pd.DataFrame | None:
    """Whose hands the complaints of a kept batch are and have been in (offices.hands)."""
    named = HANDS.get(frame)
    if named is None:
        return None
    told = pd.concat([part[named] for part in (put.added, put.before, put.after)])
    return offices.hands(connection, told.unique())


def units_of(put: rows.Put, known: Known, hands: pd.DataFrame | None) -> frozenset[str] | None:
    """The units that kept rows name, and those of the people they name; None: any."""
    told = pd.concat([p for p in (put.added, put.before, put.after, hands) if p is not None])
    empty = pd.Series(dtype=object)
    own = told.get("unit", empty).replace("", np.nan)
    named = {str(unit) for unit in own.dropna().unique()}
    for column in ("person", "officer"):
        named |= {known.unit_of[p] for p in told.get(column, empty).dropna() if p in known.unit_of}
    return None if own.isna().any() or len(named) > MOST_UNITS else frozenset(named)


def placed(added: pd.DataFrame, frame: str) -> dict[str, str]:
    """The unit of each person that a batch has added."""
    if frame != "people" or added.empty:
        return {}
    return dict(zip(added["person_id"], added["unit"], strict=True))


def upset(before: Mapping[str, str], after: Mapping[str, str], *, own_calendars: bool) -> set[str]:
    """Offices whose scores may differ because the tree does.

    All of them where units have calendars of their own, or where programmes come to be told
    apart by office.
    """
    several = [len(set(roots.values())) > 1 for roots in (before, after)]
    if own_calendars or several[0] != several[1]:
        return {*before.values(), *after.values()}
    return offices.moved(before, after)
