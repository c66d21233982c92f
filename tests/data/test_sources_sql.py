import sqlite3
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from data.settings import Sql
from data.sources import SourceError
from data.sources.sql import SqlReader, marked, unmarked
from tests.data.reading import cells, labels, marks, until_error

Fill = Callable[..., str]


@pytest.fixture(params=["sqlite", "postgresql"])
def fill(request, tmp_path) -> Fill:
    """Runs statements on a new database of each kind and gives its URL."""

    def run(*statements: str) -> str:
        is_postgres = request.param == "postgresql"
        url = (
            request.getfixturevalue("fresh_postgres_url")
            if is_postgres
            else f"sqlite:///{tmp_path}/other.db"
        )
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()
        return url

    return run


def numbered(count: int) -> list[str]:
    """A table of units numbered from 1."""
    values = ", ".join(f"({n}, 'unit {n}')" for n in range(1, count + 1))
    return ["CREATE TABLE u (id INTEGER, name TEXT)", f"INSERT INTO u VALUES {values}"]


NEW = "SELECT id, name FROM u WHERE id >= :watermark OR :watermark IS NULL ORDER BY id"


def reader(url: str, query: str = NEW, **more: object) -> SqlReader:
    columns = {"unit_id": "id", "name": "name"}
    given = {"kind": "sql", "frame": "units", "url": url, "query": query, "columns": columns}
    return SqlReader(Sql.model_validate(given | more), "hr")


def test_rows_come_in_batches_each_with_the_mark_so_far(fill):
    batches = list(reader(fill(*numbered(5)), batch=2, watermark="id").fetch({}))
    assert [len(batch.rows) for batch in batches] == [2, 2, 1]
    assert [batch.marks["watermark"] for batch in batches] == ["int:2", "int:4", "int:5"]
    assert labels(batches)[-1] == "hr:5"


def test_the_query_is_asked_for_what_is_new_since_the_mark(fill):
    came = reader(fill(*numbered(5)), watermark="id").fetch({"watermark": "int:4"})
    assert cells(came) == [["4", "unit 4"], ["5", "unit 5"]]


def test_without_a_watermark_rows_are_labelled_by_number_and_replace_all_earlier_rejects(fill):
    query = "SELECT id, name FROM u ORDER BY id DESC"
    batches = list(reader(fill(*numbered(3)), query, batch=2).fetch({}))
    assert labels(batches) == ["hr:1", "hr:2", "hr:3"]
    assert [batch.whole for batch in batches] == [("hr",), ()]
    assert marks(batches) == {}


def test_rows_of_the_same_watermark_have_different_labels(fill):
    url = fill("CREATE TABLE u (id INTEGER, name TEXT)", "INSERT INTO u VALUES (1,'a'),(1,'b')")
    assert labels(reader(url, watermark="id").fetch({})) == ["hr:1", "hr:1#2"]


@pytest.mark.parametrize("order", ["id DESC", "id % 2, id"], ids=["within", "between"])
def test_batches_out_of_order_are_refused_before_a_mark_could_hide_rows(fill, order):
    query = f"SELECT id, name FROM u ORDER BY {order}"
    came, error = until_error(reader(fill(*numbered(5)), query, batch=2, watermark="id").fetch({}))
    assert came == []
    assert "hr: " in error
    assert "write ORDER BY id in `query`" in error


def test_nothing_new_yields_nothing(fill):
    came = reader(fill(*numbered(3)), watermark="id").fetch({"watermark": "int:9"})
    assert list(came) == []


def test_only_mapped_columns_and_rows_that_where_lets_through_are_kept(fill):
    query = "SELECT id, name, 'x' AS secret FROM u ORDER BY id"
    came = list(reader(fill(*numbered(2)), query, where={"name": "unit 2"}).fetch({}))
    assert (list(came[0].rows.columns), cells(came)) == (["id", "name"], [["2", "unit 2"]])


