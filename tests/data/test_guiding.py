"""Notes about people: kept with who and when, seen by whom they concern, never edited away."""

from datetime import date, timedelta

import pytest

from data.alerting.verbs import Actor
from data.guiding import Guiding
from data.store import notes
from scoring.scope import Scope
from tests.data.builders import NOW, Desk, staffed, table

HEAD = Actor("kepala", Scope(under="u1", persons=True), directs=True)
OTHER = Actor("lain", Scope(under="u1", persons=True, self_id="p2"), directs=True)
ELSEWHERE = Actor("asing", Scope(under="u2", persons=True), directs=True)
SELF = Scope(under="u1", persons=False, self_id="p1")
COLLEAGUE = Scope(under="u1", persons=False, self_id="p2")
SOON = date(2026, 12, 1)


@pytest.fixture
def office(begun) -> Desk:
    return begun(staffed)


def note(office, by=HEAD, person="p1", kind="action", text="Menata arsip", due=SOON):
    Guiding(office.refresh).note(by, person, kind, text, due)
    return int(seen(office, by.scope, person)["note_id"].iloc[0])


def seen(office, scope, person="p1"):
    with office.engine.connect() as connection:
        return notes.about(connection, scope, person)


def test_a_note_is_kept_with_who_when_and_what(office):
    before = office.revision()
    note(office)
    row = seen(office, HEAD.scope).iloc[0]
    assert (row["by"], row["at"].to_pydatetime(), row["kind"], row["text"], row["due"].date()) == (
        "kepala", NOW, "action", "Menata arsip", SOON)  # fmt: skip
    assert office.revision() == before + 1


def test_the_newest_note_comes_first(office):
    note(office, text="yang pertama")
    office.at += timedelta(hours=1)
    note(office, text="yang kedua")
    assert seen(office, HEAD.scope)["text"].tolist() == ["yang kedua", "yang pertama"]


def test_a_person_sees_notes_about_themself_and_nobody_elses(office):
    note(office)
    assert len(seen(office, SELF)) == 1
    assert seen(office, COLLEAGUE).empty
    assert seen(office, ELSEWHERE.scope).empty


def test_a_note_is_withdrawn_but_stays_to_be_read(office):
    number = note(office)
    Guiding(office.refresh).withdraw(HEAD, number)
    row = seen(office, SELF).iloc[0]
    assert (row["text"], row["withdrawn_at"].to_pydatetime()) == ("Menata arsip", NOW)


def test_what_was_agreed_is_done_by_any_supervisor(office):
    number = note(office)
    Guiding(office.refresh).finish(OTHER, number)
    assert seen(office, SELF)["done_by"].tolist() == ["lain"]


WRONG = {
    "staff": ("person", lambda o: note(o, Actor("petugas", SELF))),
    "oneself": ("person", lambda o: note(o, OTHER, "p2")),
    "another office's": ("person", lambda o: note(o, ELSEWHERE)),
    "nobody": ("person", lambda o: note(o, person="p")),
    "no text": ("text", lambda o: note(o, text=" ")),
    "too much text": ("text", lambda o: note(o, text="x" * 2001)),
    "no such kind": ("kind", lambda o: note(o, kind="hukuman")),
    "a day that is past": ("due", lambda o: note(o, due=date(2026, 11, 23))),
    "a day too far": ("due", lambda o: note(o, due=date(2028, 1, 1))),
    "a day of a conversation": ("due", lambda o: note(o, kind="conversation")),
    "somebody else's withdrawn": (
        "note_id", lambda o: Guiding(o.refresh).withdraw(OTHER, note(o))),
    "done that is none": (
        "note_id", lambda o: Guiding(o.refresh).finish(HEAD, note(o, kind="praise", due=None))),
    "no such note": ("note_id", lambda o: Guiding(o.refresh).withdraw(HEAD, 99)),
}  # fmt: skip


def test_what_may_not_be_done_says_why_and_changes_nothing(office, subtests):
    for case, (place, deed) in WRONG.items():
        with subtests.test(case), pytest.raises(ValueError, match=rf"^{place}: "):
            deed(office)
    assert all(row[-1] is None and row[7] is None for row in table(office.engine, "notes"))
