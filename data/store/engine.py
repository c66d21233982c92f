"""Opens the database and brings its schema up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection

__all__ = ["Connection", "Engine", "open_engine", "upgrade", "writing"]


def open_engine(url: str, base: Path = Path()) -> Engine:
    """An engine for ``url``; a relative SQLite path starts at ``base`` and its folder is made.

    SQLite is opened in WAL mode and waits 30 s for a lock.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    if address.database not in (None, "", ":memory:"):
        path = (base / str(address.database)).resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        address = address.set(database=str(path))
    engine = create_engine(address)
    event.listen(engine, "connect", _tune)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it is kept, or nothing.

    On SQLite it takes the write lock at its beginning, so that what it has read stays true.
    """
    with engine.execution_options(writes=True).begin() as connection:
        yield connection


def _tune(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin in _begin, not in the driver
    cursor = connection.cursor()
    for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def upgrade(engine: Engine) -> None:
    """Run the migrations that this database has not seen yet."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
