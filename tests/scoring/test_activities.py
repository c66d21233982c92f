"""Activities: minutes by status, faults of the data, and what a source can tell.

November 2026; P serves in S, under supervisor V. Working days of 450 minutes.
"""

import pandas as pd
import pytest

from scoring.activities import activity_days, activity_lines
from scoring.indicators import activity as measured
from scoring.snapshot import take
from tests.scoring.builders import activities, frame, look, months, of, people, reasons

SATURDAY = "2026-11-07 09:00"  # five complete working days
SEEN = people({"person_id": "P", "supervisor": "V"}, {"person_id": "V"})


def lines(*rows, now=SATURDAY, **more):
    return activity_lines(look(now, activities=activities(*rows), **more))


def from_to(start, end, **more):
    return {"start": f"2026-11-02 {start}", "end": f"2026-11-02 {end}"} | more


def minutes(*rows):
    found = lines(*rows)
    return {c: found[c].sum() for c in ("reported", "approved", "overlapping")}


@pytest.mark.parametrize(
    ("rows", "counted", "overlapping"),
    [
        pytest.param([from_to("08:00", "10:00"), from_to("10:00", "11:00")], 180, 0, id="touching"),
        pytest.param([from_to("08:00", "10:00"), from_to("09:00", "11:00")], 180, 1, id="in part"),
        pytest.param([from_to("08:00", "10:00"), from_to("08:00", "10:00")], 120, 1, id="twice"),
        pytest.param(
            [from_to("08:00", "12:00"), from_to("09:00", "10:00"), from_to("10:30", "11:00")],
            240, 2, id="two within one",
        ),
        pytest.param(
            [from_to("08:00", "12:00"), from_to("09:00", "10:00"), from_to("11:00", "13:00")],
            300, 2, id="one still running when a third begins",
        ),
        pytest.param(
            [from_to("08:00", "10:00"), from_to("08:00", "10:00", person="Q")], 240, 0,
            id="of two persons",
        ),
        pytest.param(
            [from_to("08:00", "10:00", minutes=60), from_to("09:00", "11:00", minutes=60)],
            90, 1, id="effective minutes: the share that overlaps",
        ),
    ],
)  # fmt: skip
def test_what_overlaps_is_counted_once(rows, counted, overlapping):
    assert minutes(*rows) == {"reported": counted, "approved": counted, "overlapping": overlapping}
    assert minutes(*reversed(rows))["reported"] == counted


def test_what_was_refused_and_entered_anew_takes_nothing_away():
    refused, anew = from_to("08:00", "10:00", status="rejected"), from_to("08:00", "10:00")
    assert minutes(refused, anew) == {"reported": 120, "approved": 120, "overlapping": 0}


def test_what_waits_does_not_push_out_what_is_approved():
    waiting, approved = from_to("08:00", "10:00", status="pending"), from_to("09:00", "10:00")
    assert minutes(waiting, approved) == {"reported": 120, "approved": 60, "overlapping": 1}


FAULTY = [
    pytest.param([from_to("10:00", "08:00", minutes=60)], ["end_before_start"], id="backwards"),
    pytest.param([from_to("08:00", "08:00")], ["no_minutes"], id="no time at all"),
    pytest.param([{"minutes": 0}], ["no_minutes"], id="no minutes"),
    pytest.param([{"minutes": 1440}], [None], id="all of a day"),
    pytest.param([{"minutes": 1440.5}], ["over_24h"], id="more than a day"),
    pytest.param(
        [{"minutes": 1000}, {"minutes": 441}], ["day_over_24h"] * 2, id="more than a day in all"
    ),
    pytest.param([{"minutes": 1000}, {"minutes": 440}], [None, None], id="a day in all"),
    pytest.param([{"minutes": 1000}, {"minutes": 441, "person": "Q"}], [None, None], id="of two"),
    pytest.param(
        [{"minutes": 1500}, {"minutes": 60}], ["over_24h", None], id="one fault does not spread"
    ),
    pytest.param(
        [from_to("00:00", "20:00"), from_to("01:00", "21:00")], [None, None],
        id="overlapping hours are no second day",
    ),
    pytest.param([{}], [None], id="minutes nobody tells"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "faults"), FAULTY)
def test_what_cannot_be_is_a_fault_of_the_data(rows, faults):
    found = lines(*rows)
    assert [None if pd.isna(fault) else fault for fault in found["fault"]] == faults
    assert (found.loc[found["fault"].notna(), "reported"] == 0).all()


def test_a_day_to_come_is_a_fault_only_if_it_is_known_to_be_recorded():
    before = {"day": "2026-11-20", "recorded_at": "2026-11-06 15:00", "minutes": 60}
    later = {"day": "2026-11-20", "minutes": 60}
    assert lines(before, later)["fault"].tolist() == ["future"]
    assert lines(before, later, now="2026-11-20 17:00")["fault"].isna().all()


def test_what_is_recorded_after_now_is_not_there_yet():
    row = {"minutes": 60, "recorded_at": "2026-11-09 08:00"}
    assert lines(row).empty
    assert len(lines(row, now="2026-11-09 08:01")) == 1


