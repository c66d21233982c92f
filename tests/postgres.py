"""A real PostgreSQL server for one test process: own folder, own socket, no port, no password."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

ACCOUNT = "postgres" if os.geteuid() == 0 else None
"""initdb refuses to run as root."""
FAST = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c shared_buffers=32MB -c max_connections=60 -c timezone=UTC"
)
_numbers = count(1)


def programs() -> Path:
    """The folder of initdb and pg_ctl: the newest under /usr/lib/postgresql, else of PATH."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    beside = shutil.which("initdb")
    if not found and beside is None:
        raise RuntimeError("PostgreSQL: initdb is not found; install the package postgresql")
    return found[-1].parent if found else Path(beside or "").parent


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run(
        [str(programs() / program), *arguments],
        user=ACCOUNT,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"PostgreSQL: {program} failed: {done.stderr.strip()}")


def start_postgres(folder: Path) -> str:
    """Start a server that lives in ``folder`` and return the URL of its database ``postgres``.

    The folder must be short (a socket's path has 107 bytes) and reachable by the account of the
    server; ``postgres_server`` makes such a one.
    """
    kept = str(folder / "kept")
    _run("initdb", "-D", kept, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N", "--locale=C")
    log, options = str(folder / "log"), f"-k '{folder}' {FAST}"
    _run("pg_ctl", "-D", kept, "-w", "-t", "60", "-l", log, "-o", options, "start")
    return f"postgresql+psycopg://postgres@/postgres?host={folder}"


def stop_postgres(folder: Path) -> None:
    """Stop the server that lives in ``folder``."""
    _run("pg_ctl", "-D", str(folder / "kept"), "-w", "-m", "immediate", "stop")


@contextmanager
def postgres_server() -> Iterator[str]:
    """A server for as long as the block lasts; its URL."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if ACCOUNT:
        shutil.chown(folder, ACCOUNT)
    try:
        url = start_postgres(folder)
        try:
            yield url
        finally:
            stop_postgres(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """A new, empty database on the server for as long as the block lasts; its URL."""
    name = f"pantau_{next(_numbers)}"
    plain = server.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as administrator:
        administrator.execute(f'CREATE DATABASE "{name}" STRATEGY wal_log'.encode())
        yield server.replace("@/postgres?", f"@/{name}?")
        administrator.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
