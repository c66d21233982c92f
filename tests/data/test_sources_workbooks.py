import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from data.sources import SourceError
from data.sources.cells import as_text
from tests.data.reading import cells, labels, read_text


def workbook(*rows: list[object], title: str = "Sheet") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (123, "123"),
        (-3.0, "-3"),
        (1.5, "1.5"),
        (0.0000001, "0.0000001"),
        (101012345678, "101012345678"),
        (9007199254740992, "9007199254740992"),
        (198503122010011001, "1.98503122010011e+17"),
        ("198503122010011001", "198503122010011001"),
        ("007", "007"),
        (" x ", " x "),
        (True, "true"),
        (date(2026, 1, 2), "2026-01-02"),
        (
            datetime(2026, 1, 2, 3, 4, 5),  # noqa: DTZ001 - workbooks have no zones
            "2026-01-02T03:04:05",
        ),
        (time(3, 4), "03:04:00"),
        (timedelta(hours=30), "PT108000S"),
        (None, None),
    ],
)
def test_a_cell_is_text_that_loses_nothing(tmp_path, value, text):
    batch = read_text(tmp_path, workbook(["id", "name"], ["1", value]), "a.xlsx")
    assert cells([batch]) == [["1", text]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2**70, str(2**70)),
        (1e300, "1e+300"),
        (float("nan"), "nan"),
        (-timedelta(seconds=1), "-PT1S"),
        (b"\x01\xff", "01ff"),
        ({"a": [1, None]}, '{"a":[1,null]}'),
        ("a\0b", "ab"),
        ("\ud800", "?"),
        ("Café", "Café"),
    ],
)
def test_any_value_has_a_text(value, text):
    assert as_text(value) == text


def test_an_error_in_a_cell_is_nothing(tmp_path):
    book = workbook(["id", "name"], ["1", "#N/A"])
    assert cells([read_text(tmp_path, book, "a.xlsx")]) == [["1", None]]


def test_a_row_is_labelled_by_its_number_in_the_sheet(tmp_path):
    book = workbook([], ["Judul"], [None, "id", "name"], [], [None, "1", "a"])
    batch = read_text(tmp_path, book, "a.xlsx", header="id")
    assert (labels([batch]), cells([batch])) == (["a.xlsx:5"], [["1", "a"]])


def test_the_sheet_of_the_settings_is_read(tmp_path):
    book = workbook(["id", "name"], ["1", "a"], title="Data")
    assert labels([read_text(tmp_path, book, "a.xlsx", sheet="Data")]) == ["a.xlsx:2"]


def test_a_missing_sheet_is_named_with_those_that_came(tmp_path):
    with pytest.raises(SourceError, match="sheet 'Data' is missing, instead came Sheet"):
        read_text(tmp_path, workbook(["id"]), "a.xlsx", sheet="Data")


def test_without_a_sheet_in_the_settings_the_first_visible_one_is_read(tmp_path):
    book = openpyxl.Workbook()
    book.active.sheet_state = "hidden"
    book.create_sheet("Shown").append(["id", "name"])
    book.save(tmp_path / "x")
    content = (tmp_path / "x").read_bytes()
    (tmp_path / "x").unlink()
    assert list(read_text(tmp_path, content, "a.xlsx").rows.columns) == ["id", "name"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"<table></table>", "is not a readable xlsx workbook"),
        (workbook(["id", "name"])[:900], "is not a readable xlsx workbook"),
        (workbook(), "the sheet is empty"),
        (workbook(["id", "nama"]), "column name is missing"),
    ],
    ids=["no workbook", "cut short", "empty sheet", "missing column"],
)
def test_a_workbook_that_cannot_be_read_says_why(tmp_path, content, error):
    with pytest.raises(SourceError, match=error):
        read_text(tmp_path, content, "a.xlsx")
