"""Keeps decisions on activities made here, and upholds them against rows that come later."""

import json
from collections.abc import Iterable
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, Select, func, select, update

from data.store.convert import execute_many, frame_of, moment_text, records
from data.store.lists import among
from data.store.rows import read
from data.store.seen import seen_persons
from data.store.supervision import DECISIONS, PENDING
from data.store.tables import FRAMES
from scoring.columns import DTYPES, Kind, Shape
from scoring.scope import Scope

CONTENT = (
    "person", "day", "start", "end", "minutes", "title", "target", "quantity", "quantity_unit",
    "evidence",
)  # fmt: skip
"""What somebody decides on; a row in which one of these differs is another one."""
DECIDED = ("status", "verifier", "verified_at")
COLUMNS = [
    "decision_id", "activity", "status", "reason", "by", "verifier", "at", "ended_at", "ended_why",
]  # fmt: skip
KINDS = {"decision_id": "whole", "at": "moment", "ended_at": "moment"}


def waiting(
    connection: Connection, scope: Scope, limit: int, ids: Iterable[str] | None = None,
    person: str | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Activities of visible others that wait for verification, the oldest first.

    Without those of a source that records no verification, and of days to come that nobody has
    recorded. ``ids``: only these.
    """
    done, first = FRAMES["activities"], _waiting(scope)
    if person is not None:
        first = first.where(done.c.person == person)
    if ids is not None:
        first = first.where(among(connection, done.c.activity_id, ids))
    first = first.order_by(done.c.day, done.c.activity_id)
    found = read(
        connection, "activities", done.c.activity_id.in_(first.limit(limit).subquery().select()),
        provenance=True,
    )  # fmt: skip
    return found.sort_values(["day", "activity_id"], ignore_index=True)


def count(connection: Connection, scope: Scope) -> int:
    """How many activities of visible others wait."""
    every = _waiting(scope).subquery()
    return int(connection.execute(select(func.count()).select_from(every)).scalar_one())


def _waiting(scope: Scope) -> "Select[str]":
    """Keys of activities of visible others that wait, where their source records verification."""
    done = FRAMES["activities"]
    others = done.c.person.in_(seen_persons(scope)), done.c.status_tracked.is_not(False)
    found = select(done.c.activity_id).where(PENDING, *others)
    return found if scope.self_id is None else found.where(done.c.person != scope.self_id)


def add(
    connection: Connection, rows: pd.DataFrame, status: str, reason: str | None, by: str,
    verifier: str | None, at: datetime,
) -> None:  # fmt: skip
    """Keep one decision on each of these activities, with what they were."""
    said = {"status": status, "reason": reason, "by": by, "verifier": verifier}
    content = [json.dumps(line, ensure_ascii=False) for line in records(rows[list(CONTENT)])]
    made = pd.DataFrame({"activity": rows["activity_id"], **said, "at": moment_text(at)})
    execute_many(connection, DECISIONS.insert(), made.astype(object).assign(content=content))


def of(connection: Connection, activities: Iterable[str]) -> pd.DataFrame:
    """Decisions on these activities, oldest first, ended ones too; with COLUMNS."""
    query = select(*(DECISIONS.c[name] for name in COLUMNS)).where(
        among(connection, DECISIONS.c.activity, activities)
    )
    rows = connection.execute(query.order_by(DECISIONS.c.decision_id)).all()
    return frame_of(rows, COLUMNS, KINDS)  # type: ignore[arg-type]


def upheld(connection: Connection, shape: Shape, good: pd.DataFrame, now: datetime) -> pd.DataFrame:
    """Rows of a source as they are to be kept, where some have been decided on here.

    A row that still waits in its source stays as it was decided. A decision ends where the row has
    become another one (changed), or where its source has decided otherwise later (overruled).
    """
    if shape.name != "activities" or good.empty:
        return good
    names = ["decision_id", "activity", *DECIDED[:2], "at", "content"]
    place = {"verified_at": "at"}
    query = select(*(DECISIONS.c[place.get(n, n)] for n in names)).where(
        DECISIONS.c.ended_at.is_(None), among(connection, DECISIONS.c.activity, good[shape.key])
    )
    found = connection.execute(query).all()
    if not found:
        return good
    stands = pd.DataFrame([tuple(row) for row in found], columns=names).set_index("activity")
    kept = good.copy()
    mine_too = good[good[shape.key].isin(stands.index)]
    for label, row in mine_too.drop_duplicates(shape.key, keep="last").iterrows():
        mine = stands.loc[row[shape.key]]
        why = _ended(row, records(good.loc[[label]])[0], mine)
        if why is None:
            _hold(kept, label, mine)
        else:
            _end(connection, int(mine["decision_id"]), why, now)
    return kept


def _ended(row: pd.Series, told: dict[str, object], mine: pd.Series) -> str | None:
    """Why a decision no longer counts for a row, if it does not."""
    was = mine["content"] if isinstance(mine["content"], dict) else json.loads(mine["content"])
    if any(name in told and told[name] != was[name] for name in CONTENT):
        return "changed"
    status = told.get("status", "pending")
    if status not in ("approved", "rejected", "returned") or status == mine["status"]:
        return None
    at = row.get("verified_at")
    later = at is None or pd.isna(at) or at > pd.Timestamp(mine["at"])
    return "overruled" if later else None


def _hold(kept: pd.DataFrame, label: object, mine: pd.Series) -> None:
    at = pd.Timestamp(mine["at"]).tz_convert("UTC").as_unit("us")
    said = {"status": mine["status"], "verifier": mine["verifier"], "verified_at": at}
    for name in DECIDED:
        if name in kept:
            kept.loc[label, name] = said[name]


def _end(connection: Connection, number: int, why: str, now: datetime) -> None:
    ended = update(DECISIONS).where(DECISIONS.c.decision_id == number)
    connection.execute(ended.values(ended_at=moment_text(now), ended_why=why))


def as_rows(activities: pd.Series, status: str, verifier: str | None, at: datetime) -> pd.DataFrame:
    """Decisions as rows that a partial source of activities would deliver."""
    moment = pd.Timestamp(at).tz_convert("UTC").as_unit("us")
    rows = pd.DataFrame({"activity_id": activities, "status": status, "verifier": verifier})
    rows = rows.assign(verified_at=moment).set_axis("pantau:" + activities)
    kinds: dict[str, Kind] = {
        "verifier": "text",
        "status": "text",
        "activity_id": "text",
        "verified_at": "moment",
    }
    return rows.astype({name: DTYPES[kind] for name, kind in kinds.items()})
