"""Keeps objections (keberatan) and every step of them; what upheld ones take out of scoring."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    Table,
    Text,
    false,
    or_,
    select,
    true,
    update,
)

from data.store.convert import frame_of, moment_text
from data.store.kept import under
from data.store.tables import FRAMES, METADATA, MOMENT
from scoring.columns import Kind
from scoring.objections import EXCLUDED, OPEN
from scoring.scope import Scope
from scoring.shapes import SHAPES

NUMBER = BigInteger().with_variant(Integer, "sqlite")
OBJECTIONS = Table(
    "objections",
    METADATA,
    Column("objection_id", NUMBER, primary_key=True),
    Column("person", Text, nullable=False, index=True),
    Column("unit", Text, nullable=False, comment="the person's when it was filed"),
    Column("goal", Text, nullable=False),
    Column("frame", Text, comment="of the record; empty: to the figure as a whole"),
    Column("key", Text, comment="of the record"),
    Column("period", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("evidence", Text),
    Column("filed_by", Text, nullable=False, comment="account"),
    Column("filed_at", MOMENT, nullable=False),
    Column("due_at", MOMENT, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("decided_by", Text, comment="account"),
    Column("decided_at", MOMENT),
    Column("decision", Text, comment="why it was decided so"),
    Index("objections_by_record", "frame", "key"),
)
OBJECTION_STEPS = Table(
    "objection_steps",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    Column("objection_id", BigInteger, nullable=False, index=True),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False, comment="account"),
    Column("verb", Text, nullable=False),
    Column("note", Text),
)
"""Who did what about an objection, and when; only ever added."""
COLUMNS = [column.name for column in OBJECTIONS.columns]
STEPS = [column.name for column in OBJECTION_STEPS.columns if column.name != "id"]
KINDS: dict[str, Kind] = {
    "objection_id": "whole", "filed_at": "moment", "due_at": "moment", "decided_at": "moment",
    "at": "moment",
}  # fmt: skip
OWNERS = {
    "complaints": "officer", "activities": "person", "targets": "person", "feedback": "person",
    "absences": "person",
}  # fmt: skip
"""Frames whose records may be objected to, and the column that says whose they are."""


def seen(scope: Scope) -> ColumnElement[bool]:
    """Whether an objection may be seen: one's own, and those of persons whom one may see."""
    kept = OBJECTIONS.c
    own = kept.person == scope.self_id if scope.self_id is not None else false()
    if not scope.persons:
        return own
    return true() if scope.under is None else or_(kept.unit.in_(under(scope.under)), own)


def file(connection: Connection, at: datetime, due_at: datetime, **values: Any) -> int:
    """Keep a new objection; its number."""
    insert = OBJECTIONS.insert().values(
        filed_at=moment_text(at), due_at=moment_text(due_at), state="submitted", **values
    )
    return int(connection.execute(insert.returning(OBJECTIONS.c.objection_id)).scalar_one())


def change(connection: Connection, number: int, state: str, **values: Any) -> None:
    """Note the new state of an objection, and how it was decided."""
    plain = {k: moment_text(v) if isinstance(v, datetime) else v for k, v in values.items()}
    mine = OBJECTIONS.c.objection_id == int(number)
    connection.execute(update(OBJECTIONS).where(mine).values(state=state, **plain))


def add_step(
    connection: Connection, number: int, at: datetime, by: str, verb: str, note: str | None = None
) -> None:
    """Write down who did what about an objection."""
    values = {"objection_id": int(number), "at": moment_text(at), "by": by, "verb": verb}
    connection.execute(OBJECTION_STEPS.insert().values(**values, note=note))


def steps(connection: Connection, number: int) -> pd.DataFrame:
    """What was done about an objection, oldest first, with STEPS."""
    kept = OBJECTION_STEPS.c
    query = select(*(kept[name] for name in STEPS)).where(kept.objection_id == int(number))
    return frame_of(connection.execute(query.order_by(kept.at, kept.id)).all(), STEPS, KINDS)


def listed(
    connection: Connection, scope: Scope, *, person: str | None = None,
    states: Collection[str] | None = None, number: int | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Visible objections with COLUMNS: the open ones first, what is due first before the rest."""
    kept = OBJECTIONS.c
    where = [seen(scope)]
    if person is not None:
        where.append(kept.person == person)
    if states is not None:
        where.append(kept.state.in_(list(states)))
    if number is not None:
        where.append(kept.objection_id == int(number))
    order = (kept.state.not_in(OPEN), kept.due_at, kept.objection_id)
    query = select(*(kept[name] for name in COLUMNS)).where(*where).order_by(*order)
    return frame_of(connection.execute(query).all(), COLUMNS, KINDS)


def open_of(connection: Connection, person: str, goal: str, key: str | None) -> int | None:
    """The open objection of a person to the same record, or to the same figure."""
    kept = OBJECTIONS.c
    same = kept.key.is_(None) if key is None else kept.key == key
    mine = (kept.person == person, kept.goal == goal, same, kept.state.in_(OPEN))
    found = connection.execute(select(kept.objection_id).where(*mine)).scalar()
    return None if found is None else int(found)


def excluded(connection: Connection, known_at: datetime | None = None) -> pd.DataFrame:
    """Records that upheld objections have taken out of scoring, with EXCLUDED."""
    kept = OBJECTIONS.c
    query = select(kept.frame, kept.key, kept.decided_at).where(
        kept.state == "upheld", kept.key.is_not(None)
    )
    if known_at is not None:
        query = query.where(kept.decided_at < moment_text(known_at))
    return frame_of(connection.execute(query).all(), EXCLUDED, {"since": "moment"})


def is_of(connection: Connection, frame: str, key: str, person: str) -> bool:
    """Whether a record is of this person: theirs, or in their hands at any time."""
    if frame not in OWNERS:
        return False
    rows, assigned = FRAMES[frame].c, FRAMES["assignments"].c
    owned = rows[OWNERS[frame]] == person
    if frame == "complaints":
        held = select(assigned.complaint).where(assigned.officer == person)
        owned = or_(owned, rows.complaint_id.in_(held))
    query = select(rows[SHAPES[frame].key]).where(rows[SHAPES[frame].key] == key, owned)
    return connection.execute(query).first() is not None


def unit_of(connection: Connection, frame: str, key: str) -> str | None:
    """The unit that a record stands against, if it says so itself."""
    rows = FRAMES[frame].c
    if "unit" not in rows:
        return None
    found = connection.execute(select(rows.unit).where(rows[SHAPES[frame].key] == key)).scalar()
    return None if found is None else str(found)


def superiors(connection: Connection, person: str) -> tuple[str | None, str | None, str | None]:
    """The unit of a person, their supervisor (assessor), and that one's supervisor."""
    people = FRAMES["people"].c

    def of(who: str | None) -> tuple[str | None, str | None]:
        row = connection.execute(
            select(people.unit, people.supervisor).where(people.person_id == who)
        ).first()
        return (None, None) if row is None else (row.unit, row.supervisor or None)

    unit, supervisor = of(person)
    return unit, supervisor, of(supervisor)[1] if supervisor else None
