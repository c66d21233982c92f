"""Deeds about alerts: kept with who, when and what; refused where they cannot or may not be."""

from datetime import timedelta

import pytest

from data.alerting.verbs import Actor
from data.store import alert_queries, silences
from scoring.scope import Scope
from tests.data.alerting import LEADER, STAFF, Alarm, alarm
from tests.data.builders import NOW, table

SOON = NOW + timedelta(days=1)
OTHER = Actor("lain", Scope(under="u2", persons=False, self_id="p1"))
WALL = Actor("dinding", Scope(under="u1", persons=False))
ELSEWHERE = Actor("asing", Scope(under="u9", persons=True), directs=True)


def fired(folder, engine):
    made = alarm(folder, engine).late()
    made.decide()
    return made.desk


@pytest.fixture
def office(begun):
    return Alarm(begun(fired), cast=())


def deeds(office):
    return [row[3:6] for row in table(office.desk.engine, "deeds") if row[3]]


def test_every_deed_is_kept_with_who_and_what(office):
    number, verbs = office.number(), office.verbs
    verbs.acknowledge(STAFF, number, "sedang ditangani", SOON)
    verbs.follow_up(STAFF, number, "sudah dihubungi")
    verbs.dismiss(LEADER, number, "bukan kasus kami")
    assert sorted(deeds(office)) == [
        ("kepala", "dismissed", "bukan kasus kami"),
        ("petugas", "acknowledged", "sedang ditangani"),
        ("petugas", "followed_up", "sudah dihubungi"),
    ]


def test_a_deed_is_news(office):
    before = office.desk.revision()
    office.verbs.acknowledge(STAFF, office.number(), "sedang ditangani", SOON)
    assert office.desk.revision() == before + 1


def test_when_it_was_first_acknowledged_is_kept(office):
    office.verbs.acknowledge(STAFF, office.number(), "sedang ditangani", SOON)
    first = office.open()["first_acknowledged_at"].iloc[0]
    office.desk.at += timedelta(hours=2)
    office.verbs.acknowledge(LEADER, office.number(), "masih ditangani", SOON)
    assert office.open()["first_acknowledged_at"].iloc[0] == first
    assert office.open()["acknowledged_by"].iloc[0] == "kepala"


WRONG = {
    "no note": ("note", lambda v, n: v.acknowledge(STAFF, n, " ", SOON)),
    "a note that is too long": ("note", lambda v, n: v.follow_up(STAFF, n, "x" * 2001)),
    "an end that has passed": ("until", lambda v, n: v.acknowledge(STAFF, n, "baik", NOW)),
    "an end too far": ("until", lambda v, n: v.acknowledge(STAFF, n, "baik", NOW.replace(2028))),
    "no such alert": ("alert_id", lambda v, n: v.follow_up(STAFF, n + 99, "sudah")),
    "somebody else's": ("alert_id", lambda v, n: v.acknowledge(OTHER, n, "baik", SOON)),
    "a wall display": ("alert_id", lambda v, n: v.acknowledge(WALL, n, "baik", SOON)),
    "another office": ("alert_id", lambda v, n: v.follow_up(ELSEWHERE, n, "sudah")),
    "staff that assigns": ("alert_id", lambda v, n: v.assign(STAFF, n, "atasan", "tolong")),
    "staff that dismisses": ("alert_id", lambda v, n: v.dismiss(STAFF, n, "salah")),
    "nobody to assign": ("to", lambda v, n: v.assign(LEADER, n, "siapa", "tolong")),
    "one who cannot": ("to", lambda v, n: v.assign(LEADER, n, "admin", "tolong")),
    "a silence of nothing": (
        "rule", lambda v, n: v.silence(LEADER, None, None, None, "banjir", SOON)),
    "a silence of no rule": (
        "rule", lambda v, n: v.silence(LEADER, "latte", None, None, "banjir", SOON)),
    "a silence without reason": (
        "reason", lambda v, n: v.silence(LEADER, "late", None, None, "", SOON)),
    "a silence of no unit": (
        "unit", lambda v, n: v.silence(LEADER, None, "u7", None, "banjir", SOON)),
    "a silence of others": (
        "unit", lambda v, n: v.silence(ELSEWHERE, None, "u2", None, "banjir", SOON)),
    "no such silence": ("silence_id", lambda v, n: v.unsilence(LEADER, 99)),
}  # fmt: skip


