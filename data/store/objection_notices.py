"""What is told of objections: which each notice is about, and of which limits it was noticed.

A notice of these stands in the outbox like any other (``notices``), with a kind of its own.
"""

from collections.abc import Mapping
from datetime import datetime

import pandas as pd
from sqlalchemy import BigInteger, Column, Connection, Table, Text, select, update

from data.store.convert import frame_of, moment_text
from data.store.notices import Notice, placed
from data.store.objections import OBJECTIONS
from data.store.tables import FRAMES, METADATA, MOMENT
from scoring.columns import Kind
from scoring.objections import OPEN

KIND, MORNING = "objections", "objections_morning"
"""Kinds of these notices: told in the office's day, and told in the morning after a night."""
OBJECTIONS_TOLD = Table(
    "objections_told",
    METADATA,
    Column("notice_id", BigInteger, primary_key=True),
    Column("objection_id", BigInteger, primary_key=True, index=True),
    Column("what", Text, nullable=False, comment="what of it is told"),
)
OBJECTION_MARKS = Table(
    "objection_marks",
    METADATA,
    Column("objection_id", BigInteger, primary_key=True),
    Column("what", Text, primary_key=True, comment="near or passed: its limit"),
    Column("at", MOMENT, nullable=False, comment="when it was noticed"),
)
"""Each is noticed once, however many workers there were, and whether anybody is told or not."""
LASTING = {"taken_up": ("reviewing",), "upheld": ("upheld",), "rejected": ("rejected",)}
"""In which states it is still worth telling; what is not here, while the objection is open."""
COLUMNS = ("objection_id", "what", "person", "unit", "filed_at", "due_at", "state")
KINDS: dict[str, Kind] = {"objection_id": "whole", "filed_at": "moment", "due_at": "moment"}


def put(
    connection: Connection, key: str, address: tuple[str, str], told: Mapping[int, str],
    made_at: datetime, due_at: datetime, kind: str = KIND,
) -> None:  # fmt: skip
    """Have it told of objections (what of each) to an ``address``: channel and reader."""
    number, kept = placed(connection, key, *address, made_at, due_at, kind), OBJECTIONS_TOLD.c
    for objection, what in told.items():
        values = {"notice_id": number, "objection_id": int(objection)}
        same = (kept.notice_id == number, kept.objection_id == int(objection))
        again = connection.execute(update(OBJECTIONS_TOLD).where(*same).values(what=what))
        if not again.rowcount:
            connection.execute(OBJECTIONS_TOLD.insert().values(**values, what=what))


def still(connection: Connection, notice: Notice) -> pd.DataFrame:
    """What a notice is about, as it is now: COLUMNS, person_name, unit_name.

    What has changed since is not told; unless an attempt may have told it.
    """
    kept, told = OBJECTIONS.c, OBJECTIONS_TOLD.c
    people, units = FRAMES["people"].c, FRAMES["units"].c
    columns = [told[name] if name in told else kept[name] for name in COLUMNS]
    query = (
        select(*columns, people.name, units.name)
        .join(OBJECTIONS, kept.objection_id == told.objection_id)
        .outerjoin(FRAMES["people"], people.person_id == kept.person)
        .outerjoin(FRAMES["units"], units.unit_id == kept.unit)
        .where(told.notice_id == notice.id)
        .order_by(kept.due_at, kept.objection_id)
    )
    names = [*COLUMNS, "person_name", "unit_name"]
    found = frame_of(connection.execute(query).all(), names, KINDS)
    worth = [
        state in LASTING.get(what, OPEN)
        for what, state in zip(found["what"], found["state"], strict=True)
    ]
    return found if notice.uncertain else found[pd.Series(worth, index=found.index, dtype=bool)]


def marked(connection: Connection) -> set[tuple[int, str]]:
    """Objections with what was noticed of their limit."""
    kept = OBJECTION_MARKS.c
    rows = connection.execute(select(kept.objection_id, kept.what))
    return {(int(number), str(what)) for number, what in rows}


def mark(connection: Connection, number: int, what: str, at: datetime) -> None:
    """Note that it was noticed of an objection."""
    values = {"objection_id": int(number), "what": what, "at": moment_text(at)}
    connection.execute(OBJECTION_MARKS.insert().values(**values))
