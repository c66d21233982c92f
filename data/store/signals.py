"""Keeps what the weeks say of each subject: whether it changes, and whether that is a concern."""

import pandas as pd
from sqlalchemy import Connection, delete, select

from data.store.convert import execute_many, frame_of
from data.store.parts import Subject
from data.store.rows import differences
from data.store.tables import SIGNAL_KEY, SIGNAL_KINDS, SIGNALS

KEY = list(SIGNAL_KEY)
COLUMNS = list(SIGNAL_KINDS)
JUDGED = [name for name in COLUMNS if name != "weeks"]
"""What is said of the weeks, without the weeks themselves, which are only drawn."""


def save(connection: Connection, office: str, signals: pd.DataFrame) -> set[Subject]:
    """Make ``signals`` those of ``office``; whose they change: kind and identifier."""
    here = SIGNALS.c.office == office
    kept = frame_of(
        connection.execute(select(*(SIGNALS.c[c] for c in COLUMNS)).where(here)).all(),
        COLUMNS, SIGNAL_KINDS,
    ).set_index(KEY).sort_index()  # fmt: skip
    wanted = signals[COLUMNS].set_index(KEY).sort_index()
    both = kept.index.intersection(wanted.index)
    differs = differences(kept.loc[both], wanted.loc[both]).any(axis=1)
    changed = kept.index.difference(wanted.index).union(wanted.index.difference(both))
    changed = changed.union(both[differs.to_numpy()])
    if len(changed):
        connection.execute(delete(SIGNALS).where(here))
        execute_many(connection, SIGNALS.insert(), wanted.reset_index().assign(office=office))
    return {(str(kind), str(subject)) for kind, subject, _ in changed}


def drop(connection: Connection, office: str) -> None:
    """Forget the signals of an office that is none any more."""
    connection.execute(delete(SIGNALS).where(SIGNALS.c.office == office))
