"""Delivery of rows, on the real wire."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import dash
import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from werkzeug.test import TestResponse

from dashboard.app import create_app
from dashboard.delivery import Door, Field, KeyUsedError, NotKeptError, Push
from tests.dashboard.conftest import Enter, token_in
from tests.dashboard.fakes import PASSWORD, Office

TOKEN, OTHER = "a" * 32, "b" * 32
COUNTS = {"read": 1, "new": 1, "corrected": 0, "unchanged": 0, "rejected": 0}
FIELDS = (
    Field("tiket", ("complaint_id",), "identifier", "text", required=True),
    Field("masuk", ("received",), "received", "moment", required=True, formats=("dmy", "iso")),
    Field("unit.nama", ("unit",), "unit", "text", required=False),
    Field("status", ("status",), "status", "category", required=False, values=("baru", "selesai*")),
)


def door(source: str, token: str) -> Door:
    digest = hashlib.sha256(token.encode()).hexdigest()
    return Door(source, "complaints", "Complaints.", digest, FIELDS, 3, 1_000)


@dataclass
class Desk:
    """Takes whatever comes, and answers as it was told to."""

    errors: list[dict[str, Any]] = field(default_factory=list)
    came: list[tuple[object, ...]] = field(default_factory=list)
    fault: Exception | None = None

    def deliver(self, source: str, rows: Any, body: str, key: str | None) -> dict[str, Any]:
        self.came.append((source, rows, body, key))
        if self.fault:
            raise self.fault
        return {"source": source, **COUNTS, "errors": self.errors}


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def app(office: Office, desk: Desk) -> dash.Dash:
    """The dashboard of an office with two sources that are pushed, and others that are not."""
    doors = (door("pengaduan", TOKEN), door("aktivitas", OTHER))
    services = office.services(push=Push(doors, desk.deliver))
    return create_app(services, secret="geheim", session=timedelta(hours=8))


def send(
    client: FlaskClient, rows: Any, source: str = "pengaduan", token: str = TOKEN, **headers: str
) -> TestResponse:
    """One batch."""
    head = {"Authorization": f"Bearer {token}", **headers}
    return client.post(f"/api/rows/{source}", json={"rows": rows}, headers=head)


def sent(client: FlaskClient, body: str, kind: str = "application/json") -> TestResponse:
    head = {"Authorization": f"Bearer {TOKEN}", "Content-Type": kind}
    return client.post("/api/rows/pengaduan", data=body, headers=head)


def is_problem(answer: TestResponse, status: int, words: str) -> bool:
    """Whether the answer is a problem document (RFC 9457) that says so."""
    assert answer.mimetype == "application/problem+json"
    assert answer.json
    assert answer.json["status"] == answer.status_code == status
    return words in answer.json["detail"]


def test_rows_come_in_without_a_session_and_are_answered(stranger: FlaskClient, desk: Desk) -> None:
    answer = send(stranger, [{"tiket": "T1"}], **{"Idempotency-Key": "k1"})
    assert (answer.status_code, answer.json) == (
        200,
        {"source": "pengaduan", **COUNTS, "errors": []},
    )
    assert [(came[0], came[1], came[3]) for came in desk.came] == [
        ("pengaduan", [{"tiket": "T1"}], "k1")
    ]


def test_no_cookie_is_set_and_none_is_asked_for(stranger: FlaskClient) -> None:
    assert "Set-Cookie" not in send(stranger, []).headers


@pytest.mark.parametrize(
    "token",
    ["", "x" * 32, TOKEN[:-1], TOKEN + "a", "ä" * 32],
    ids=["none", "wrong", "-", "+", "odd"],
)
def test_a_wrong_token_is_refused(stranger: FlaskClient, desk: Desk, token: str) -> None:
    answer = send(stranger, [], token=token)
    assert is_problem(answer, 401, "Authorization")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert desk.came == []


def test_a_session_is_no_token(enter: Enter, desk: Desk) -> None:
    client = enter("pengelola")
    answer = client.post("/api/rows/pengaduan", json={"rows": []})
    assert is_problem(answer, 401, "Authorization")
    assert desk.came == []


def test_a_stranger_learns_no_names_of_sources(stranger: FlaskClient) -> None:
    known, unknown = (send(stranger, [], source=s, token="x") for s in ("pengaduan", "entah"))
    assert known.json == unknown.json


def test_a_token_opens_its_own_source_only(stranger: FlaskClient) -> None:
    assert is_problem(send(stranger, [], source="aktivitas"), 403, "token of aktivitas")


@pytest.mark.parametrize("source", ["entah", "sp4n"], ids=["unknown", "not pushed"])
def test_what_takes_no_rows_is_told_from_what_does(stranger: FlaskClient, source: str) -> None:
    assert is_problem(send(stranger, [], source=source), 404, "this token is of pengaduan")


def test_too_many_wrong_tokens_are_slowed_down_and_a_right_one_is_not(
    stranger: FlaskClient,
) -> None:
    answers = [send(stranger, [], token="x").status_code for _ in range(9)]
    assert answers == [401] * 8 + [429]
    assert send(stranger, []).status_code == 200


def test_a_batch_of_too_many_rows_is_refused(stranger: FlaskClient) -> None:
    assert is_problem(send(stranger, [{}] * 4), 413, "are 4, more than 3")


def test_a_body_that_is_too_large_is_refused(stranger: FlaskClient, desk: Desk) -> None:
    answer = send(stranger, [{"tiket": "x" * 1_000}])
    assert is_problem(answer, 413, "larger than 1000 bytes")
    assert desk.came == []


@pytest.mark.parametrize("kind", ["text/csv", "application/x-www-form-urlencoded", ""])
def test_what_is_not_said_to_be_json_is_refused(stranger: FlaskClient, kind: str) -> None:
    assert is_problem(sent(stranger, '{"rows": []}', kind), 415, "application/json")


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", '{"rows": {}}', '{"row": []}', '{"rows": [], "more": 1}', "[" * 500, "\xff"],
)
def test_what_is_no_batch_is_refused(stranger: FlaskClient, body: str) -> None:
    assert is_problem(sent(stranger, body), 422, '{"rows": [{...}]}')


def test_a_key_of_another_batch_is_refused(stranger: FlaskClient, desk: Desk) -> None:
    desk.fault = KeyUsedError()
    assert is_problem(send(stranger, [], **{"Idempotency-Key": "k"}), 422, "send a new key")


def test_an_overlong_key_is_refused(stranger: FlaskClient) -> None:
    assert is_problem(send(stranger, [], **{"Idempotency-Key": "k" * 256}), 422, "255")


def test_a_batch_that_could_not_be_kept_is_asked_for_again(
    stranger: FlaskClient, desk: Desk
) -> None:
    desk.fault = NotKeptError("pengaduan: unexpected OperationalError in engine.py:48")
    assert is_problem(send(stranger, []), 503, "send the same batch again later")


@pytest.mark.parametrize(
    ("column", "reason", "message"),
    [
        ("received", "missing", "row 2, masuk: Empty although required; send a value"),
        (
            "status", "unknown_value",
            "row 2, status: Not one of the known values; write one of baru, selesai*",
        ),
        (
            "tikett", "unknown_field",
            "row 2, tikett: Unknown field; send only tiket, masuk, unit.nama, status, and label",
        ),
        ("", "not_an_object", "row 2: Not a JSON object; send each row as an object"),
        ("officer", "out_of_range", "row 2, officer: Outside the range allowed; send"),
    ],
)  # fmt: skip
def test_an_error_says_where_what_is_wrong_and_what_would_be_right(
    stranger: FlaskClient, desk: Desk, column: str, reason: str, message: str
) -> None:
    desk.errors = [{"row": 2, "label": "a:2", "column": column, "reason": reason, "value": None}]
    answer = send(stranger, [])
    assert answer.json
    assert answer.json["errors"][0]["message"].startswith(message)


def test_only_views_that_check_a_token_pass_the_gate_without_a_session(app: dash.Dash) -> None:
    views = app.server.view_functions
    assert {name for name, view in views.items() if hasattr(view, "own_check")} == {
        "rows",
        "openapi",
    }


def test_other_forms_still_need_their_csrf_token(stranger: FlaskClient) -> None:
    token_in(stranger.get("/masuk").text)
    assert stranger.post("/masuk", data={"name": "x", "password": PASSWORD}).status_code == 400


def test_the_description_is_a_valid_openapi_document(stranger: FlaskClient) -> None:
    answer = stranger.get("/api/openapi.json", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.json
    validate(answer.json)
    assert list(answer.json["paths"]) == ["/api/rows/pengaduan"]


def test_an_administrator_reads_the_description_of_every_source(enter: Enter) -> None:
    answer = enter("pengelola").get("/api/openapi.json")
    assert answer.json
    assert sorted(answer.json["paths"]) == ["/api/rows/aktivitas", "/api/rows/pengaduan"]


@pytest.mark.parametrize("name", ["pimpinan", "atasan", "pegawai"])
def test_others_do_not_read_the_description(enter: Enter, name: str) -> None:
    assert enter(name).get("/api/openapi.json").status_code == 401


def test_a_stranger_does_not_read_the_description(stranger: FlaskClient) -> None:
    assert stranger.get("/api/openapi.json").status_code == 401


def test_the_example_fits_the_schema_and_the_schema_knows_every_field(enter: Enter) -> None:
    answer = enter("pengelola").get("/api/openapi.json")
    assert answer.json
    sent = answer.json["paths"]["/api/rows/pengaduan"]["post"]["requestBody"]["content"]
    schema, example = (sent["application/json"][name] for name in ("schema", "example"))
    Draft202012Validator(schema).validate(example)
    row = schema["properties"]["rows"]["items"]
    assert set(row["properties"]) == {"tiket", "masuk", "unit", "status", "label"}
    assert row["required"] == ["tiket", "masuk"]
    assert (
        json.dumps(example)
        == '{"rows": [{"masuk": "24/11/2026 09:15", "status": "baru", "tiket": "A-1"}]}'
    )