def test_values_of_postgresql_are_text_that_loses_nothing(fresh_postgres_url):
    values = {
        "TIMESTAMPTZ '2026-01-02 03:04:05+07'": "2026-01-01T20:04:05+00:00",
        "TIMESTAMP '2026-01-02 03:04:05.5'": "2026-01-02T03:04:05.500000",
        "DATE '2026-01-02'": "2026-01-02",
        "1234567890123456789.10::NUMERIC": "1234567890123456789.10",
        "0.00000001::NUMERIC": "0.00000001",
        "9007199254740993::BIGINT": "9007199254740993",
        "'\\x01ff'::BYTEA": "01ff",
        "TRUE": "true",
        "''": None,
        "NULL": None,
    }
    for value, text in values.items():
        query = f"SELECT 'a' AS id, {value.replace('::', chr(92) + ':' + chr(92) + ':')} AS name"
        assert cells(reader(fresh_postgres_url, query).fetch({})) == [["a", text]]


def test_values_of_sqlite_are_text_that_loses_nothing(tmp_path):
    url = f"sqlite:///{tmp_path}/other.db"
    values = {"9007199254740993": "9007199254740993", "1.5": "1.5", "x'01ff'": "01ff", "''": None}
    for value, text in values.items():
        assert cells(reader(url, f"SELECT 1 AS id, {value} AS name").fetch({})) == [["1", text]]


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("TIMESTAMPTZ", "2026-01-01 08:00:00+07", "2026-01-01 09:00:00.123456+07"),
        ("TIMESTAMP", "2026-01-01 08:00:00", "2026-01-01 09:00:00"),
        ("DATE", "2026-01-01", "2026-01-02"),
        ("NUMERIC", "1.5", "1.25e1"),
        ("DOUBLE PRECISION", "0.1", "0.30000000000000004"),
        ("TEXT", "a", "b:c"),
    ],
)
def test_a_watermark_keeps_its_type_from_one_look_to_the_next(
    fresh_postgres_url, kind, first, second
):
    engine = sa.create_engine(fresh_postgres_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE u (id {kind}, name TEXT)")
        values = sa.text(f"INSERT INTO u VALUES (CAST(:id AS {kind}), :name)")
        connection.execute(values, [{"id": first, "name": "a"}, {"id": second, "name": "b"}])
    seen = marks(reader(fresh_postgres_url, watermark="id").fetch({}))
    assert [row[1] for row in cells(reader(fresh_postgres_url, watermark="id").fetch(seen))] == [
        "b"
    ]


@pytest.mark.parametrize("value", [7, 0.1, "int", "a:b"])
def test_a_mark_gives_the_watermark_it_was_made_of(value):
    assert unmarked(marked(value)) == value


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELEC 1", "the query fails .*; correct `query`"),
        ("SELECT id FROM u", "column name is missing, instead came id"),
        ("CREATE TABLE v (id INTEGER)", "the query returns no rows|the query fails"),
        ("SELECT name FROM u", "lacks the watermark column id, instead came name"),
    ],
    ids=["bad SQL", "missing column", "no rows", "no watermark"],
)
def test_a_query_that_is_wrong_says_why(fill, query, error):
    with pytest.raises(SourceError, match=f"hr: .*{error}"):
        list(reader(fill(*numbered(1)), query, watermark="id").fetch({}))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://u:hush-hush@127.0.0.1:1/x",
        "postgresql+psycopg://u@127.0.0.1:1/x?password=hush-hush",
        "sqlite:////nowhere/x.db",
        "nonsense://u:hush-hush@host/x",
        "not a url hush-hush",
    ],
)
def test_a_database_that_cannot_be_reached_is_named_without_its_password(url):
    with pytest.raises(SourceError, match=r"hr: .*cannot be reached") as error:
        list(reader(url).fetch({}))
    assert "hush-hush" not in str(error.value)
    assert error.value.__cause__ is None


def test_what_a_driver_says_is_told_without_the_password():
    source = reader("postgresql+psycopg://u:hush-hush@host/x?password=very-hush")
    error = source._error("fails", ValueError("no hush-hush, no very-hush\nmore"), "`url`")
    assert str(error).endswith("host/x: fails (no ***, no ***); correct `url`")


def test_a_watermark_of_mixed_kinds_is_refused(tmp_path):
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE u (id, name)")
        connection.executemany("INSERT INTO u VALUES (?, 'a')", [(1,), ("x",), (2,)])
    with pytest.raises(SourceError, match="id has values of several kinds"):
        list(reader(f"sqlite:///{tmp_path}/other.db", watermark="id").fetch({}))
