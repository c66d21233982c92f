"""Keeps notes about people: conversations, praise, coaching, agreed actions. None is changed."""

from datetime import date, datetime

import pandas as pd
from sqlalchemy import ColumnElement, Connection, select, update

from data.store.convert import frame_of, moment_text
from data.store.seen import is_seen
from data.store.supervision import NOTES
from scoring.scope import Scope

COLUMNS = [column.name for column in NOTES.columns]
KINDS = {
    "note_id": "whole", "due": "day", **dict.fromkeys(("at", "done_at", "withdrawn_at"), "moment"),
}  # fmt: skip


def add(
    connection: Connection, person: str, kind: str, text: str, due: date | None, by: str,
    at: datetime,
) -> int:  # fmt: skip
    """Keep a note; its number."""
    insert = NOTES.insert().values(
        person=person, kind=kind, text=text, due=None if due is None else str(due), by=by,
        at=moment_text(at),
    )  # fmt: skip
    return int(connection.execute(insert.returning(NOTES.c.note_id)).scalar_one())


def about(connection: Connection, scope: Scope, person: str) -> pd.DataFrame:
    """Notes about a visible person, the newest first, withdrawn ones too; with COLUMNS."""
    return _read(connection, scope, NOTES.c.person == person)


def one(connection: Connection, scope: Scope, note_id: int) -> pd.DataFrame:
    """The note of this number, if it is about a visible person."""
    return _read(connection, scope, NOTES.c.note_id == int(note_id))


def done(connection: Connection, note_id: int, by: str, at: datetime) -> None:
    """Say that what was agreed is done."""
    _change(connection, note_id, done_by=by, done_at=moment_text(at))


def withdrawn(connection: Connection, note_id: int, at: datetime) -> None:
    """Withdraw a note; what it says stays."""
    _change(connection, note_id, withdrawn_at=moment_text(at))


def _change(connection: Connection, note_id: int, **values: str) -> None:
    connection.execute(update(NOTES).where(NOTES.c.note_id == int(note_id)).values(**values))


def _read(connection: Connection, scope: Scope, wanted: ColumnElement[bool]) -> pd.DataFrame:
    query = select(*(NOTES.c[name] for name in COLUMNS))
    seen = query.where(wanted, is_seen(NOTES.c.person, scope))
    rows = connection.execute(seen.order_by(NOTES.c.at.desc(), NOTES.c.note_id.desc())).all()
    return frame_of(rows, COLUMNS, KINDS)  # type: ignore[arg-type]
