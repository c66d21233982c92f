import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.settings import Files
from data.sources import SourceError
from data.sources.finding import rested
from tests.data.reading import (
    LONG_AFTER,
    cells,
    files,
    labels,
    marks,
    read_text,
    reader,
    seconds,
    until_error,
    write,
)

ROWS = "id,name\n1,Dinas Satu\n"
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)


def test_each_file_of_a_folder_is_a_batch_oldest_modified_first(tmp_path):
    write(tmp_path / "b.csv", "id,name\n2,B\n", modified=1)
    write(tmp_path / "a.csv", "id,name\n3,A\n", modified=3)
    write(tmp_path / "c.jsonl", '{"id": 1, "name": "C"}\n', modified=0)
    assert [cells([batch]) for batch in reader(tmp_path).fetch({})] == [
        [["1", "C"]],
        [["2", "B"]],
        [["3", "A"]],
    ]


@pytest.mark.parametrize("path", ["in/a.csv", "in", "in/*.csv", "*/a.*", "i[n]/a.csv"])
def test_a_path_is_a_file_a_folder_or_a_glob_below_the_folder_of_the_config(tmp_path, path):
    write(tmp_path / "in" / "a.csv", ROWS)
    assert cells(reader(tmp_path, files(path)).fetch({})) == [["1", "Dinas Satu"]]


def test_a_name_with_brackets_that_exists_is_no_glob(tmp_path):
    write(tmp_path / "data [2026].csv", ROWS)
    assert len(cells(reader(tmp_path, files("data [2026].csv")).fetch({}))) == 1


@pytest.mark.parametrize(
    "name",
    [
        ".a.csv",
        "~$a.xlsx",
        "a.csv.tmp",
        "a.csv.part",
        "a.csv.crdownload",
        "a.csv.filepart",
        "a.pdf",
    ],
)
def test_hidden_unfinished_and_unknown_files_are_left_alone(tmp_path, name):
    write(tmp_path / name, ROWS)
    assert list(reader(tmp_path).fetch({})) == []


def test_a_label_is_the_name_of_the_file_and_the_line(tmp_path):
    write(tmp_path / "a.csv", ROWS)
    (batch,) = reader(tmp_path).fetch({})
    assert (labels([batch]), batch.whole) == (["a.csv:2"], ("a.csv",))


def test_files_of_the_same_name_in_different_folders_have_different_labels_and_marks(tmp_path):
    write(tmp_path / "x" / "a.csv", ROWS, modified=0)
    write(tmp_path / "y" / "a.csv", ROWS, modified=1)
    batches = list(reader(tmp_path, files("*/a.csv")).fetch({}))
    assert labels(batches) == ["x/a.csv:2", "y/a.csv:2"]
    assert set(marks(batches)) == {"file:x/a.csv", "file:y/a.csv"}


def test_only_the_columns_that_are_mapped_or_filtered_by_are_read(tmp_path):
    content = "id,secret,name,kind\n1,x,A,yes\n2,x,B,no\n"
    batch = read_text(tmp_path, content, where={"kind": "yes"})
    assert list(batch.rows.columns) == ["id", "name", "kind"]
    assert cells([batch]) == [["1", "A", "yes"]]


@pytest.mark.parametrize(
    ("where", "left"),
    [("a", ["1"]), (["a", "b "], ["1", "2"]), ("*", ["1", "2"]), ("c", [])],
    ids=["one text", "one of several", "not empty", "none"],
)
def test_where_lets_through_texts_that_match_exactly(tmp_path, where, left):
    content = "id,name,kind\n1,x, a\n2,x,b\n3,x,-\n4,x,\n"
    batch = read_text(tmp_path, content, where={"kind": where})
    assert list(batch.rows["id"]) == left


@pytest.mark.parametrize("name", ["a.csv", "a.json"])
def test_a_filter_on_a_column_that_did_not_come_is_an_error_not_silence(tmp_path, name):
    content = ROWS if name == "a.csv" else '[{"id": 1, "name": "a"}]'
    with pytest.raises(SourceError, match="column kind is missing"):
        read_text(tmp_path, content, name, where={"kind": "a"})


def test_without_a_mapping_every_column_is_read(tmp_path):
    batch = read_text(tmp_path, "id,x\n1,2\n", columns={})
    assert list(batch.rows.columns) == ["id", "x"]


def test_a_missing_column_costs_the_file_and_lists_what_came_instead(tmp_path):
    write(tmp_path / "a.csv", "id,nama,kota\n1,A,B\n")
    with pytest.raises(SourceError, match=r"inbox: a\.csv: column name is missing.*id, nama, kota"):
        list(reader(tmp_path).fetch({}))


def test_an_optional_column_that_is_absent_comes_empty(tmp_path):
    write(tmp_path / "a.csv", "id\n1\n")
    came = reader(tmp_path, optional=frozenset({"name"})).fetch({})
    assert cells(came) == [["1", None]]


def test_a_broken_file_does_not_hide_the_others(tmp_path):
    write(tmp_path / "a.csv", "wrong\n1\n", modified=0)
    write(tmp_path / "b.json", "[{]", modified=1)
    write(tmp_path / "c.csv", ROWS, modified=2)
    came, error = until_error(reader(tmp_path).fetch({}))
    assert labels(came) == ["c.csv:2"]
    assert "a.csv: column" in error
    assert "b.json: line 1, column 3" in error


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("gone", "gone: is not there; put"),
        ("gone.csv", "gone.csv: is not there; put"),
        ("gone/*.csv", "gone: is no folder; create"),
        ("a.pdf", "must end in .csv"),
    ],
)
def test_a_place_that_is_not_there_is_named(tmp_path, path, error):
    write(tmp_path / "a.pdf", "x")
    with pytest.raises(SourceError, match=error):
        list(reader(tmp_path, files(path)).fetch({}))


