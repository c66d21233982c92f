"""Keeps files that were handed in with objections, as evidence; in the database, with the rest."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import pandas as pd
from sqlalchemy import BigInteger, Column, Connection, LargeBinary, Table, Text, func, select

from data.store.convert import frame_of, moment_text
from data.store.objections import NUMBER, OBJECTIONS, seen
from data.store.tables import METADATA, MOMENT
from scoring.columns import Kind
from scoring.scope import Scope

FILES = Table(
    "objection_files",
    METADATA,
    Column("file_id", NUMBER, primary_key=True),
    Column("objection_id", BigInteger, nullable=False, index=True),
    Column("name", Text, nullable=False, comment="as it was called, made safe"),
    Column("kind", Text, nullable=False, comment="pdf, jpeg or png, by its content"),
    Column("size", BigInteger, nullable=False),
    Column("digest", Text, nullable=False, comment="SHA-256 of its content"),
    Column("content", LargeBinary, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("by", Text, nullable=False, comment="account"),
)
LISTED = ["file_id", "name", "kind", "size", "digest", "at"]
KINDS: dict[str, Kind] = {"file_id": "whole", "size": "whole", "at": "moment"}


@dataclass(frozen=True)
class Kept:
    """One file: its name, its kind (pdf, jpeg, png), and what is in it."""

    name: str
    kind: str
    content: bytes


def keep(connection: Connection, objection_id: int, file: Kept, at: datetime, by: str) -> None:
    """Keep a file with an objection."""
    values = {"objection_id": int(objection_id), "at": moment_text(at), "by": by}
    told = {"name": file.name, "kind": file.kind, "content": file.content}
    digest, size = sha256(file.content).hexdigest(), len(file.content)
    connection.execute(FILES.insert().values(**values, **told, digest=digest, size=size))


def listed(connection: Connection, objection_id: int) -> pd.DataFrame:
    """Files of an objection without their content, with LISTED, oldest first."""
    kept = FILES.c
    query = select(*(kept[name] for name in LISTED)).where(kept.objection_id == int(objection_id))
    return frame_of(connection.execute(query.order_by(kept.file_id)).all(), LISTED, KINDS)


def count(connection: Connection, objection_id: int) -> int:
    """How many files an objection has."""
    query = select(func.count()).where(FILES.c.objection_id == int(objection_id))
    return int(connection.execute(query).scalar_one())


def one(connection: Connection, scope: Scope, file_id: int) -> Kept | None:
    """A file, if its objection may be seen."""
    kept = FILES.c
    joined = select(kept.name, kept.kind, kept.content).join(
        OBJECTIONS, OBJECTIONS.c.objection_id == kept.objection_id
    )
    row = connection.execute(joined.where(kept.file_id == int(file_id), seen(scope))).first()
    return None if row is None else Kept(row.name, row.kind, bytes(row.content))
