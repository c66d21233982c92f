"""Opens the database and brings its schema up to date."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_random

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
"""The newest migration; they are numbered in order."""

__all__ = ["Connection", "Engine", "open_engine", "upgrade", "writing"]


def open_engine(url: str, base: Path = Path()) -> Engine:
    """An engine for ``url``; a relative SQLite path starts at ``base`` and its folder is made.

    SQLite is opened in WAL mode and waits 30 s for a lock. Errors never show the values of rows.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True, hide_parameters=True)
    if address.database not in (None, "", ":memory:"):
        path = (base / str(address.database)).resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        address = address.set(database=str(path))
    engine = create_engine(address, hide_parameters=True)
    event.listen(engine, "connect", _tune)
    event.listen(engine, "begin", _begin)
    return engine


WRITE_LOCK = 7_262_582
"""Any number that nothing else in the database uses for its own locks."""


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it is kept, or nothing.

    One writes at a time: the lock is taken at the beginning, so that what it reads stays true.
    """
    with engine.execution_options(writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")
        yield connection


def _tune(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin in _begin, not in the driver
    cursor = connection.cursor()
    for pragma in ("busy_timeout=30000", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    # The change to WAL does not wait for others who make it at the same time: it fails.
    for attempt in Retrying(
        retry=retry_if_exception_type(sqlite3.OperationalError),
        wait=wait_random(0.01, 0.1),
        stop=stop_after_delay(30),
        reraise=True,
    ):
        with attempt:
            cursor.execute("PRAGMA journal_mode=WAL")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revision(engine: Engine) -> str | None:
    """The last migration this database has seen."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar()
        return found


def upgrade(engine: Engine) -> None:
    """Run the migrations that this database has not seen yet."""
    if _revision(engine) == HEAD:
        return
    from alembic import command  # takes long to import, and is rarely needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
