"""Keeps views of tables that accounts have given a name; each is its account's own."""

from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, delete, func, select

from data.store.convert import moment_text
from data.store.supervision import SAVED_VIEWS as VIEWS

COLUMNS = ("view_id", "name", "query", "columns")


def save(
    connection: Connection, account: str, page: str, name: str, query: str,
    columns: dict[str, Any] | None, at: datetime,
) -> None:  # fmt: skip
    """Keep a view, in place of one of the same name."""
    mine = (VIEWS.c.account == account, VIEWS.c.page == page, VIEWS.c.name == name)
    connection.execute(delete(VIEWS).where(*mine))
    connection.execute(
        VIEWS.insert().values(
            account=account, page=page, name=name, query=query, columns=columns,
            at=moment_text(at),
        )
    )  # fmt: skip


def of(connection: Connection, account: str, page: str) -> pd.DataFrame:
    """view_id, name, query, columns: views of a page by name."""
    query = select(*(VIEWS.c[name] for name in COLUMNS)).where(
        VIEWS.c.account == account, VIEWS.c.page == page
    )
    rows = connection.execute(query.order_by(VIEWS.c.name)).all()
    return pd.DataFrame([tuple(row) for row in rows], columns=list(COLUMNS), dtype=object)


def count(connection: Connection, account: str) -> int:
    """How many views an account has."""
    query = select(func.count()).select_from(VIEWS).where(VIEWS.c.account == account)
    return int(connection.execute(query).scalar_one())


def drop(connection: Connection, account: str, view_id: int) -> bool:
    """Forget a view; False if the account has none of this number."""
    mine = (VIEWS.c.account == account, VIEWS.c.view_id == int(view_id))
    return connection.execute(delete(VIEWS).where(*mine)).rowcount > 0
