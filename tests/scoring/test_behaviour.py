"""Feedback on behaviour: by others, in the unit of its day; it informs and rates nobody."""

import pytest

from scoring.indicators import behaviour
from scoring.rules import Rules
from tests.scoring.builders import frame, look, of, people, reasons, stands

USUAL = {"person": "P", "given_at": "2026-11-05 10:00", "value": "loyal", "level": "meets",
         "giver_role": "peer"}  # fmt: skip


def heard(*rows, rules=None, **more):
    folk = people({"person_id": "P"}, {"person_id": "Q"})
    return look(
        rules=rules, people=folk, feedback=frame("feedback", *(USUAL | r for r in rows)), **more
    )


def test_meeting_expectations_and_exceeding_them_are_two_shares():
    whole = heard({}, {"level": "above"}, {"level": "below"}, {"level": "below"})
    found = [of(f(whole), "P") for f in (behaviour.behaviour_meets, behaviour.behaviour_above)]
    assert [(s["value"], s["n"]) for s in found] == [(0.5, 4), (0.25, 4)]


@pytest.mark.parametrize(
    ("role", "n"), [("leader", 2), ("subordinate", 2), ("stakeholder", 2), ("self", 1)]
)
def test_what_people_say_of_themselves_is_not_counted(role, n):
    whole = heard({}, {"giver_role": role, "level": "above"})
    assert of(behaviour.behaviour_meets(whole), "P")["n"] == n
    assert of(behaviour.feedback_received(whole), "P")["value"] == n


def test_who_is_not_heard_is_a_rule_and_is_said():
    whole = heard(
        {}, {"giver_role": "peer"}, {"giver_role": "leader"}, rules=Rules(unheard=("peer",))
    )
    facts = behaviour.behaviour_meets(whole)
    assert of(facts, "P")["n"] == 1
    assert reasons(facts, ("person", "P")) == ["unheard", "unheard"]


def test_only_ones_own_voice_is_no_value_and_not_0():
    found = of(behaviour.behaviour_meets(heard({"giver_role": "self"})), "P")
    assert (found["n"], found.isna()["value"]) == (0, True)


def test_silence_neither_accuses_nor_absolves():
    assert not stands(behaviour.behaviour_meets(heard({})), "Q")


def test_feedback_counts_in_the_unit_of_its_day():
    moved = frame(
        "placements",
        {"person": "P", "unit": "S", "first_day": "2026-01-01", "last_day": "2026-11-10"},
        {"person": "P", "unit": "B2", "first_day": "2026-11-11"},
    )
    whole = heard({}, {"given_at": "2026-11-20 10:00", "level": "below"}, placements=moved)
    found = {who: of(behaviour.behaviour_meets(whole), who)["value"] for who in ("S", "B2", "D")}
    assert found == {"S": 1.0, "B2": 0.0, "D": 0.5}


def test_feedback_given_after_now_is_not_there():
    assert not stands(behaviour.behaviour_meets(heard({"given_at": "2026-11-30 12:00"})), "P")
