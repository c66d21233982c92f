"""Files as evidence: what is taken, by whom, how many, and who may read them."""

import pytest

from data.attaching import checked, safe
from data.settings.objections import Objections
from data.store import evidence
from scoring.scope import Scope
from tests.data.test_objecting import COLLEAGUE, HEADS, ME, office  # noqa: F401  (a fixture)

PDF, JPEG, PNG = b"%PDF-1.7 surat", b"\xff\xd8\xff\xe0 foto", b"\x89PNG\r\n\x1a\n gambar"
LIMITS = Objections(files=2, file_size=0.001)
TAKEN = {"pdf": PDF, "jpeg": JPEG, "png": PNG}


@pytest.mark.parametrize(("kind", "content"), TAKEN.items(), ids=TAKEN)
def test_what_a_file_is_is_seen_in_it_and_not_in_its_name(kind, content):
    assert checked("surat.exe", content, LIMITS).kind == kind


REFUSED = {
    "a programme called pdf": ("file_kind", b"MZ\x90\x00 surat.pdf"),
    "a page that begins later": ("file_kind", b"<html>%PDF-"),
    "nothing": ("file_empty", b""),
    "more than 1 kB": ("file_size", PDF + b"x" * 1000),
}


@pytest.mark.parametrize(("place", "content"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_taken_says_what_is_wrong_and_what_would_be_right(place, content):
    with pytest.raises(ValueError, match=rf"^{place}: .+; .+"):
        checked("surat.pdf", content, LIMITS)


def test_a_file_may_be_as_large_as_the_limit():
    assert len(checked("a.pdf", PDF.ljust(1000), LIMITS).content) == 1000


NAMES = {
    "../../etc/passwd": "passwd.pdf",
    r"C:\dokumen\Surat tugas.PDF": "Surat tugas.pdf",
    'a";\r\nX: <b>.pdf': "a_X_ _b_.pdf",
    "…": "_.pdf",
    " . ": "bukti.pdf",
    "x" * 300 + ".pdf": "x" * 80 + ".pdf",
    "gambar.png": "gambar.png.pdf",
}


@pytest.mark.parametrize(("name", "kept"), NAMES.items())
def test_a_name_is_kept_without_what_means_something(name, kept):
    assert safe(name, "pdf") == kept


def files(office, number):  # noqa: F811
    with office.desk.engine.connect() as connection:
        return evidence.listed(connection, number)


def test_a_file_is_kept_as_it_is_with_a_step_and_is_news(office):  # noqa: F811
    number, before = office.file(), office.desk.revision()
    office.verbs.attach(ME, number, "surat tugas.pdf", PDF)
    (row,) = files(office, number).to_dict("records")
    assert (row["name"], row["kind"], row["size"]) == ("surat tugas.pdf", "pdf", len(PDF))
    assert office.steps(number)[-1] == ("petugas", "attach")
    assert office.desk.revision() == before + 1


def test_no_more_files_than_the_office_takes(office):  # noqa: F811
    number = office.file()
    for name in ("a", "b", "c"):
        office.verbs.attach(ME, number, name, PDF)
    with pytest.raises(ValueError, match=r"^file_count: .+; .+"):
        office.verbs.attach(ME, number, "d", PDF)
    assert len(files(office, number)) == 3


@pytest.mark.parametrize("by", [COLLEAGUE, HEADS["kasi"], HEADS["kabid"]])
def test_only_the_one_who_objected_hands_in(office, by):  # noqa: F811
    number = office.file()
    with pytest.raises(ValueError, match=r"^objection_id: "):
        office.verbs.attach(by, number, "a.pdf", PDF)
    assert files(office, number).empty


def test_nothing_is_handed_in_after_the_decision(office):  # noqa: F811
    number = office.file()
    office.verbs.reject(HEADS["kabid"], number, "Catatan sudah sesuai.")
    with pytest.raises(ValueError, match=r"^objection_id: is rejected"):
        office.verbs.attach(ME, number, "a.pdf", PDF)


READERS = {
    "the person": (ME.scope, True),
    "the assessor": (HEADS["kasi"].scope, True),
    "the decider": (HEADS["kabid"].scope, True),
    "a colleague": (COLLEAGUE.scope, False),
    "another division": (HEADS["lain"].scope, False),
    "a display": (Scope(under=None, persons=False), False),
}


@pytest.mark.parametrize(("scope", "may"), READERS.values(), ids=READERS)
def test_who_may_see_the_objection_may_read_its_files(office, scope, may):  # noqa: F811
    number = office.file()
    office.verbs.attach(ME, number, "a.pdf", PDF)
    file_id = int(files(office, number)["file_id"].iloc[0])
    with office.desk.engine.connect() as connection:
        found = evidence.one(connection, scope, file_id)
    assert (found.content if found else None) == (PDF if may else None)
