"""Who may log in: passwords hashed with argon2id, wall-display tokens kept as a digest."""

import hashlib
import secrets
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import Connection, Row, delete, select

from data.store.tables import ACCOUNTS

_HASHER = PasswordHasher()


@dataclass(frozen=True)
class Kept:
    """An account as it is kept, without its password."""

    account_id: str
    name: str
    role: str
    unit: str | None
    person: str | None


def add(connection: Connection, account: Kept, password: str | None) -> str | None:
    """Keep ``account``, in place of one with the same identifier; a wall's token is returned.

    The token is shown this once: only its digest is kept.
    """
    token = secrets.token_urlsafe(32) if account.role == "wall" else None
    connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.account_id == account.account_id))
    connection.execute(
        ACCOUNTS.insert().values(
            **vars(account),
            password_hash=None if password is None else _HASHER.hash(password),
            token_hash=None if token is None else _digest(token),
            active=True,
        )
    )
    return token


def remove(connection: Connection, account_id: str) -> bool:
    """Delete an account; False if there was none."""
    gone = connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.account_id == account_id))
    return gone.rowcount > 0


def everyone(connection: Connection) -> list[Kept]:
    """All active accounts, by identifier."""
    rows = connection.execute(
        select(ACCOUNTS).where(ACCOUNTS.c.active).order_by(ACCOUNTS.c.account_id)
    )
    return [_kept(row) for row in rows]


def find(connection: Connection, account_id: str) -> Kept | None:
    """The active account with this identifier."""
    row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.account_id == account_id)).first()
    return _kept(row) if row is not None and row.active else None


def verify(connection: Connection, account_id: str, password: str) -> Kept | None:
    """The account, if the password is right; an unknown name takes as long as a wrong password."""
    row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.account_id == account_id)).first()
    try:
        _HASHER.verify(
            row.password_hash if row is not None and row.password_hash else _nobody(), password
        )
    except VerificationError:
        return None
    return _kept(row) if row is not None and row.active and row.password_hash else None


def by_token(connection: Connection, token: str) -> Kept | None:
    """The wall display this token belongs to."""
    row = connection.execute(
        select(ACCOUNTS).where(ACCOUNTS.c.token_hash == _digest(token))
    ).first()
    return _kept(row) if row is not None and row.active else None


@cache
def _nobody() -> str:
    """The hash an unknown name is checked against, so that it costs as much as a known one."""
    return _HASHER.hash(secrets.token_hex())


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _kept(row: Row[tuple[object, ...]]) -> Kept:
    return Kept(row.account_id, row.name, row.role, row.unit, row.person)
