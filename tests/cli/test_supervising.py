"""What supervisors' pages are told, out of a real store."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.account import Account
from dashboard.cli.supervising import supervision_of
from dashboard.supervision import Supervision
from data.store.engine import open_engine, upgrade
from scoring.scope import Scope
from tests.data.alerting import STEPS, TITLE, said
from tests.data.builders import Desk

HEAD = Scope(under="u1", persons=True)
STAFF = Scope(under="u1", persons=False, self_id="p1")
ELSEWHERE = Scope(under="u9", persons=True)
KEPALA = Account("kepala", "Nur", "leader", "u1", None)
SILENT = {"kind": "silent_subject", "title": TITLE, "subjects": ["person"], "threshold": 5,
          "steps": STEPS}  # fmt: skip
FOLK = [{"person_id": f"p{n}", "name": f"Cut {n}"} for n in range(1, 8)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Seven people of one unit; p1 has worked on Friday 20 November, p2 is away."""
    engine = open_engine(f"sqlite:///{tmp_path / 'pantau.db'}")
    upgrade(engine)
    made = Desk(tmp_path, engine, said({"silent": SILENT}))
    made.drop("units", {"unit_id": "u1"})
    made.drop("people", *FOLK)
    made.look()
    made.drop("activities", {"activity_id": "a1", "status": "pending", "day": "2026-11-17"},
              *({"activity_id": f"b{n}", "person": f"p{n}", "minutes": str(60 * n)}
                for n in range(1, 7)))  # fmt: skip
    made.drop("absences", {"absence_id": "x", "person": "p7", "first_day": "2026-11-18",
                           "last_day": "2026-11-24"})  # fmt: skip
    made.look()
    made.score()
    return made


@pytest.fixture
def asked(desk: Desk) -> Supervision:
    """What pages may ask of it."""
    return supervision_of(desk.refresh)


def test_the_days_of_a_person_are_told_to_whom_may_see_them(asked: Supervision) -> None:
    span = {"first": date(2026, 11, 16), "last": date(2026, 11, 22)}
    found = asked.days(HEAD, "p1", **span).set_index("day")
    assert found["approved"].tolist() == [0, 0, 0, 0, 60, 0, 0]
    assert found["waiting"].tolist() == [0, 1, 0, 0, 0, 0, 0]
    assert len(asked.days(STAFF, "p1", **span)) == 7
    assert asked.days(STAFF, "p2", **span).empty
    assert asked.days(ELSEWHERE, "p1", **span).empty


def test_what_waits_is_told_with_its_age_in_working_days(asked: Supervision) -> None:
    row = asked.waiting(HEAD).iloc[0]
    assert (row["name"], row["unit_name"], row["waited"]) == ("Cut 1", "Dinas", 5)
    assert asked.waiting_count(HEAD) == 1
    assert asked.waiting(STAFF).empty
    assert asked.waiting(ELSEWHERE).empty


def test_weeks_are_summed_from_monday_the_present_one_last(asked: Supervision) -> None:
    found = asked.pulse(HEAD, ("p1", "p6", "p7")).set_index("person")
    assert found.loc["p6", "weeks"] == (0.0,) * 10 + (6.0, 0.0)
    assert list(found.index) == ["p1", "p6"]
    assert list(asked.pulse(STAFF, ("p1", "p6"))["person"]) == ["p1"]


def test_who_is_silent_or_away_is_told_in_sight_alone(asked: Supervision, desk: Desk) -> None:
    assert asked.flagged(HEAD, "absent") == {"p7"}
    assert asked.flagged(HEAD, "silent") == frozenset()
    desk.at = desk.at.replace(month=12)
    assert asked.flagged(HEAD, "silent") == {f"p{n}" for n in range(1, 8)}
    assert asked.flagged(ELSEWHERE, "silent") == frozenset()
    assert asked.flagged(HEAD, "attention") == frozenset()


def test_colleagues_are_dots_for_supervisors_and_quartiles_for_oneself(asked: Supervision) -> None:
    name = ("approved_minutes_share",)
    row, own = (
        asked.team(HEAD, "p1", "2026-11", name).iloc[0],
        asked.team(STAFF, "p1", "2026-11", name).iloc[0],
    )
    assert (row["n"], len(row["others"]), own["others"]) == (6, 6, ())
    assert (row["low"], row["high"]) == (own["low"], own["high"])
    assert asked.team(STAFF, "p2", "2026-11", name).empty


def test_notes_and_decisions_are_told_with_the_names_of_accounts(asked: Supervision) -> None:
    asked.note(KEPALA, person="p1", kind="praise", text="Sangat baik", due=None)
    assert asked.notes(STAFF, "p1")["by_name"].tolist() == ["kepala"]
    asked.decide(KEPALA, activities=["a1"], status="returned", reason="kurang rinci")
    assert asked.decisions(STAFF, "p1", ["a1"])["reason"].tolist() == ["kurang rinci"]
    assert asked.decisions(STAFF, "p2", ["a1"]).empty
    with pytest.raises(ValueError, match="activities"):
        asked.decide(Account("x", "X", "admin", None, None), activities=["a1"], status="approved",
                     reason="")  # fmt: skip


def test_saved_views_are_their_accounts_own(asked: Supervision) -> None:
    view = {"page": "/pegawai", "query": "?only=silent", "columns": {"filterModel": {}}}
    asked.save_view(KEPALA, name=" Yang  diam ", **view)
    asked.save_view(KEPALA, name="Yang diam", **view | {"query": "?only=absent"})
    found = asked.views(KEPALA, "/pegawai")
    assert found[["name", "query"]].to_numpy().tolist() == [["Yang diam", "?only=absent"]]
    other = Account("lain", "L", "manager", "u1", None)
    assert asked.views(other, "/pegawai").empty
    with pytest.raises(ValueError, match="view_id"):
        asked.drop_view(other, view_id=int(found["view_id"].iloc[0]))
    with pytest.raises(ValueError, match="name"):
        asked.save_view(KEPALA, name=" ", **view)