def test_what_cannot_or_may_not_be_done_names_the_argument_and_keeps_nothing(office, subtests):
    for case, (place, deed) in WRONG.items():
        with subtests.test(case), pytest.raises(ValueError, match=rf"^{place}: .+; .+"):
            deed(office.verbs, office.number())
        assert deeds(office) == []
        assert table(office.desk.engine, "silences") == []


def test_what_is_over_is_not_acknowledged_any_more_and_may_still_be_followed_up(office):
    number = office.number()
    office.answered().decide(timedelta(minutes=1))
    with pytest.raises(ValueError, match="alert_id: is over"):
        office.verbs.acknowledge(STAFF, number, "terlambat", SOON)
    office.verbs.follow_up(STAFF, number, "sudah diperbaiki")
    assert office.steps(number)[-1] == "followed_up"


def test_a_silence_has_author_reason_and_end_and_can_be_ended(office):
    office.verbs.silence(LEADER, "late", "u1", None, "banjir", SOON)
    with office.desk.engine.connect() as connection:
        (kept,) = silences.listed(connection).to_dict("records")
    assert [kept[c] for c in ("by", "reason", "until")] == ["kepala", "banjir", SOON]
    office.verbs.unsilence(LEADER, kept["silence_id"])
    with office.desk.engine.connect() as connection:
        assert silences.listed(connection, office.desk.at).empty


def test_a_silence_stands_in_the_history_of_the_alerts_it_covers(office):
    office.verbs.silence(LEADER, "late", "u1", None, "banjir", SOON)
    assert office.steps(office.number())[-1] == "silenced"


SEEN = {
    "the whole tree": (LEADER, (0, 1)),
    "in one's hands": (STAFF, (1, 1)),
    "in others' hands": (OTHER, (0, 0)),
    "a wall display": (WALL, (0, 0)),
    "another office": (ELSEWHERE, (0, 0)),
}


def test_alerts_are_counted_and_seen_within_the_scope(office, subtests):
    for case, (who, counts) in SEEN.items():
        with subtests.test(case), office.desk.engine.connect() as connection:
            assert alert_queries.count(connection, who.scope, who.account, NOW) == counts
            assert len(alert_queries.listed(connection, who.scope)) == counts[1]


def waits(office, after=timedelta(0)):
    """How many wait for the one in charge, and how many of theirs fire, so much later."""
    at = office.desk.at + after
    with office.desk.engine.connect() as connection:
        return alert_queries.count(connection, STAFF.scope, STAFF.account, at)


def test_what_is_acknowledged_waits_for_nobody_until_that_runs_out(office):
    until = office.desk.at + timedelta(hours=2)
    office.verbs.acknowledge(STAFF, office.number(), "sedang ditangani", until)
    assert (waits(office), waits(office, timedelta(hours=3))) == ((0, 1), (1, 1))


SILENCED = {
    "of its rule": (("late", None, None), 0),
    "of the unit above": ((None, "u1", None), 0),
    "of its unit": ((None, "u2", None), 0),
    "of its subject": ((None, "u2", ("complaint", "c1")), 0),
    "of another subject": ((None, "u2", ("complaint", "c2")), 1),
    "of another kind of the same name": ((None, "u2", ("person", "c1")), 1),
}


@pytest.mark.parametrize(("named", "count"), SILENCED.values(), ids=SILENCED)
def test_what_is_silenced_waits_for_nobody_until_the_silence_ends(office, named, count):
    office.verbs.silence(LEADER, *named, "banjir", office.desk.at + timedelta(hours=2))
    assert waits(office, timedelta(minutes=1)) == (count, 1)
    assert waits(office, timedelta(hours=3)) == (1, 1)


def test_a_silence_that_was_ended_hides_nothing_from_the_count(office):
    office.verbs.silence(LEADER, "late", None, None, "banjir", SOON)
    with office.desk.engine.connect() as connection:
        (number,) = silences.listed(connection)["silence_id"]
    office.verbs.unsilence(LEADER, number)
    assert waits(office) == (1, 1)
