"""Findings about figures: targets, own weeks, peers; and figures that rest on a silent source."""

from dataclasses import replace

import pandas as pd
import pytest

from scoring.alerts.finding import conditions, found
from scoring.columns import DTYPES
from scoring.shapes import SIGNALS
from tests.scoring.alerts.builders import SILENT, found_of, rule, rules, scores, sight, sources
from tests.scoring.builders import at, frame, people

MISSED = rule(recover=0.02)
BANDS = {  # wanted 0.9, at risk down to 0.85, good again from 0.85 + 0.02 * 0.9 = 0.868 on
    "below what is at risk": ({"value": 0.84}, "bad"),
    "at risk, not yet good enough": ({"value": 0.86}, "between"),
    "past the threshold by the share": ({"value": 0.868}, "good"),
    "met": ({"value": 0.95}, "good"),
    "too few cases": ({"value": 0.2, "n": 4}, "unknown"),
    "no case": ({"value": None, "n": 0}, "unknown"),
    "the source cannot tell": ({"available": False}, "unknown"),
}


@pytest.mark.parametrize("case", BANDS.values(), ids=list(BANDS))
def test_a_target_is_missed_beyond_what_is_at_risk_and_met_again_past_it(case):
    assert found_of(MISSED, sight(scores=scores(case[0]))) == {"S": case[1]}


LOWER = {
    "a wait longer than at risk": ({"value": 31}, "bad"),
    "just inside": ({"value": 29.9}, "between"),
    "shorter by the share": ({"value": 27.6}, "good"),
    "not reached, but known to be longer": ({"value": None, "low": 40}, "bad"),
    "not reached, and nothing known": ({"value": None, "low": 20}, "unknown"),
}


@pytest.mark.parametrize("case", LOWER.values(), ids=list(LOWER))
def test_where_less_is_better_it_is_the_other_way_round(case):
    waits = scores({"indicator": "answer_time_median"} | case[0])
    assert found_of(rule(recover=0.1), sight(scores=waits)) == {"S": case[1]}


@pytest.mark.parametrize(("value", "what"), [(1.0, "good"), (0.99, "between")])
def test_a_share_can_always_recover_however_much_is_asked(value, what):
    assert found_of(rule(recover=0.5), sight(scores=scores({"value": value}))) == {"S": what}


def test_a_count_recovers_at_nothing_at_the_latest():
    late = [{"indicator": "complaints_overdue", "subject_id": s, "value": v}
            for s, v in (("S", 3), ("B1", 2), ("B2", 0))]  # fmt: skip
    seen = found_of(rule(recover=0.5), sight(scores=scores(*late)))
    assert seen == {"S": "bad", "B1": "good", "B2": "good"}


def test_a_rule_looks_at_its_own_subjects_and_indicators_with_a_goal_alone():
    some = [{}, {"subject_kind": "person", "subject_id": "P"}, {"indicator": "pending_share"},
            {"indicator": "satisfaction_index", "value": 60}]  # fmt: skip
    seen = conditions(rule(indicators=("answered_in_time",)), sight(scores=scores(*some)))
    assert seen[["subject_id", "indicator"]].to_numpy().tolist() == [["S", "answered_in_time"]]
    assert len(conditions(rule(subjects=("unit", "person")), sight(scores=scores(*some)))) == 3


def test_a_finding_carries_the_figure_its_target_its_cases_and_who_is_in_charge():
    person = {"subject_kind": "person", "subject_id": "P1", "value": 0.5, "n": 8}
    seen = sight(frames={"people": people({"person_id": "P1"})}, scores=scores(person))
    told = conditions(rule(subjects=("person",)), seen).iloc[0]
    assert told[["value", "target", "n", "unit", "officer", "period"]].tolist() == [
        0.5, 0.9, 8, "S", "P1", "2026-11"]  # fmt: skip


def test_a_figure_of_a_service_is_told_to_its_unit():
    told = scores({"subject_kind": "service", "subject_id": "S/air"}).assign(goal="answers")
    told = told.assign(target=0.9, at_risk=0.05, band="missed")
    assert conditions(rule(subjects=("service",)), sight(scores=told))["unit"].tolist() == ["S"]


def test_a_figure_whose_source_is_silent_is_unknown_and_names_the_source_as_its_cause():
    quiet = sources(complaints="2026-11-10 09:00", surveys="2026-11-13 09:00")
    some = scores({"value": 0.1}, {"indicator": "satisfaction_index", "value": 10})
    told = conditions(rule(), sight(scores=some, sources=quiet)).set_index("indicator")
    assert told["found"].to_dict() == {"answered_in_time": "unknown", "satisfaction_index": "bad"}
    assert told["cause"].fillna("").tolist() == ["silent|s_complaints", ""]