def test_a_decision_after_now_has_not_been_made():
    row = {"minutes": 60, "verified_at": "2026-11-09 08:00"}
    assert lines(row)["pending"].tolist() == [60]


def test_an_activity_without_a_unit_is_of_the_persons_own():
    whole = look(activities=activities({"minutes": 60, "unit": None}), people=SEEN)
    assert of(measured.activities_recorded(whole), "S")["value"] == 1


STATUSES = [{"minutes": 100, "status": s} for s in ("approved", "pending", "rejected", "unknown")]


def share(indicator, *rows, now=SATURDAY, who="P", **more):
    return of(indicator(look(now, activities=activities(*rows), people=SEEN, **more)), who)


def test_pending_is_neither_zero_nor_refused():
    approved = share(measured.approved_minutes_share, *STATUSES)
    assert (approved["value"], approved["n"]) == (0.0, 4)  # of the four other days
    assert share(measured.reported_minutes_share, *STATUSES)["value"] == pytest.approx(400 / 2250)
    pending = share(measured.pending_share, *STATUSES)  # of one it is not known
    assert (pending["value"], pending["n"]) == (pytest.approx(1 / 3), 3)
    refused = share(measured.refused_share, *STATUSES)
    assert (refused["value"], refused["n"]) == (0.5, 2)


def test_what_is_left_out_of_approved_minutes_says_why():
    rows = [*STATUSES[:3], {"minutes": 10, "day": "2026-11-07"}, {"minutes": 1500}]
    behind = measured.approved_minutes_share(
        look(SATURDAY, activities=activities(*rows), people=SEEN)
    ).behind
    assert reasons(behind(), ("person", "P")) == [
        "day_pending",
        "over_24h",
        "pending",
        "refused",
        "today",
    ]


def test_where_verification_is_not_recorded_nothing_is_pending():
    row = {"minutes": 60, "status": "pending", "status_tracked": False}
    found = share(measured.pending_share, row)
    assert (found["available"], found["n"]) == (False, 0)


def test_a_unit_of_which_nothing_is_known_has_no_figure_and_no_0():
    folk = people({"person_id": "P"}, {"person_id": "Q", "unit": "B2"}, {"person_id": "R"})
    whole = look(SATURDAY, activities=activities({"minutes": 450}), people=folk)
    facts = measured.approved_minutes_share(whole)
    told = [of(facts, who)["available"] for who in ("P", "Q", "R", "B2", "D")]
    assert told == [True, False, True, False, True]
    assert of(facts, "R")["value"] == 0.0
    assert of(facts, "D")["value"] == pytest.approx(450 / 4500)  # P and R, not Q


def test_whose_source_records_no_verification_is_not_held_to_it():
    rows = ({"minutes": 450}, {"minutes": 450, "person": "V", "status_tracked": False})
    found = share(measured.approved_minutes_share, *rows, who="V")
    assert (found["available"], found["n"]) == (False, 0)
    assert share(measured.reported_minutes_share, *rows, who="V")["value"] == 0.2
    assert share(measured.approved_minutes_share, *rows, who="S")["value"] == 0.2  # P alone


def test_months_before_the_source_began_are_no_zeros():
    two = months("2026-11", "2026-10")
    whole = look(SATURDAY, *two, activities=activities({"minutes": 450}), people=SEEN)
    facts = measured.approved_minutes_share(whole)
    assert [of(facts, "P", p.name)["available"] for p in two] == [True, False]


def test_activities_per_day_of_service():
    row = {"person": "P", "first_day": "2026-11-03", "last_day": "2026-11-03", "kind": "leave"}
    found = share(measured.activities_per_day, {}, {}, {}, absences=frame("absences", row))
    assert (found["value"], found["n"]) == (0.75, 4)


MANY = [
    from_to("08:00", "10:00", recorded_at="2026-11-02 16:00", verified_at="2026-11-03 09:00"),
    from_to("09:00", "11:00", status="pending", recorded_at="2026-11-09 16:00"),
    from_to("11:00", "12:00", status="pending", recorded_at="2026-11-02 16:00"),
    {"day": "2026-11-05", "minutes": 90, "status": "rejected", "unit": "B2"},
    {"day": "2026-11-05", "minutes": 30, "person": "V", "recorded_at": "2026-11-12 16:00"},
    {"day": "2026-10-05", "minutes": 400, "verified_at": "2026-10-05 17:00"},
    {"day": "2026-10-05", "minutes": 1500},
    {"day": "2026-11-16", "minutes": 40},
    {"day": "2026-11-01", "minutes": 20, "recorded_at": "2026-11-01 07:00"},
]


@pytest.mark.parametrize("now", ["2026-11-16 12:00", "2026-11-30 12:00", "2026-11-01 08:00"])
@pytest.mark.parametrize("names", [("2026-11",), ("2026-11", "2026-10")])
def test_the_lines_of_a_day_ready_made_give_the_same_scores(now, names):
    whole = look(now, *months(*names), activities=activities(*MANY), people=SEEN)
    ready = {k: v for k, v in whole.frames.items() if k != "activities"}
    days = look(now, *months(*names), **(ready | {"activity_days": activity_days(whole)}))
    assert take(whole).to_csv() == take(days).to_csv()
