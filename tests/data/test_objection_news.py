"""What is told of objections: to whom, when, once; and nobody is named where others read."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pandas as pd
import pytest

from data.alerting.rounds import Rounds
from data.notify.teller import Teller
from data.objecting import Objecting
from data.objection_news import ObjectionNews
from data.store import accounts, notices
from data.store.engine import writing
from tests.data.alerting import Post
from tests.data.builders import Desk, config, table
from tests.data.test_objecting import CAST, GOALS, HEADS, ME, WHY

OWN = {"url": "json://127.0.0.1:9/{account}", "to": {"roles": ["staff", "manager", "leader"]}}
GROUP = {"url": "json://127.0.0.1:9/grup", "to": {"roles": ["staff", "manager", "leader"]}}
PUBLIC = GROUP | {"public": True}
HALL = {"url": "json://127.0.0.1:9/balai", "to": {"units": ["u1"]}}
PLAINTIFF = "Cut Nyak"


@dataclass
class Office:
    """An office in which p1 of u3 may object; hours are 08:00-16:00 on five days."""

    desk: Desk
    post: Post = field(default_factory=Post)

    @property
    def parts(self) -> tuple[Any, ...]:
        refresh = self.desk.refresh
        return refresh.settings, refresh.engine, refresh.base, lambda: self.desk.at

    @property
    def verbs(self) -> Objecting:
        return Objecting(*self.parts)

    def file(self) -> int:
        return self.verbs.submit(ME, "answered_in_time", "2026-11", "late", WHY, "Surat 12/2026")

    def watch(self, moment: str) -> int:
        """Look at the limits at this moment in Aceh."""
        at = pd.Timestamp(moment, tz="Asia/Jakarta").tz_convert("UTC")
        self.desk.at = at.to_pydatetime()
        return ObjectionNews(*self.parts).watch()

    def told(self) -> list[str]:
        """Who is told what is due two minutes later."""
        self.desk.at += timedelta(minutes=2)
        before = len(self.post.sent)
        Teller(*self.parts, self.post).tell()
        return self.post.readers[before:]


def taken_in(folder, engine):
    desk = Desk(folder, engine)
    above = {"u2": "u1", "u3": "u2", "u4": "u1"}
    desk.drop("units", {"unit_id": "u1"}, *({"unit_id": u, "parent": p, "name": f"Bidang {u}"}
                                            for u, p in above.items()))  # fmt: skip
    superior = {"p1": ("u3", "p2"), "p2": ("u3", "p3"), "p3": ("u2", "")}
    desk.drop("people", *({"person_id": p, "unit": u, "supervisor": s, "name": PLAINTIFF}
                          for p, (u, s) in superior.items()))  # fmt: skip
    desk.drop("complaints", {"complaint_id": "late", "unit": "u3", "officer": "p1"})
    desk.look()
    with writing(engine) as connection:
        for account in CAST:
            accounts.add(connection, account, None)
    return desk


@pytest.fixture
def build(begun):
    def built(**channels: Any) -> Office:
        said = {"rules": {}, "channels": channels or {"own": OWN}}
        return Office(replace(begun(taken_in), said=config(goals=GOALS, alerts=said)))

    return built


@pytest.fixture
def office(build):
    return build()


def test_who_decides_is_told_of_a_new_one_and_nobody_else(office):
    number = office.file()
    assert office.told() == ["kabid"]
    (body,) = office.post.bodies
    assert (
        f"KB-2026-{number:04d}: {PLAINTIFF} (Bidang u3). Diputus paling lambat 14 Des 2026" in body
    )
    assert office.told() == []


def test_filed_at_night_it_is_told_in_the_morning(office):
    office.watch("2026-11-24 21:00")
    office.file()
    assert office.told() == []
    office.watch("2026-11-25 07:30")
    assert office.told() == ["kabid"]


def test_what_was_withdrawn_meanwhile_is_not_told(office):
    office.verbs.withdraw(ME, office.file())
    assert office.told() == []
    assert [row["state"] for row in rows(office)] == ["dropped"]


def rows(office):
    with office.desk.engine.connect() as connection:
        return list(connection.execute(notices.NOTICES.select()).mappings())


def test_near_its_limit_the_decider_is_told_once_and_after_it_those_above_too(office):
    office.file()
    office.told()
    # From Tuesday 24 November 10:00 to the end of 14 December: 6 h and 14 days of 8 h; 0.8 of it is
    # 94.4 h: 6 h, 11 days until Wednesday 9 December, and 0.4 h of the next.
    assert office.watch("2026-12-10 08:20") == 0
    assert office.watch("2026-12-10 08:30") == 1
    assert office.watch("2026-12-10 08:31") == 0
    assert office.told() == ["kabid"]
    assert office.watch("2026-12-15 08:00") == 1
    assert office.told() == ["kabid", "kadis"]
    assert office.watch("2026-12-15 09:00") == 0


def test_where_nobody_looked_until_it_had_passed_only_that_is_told(office):
    office.file()
    assert office.watch("2026-12-15 08:00") == 1
    office.told()
    assert "telah lewat" in office.post.sent[-1][1].title
    assert "sudah dekat" not in "".join(office.post.bodies)


def test_a_limit_that_passes_is_news_of_the_unit(office):
    office.file()
    before = office.desk.revision()
    office.watch("2026-12-15 08:00")
    assert office.desk.revision() == before + 1


def test_what_is_decided_has_no_limit_any_more(office):
    office.verbs.reject(HEADS["kabid"], office.file(), "Catatan sudah sesuai.")
    assert office.watch("2026-12-15 08:00") == 0


def test_the_round_of_the_worker_looks_at_limits(office):
    number = office.file()
    office.desk.at += timedelta(days=30)
    Rounds(office.desk.refresh).decide()
    marks = [row[:2] for row in table(office.desk.engine, "objection_marks")]
    assert marks == [(number, "passed")]


BECOMES = {"take_up": "mulai diperiksa", "uphold": "dikabulkan", "reject": "ditolak"}


@pytest.mark.parametrize(("verb", "words"), BECOMES.items(), ids=BECOMES)
def test_the_one_who_objected_is_told_what_has_become_of_it(office, verb, words):
    number = office.file()
    office.told()
    getattr(office.verbs, verb)(HEADS["kabid"], number, "Catatan sudah diperiksa.")
    assert office.told() == ["petugas"]
    assert words in office.post.sent[-1][1].title


def test_taken_up_and_decided_before_it_was_told_only_the_decision_is_told(office):
    number = office.file()
    office.verbs.take_up(HEADS["kabid"], number)
    office.verbs.uphold(HEADS["kabid"], number, "Gangguan sistem terbukti.")
    assert office.told() == ["petugas"]
    assert office.post.sent[-1][1].title == "Keberatan Anda dikabulkan"


@pytest.mark.parametrize("channel", [GROUP, PUBLIC], ids=["a group", "in public"])
def test_where_others_read_nobody_is_named_and_no_decision_is_told(build, channel):
    office = build(all=channel)
    number = office.file()
    assert office.told() == ["grup"]
    (body,) = office.post.bodies
    assert "- Bidang u3: 1 keberatan" in body
    assert not [said for said in (PLAINTIFF, "p1", "KB-2026", "objection=") if said in body]
    office.verbs.reject(HEADS["kabid"], number, "Catatan sudah sesuai.")
    assert office.told() == []


def test_a_channel_of_a_unit_hears_of_no_objection(build):
    office = build(hall=HALL)
    office.file()
    assert office.told() == []


def test_a_message_that_could_not_be_told_is_tried_again_under_its_key(office):
    office.file()
    office.post.down = True
    assert office.told() == []
    office.post.down = False
    assert office.told() == ["kabid"]
    assert rows(office)[0]["attempts"] == 2


def test_what_may_have_been_told_is_told_again_though_it_is_decided(office):
    number = office.file()
    with writing(office.desk.engine) as connection:
        (notice,) = notices.due(connection, office.desk.at + timedelta(minutes=2), office.desk.at)
        notices.begin(connection, notice, office.desk.at, "sedang dikirim")
    office.verbs.reject(HEADS["kabid"], number, "Catatan sudah sesuai.")
    office.desk.at += timedelta(minutes=10)
    assert office.told() == ["kabid", "petugas"]
    assert office.post.sent[0][1].key == notice.key
