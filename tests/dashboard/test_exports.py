"""What a reader sees of a table, as CSV and XLSX."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from tests.dashboard.conftest import Enter

COLUMNS = [
    {"title": "Nama", "kind": "text"},
    {"title": "Tepat waktu", "kind": "share"},
    {"title": "n", "kind": "whole"},
    {"title": "Menunggu (jam)", "kind": "tenth"},
    {"title": "Tenggat", "kind": "moment"},
]
ROW = ["Cut Meutia", 0.875, 1200, 12.34, "2026-11-24T07:05:00+00:00"]


def exported(client: FlaskClient, kind: str, *, token: bool = True, **more: Any) -> TestResponse:
    sent = {
        "kind": kind, "search": "?period=2026-10", "title": "Pegawai", "page": "Dinas Kesehatan",
        "columns": COLUMNS, "rows": [ROW], "whole": 3, **more,
    }  # fmt: skip
    cookie = client.get_cookie("_csrf_token")
    headers = {"X-CSRFToken": cookie.value} if cookie and token else {}
    return client.post("/ekspor", json=sent, headers=headers)


def cells(answer: TestResponse) -> list[list[Any]]:
    leaf = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    return [[cell.value for cell in row if cell.value is not None] for row in leaf.iter_rows()]


def test_a_csv_fits_an_indonesian_spreadsheet(enter: Enter) -> None:
    lines = exported(enter("atasan"), "csv").data.decode().split("\r\n")
    assert lines[0] == "\ufeffTabel;Pegawai"
    assert lines[-3] == "Nama;Tepat waktu;n;Menunggu (jam);Tenggat"
    assert lines[-2] == "Cut Meutia;87,5%;1200;12,3;2026-11-24 14:05"


def test_an_english_csv_has_commas_and_decimal_points(enter: Enter) -> None:
    lines = exported(enter("atasan"), "csv", search="?lang=en").data.decode().split("\r\n")
    assert lines[-2] == "Cut Meutia,87.5%,1200,12.3,2026-11-24 14:05"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_says_office_period_moment_and_how_many_rows(enter: Enter, kind: str) -> None:
    answer = exported(enter("atasan"), kind)
    told = answer.data.decode() if kind == "csv" else str(cells(answer))
    for said in ("Pemerintah Aceh", "Oktober 2026", "24 Nov 2026 14:05 WIB", "1 dari 3"):
        assert said in told
    assert "Data simulasi" in told
    name = f'filename="pantau-dinas-kesehatan-pegawai-20261124-1405.{kind}"'
    assert name in answer.headers["Content-Disposition"]


def test_a_workbook_holds_numbers_and_times_as_such(enter: Enter) -> None:
    leaf = load_workbook(io.BytesIO(exported(enter("atasan"), "xlsx").data)).worksheets[0]
    last = list(leaf.iter_rows())[-1]
    assert [c.value for c in last[:4]] == ["Cut Meutia", 0.875, 1200, 12.34]
    assert [c.number_format for c in last[1:3]] == ["0.0%", "#,##0"]
    assert f"{last[4].value:%Y-%m-%d %H:%M}" == "2026-11-24 14:05"


@pytest.mark.parametrize("text", ["=1+1", "+62812", "-3", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])
def test_text_is_never_a_formula(enter: Enter, text: str) -> None:
    client, columns = enter("atasan"), [{"title": text, "kind": "text"}]
    more = {"title": text, "page": text, "columns": columns, "rows": [[text]]}
    leaf = load_workbook(io.BytesIO(exported(client, "xlsx", **more).data)).worksheets[0]
    assert not [c for row in leaf.iter_rows() for c in row if c.data_type == "f"]
    lines = exported(client, "csv", **more).data.decode().strip().split("\r\n")
    assert [line.strip('"')[:1] for line in lines[-2:]] == ["'", "'"]


def test_text_in_a_column_of_numbers_is_no_formula_either(enter: Enter) -> None:
    more = {"columns": [{"title": "n", "kind": "whole"}], "rows": [["=1+1"]]}
    leaf = load_workbook(io.BytesIO(exported(enter("atasan"), "xlsx", **more).data)).worksheets[0]
    assert list(leaf.iter_rows())[-1][0].data_type == "s"


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "exe"},
        {"rows": [["one"]]},
        {"columns": [{"title": "a", "kind": "formula"}]},
        {"rows": None},
        {"whole": "many"},
    ],
    ids=["unknown kind", "too few cells", "unknown column", "no rows", "no number"],
)
def test_what_is_no_table_is_refused(enter: Enter, more: dict[str, Any]) -> None:
    assert exported(enter("atasan"), **({"kind": "csv"} | more)).status_code == 400


def test_a_stranger_gets_no_file(stranger: FlaskClient) -> None:
    assert exported(stranger, "csv").status_code in (400, 401)


def test_another_site_cannot_ask_for_a_file(enter: Enter) -> None:
    assert exported(enter("atasan"), "csv", token=False).status_code == 400
