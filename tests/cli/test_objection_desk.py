"""What pages are told of objections, out of a real store: files, what waits, within the scope."""

import pytest

from dashboard.account import Account
from dashboard.cli.objecting import ObjectionDesk, objections_of
from dashboard.objections import FILES
from data.looks import Looker
from tests.data.conftest import (  # noqa: F401  (fixtures)
    begun,
    engine,
    new_sqlite,
    originals,
    postgres_engine,
)
from tests.data.test_attaching import PDF
from tests.data.test_objecting import COLLEAGUE, HEADS, ME, office  # noqa: F401  (a fixture)

SELF = Account("petugas", "Cut", "staff", "u3", "p1")
SIZE = 5_000_000


@pytest.fixture
def desk(office):  # noqa: F811
    """The desk on an office in which p1 has objected, with a file."""
    refresh = office.desk.refresh
    looker = Looker(refresh.settings, refresh.engine, refresh.base, lambda: office.desk.at)
    number = office.file()
    asked = objections_of(looker)
    asked.deeds["attach"](SELF, objection_id=number, name="surat.pdf", content=PDF)
    return ObjectionDesk(looker), asked, number


def test_an_objection_is_told_with_its_files_and_who_may_add_more(desk):
    _, asked, number = desk
    mine = asked.one(ME.scope, "petugas", number)
    assert list(mine["files"].columns) == [*FILES]
    assert list(mine["files"]["name"]) == ["surat.pdf"]
    assert "attach" in mine["allowed"]
    assert "attach" not in asked.one(HEADS["kabid"].scope, "kabid", number)["allowed"]


def test_a_file_is_read_within_the_scope(desk):
    _, asked, number = desk
    file_id = int(asked.one(ME.scope, "petugas", number)["files"]["file_id"].iloc[0])
    assert asked.file(HEADS["kabid"].scope, file_id).content == PDF
    assert asked.file(COLLEAGUE.scope, file_id) is None


def test_pages_know_the_limits_of_config_yaml(desk):
    assert (desk[1].most_files, desk[1].most_bytes) == (3, SIZE)


def test_what_waits_is_counted_as_it_is_listed(desk):
    found, asked, _ = desk
    for name in ("kabid", "kasi", "lain"):
        scope = HEADS[name].scope
        assert found.waiting(scope, name) == len(asked.decides(scope, name))
