"""Objections as kept: who may file and decide, every step, and what an upheld one changes."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from data.alerting.verbs import Actor
from data.objecting import Objecting
from data.store import accounts, objections
from data.store.accounts import Kept
from data.store.engine import writing
from scoring.scope import EVERYTHING, Scope
from tests.data.builders import Desk, config, score_of, table

GOALS = {
    name: {"indicator": name, "target": 0.9, "at_risk": 0.1, "min_n": 1, "source": "test"}
    for name in ("answered_in_time", "approved_minutes_share")
}
CAST = (
    Kept("petugas", "Cut", "staff", "u3", "p1"),
    Kept("kasi", "Kepala seksi", "manager", "u3", "p2"),
    Kept("kabid", "Kepala bidang", "manager", "u2", "p3"),
    Kept("kadis", "Kepala dinas", "leader", "u1", None),
    Kept("lain", "Bidang lain", "manager", "u4", None),
    Kept("admin", "Admin", "admin", None, None),
)
ME = Actor("petugas", Scope(under="u3", persons=False, self_id="p1"))
COLLEAGUE = Actor("rekan", Scope(under="u3", persons=False, self_id="p4"))
HEADS = {
    name: Actor(name, Scope(under=unit, persons=True, self_id=person))
    for name, unit, person in (("kasi", "u3", "p2"), ("kabid", "u2", "p3"), ("kadis", "u1", None),
                               ("lain", "u4", None))
}  # fmt: skip
WHY = "Sistem tidak dapat diakses pada hari itu."


@dataclass
class Office:
    """An office in which p1 answered one complaint in time and one late."""

    desk: Desk

    @property
    def verbs(self):
        refresh = self.desk.refresh
        return Objecting(refresh.settings, refresh.engine, refresh.base, lambda: self.desk.at)

    def file(self, record="late", by=ME, goal="answered_in_time", period="2026-11", reason=WHY):
        return self.verbs.submit(by, goal, period, record, reason, "Surat 12/2026")

    def one(self, number):
        with self.desk.engine.connect() as connection:
            return objections.listed(connection, EVERYTHING, number=number).iloc[0]

    def steps(self, number):
        with self.desk.engine.connect() as connection:
            found = objections.steps(connection, number)
        return list(found[["by", "verb"]].itertuples(index=False, name=None))

    def answered(self, subject="p1"):
        return score_of(self.desk.engine, "answered_in_time", subject)


def scored(folder, engine):
    desk = Desk(folder, engine, config(goals=GOALS))
    above = {"u2": "u1", "u3": "u2", "u4": "u1"}
    desk.drop("units", {"unit_id": "u1"}, *({"unit_id": u, "parent": p, "name": u}
                                            for u, p in above.items()))  # fmt: skip
    superior = {"p1": ("u3", "p2"), "p2": ("u3", "p3"), "p3": ("u2", ""), "p4": ("u3", "p2")}
    desk.drop("people", *({"person_id": p, "unit": u, "supervisor": s, "name": p}
                          for p, (u, s) in superior.items()))  # fmt: skip
    mine = {"unit": "u3", "officer": "p1", "received": "2026-11-02T09:00"}
    desk.drop(
        "complaints",
        mine | {"complaint_id": "kept", "first_answer": "2026-11-03T09:00"},
        mine | {"complaint_id": "late", "first_answer": "2026-11-20T09:00"},
        mine | {"complaint_id": "others", "officer": "p4"},
    )
    desk.look()
    desk.score()
    with writing(engine) as connection:
        for account in CAST:
            accounts.add(connection, account, None)
    return desk


@pytest.fixture
def office(begun):
    return Office(begun(scored))


def test_an_objection_has_a_number_a_state_and_a_limit_in_working_days(office):
    number = office.file()
    found = office.one(number)
    assert (found["state"], found["frame"], found["key"]) == ("submitted", "complaints", "late")
    # 14 working days after Tuesday 24 November 2026 end with Monday 14 December.
    assert found["due_at"].tz_convert("Asia/Jakarta").strftime("%Y-%m-%d") == "2026-12-14"
    assert office.steps(number) == [("petugas", "submitted")]


def test_all_time_is_never_over(office):
    assert office.one(office.file(period="all"))["state"] == "submitted"


def test_upheld_the_record_leaves_the_figures_of_person_and_unit(office):
    assert (office.answered(), office.answered("u3")) == ((0.5, 2), (pytest.approx(1 / 3), 3))
    number = office.file()
    office.verbs.uphold(HEADS["kabid"], number, "Gangguan sistem terbukti.")
    office.desk.at += timedelta(seconds=1)
    office.desk.score()
    assert (office.answered(), office.answered("u3")) == ((1.0, 1), (0.5, 2))
    assert office.one(number)["decided_by"] == "kabid"


def test_a_decision_by_a_clock_that_is_ahead_counts_once_its_time_has_come(office):
    number = office.file()
    office.verbs.uphold(HEADS["kabid"], number, "Gangguan sistem terbukti.")
    office.desk.score()
    assert office.answered() == (0.5, 2)
    office.desk.at += timedelta(seconds=1)
    office.desk.score()
    assert office.answered() == (1.0, 1)


def test_scores_of_a_day_before_the_decision_stay_as_they_were(office):
    number, before = office.file(), office.desk.at
    office.desk.at += timedelta(days=2)
    office.verbs.uphold(HEADS["kabid"], number, "Gangguan sistem terbukti.")
    found = office.desk.refresh.computed(before, newest=True).set_index(["subject_id", "indicator"])
    assert found.loc[("p1", "answered_in_time"), "n"] == 2


@pytest.mark.parametrize("verb", ["reject", "withdraw"])
def test_rejected_or_withdrawn_it_changes_no_figure(office, verb):
    by = ME if verb == "withdraw" else HEADS["kabid"]
    getattr(office.verbs, verb)(by, office.file(), "Catatan sudah sesuai.")
    office.desk.score()
    assert office.answered() == (0.5, 2)


def test_every_step_is_kept_with_who_and_is_news(office):
    number, before = office.file(), office.desk.revision()
    office.verbs.take_up(HEADS["kabid"], number)
    office.verbs.explain(HEADS["kasi"], number, "Saya mencatat sesuai berkas.")
    office.verbs.explain(ME, number, "Terlampir surat gangguan.")
    office.verbs.reject(HEADS["kabid"], number, "Gangguan terjadi pada hari lain.")
    said = ["take_up", "explain", "explain", "reject"]
    assert [verb for _, verb in office.steps(number)] == ["submitted", *said]
    assert office.desk.revision() == before + 4


def test_the_superior_of_the_assessor_decides_then_those_above(office):
    with office.desk.engine.connect() as connection:
        found = office.verbs.deciders(connection, "p1", "u3")
    assert [account.account_id for account in found] == ["kabid", "kadis"]


WRONG = {
    "somebody else's record": ("record", lambda o: o.file("others")),
    "no such record": ("record", lambda o: o.file("nothing")),
    "no reason": ("reason", lambda o: o.file(reason=" ya ")),
    "no such goal": ("goal", lambda o: o.file(goal="tea")),
    "an account of nobody": ("goal", lambda o: o.file(by=HEADS["kadis"])),
    "too late": ("period", lambda o: o.file(period="2026-10")),
    "no such period": ("period", lambda o: o.file(period="kemarin")),
}


def test_what_cannot_be_objected_to_names_the_argument_and_keeps_nothing(office, subtests):
    for case, (place, deed) in WRONG.items():
        with subtests.test(case), pytest.raises(ValueError, match=rf"^{place}: .+; .+"):
            deed(office)
        assert table(office.desk.engine, "objections") == []


def test_the_same_record_is_objected_to_once_until_it_is_decided(office):
    number = office.file()
    with pytest.raises(ValueError, match=r"^record: is objected to already"):
        office.file()
    office.verbs.withdraw(ME, number)
    assert office.file() == number + 1


REFUSED = {
    "the person": ME,
    "the assessor": HEADS["kasi"],
    "another division": HEADS["lain"],
    "a colleague": COLLEAGUE,
}


def test_nobody_decides_their_own_nor_without_standing_above(office, subtests):
    number = office.file()
    for case, by in REFUSED.items():
        with subtests.test(case), pytest.raises(ValueError, match=r"^objection_id: "):
            office.verbs.uphold(by, number, "Saya setuju dengan pemohon.")
        assert office.one(number)["state"] == "submitted"


def test_what_is_decided_is_final(office):
    number = office.file()
    office.verbs.reject(HEADS["kabid"], number, "Catatan sudah sesuai.")
    with pytest.raises(ValueError, match=r"^objection_id: is rejected"):
        office.verbs.uphold(HEADS["kadis"], number, "Ternyata benar juga.")


def test_a_case_that_was_in_ones_hands_before_may_be_objected_to(office):
    office.desk.refresh  # noqa: B018
    with office.desk.engine.connect() as connection:
        assert objections.is_of(connection, "complaints", "late", "p1")
        assert not objections.is_of(connection, "complaints", "late", "p4")
        assert not objections.is_of(connection, "surveys", "late", "p1")


def test_an_objection_is_seen_by_oneself_and_those_above(office):
    office.file()
    with office.desk.engine.connect() as connection:
        for by, seen in ((ME, 1), (COLLEAGUE, 0), (HEADS["kabid"], 1), (HEADS["lain"], 0)):
            assert len(objections.listed(connection, by.scope)) == seen, by


def test_a_whole_figure_may_be_objected_to_and_takes_no_record_out(office):
    number = office.file(record=None)
    office.verbs.uphold(HEADS["kabid"], number, "Sumber akan diperbaiki.")
    office.desk.score()
    assert office.answered() == (0.5, 2)


def test_what_waits_is_counted_for_whoever_may_decide_it(office):
    office.verbs.withdraw(ME, office.file("kept"))
    office.file("late")
    with office.desk.engine.connect() as connection:
        found = {by: office.verbs.waiting(connection, HEADS[by]) for by in HEADS}
    assert found == {"kabid": 1, "kadis": 1, "kasi": 0, "lain": 0}
