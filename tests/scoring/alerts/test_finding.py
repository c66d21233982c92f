"""What holds of every kind of rule."""

import pytest

from scoring.alerts.finding import KINDS, conditions, found
from scoring.alerts.rule import RULE_KINDS
from scoring.alerts.shapes import CONDITIONS
from scoring.columns import DTYPES
from tests.scoring.alerts.builders import alerts, found_of, rule, rules, scores, sight
from tests.scoring.builders import people

EVERYBODY = ("unit", "person", "service", "programme", "complaint", "source")


def test_every_kind_of_rule_is_found_by_a_function():
    assert set(KINDS) == set(RULE_KINDS)


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_where_nothing_is_handed_in_nothing_is_found(kind):
    told = conditions(rule(kind=kind, subjects=EVERYBODY), sight())
    assert told.empty
    assert told.dtypes.to_dict() == {n: DTYPES[c.kind] for n, c in CONDITIONS.items()}


def test_findings_of_all_rules_have_the_shape_of_conditions():
    told = found(rules(rule(), rule("b")), sight(scores=scores({}, {"subject_id": "B1"})))
    assert told.dtypes.to_dict() == {n: DTYPES[c.kind] for n, c in CONDITIONS.items()}
    assert len(told) == 4


LEFT = {
    "left service": ({"active_to": "2026-11-13"}, {"P": "good"}),
    "leaves at the end of today": ({"active_to": "2026-11-16"}, {}),
    "no longer in the data": ({"person_id": "Q"}, {}),
    "still there": ({}, {}),
}


@pytest.mark.parametrize("case", LEFT.values(), ids=list(LEFT))
def test_an_alert_about_somebody_whose_last_day_has_passed_is_over(case):
    person, expected = case
    standing = alerts({"subject_kind": "person", "subject_id": "P"})
    here = people({"person_id": "P"} | person)
    seen = sight(frames={"people": here}, open_alerts=standing)
    assert found_of(rule(), seen) == expected