def test_a_frame_that_a_figure_reads_besides_its_own_can_be_the_cause():
    quiet = sources(complaints="2026-11-13 09:00", assignments="2026-11-02 09:00")
    told = conditions(rule(), sight(scores=scores({}), sources=quiet))
    assert told["cause"].tolist() == ["silent|s_assignments"]


def test_without_a_rule_about_sources_a_figure_is_unknown_without_a_cause():
    quiet = sources(complaints="2026-11-10 09:00")
    seen = sight(scores=scores({"value": 0.1}), sources=quiet)
    told = conditions(rule(), replace(seen, rules={})).iloc[0]
    assert (told["found"], pd.isna(told["cause"])) == ("unknown", True)


def signals(*some):
    usual = {"indicator": "answered_in_time", "subject_kind": "unit", "as_of": "2026-W46",
             "method": "exact", "concern": False, "last": 0.9}  # fmt: skip
    lines = pd.DataFrame([usual | dict(row) for row in some]).reindex(columns=list(SIGNALS))
    return lines.astype({n: DTYPES[c.kind] for n, c in SIGNALS.items()})


WORSE = {"concern": True, "since": "2026-W44", "recent": 0.7, "recent_n": 31, "baseline": 0.92}


def test_a_worsening_is_a_concern_of_the_own_weeks_and_too_few_weeks_are_unknown():
    weeks = signals({"subject_id": "a"} | WORSE, {"subject_id": "b"},
                    {"subject_id": "c", "method": "thin"})  # fmt: skip
    seen = found_of(rule(kind="worsening"), sight(signals=weeks))
    assert seen == {"a": "bad", "b": "good", "c": "unknown"}


def test_a_worsening_carries_both_figures_and_the_monday_it_began():
    weeks = signals({"subject_id": "S"} | WORSE)
    told = conditions(rule(kind="worsening"), sight(signals=weeks)).iloc[0]
    assert told[["value", "target", "n"]].tolist() == [0.7, 0.92, 31]
    assert told["since"] == at("2026-10-26 00:00")


def sections(*values, n=40):
    """Sections S0, S1, ... of one level with these shares of on-time answers."""
    units = frame("units", {"unit_id": "D", "name": "D", "level": "office"},
                  *({"unit_id": f"S{i}", "name": "S", "parent": "D", "level": "section"}
                    for i in range(len(values))))  # fmt: skip
    some = scores(*({"subject_id": f"S{i}", "value": v, "n": n} for i, v in enumerate(values)))
    return sight(frames={"units": units}, scores=some)


OUTLIER = rule(kind="outlier")


def test_a_unit_far_below_its_peers_stands_out_and_one_far_above_is_none_of_our_business():
    seen = found_of(OUTLIER, sections(*[0.9] * 9, 0.3, 1.0))
    assert [s for s, what in seen.items() if what == "bad"] == ["S9"]
    assert seen["S10"] == "good"


def test_few_cases_do_not_stand_out_and_few_peers_are_not_compared():
    few = sections(*[0.9] * 8, 0.4, n=5)
    assert set(found_of(OUTLIER, few).values()) <= {"good", "between"}
    assert set(found_of(OUTLIER, sections(0.9, 0.9, 0.9, 0.1)).values()) == {"unknown"}


def test_one_that_is_no_longer_named_is_good_only_once_it_is_ordinary():
    shares = {0.7: "bad", 0.75: "between", 0.85: "good"}  # of 40 cases, among nineteen of 0.9
    found_ = [found_of(OUTLIER, sections(*[0.9] * 19, share))["S19"] for share in shares]
    assert found_ == list(shares.values())


def test_an_outlier_names_what_is_usual():
    told = conditions(OUTLIER, sections(*[0.9] * 9, 0.3)).set_index("subject_id")
    assert told.loc["S9", "target"] == pytest.approx((9 * 0.9 + 0.3) / 10)


def test_persons_are_compared_with_those_of_their_office():
    two = [{"unit_id": o, "name": o, "level": "office"} for o in ("D", "E")]
    staff = [f"D{i}" for i in range(6)] + [f"E{i}" for i in range(4)]
    here = people(*({"person_id": p, "unit": p[0]} for p in staff))
    lines = scores(*({"subject_kind": "person", "subject_id": p, "n": 60} for p in staff))
    seen = sight(frames={"units": frame("units", *two), "people": here}, scores=lines)
    told = found_of(rule(kind="outlier", subjects=("person",)), seen)
    assert [told["D0"], told["E0"]] == ["good", "unknown"]  # four peers are too few


def test_all_rules_together_find_what_each_finds_alone_and_those_switched_off_nothing():
    seen = sight(scores=scores({"value": 0.1}), sources=sources(surveys="2026-11-10 09:00"))
    both = rules(rule(), SILENT, rule("off", on=False))
    assert found(both, seen)["rule"].tolist() == ["late", "silent"]
    assert found({}, seen).empty
