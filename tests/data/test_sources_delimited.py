import codecs
import csv

import pytest

from data.sources import SourceError
from tests.data.reading import cells, files, labels, read_text, reader, unreadable, write


def test_cells_come_exactly_as_found_and_empty_ones_as_none(tmp_path):
    batch = read_text(tmp_path, 'id,name\n007, "x" \n1.10,\n')
    assert cells([batch]) == [["007", ' "x" '], ["1.10", None]]


def test_a_row_is_labelled_by_the_line_where_it_starts(tmp_path):
    batch = read_text(tmp_path, 'id,name\n1,"a\nb\r\nc"\n\n2,x\n')
    assert labels([batch]) == ["a.csv:2", "a.csv:6"]
    assert cells([batch])[0] == ["1", "a\nb\r\nc"]


def test_a_line_with_the_wrong_number_of_fields_is_unreadable_and_the_others_are_read(tmp_path):
    batch = read_text(tmp_path, "id,name\n1,a\n2,b,c\n3\n4,d\n")
    assert unreadable(batch) == [
        ["a.csv:3", "field_count", "3 ≠ 2"],
        ["a.csv:4", "field_count", "1 ≠ 2"],
    ]
    assert labels([batch]) == ["a.csv:2", "a.csv:5"]


@pytest.mark.parametrize("blank", ["", "   ", ",", '"",""'])
def test_blank_lines_are_skipped(tmp_path, blank):
    batch = read_text(tmp_path, f"{blank}\nid,name\n{blank}\n1,a\n{blank}\n")
    assert (labels([batch]), unreadable(batch)) == (["a.csv:4"], [])


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
def test_the_delimiter_is_seen_in_the_header(tmp_path, between):
    content = f'id{between}name{between}"a, b, c, d; e; f; g"\n1{between}x{between}\n'
    assert cells([read_text(tmp_path, content, "a.txt")]) == [["1", "x"]]


def test_a_tsv_has_tabs_even_where_its_header_has_more_commas(tmp_path):
    assert cells([read_text(tmp_path, "id\tname\ta,b,c,d\n1\tx\t\n", "a.tsv")]) == [["1", "x"]]


def test_the_delimiter_of_the_settings_is_used(tmp_path):
    content = "id:name;a;b\n1:x\n"
    batch = read_text(tmp_path, content, delimiter=":", columns={"unit_id": "id"}, partial=True)
    assert cells([batch]) == [["1"]]


def test_a_line_that_says_the_delimiter_is_no_header(tmp_path):
    batch = read_text(
        tmp_path, "sep=;\r\nid;name,x,y\r\n1;a\r\n", columns={"unit_id": "id"}, partial=True
    )
    assert (cells([batch]), labels([batch])) == ([["1"]], ["a.csv:3"])


@pytest.mark.parametrize(
    "encoded",
    [
        "id,name\n1,Café\n".encode(),
        codecs.BOM_UTF8 + "id,name\n1,Café\n".encode(),
        "id,name\n1,Café\n".encode("cp1252"),
        "id,name\n1,Café\n".encode("utf-16"),
        codecs.BOM_UTF16_BE + "id,name\n1,Café\n".encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with BOM", "cp1252", "utf-16", "utf-16 big-endian"],
)
def test_the_encoding_is_recognised(tmp_path, encoded):
    assert cells([read_text(tmp_path, encoded)]) == [["1", "Café"]]


def test_the_encoding_of_the_settings_is_used(tmp_path):
    encoded = "id,name\n1,Ğ\n".encode("iso-8859-9")
    assert cells([read_text(tmp_path, encoded, encoding="iso-8859-9")]) == [["1", "Ğ"]]


@pytest.mark.parametrize(
    ("encoding", "error"), [("utf-9", "'utf-9' is not known"), ("utf-8", "line 2 is not utf-8")]
)
def test_a_wrong_encoding_in_the_settings_is_named(tmp_path, encoding, error):
    with pytest.raises(SourceError, match=error):
        read_text(tmp_path, b"id,name\n1,Caf\xe9!\n", encoding=encoding)


def test_a_last_line_cut_short_within_a_letter_does_not_spoil_the_others(tmp_path):
    batch = read_text(tmp_path, "id,name\n1,Café\n2,Caf".encode() + b"\xc3")
    assert cells([batch])[0] == ["1", "Café"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""])
def test_any_end_of_line_is_understood_and_the_last_needs_none(tmp_path, end):
    batch = read_text(tmp_path, f"id,name{end or chr(10)}1,a{end}")
    assert (cells([batch]), labels([batch])) == ([["1", "a"]], ["a.csv:2"])


def test_a_nul_byte_is_left_out(tmp_path):
    assert cells([read_text(tmp_path, b"id,name\n1,a\0b\n")]) == [["1", "ab"]]


def test_a_header_without_rows_is_no_error(tmp_path):
    batch = read_text(tmp_path, "id,name\n")
    assert (len(batch.rows), list(batch.rows.columns)) == (0, ["id", "name"])


def test_spaces_around_and_breaks_inside_header_names_do_not_matter(tmp_path):
    batch = read_text(
        tmp_path, ' id ,"full\n name"\n1,a\n', columns={"unit_id": "full name"}, partial=True
    )
    assert cells([batch]) == [["a"]]


def test_of_two_columns_with_one_name_the_second_has_a_number(tmp_path):
    columns = {"unit_id": "id", "name": "id (2)"}
    assert cells([read_text(tmp_path, "id,id\n1,2\n", columns=columns)]) == [["1", "2"]]


@pytest.mark.parametrize("before", ["", "Judul;;x\n\nDinas;;\n", '"a\nid"\n'])
def test_lines_above_the_header_are_skipped(tmp_path, before):
    batch = read_text(tmp_path, f"{before}id;name\n1;a\n", header="id")
    assert labels([batch]) == [f"a.csv:{before.count(chr(10)) + 2}"]


def test_a_header_that_is_nowhere_is_named(tmp_path):
    write(tmp_path / "a.csv", "x,y\n1,2\n")
    with pytest.raises(SourceError, match="a line that begins with 'id' is missing"):
        list(reader(tmp_path, files(header="id")).fetch({}))


@pytest.mark.parametrize("end", ["", "\n", "\n3,c\n4,d"])
def test_a_quote_that_never_closes_does_not_swallow_rows_in_silence(tmp_path, end):
    batch = read_text(tmp_path, f'id,name\n1,a\n2,"b{end}')
    assert unreadable(batch) == [["a.csv:3", "open_quote", f"{end.count(chr(10))} lines follow"]]
    assert labels([batch]) == ["a.csv:2"]


def test_a_very_long_quote_is_an_error_with_its_line(tmp_path):
    content = 'id,name\n1,a\n2,"b\n' + "x" * 17_000_000
    with pytest.raises(SourceError, match=r"a\.csv: line 3: .* closing quote"):
        read_text(tmp_path, content)


def test_a_delimiter_of_several_letters_is_named(tmp_path):
    with pytest.raises(SourceError, match="'::' is not one character"):
        read_text(tmp_path, "id,name\n", delimiter="::")


def test_a_hundred_thousand_rows_come_whole_and_in_order(tmp_path):
    with (tmp_path / "a.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["id", "name"], *([n, f"unit {n}"] for n in range(100_000))])
    (batch,) = reader(tmp_path).fetch({})
    assert list(batch.rows["id"]) == [str(n) for n in range(100_000)]
    assert batch.rows.index[-1] == "a.csv:100001"
