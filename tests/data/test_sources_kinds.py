import typing

import pytest

from data.settings import AnySource, Files, Http, Lapor, Push, Sql
from data.sources.kinds import KINDS, reader_for, with_defaults
from tests.data.reading import LONG_AFTER, files

LAPOR = Lapor.model_validate({"kind": "lapor", "path": "in"})
SQL = Sql.model_validate({"kind": "sql", "frame": "units", "url": "sqlite://", "query": "x"})
HTTP = Http.model_validate({"kind": "http", "frame": "units", "url": "http://host/x"})

PUSH = Push.model_validate(
    {"kind": "push", "frame": "units", "token": "x" * 32, "columns": {"unit_id": "u", "name": "n"}}
)


def test_every_kind_of_source_in_the_settings_has_a_reader():
    kinds = typing.get_args(typing.get_args(AnySource)[0])
    assert {typing.get_args(k.model_fields["kind"].annotation)[0] for k in kinds} == set(KINDS)


@pytest.mark.parametrize(
    "source", [files(), LAPOR, SQL, HTTP, PUSH], ids=lambda source: source.kind
)
def test_a_source_is_read_by_the_reader_of_its_kind(tmp_path, source):
    reader = reader_for(source, "hr", tmp_path, lambda: LONG_AFTER)
    assert type(reader).__name__ == f"{source.kind.title()}Reader"
    assert reader.source == with_defaults(source)


def test_a_lapor_source_brings_its_mapping_along():
    assert LAPOR.columns == {}
    assert "received" in with_defaults(LAPOR).columns


def test_other_sources_stay_as_they_are():
    source: Files = files()
    assert with_defaults(source) is source
