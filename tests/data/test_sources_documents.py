import pytest

from data.sources import SourceError
from tests.data.reading import cells, labels, read_text, unreadable


@pytest.mark.parametrize(
    ("content", "records"),
    [
        ('[{"id": 1, "name": "a"}]', None),
        ('{"data": {"rows": [{"id": 1, "name": "a"}]}}', "data.rows"),
        ('{"data.rows": [{"id": 1, "name": "a"}]}', "data.rows"),
        ('{"type": "FeatureCollection", "features": [{"id": 1, "name": "a"}]}', None),
    ],
    ids=["a list", "at a path", "at a key with a dot", "GeoJSON"],
)
def test_the_list_of_records_is_found(tmp_path, content, records):
    batch = read_text(tmp_path, content, "a.json", records=records)
    assert (cells([batch]), labels([batch])) == ([["1", "a"]], ["a.json:1"])


@pytest.mark.parametrize(
    ("item", "column"),
    [
        ('{"id": {"code": "x"}}', "id.code"),
        ('{"id.code": "x"}', "id.code"),
        ('{"a.b": {"c": "x"}}', "a.b.c"),
        ('{"a": [{"b": "x"}]}', "a.0.b"),
    ],
    ids=["nested", "a dot in the key", "both", "in a list"],
)
def test_nested_keys_are_reached_by_dotted_names(tmp_path, item, column):
    batch = read_text(tmp_path, f"[{item}]", "a.json", columns={"unit_id": column}, partial=True)
    assert cells([batch]) == [["x"]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("198503122010011001", "198503122010011001"),
        ("1.0", "1"),
        ("1e3", "1000"),
        ("0.1", "0.1"),
        ("true", "true"),
        ("null", None),
        ('""', None),
        ('{"a": 1}', '{"a":1}'),
    ],
)
def test_a_value_is_text_that_loses_nothing(tmp_path, value, text):
    batch = read_text(tmp_path, f'[{{"id": 1, "name": {value}}}]', "a.json", partial=True)
    assert cells([batch]) == [["1", text]]


def test_an_absent_key_is_nothing(tmp_path):
    batch = read_text(tmp_path, '[{"id": 1}, {"name": "a", "id": 2}]', "a.json")
    assert cells([batch]) == [["1", None], ["2", "a"]]


def test_a_key_that_no_record_has_costs_the_file_only_where_it_is_essential(tmp_path):
    columns = {"unit_id": "id", "name": "nama", "parent": "parent"}
    with pytest.raises(SourceError, match="column nama is missing, instead came id, name;"):
        read_text(tmp_path, '[{"id": 1, "name": "a"}]', "a.json", columns=columns)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ('[\n{"id": 1},\n{"id" 2}]', "line 3, column 7: is not JSON"),
        ('{"rows": []}', "the document is no list; write rows in `records`"),
        ("12", "the document is no list; name a list"),
        ("[" * 100_000, "is not usable JSON"),
    ],
    ids=["broken", "no list", "a number", "too deep"],
)
def test_a_document_that_cannot_be_read_says_why(tmp_path, content, error):
    with pytest.raises(SourceError, match=rf"a\.json: {error}"):
        read_text(tmp_path, content, "a.json")


def test_what_is_no_object_is_unreadable(tmp_path):
    batch = read_text(tmp_path, '[3, {"id": 1, "name": "a"}]', "a.json")
    assert unreadable(batch) == [["a.json:1", "not_an_object", "int"]]
    assert labels([batch]) == ["a.json:2"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson"])
def test_a_broken_line_is_unreadable_and_the_others_are_read(tmp_path, name):
    batch = read_text(tmp_path, '{"id": 1, "name": "a"}\n{"id":\n\n{"id": 2}', name)
    assert labels([batch]) == [f"{name}:1", f"{name}:4"]
    assert unreadable(batch)[0][:2] == [f"{name}:2", "not_json"]
