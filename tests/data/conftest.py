"""Every test of keeping runs on SQLite and on PostgreSQL."""

import pkgutil
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table

from data import store
from data.store.engine import Engine, open_engine, upgrade
from data.store.tables import METADATA
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


Build = Callable[[Path, Engine], Desk]


@dataclass(frozen=True)
class Original:
    """An office that many tests begin from, and all that its database holds."""

    desk: Desk
    kept: dict[Table, list[dict[str, Any]]]

    def copy(self, folder: Path, engine: Engine) -> Desk:
        """The same office in another folder and in another, empty database."""
        shutil.copytree(self.desk.folder, folder, dirs_exist_ok=True)
        with engine.begin() as connection:
            for table, lines in self.kept.items():
                connection.execute(table.insert(), lines)
        return replace(self.desk, folder=folder, engine=engine)


def original_of(build: Build, folder: Path, engine: Engine) -> Original:
    """What ``build`` makes of an empty database, which is empty again afterwards."""
    desk = build(folder, engine)
    with engine.connect() as connection:
        found = {t: connection.execute(t.select()).mappings() for t in METADATA.sorted_tables}
        kept = {t: [dict(line) for line in lines] for t, lines in found.items()}
    emptied(engine)
    return Original(desk, {table: lines for table, lines in kept.items() if lines})


@pytest.fixture(scope="session")
def originals() -> dict[tuple[Build, str], Original]:
    """Offices by what makes them and by the kind of their database."""
    return {}


@pytest.fixture
def begun(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, engine: Engine,
    originals: dict[tuple[Build, str], Original],
) -> Callable[[Build], Desk]:  # fmt: skip
    """Gives a copy of the office that a function makes: made once for each kind of database."""

    def copied(build: Build) -> Desk:
        which = build, engine.dialect.name
        if which not in originals:
            originals[which] = original_of(build, tmp_path_factory.mktemp("original"), engine)
        return originals[which].copy(tmp_path, engine)

    return copied
