"""Files as evidence over the wire: handed in with a token, served to be kept, never shown."""

from urllib.parse import quote

import pytest

from dashboard.attachments import NAME, PATH
from tests.dashboard.pleas import MOST_BYTES, MOST_FILES
from tests.dashboard.test_objection_badge import file
from tests.dashboard.wire import open_page, words

PDF = b"%PDF-1.7 surat tugas"


def sent(client, content=PDF, name="surat tugas é.pdf", query="?objection=1", *, token=True):
    client.get("/")
    headers = {NAME: quote(name), "Content-Type": "application/octet-stream"}
    if token:
        headers["X-CSRFToken"] = client.get_cookie("_csrf_token").value
    return client.post(f"{PATH}{query}", data=content, headers=headers)


@pytest.fixture
def filed(enter):
    """A civil servant who has objected."""
    client = enter("pegawai")
    file(client)
    return client


def test_a_file_is_handed_in_and_stands_with_the_objection(filed, enter):
    assert sent(filed).status_code == 200
    for reader in (filed, enter("atasan")):
        text = words(open_page(reader, "/keberatan", "?objection=1"))
        assert f'href="{PATH}/1"' in text
        assert "surat tugas é.pdf" in text


def test_without_the_token_nothing_is_kept(filed, office):
    assert sent(filed, token=False).status_code == 400
    assert office.pleas.files == []


def test_a_stranger_hands_in_nothing(app, office):
    answer = app.server.test_client().post(f"{PATH}?objection=1", data=PDF)
    assert (answer.status_code, office.pleas.files) == (401, [])


WRONG = {
    "too large": ({"content": PDF.ljust(MOST_BYTES + 1)}, "lebih besar dari 5 MB; perkecil"),
    "of no known kind": ({"content": b"MZ"}, "bukan PDF, JPEG, atau PNG; simpan"),
    "about none of one's own": ({"query": "?objection=7"}, "hanya dapat dilakukan oleh pihak"),
    "about nothing": ({"query": ""}, "hanya dapat dilakukan oleh pihak"),
    "in English": ({"content": b"MZ", "query": "?objection=1&lang=en"}, "no PDF, JPEG or PNG"),
}


@pytest.mark.parametrize(("how", "said"), WRONG.values(), ids=WRONG)
def test_what_is_not_taken_is_told_with_what_would_be_right(filed, office, how, said):
    answer = sent(filed, **how)
    assert answer.status_code == 422
    assert said in answer.json["said"]
    assert office.pleas.files == []


def test_a_file_of_the_largest_size_is_taken(filed):
    assert sent(filed, PDF.ljust(MOST_BYTES)).status_code == 200


def test_one_file_too_many_says_how_many_there_may_be(filed):
    for _ in range(MOST_FILES):
        sent(filed)
    assert "paling banyak 3 berkas; gabungkan" in sent(filed).json["said"]


def test_who_decides_hands_in_nothing(filed, enter, office):
    assert sent(enter("atasan")).status_code in (403, 422)
    assert office.pleas.files == []


def test_a_file_is_served_to_be_kept_and_not_to_be_guessed_at(filed, enter):
    sent(filed)
    answer = enter("atasan").get(f"{PATH}/1")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''surat%20tugas%20%C3%A9.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == "application/pdf"


def test_who_may_not_see_the_objection_finds_no_file(filed, enter, app):
    sent(filed)
    assert filed.get(f"{PATH}/2").status_code == 404
    display = app.server.test_client()
    display.get("/masuk?token=dinding-rahasia")
    assert display.get(f"{PATH}/1").status_code == 403
    assert "/masuk" in app.server.test_client().get(f"{PATH}/1").headers["Location"]


def test_once_it_is_decided_there_is_no_field_for_files(filed, office):
    assert "evidence-field" in words(open_page(filed, "/keberatan", "?objection=1"))
    office.pleas.kept[0]["state"] = "rejected"
    assert "evidence-field" not in words(open_page(filed, "/keberatan", "?objection=1"))