def test_a_glob_that_matches_nothing_is_nothing_new(tmp_path):
    assert list(reader(tmp_path, files("*.csv")).fetch({})) == []


def test_a_file_once_read_is_not_read_again(tmp_path):
    write(tmp_path / "a.csv", ROWS)
    seen = marks(reader(tmp_path).fetch({}))
    assert list(reader(tmp_path).fetch(seen)) == []


def test_an_unchanged_file_costs_one_look_at_its_size_and_time_not_a_reading(tmp_path):
    path = write(tmp_path / "a.csv", ROWS, modified=0)
    seen = marks(reader(tmp_path).fetch({}))
    write(path, ROWS.replace("Satu", "Dua_"), modified=0)
    assert list(reader(tmp_path).fetch(seen)) == []


def test_a_changed_file_is_read_again(tmp_path):
    write(tmp_path / "a.csv", ROWS, modified=0)
    seen = marks(reader(tmp_path).fetch({}))
    write(tmp_path / "a.csv", ROWS + "2,Dinas Dua\n", modified=1)
    assert labels(reader(tmp_path).fetch(seen)) == ["a.csv:2", "a.csv:3"]


def test_a_file_that_was_only_touched_renews_its_mark_without_rows(tmp_path):
    write(tmp_path / "a.csv", ROWS, modified=0)
    seen = marks(reader(tmp_path).fetch({}))
    write(tmp_path / "a.csv", ROWS, modified=9)
    (batch,) = reader(tmp_path).fetch(seen)
    assert (len(batch.rows), list(batch.rows.columns), batch.whole) == (0, ["id", "name"], ())
    assert list(reader(tmp_path).fetch(batch.marks)) == []


def test_another_mapping_reads_all_files_again(tmp_path):
    write(tmp_path / "a.csv", ROWS)
    seen = marks(reader(tmp_path).fetch({}))
    other = files(columns={"unit_id": "name", "name": "id"})
    assert labels(reader(tmp_path, other).fetch(seen)) == ["a.csv:2"]


def test_another_rhythm_of_looking_reads_nothing_again(tmp_path):
    write(tmp_path / "a.csv", ROWS)
    seen = marks(reader(tmp_path).fetch({}))
    assert list(reader(tmp_path, files(every="9m", settle="1s")).fetch(seen)) == []


def test_a_change_within_the_same_tick_of_the_clock_is_still_seen(tmp_path):
    write(tmp_path / "a.csv", ROWS, modified=0)
    seen = marks(reader(tmp_path, now=WRITTEN + seconds(1), is_complete=lambda _: True).fetch({}))
    write(tmp_path / "a.csv", ROWS.replace("Satu", "Dua_"), modified=0)
    assert cells(reader(tmp_path).fetch(seen)) == [["1", "Dinas Dua_"]]


def test_a_file_is_left_until_it_has_rested(tmp_path):
    write(tmp_path / "a.csv", ROWS, modified=0)
    source = files(settle="5s")
    assert list(reader(tmp_path, source, WRITTEN + seconds(4)).fetch({})) == []
    assert len(list(reader(tmp_path, source, WRITTEN + seconds(5)).fetch({}))) == 1


def test_a_file_dated_in_the_future_rests_from_when_it_came(tmp_path):
    path = write(tmp_path / "a.csv", ROWS)
    os.utime(path, (LONG_AFTER.timestamp() * 2, LONG_AFTER.timestamp() * 2))
    assert rested(seconds(5), lambda: LONG_AFTER)(path)
    assert not rested(seconds(5), lambda: datetime.fromtimestamp(path.stat().st_ctime, UTC))(path)


def test_a_file_told_to_be_complete_is_read_at_once(tmp_path):
    write(tmp_path / "a.csv", ROWS, modified=0)
    assert len(list(reader(tmp_path, now=WRITTEN, is_complete=lambda _: True).fetch({}))) == 1


def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_look(tmp_path, monkeypatch):
    path = write(tmp_path / "a.csv", ROWS, modified=0)
    whole = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: (whole(self), os.utime(path, (1, 1)))[0])
    assert list(reader(tmp_path).fetch({})) == []


def test_a_file_that_vanishes_between_finding_and_reading_is_no_error(tmp_path):
    path = write(tmp_path / "a.csv", ROWS)

    def is_complete(found: Path) -> bool:
        path.unlink(missing_ok=True)
        return True

    assert list(reader(tmp_path, is_complete=is_complete).fetch({})) == []


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.json", "a.jsonl"])
@pytest.mark.parametrize("content", [b"", b"\n\n", b"\0\0\0\0"], ids=["empty", "blank", "NUL"])
def test_an_empty_file_has_no_rows_and_is_remembered(tmp_path, name, content):
    batch = read_text(tmp_path, content, name)
    assert (len(batch.rows), list(batch.marks)) == (0, [f"file:{name}"])


def test_settings_of_a_source_stay_as_they_are(tmp_path):
    source: Files = files()
    assert reader(tmp_path, source).source is source
