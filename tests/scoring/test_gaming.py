"""Signs of gaming: reopened, closed without an answer, closed or recorded many at once."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.bursts import in_burst
from scoring.indicators import gaming
from scoring.rules import Rules, Suspicion
from tests.scoring.builders import activities, at, complaints, look, months, of, reasons, stands

ENDED = {"first_answer": "2026-11-03 09:00", "closed": "2026-11-04 09:00"}
THREE = Rules(suspicion=Suspicion(closed=3, recorded=3, minutes=10.0, days_late=3.0))


def share(indicator, *rows, now="2026-11-30 12:00", rules=THREE):
    score = of(indicator(look(now, rules=rules, complaints=complaints(*rows))))
    return score["value"], score["n"]


def test_what_was_opened_again_counts_in_the_month_it_was_called_solved():
    row = ENDED | {"closed": "2026-11-04 09:00", "reopened": "2026-12-02 09:00"}
    two = months("2026-12", "2026-11")
    facts = gaming.reopened_share(look("2026-12-10 09:00", *two, complaints=complaints(row, ENDED)))
    assert of(facts, "S", "2026-11")["value"] == 0.5
    assert not stands(facts, "S", "2026-12")


def test_a_reopening_whose_first_end_is_forgotten_counts_when_it_was_reopened():
    assert share(gaming.reopened_share, ENDED, {"reopened": "2026-11-10 09:00"}) == (0.5, 2)
    written_over = {"reopened": "2026-11-10 09:00", "closed": "2026-11-12 09:00"}
    assert share(gaming.reopened_share, ENDED, written_over) == (0.5, 2)


def test_a_reopening_before_receipt_cannot_be():
    assert share(gaming.reopened_share, ENDED | {"reopened": "2026-11-01 09:00"}) == (0.0, 1)


NOT_COUNTED = [
    pytest.param({"closed_by": "reporter"}, "by_reporter", id="the reporter closed it"),
    pytest.param({"first_answer": "2026-11-01"}, "before_receipt", id="an impossible answer"),
    pytest.param({"answer_tracked": False}, "not_recorded", id="answers are not recorded"),
    pytest.param({"status": "archived"}, "archived", id="archived"),
    pytest.param({"closed": None, "status": "closed"}, "end_unknown", id="ended nobody knows when"),
]


@pytest.mark.parametrize(("case", "why"), NOT_COUNTED)
def test_a_case_that_accuses_nobody_is_left_out(case, why):
    bare = {"closed": "2026-11-04 09:00"}
    facts = gaming.unanswered_closed_share(look(complaints=complaints(bare | case, bare)))
    assert (of(facts)["value"], of(facts)["n"]) == (1.0, 1)
    assert reasons(facts) == [why]


def test_closed_without_an_answer_is_not_solved():
    system = {"closed": "2026-11-04 09:00", "closed_by": "system"}
    assert share(gaming.unanswered_closed_share, system, ENDED, ENDED, ENDED) == (0.25, 4)


def test_who_closes_it_later_is_not_known_yet():
    later = {"resolved": "2026-11-04", "closed": "2026-12-05", "closed_by": "reporter"}
    assert share(gaming.unanswered_closed_share, later) == (1.0, 1)


def test_an_answer_after_the_end_is_an_answer():
    late = {"closed": "2026-11-04 09:00", "first_answer": "2026-11-06 09:00"}
    assert share(gaming.unanswered_closed_share, late) == (0.0, 1)


def closed(officer, *minutes):
    hour = pd.Timestamp("2026-11-04 09:00")
    times = [str(hour + pd.Timedelta(minutes=m)) for m in minutes]
    return [{"officer": officer, "closed": time} for time in times]


@pytest.mark.parametrize(
    ("cases", "hits"),
    [
        pytest.param(closed("P", 0, 5, 10), 3, id="three within ten minutes"),
        pytest.param(closed("P", 0, 5, 10.1), 0, id="three in a moment more"),
        pytest.param(closed("P", 0, 5, 10, 15, 20), 5, id="one window into the next"),
        pytest.param(closed("P", 0, 5, 16, 21, 32), 0, id="never three in ten minutes"),
        pytest.param(closed("P", 0, 9, 10, 40), 3, id="the one long after is none of them"),
        pytest.param(closed("P", 0, 5) + closed("Q", 1, 6), 0, id="two officers, two each"),
        pytest.param(closed(None, 0, 5, 10), 0, id="nobody's"),
    ],
)
def test_mass_closing_is_many_by_one_officer_within_minutes(cases, hits):
    assert share(gaming.mass_closed_share, *cases) == (hits / len(cases), len(cases))


def test_archiving_in_bulk_is_no_mass_closing():
    cases = [c | {"status": "archived"} for c in closed("P", 0, 1, 2)]
    assert share(gaming.mass_closed_share, *cases)[1] == 0


def recorded(*rows):
    usual = {"day": "2026-11-02", "minutes": 60}
    done = activities(*(usual | r for r in rows))
    facts = gaming.bulk_recorded_share(look(rules=THREE, activities=done))
    return of(facts, "P")["value"]


LATE = [{"recorded_at": f"2026-11-09 09:0{n}"} for n in range(3)]  # five working days later


def test_recorded_in_bulk_long_after():
    assert recorded(*LATE) == 1.0
    assert recorded(*LATE, {"recorded_at": "2026-11-02 16:00"}) == 0.75


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([r | {"day": "2026-11-05"} for r in LATE], id="two working days late"),
        pytest.param(LATE[:2], id="two of them"),
        pytest.param([*LATE[:2], {"recorded_at": "2026-11-09 09:20"}], id="not at once"),
    ],
)
def test_what_is_not_late_or_not_many_is_no_bulk(rows):
    assert recorded(*rows) == 0.0


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 30)), max_size=12),
    st.integers(1, 4),
    st.integers(0, 10),
)
def test_a_burst_is_any_group_of_that_many_within_that_time(deeds, count, minutes):
    who = pd.Series([w for w, _ in deeds], dtype="str")
    moments = [at("2026-11-04") + pd.Timedelta(minutes=m) for _, m in deeds]
    when = pd.Series(moments, dtype="datetime64[us, UTC]")
    groups = (g for g in combinations(range(len(deeds)), count) if _one_burst(g, deeds, minutes))
    marked = in_burst(who, when, count, minutes)
    assert set(marked.index[marked]) == {n for group in groups for n in group}


def _one_burst(group, deeds, minutes):
    times = [deeds[n][1] for n in group]
    return len({deeds[n][0] for n in group}) == 1 and max(times) - min(times) <= minutes
