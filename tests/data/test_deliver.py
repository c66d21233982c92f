"""Rows that an office's own application delivers, on SQLite and on PostgreSQL."""

from datetime import timedelta

import pytest

from data.deliver import KeyUsedError, NotKeptError, deliver
from data.store import rejects
from tests.data.builders import Desk, config, score_of, source

TOKEN = "x" * 32
PUSHED = {
    "kind": "push",
    "frame": "complaints",
    "token": "${PUSH_TOKEN}",
    "columns": {
        "complaint_id": "tiket",
        "received": {"column": "masuk", "format": "dmy"},
        "unit": {"column": "unit.nama", "by": "name"},
        "status": {"column": "status", "values": {"baru": "received", "selesai": "closed"}},
    },
}


def delivered_to(folder, engine):
    """An office whose own application delivers its complaints."""
    sources = {"units": source("units"), "people": source("people"), "pengaduan": PUSHED}
    return Desk(folder, engine, config(sources=sources)).staffed()


@pytest.fixture
def desk(begun, monkeypatch):
    monkeypatch.setenv("PUSH_TOKEN", TOKEN)
    return begun(delivered_to)


def row(number, **more):
    """A complaint as the sender has it."""
    usual = {"tiket": f"T{number}", "masuk": "20/11/2026 09:00", "unit": {"nama": "Dinas"}}
    return usual | {"status": "baru"} | more


def push(desk, *rows, body="0123456789abcdef", key=None):
    """What the sender is told."""
    return deliver(desk.refresh, "pengaduan", list(rows), body, key)


def counts(answer):
    return tuple(answer[name] for name in ("read", "new", "corrected", "unchanged", "rejected"))


def reasons(answer):
    return [(e["row"], e["column"], e["reason"], e["value"]) for e in answer["errors"]]


def test_rows_are_kept_and_their_office_is_to_be_scored(desk):
    assert counts(push(desk, row(1), row(2))) == (2, 2, 0, 0, 0)
    desk.score()
    assert score_of(desk.engine, "complaints_received", "u1") == (2, 2)


def test_the_same_batch_twice_changes_nothing(desk):
    push(desk, row(1), row(2))
    before = desk.score()
    assert counts(push(desk, row(1), row(2))) == (2, 0, 0, 2, 0)
    assert desk.score() == before


def test_a_row_with_a_known_key_corrects_what_is_kept(desk):
    push(desk, row(1))
    assert counts(push(desk, row(1, status="selesai"))) == (1, 0, 1, 0, 0)
    assert desk.kept("complaints")["status"].to_dict() == {"T1": "closed"}


def test_one_bad_row_does_not_cost_the_batch(desk):
    answer = push(desk, row(1), row(2, masuk="besok"), row(3))
    assert counts(answer) == (3, 2, 0, 0, 1)
    assert reasons(answer) == [(2, "received", "not_understood", "besok")]


def test_a_row_without_a_required_field_is_rejected_for_it(desk):
    answer = push(desk, {"tiket": "T1", "status": "baru"})
    assert reasons(answer) == [(1, "received", "missing", None)]


def test_a_field_that_nobody_knows_is_told_and_its_row_not_kept(desk):
    answer = push(desk, row(1, tikett="T1"), row(2))
    assert reasons(answer) == [(1, "tikett", "unknown_field", "T1")]
    assert list(desk.kept("complaints").index) == ["T2"]


def test_what_is_no_object_is_told(desk):
    assert reasons(push(desk, ["T1"], row(2))) == [(1, "", "not_an_object", "list")]


def test_numbers_keep_every_digit(desk):
    push(desk, row(1, tiket=198609262015051001))
    assert list(desk.kept("complaints").index) == ["198609262015051001"]


def test_a_row_is_found_again_by_its_batch_and_number_or_by_the_senders_label(desk):
    push(desk, row(1), row(2, label="sistem/77"))
    labels = desk.kept("complaints")["label"].to_dict()
    assert labels == {"T1": "push 0123456789ab:1", "T2": "sistem/77:1"}


def test_two_rows_of_the_same_label_are_two_rows(desk):
    answer = push(desk, row(1, label="a", masuk="besok"), row(2, label="a"))
    assert counts(answer) == (2, 1, 0, 0, 1)


def test_a_batch_without_rows_is_no_fault(desk):
    assert counts(push(desk)) == (0, 0, 0, 0, 0)


def test_under_the_same_key_the_same_batch_gets_the_same_answer(desk):
    first = push(desk, row(1), key="k1")
    assert push(desk, row(1), key="k1") == first
    assert counts(push(desk, row(1))) == (1, 0, 0, 1, 0)


def test_a_key_is_of_one_batch_only(desk):
    push(desk, row(1), key="k1")
    with pytest.raises(KeyUsedError):
        push(desk, row(2), body="another", key="k1")


def test_an_answer_is_forgotten_after_a_day(desk):
    push(desk, row(1), key="k1")
    desk.at += timedelta(days=1, minutes=1)
    push(desk, row(2), key="k2")
    with desk.engine.connect() as connection:
        assert len(rejects.marks(connection, "pengaduan")) == 1


def test_a_batch_that_broke_off_after_keeping_is_sent_again_without_harm(desk, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("data.deliver._answer", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            push(desk, row(1), row(2, unit={"nama": "Baru"}), key="k1")
    answer = push(desk, row(1), row(2, unit={"nama": "Baru"}), key="k1")
    assert counts(answer) == (2, 0, 0, 1, 1)
    assert len(desk.kept("complaints")) == 1


def test_what_the_database_cannot_keep_is_told_and_nothing_is_lost(desk, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("data.store.rows.put", lambda *_, **__: 1 / 0)
        with pytest.raises(NotKeptError):
            push(desk, row(1), key="k1")
    assert counts(push(desk, row(1), key="k1")) == (1, 1, 0, 0, 0)


def new_unit(desk):
    desk.drop("units", {"unit_id": "u3", "name": "Baru", "parent": "u1"})
    desk.look("units")


def test_a_row_that_waited_for_a_unit_is_taken_in_once_the_unit_is_known(desk):
    push(desk, row(1), row(2, unit={"nama": "Baru"}, label="a:b/c"))
    new_unit(desk)
    assert list(desk.kept("complaints").index) == ["T1", "T2"]
    assert desk.rejects() == []


def test_a_row_that_was_corrected_while_it_waited_stays_as_corrected(desk):
    push(desk, row(1, unit={"nama": "Baru"}))
    push(desk, row(1, status="selesai"), body="another")
    new_unit(desk)
    assert desk.kept("complaints")["status"].to_dict() == {"T1": "closed"}


def test_of_two_rows_that_waited_the_later_one_holds(desk):
    for minute, status in enumerate(("baru", "selesai")):
        desk.at += timedelta(minutes=minute)
        push(desk, row(1, unit={"nama": "Baru"}, status=status), body=f"{9 - minute}" * 12)
    new_unit(desk)
    assert desk.kept("complaints")["status"].to_dict() == {"T1": "closed"}


def test_what_no_longer_waits_is_forgotten(desk):
    push(desk, row(1, unit={"nama": "Baru"}))
    push(desk, row(1), body="another")
    with desk.engine.connect() as connection:
        assert rejects.marks(connection, "pengaduan") == {}


def test_a_row_that_still_waits_does_not_count_the_revision_up(desk):
    push(desk, row(1, unit={"nama": "Baru"}))
    before = desk.revision()
    with desk.engine.connect() as connection:
        assert not rejects.is_awaited(connection, "pengaduan")
    desk.look("pengaduan")
    assert desk.revision() == before
