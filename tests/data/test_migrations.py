"""A database of an earlier release comes up to date, and keeps what it holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import text

from data.store.engine import MIGRATIONS, Engine, open_engine, upgrade, writing
from data.store.tables import METADATA
from tests.data.builders import table

ROWS = """
INSERT INTO units (unit_id, name, source, label) VALUES ('u1', 'Dinas', 'units', 'a.csv:2');
INSERT INTO complaints (complaint_id, unit, received, forwarded, source) VALUES
 ('c1', 'u1', '2026-11-20T02:00:00.000000Z', '2026-11-20T03:00:00.000000Z', 'lapor'),
 ('c2', 'u1', '2026-11-20T02:00:00.000000Z', NULL, 'lapor'),
 ('c3', 'u1', '2026-11-20T02:00:00.000000Z', NULL, 'loket');
INSERT INTO targets (target_id, person, period, target) VALUES ('t1', 'p1', '2026', 5);
INSERT INTO scores (subject_kind, subject_id, period, indicator, office, n, available)
 VALUES ('unit', 'u1', '2026-11', 'complaints_open', 'u1', 2, TRUE)
"""


def release_0001(engine: Engine) -> None:
    """Make the tables of the first release."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")


@pytest.fixture(params=["sqlite", "postgresql"])
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database as release 0001 left it, with some rows."""
    urls = {"sqlite": f"sqlite:///{tmp_path / 'old.db'}"}
    engine = open_engine(urls.get(request.param) or request.getfixturevalue("fresh_postgres_url"))
    release_0001(engine)
    with writing(engine) as connection:
        for rows in ROWS.split(";"):
            connection.execute(text(rows))
    yield engine
    engine.dispose()


def differences(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, METADATA)


def test_a_database_of_the_first_release_is_brought_up_to_date(released):
    assert differences(released)
    upgrade(released)
    assert differences(released) == []


def test_rows_of_the_first_release_are_all_there_after_it(released):
    upgrade(released)
    assert [row[:2] for row in table(released, "units")] == [("u1", "Dinas")]
    assert [row[0] for row in table(released, "complaints")] == ["c1", "c2", "c3"]
    assert len(table(released, "scores")) == 1


def cells(engine, query):
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_complaints_of_a_source_that_never_told_of_forwarding_cannot_be_measured_by_it(released):
    upgrade(released)
    found = cells(released, "SELECT complaint_id, forward_tracked FROM complaints ORDER BY 1")
    assert [(key, bool(told)) for key, told in found] == [("c1", True), ("c2", True), ("c3", False)]


def test_of_kept_targets_more_is_better(released):
    upgrade(released)
    assert cells(released, "SELECT better FROM targets") == [("higher",)]


def test_when_older_rows_were_kept_is_not_made_up(released):
    upgrade(released)
    assert cells(released, "SELECT DISTINCT kept_at FROM complaints") == [(None,)]
