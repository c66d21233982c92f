"""Keeps when each account last visited the overview, and what stood there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Column, Connection, Table, Text, delete, select

from data.store.convert import moment, moment_text
from data.store.tables import METADATA, MOMENT

VISITS = Table(
    "visits",
    METADATA,
    Column("account", Text, primary_key=True),
    Column("seen_at", MOMENT, nullable=False, comment="when it was last there"),
    Column("shown", Text, nullable=False, comment="band of each goal then, as JSON"),
    Column("since", MOMENT, comment="end of the visit before; empty: this is the first"),
    Column("before", Text, comment="band of each goal at its end, as JSON"),
)
"""The visit that goes on, or the last one; and the end of the one before."""


@dataclass(frozen=True)
class Kept:
    """One account's visit. ``shown`` and ``before``: band by goal."""

    seen_at: pd.Timestamp
    shown: Mapping[str, str]
    since: pd.Timestamp | None
    before: Mapping[str, str] | None


def of(connection: Connection, account: str) -> Kept | None:
    """The visit of ``account``; None before its first."""
    row = connection.execute(select(VISITS).where(VISITS.c.account == account)).one_or_none()
    if row is None:
        return None
    before = None if row.before is None else json.loads(row.before)
    return Kept(
        pd.Timestamp(row.seen_at).tz_convert("UTC"),
        json.loads(row.shown),
        moment(row.since),
        before,
    )


def put(connection: Connection, account: str, visit: Kept) -> None:
    """Keep ``visit`` in place of what was kept of ``account``."""
    connection.execute(delete(VISITS).where(VISITS.c.account == account))
    since = None if visit.since is None else moment_text(visit.since)
    before = None if visit.before is None else json.dumps(dict(visit.before))
    connection.execute(
        VISITS.insert().values(
            account=account, seen_at=moment_text(visit.seen_at),
            shown=json.dumps(dict(visit.shown)), since=since, before=before,
        )
    )  # fmt: skip
