"""Every test of keeping runs on SQLite and on PostgreSQL."""

import pkgutil
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from data import store
from data.store.engine import Engine, open_engine, upgrade
from tests.data.builders import Desk, emptied

for module in pkgutil.iter_modules(store.__path__, "data.store."):
    import_module(module.name)  # each makes its own tables known


@pytest.fixture(scope="session")
def new_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database in its newest schema, to be copied."""
    path = tmp_path_factory.mktemp("store") / "new.db"
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_engine(postgres_url: str) -> Iterator[Engine]:
    """The database that all tests of this process share."""
    engine = open_engine(postgres_url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of each kind."""
    if request.param == "postgresql":
        yield emptied(request.getfixturevalue("postgres_engine"))
        return
    path = shutil.copy(request.getfixturevalue("new_sqlite"), tmp_path / "pantau.db")
    made = open_engine(f"sqlite:///{path}")
    yield made
    made.dispose()


@pytest.fixture
def sqlite(tmp_path: Path, new_sqlite: Path) -> Iterator[Engine]:
    """An empty SQLite database, for what does not depend on the kind."""
    made = open_engine(f"sqlite:///{shutil.copy(new_sqlite, tmp_path / 'pantau.db')}")
    yield made
    made.dispose()


@pytest.fixture
def desk(tmp_path: Path, engine: Engine) -> Desk:
    """An office at work on each kind of database."""
    return Desk(tmp_path, engine)
