"""Keeps scores, and tells whether anything has changed."""

from collections.abc import Collection
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Insert, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from data.store.convert import execute_many, frame_of
from data.store.rows import differences
from data.store.tables import SCORE_KEY, SCORE_KINDS, SCORE_VALUES, SCORES

KEY, VALUES = list(SCORE_KEY), list(SCORE_VALUES)


def save(
    connection: Connection, office: str, period: str, scores: pd.DataFrame,
    only: Collection[str] | None = None,
) -> set[tuple[str, str]]:  # fmt: skip
    """Make ``scores`` the scores of ``office`` in ``period``; kind and id of whom that changes.

    ``only``: those of these indicators; the others stay as they are.
    """
    kept = _kept(connection, office, period, only)
    wanted = scores.set_index(KEY)[VALUES]
    gone = kept.index.difference(wanted.index)
    fresh = wanted.loc[wanted.index.difference(kept.index)]
    both = wanted.index.intersection(kept.index)
    differs = differences(kept.loc[both], wanted.loc[both]).any(axis=1)
    changed = wanted.loc[both][differs]
    _delete(connection, gone)
    execute_many(connection, _insert(connection), fresh.reset_index().assign(office=office))
    _update(connection, changed)
    keys = [*gone.tolist(), *fresh.index.tolist(), *changed.index.tolist()]
    return {(str(kind), str(subject)) for kind, subject, *_ in keys}


def drop(connection: Connection, office: str) -> bool:
    """Forget all scores of an office that is none any more; True if there were any."""
    return connection.execute(delete(SCORES).where(SCORES.c.office == office)).rowcount > 0


def _insert(connection: Connection) -> Insert:
    """Inserts scores; those of a subject that came from another office are taken over."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(SCORES)
    told = {name: statement.excluded[name] for name in (*VALUES, "office")}
    return statement.on_conflict_do_update(index_elements=KEY, set_=told)


def _kept(
    connection: Connection, office: str, period: str, only: Collection[str] | None
) -> pd.DataFrame:
    names = [*KEY, *VALUES]
    query = select(*(SCORES.c[n] for n in names)).where(
        SCORES.c.office == office, SCORES.c.period == period
    )
    if only is not None:
        query = query.where(SCORES.c.indicator.in_(only))
    return frame_of(connection.execute(query).all(), names, SCORE_KINDS).set_index(KEY)


def _delete(connection: Connection, keys: pd.Index) -> None:
    where = [SCORES.c[name] == bindparam(f"the_{name}") for name in KEY]
    named = keys.to_frame(index=False).rename(columns=lambda name: f"the_{name}")
    execute_many(connection, SCORES.delete().where(*where), named)


def _update(connection: Connection, changed: pd.DataFrame) -> None:
    where = [SCORES.c[name] == bindparam(f"the_{name}") for name in KEY]
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in VALUES}
    names = {**{n: f"the_{n}" for n in KEY}, **{n: f"to_{n}" for n in VALUES}}
    rows = changed.reset_index().rename(columns=names)
    execute_many(connection, SCORES.update().where(*where).values(values), rows)
