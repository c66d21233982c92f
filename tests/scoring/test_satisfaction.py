"""The satisfaction index (IKM) of units, services and programmes, through a look."""

import pytest

from scoring.indicators import INDICATORS, satisfaction
from scoring.rules import Programme, Rules, Survey
from tests.scoring.builders import frame, look, months, of, stands

# The worked example of docs: 29 sheets; sums of the nine elements [C, domain 4.5].
TOTALS = (105, 101, 100, 116, 102, 105, 106, 105, 115)
FOUR = {f"u{n}": 4 for n in range(1, 10)}


def sheets(*rows):
    usual = {"unit": "S", "taken_at": "2026-11-05 10:00"}
    return frame("surveys", *(usual | r for r in rows))


def example():
    """Sheets with these sums: as many fours as fit, and what is left in threes."""
    sums = [[4 if place < total - 3 * 29 else 3 for place in range(29)] for total in TOTALS]
    return [{f"u{n + 1}": column[place] for n, column in enumerate(sums)} for place in range(29)]


def index(*rows, who="S", rules=None, **more):
    return of(
        satisfaction.satisfaction_index(look(rules=rules, surveys=sheets(*rows), **more)), who
    )


@pytest.mark.parametrize(("weight", "value"), [(1 / 9, 91.48), (0.11, 90.56), (0.1111, 91.47)])
def test_the_worked_example_of_the_guideline(weight, value):
    score = index(*example(), rules=Rules(survey=Survey(weight=weight)))
    assert (score["value"], score["n"]) == (value, 29)
    assert score["low"] < value < score["high"]


def test_invalid_answers_are_left_out_and_counted():
    dirty = FOUR | {"u1": 0, "u2": 5, "u3": 2.5, "u4": None}
    whole = look(surveys=sheets(dirty, FOUR))
    assert of(satisfaction.satisfaction_index(whole))["value"] == 100.0
    wrong = of(satisfaction.survey_answers_invalid(whole))
    assert (wrong["value"], wrong["n"]) == (3, 17)


def test_an_element_nobody_answered_leaves_the_index_missing_and_not_lower():
    score = index(FOUR | {"u9": None}, FOUR | {"u9": 7})
    assert (score.isna()["value"], score["n"]) == (True, 2)


def test_sheets_without_an_answer_are_no_respondents():
    assert index(FOUR, {})["n"] == 1


def test_a_sheet_counts_for_its_unit_those_above_its_service_and_its_programmes():
    rules = Rules(programmes={"IZIN": Programme(services=("izin",), units=("D",))})
    rows = (FOUR | {"service": "izin"}, FOUR | {"service": "izin", "unit": "B2"}, FOUR)
    counted = {who: index(*rows, who=who, rules=rules)["n"]
               for who in ("S", "B1", "B2", "D", "S/izin", "B2/izin", "IZIN")}  # fmt: skip
    assert counted == {"S": 2, "B1": 2, "B2": 1, "D": 3, "S/izin": 1, "B2/izin": 1, "IZIN": 2}


def test_a_month_is_the_one_the_sheet_was_filled_in_by_the_offices_clock():
    rows = (FOUR | {"taken_at": "2026-11-01 00:30"}, FOUR | {"taken_at": "2026-12-01 00:30"})
    two = months("2026-12", "2026-11")
    facts = satisfaction.satisfaction_index(look("2026-12-10 09:00", *two, surveys=sheets(*rows)))
    assert [of(facts, "S", p.name)["n"] for p in two] == [1, 1]


def test_a_sheet_filled_in_after_now_is_not_there():
    facts = satisfaction.satisfaction_index(look("2026-11-05 10:00", surveys=sheets(FOUR)))
    assert not stands(facts)


def test_each_element_has_its_mean():
    facts = INDICATORS["element_u3"].facts(look(surveys=sheets(FOUR | {"u3": 1}, FOUR, {"u3": 9})))
    assert (of(facts)["value"], of(facts)["n"]) == (2.5, 2)
    assert (of(facts)["low"], of(facts)["high"]) == (1, 4)  # nothing lies beyond the scale


def test_where_all_agree_no_certainty_is_claimed():
    score = index(FOUR, FOUR, FOUR)
    assert score[["low", "high"]].isna().all()
