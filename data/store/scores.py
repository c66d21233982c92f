"""Keeps scores, and tells whether anything has changed."""

from collections.abc import Collection
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Insert, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from data.store.convert import execute_many, lines
from data.store.tables import SCORE_KEY, SCORE_VALUES, SCORES

KEY, VALUES = list(SCORE_KEY), list(SCORE_VALUES)


def save(
    connection: Connection, office: str, period: str, scores: pd.DataFrame,
    only: Collection[str] | None = None,
) -> set[tuple[str, str]]:  # fmt: skip
    """Make ``scores`` the scores of ``office`` in ``period``; kind and id of whom that changes.

    ``only``: those of these indicators; the others stay as they are.
    """
    kept = _kept(connection, office, period, only)
    keys, values = lines(scores, KEY), lines(scores, VALUES)
    gone = kept.keys() - set(keys)
    is_fresh = [key not in kept for key in keys]
    is_other = [kept.get(key, told) != told for key, told in zip(keys, values, strict=True)]
    _delete(connection, pd.DataFrame(list(gone), columns=KEY))
    execute_many(connection, _insert(connection), scores[is_fresh].assign(office=office))
    _update(connection, scores[is_other])
    changed = [key for key, *new in zip(keys, is_fresh, is_other, strict=True) if any(new)]
    return {(str(kind), str(subject)) for kind, subject, *_ in [*gone, *changed]}


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
) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Values by key, as the database has them."""
    query = select(*(SCORES.c[n] for n in [*KEY, *VALUES])).where(
        SCORES.c.office == office, SCORES.c.period == period
    )
    if only is not None:
        query = query.where(SCORES.c.indicator.in_(only))
    size = len(KEY)
    return {row[:size]: row[size:] for row in map(tuple, connection.execute(query))}


def _delete(connection: Connection, keys: pd.DataFrame) -> None:
    where = [SCORES.c[name] == bindparam(f"the_{name}") for name in KEY]
    named = keys.rename(columns=lambda name: f"the_{name}")
    execute_many(connection, SCORES.delete().where(*where), named)


def _update(connection: Connection, changed: pd.DataFrame) -> None:
    where = [SCORES.c[name] == bindparam(f"the_{name}") for name in KEY]
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in VALUES}
    names = {**{n: f"the_{n}" for n in KEY}, **{n: f"to_{n}" for n in VALUES}}
    execute_many(
        connection, SCORES.update().where(*where).values(values), changed.rename(columns=names)
    )
