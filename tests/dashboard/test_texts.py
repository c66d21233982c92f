"""Sentences, numbers and dates."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args, get_type_hints

import pytest

from dashboard.phrases import ONE, phrases
from dashboard.telling.parts import cases_of
from dashboard.telling.records import ORDER
from dashboard.texts import Texts
from scoring import discipline
from scoring.indicators import INDICATORS
from scoring.predicate import ORGANISATION_PREDICATES, Rule
from scoring.shapes import SHAPES, codes
from tests.dashboard.codes import reasons, told_by_word

RuleKind = get_type_hints(Rule)["kind"]
ID, EN = Texts("id", "Asia/Jakarta"), Texts("en", "Asia/Jakarta")


OF_DOCSTRINGS = ("meaning.", "unfair.", "unseen.")
"""What English takes from the docstrings themselves."""


def test_both_languages_have_the_same_phrases() -> None:
    own = {key for key in phrases("id") if not key.startswith(OF_DOCSTRINGS)}
    assert own == {key for key in phrases("en") if not key.endswith(ONE)}


def test_one_is_told_otherwise_than_many() -> None:
    assert EN("kpi.n_more", n=EN.number(1)) == "Based on 1 case"
    assert EN("kpi.n_more", n=EN.number(1000)) == "Based on 1,000 cases"
    assert ID("kpi.n_more", n=ID.number(1)).startswith("Berdasarkan 1 ")


def test_both_languages_put_in_the_same_values() -> None:
    import re

    holes = {
        k: [sorted(re.findall(r"{(\w+)}", phrases(lang)[k])) for lang in ("id", "en")]
        for k in phrases("en")
        if not k.endswith(ONE)
    }
    assert {k for k, (a, b) in holes.items() if a != b} == set()


@pytest.mark.parametrize(
    ("family", "codes"),
    [
        ("level", codes.UNIT_LEVELS),
        ("person_kind", codes.PERSON_KINDS),
        ("activity_status", codes.ACTIVITY_STATUSES),
        ("complaint_kind", codes.COMPLAINT_KINDS),
        ("complaint_status", codes.COMPLAINT_STATUSES),
        ("closer", codes.CLOSERS),
        ("berakhlak", codes.BERAKHLAK),
        ("rating_level", codes.LEVELS),
        ("giver_role", codes.GIVER_ROLES),
        ("target_aspect", codes.ASPECTS),
        ("pattern", codes.PATTERNS),
        ("absence_kind", codes.ABSENCE_KINDS),
        ("predicate", codes.PREDICATES),
        ("frame", tuple(SHAPES)),
        ("band", ("met", "at_risk", "missed", "thin", "stale", "none", "unavailable")),
        ("source_state", ("ok", "failing", "silent", "waiting")),
        ("role", ("leader", "manager", "staff", "admin", "wall")),
        ("organisation_predicate", ORGANISATION_PREDICATES),
        ("subject_kind", codes.SUBJECT_KINDS),
        ("aspect", tuple({i.aspect for i in INDICATORS.values()})),
        ("unit_name", tuple({i.unit for i in INDICATORS.values()})),
        ("direction", tuple({i.better for i in INDICATORS.values()})),
        ("method", tuple({f"family_{i.family or 'none'}" for i in INDICATORS.values()})),
        ("rule", tuple({rule for i in INDICATORS.values() for rule in i.rules})),
        ("limit_kind", (*codes.COMPLAINT_KINDS, "default")),
        (
            "discipline_step",
            (*(step.code for step in discipline.STEPS), discipline.Table().run.code),
        ),
        ("discipline_step", ("none", "not_applicable")),
        ("indicator", tuple(INDICATORS)),
        ("short", tuple(INDICATORS)),
        ("meaning", tuple(INDICATORS)),
        ("hit", tuple(i.id for i in INDICATORS.values() if told_by_word(i))),
        ("miss", tuple(i.id for i in INDICATORS.values() if told_by_word(i))),
        ("left_out", tuple(reasons())),
        ("basis", ("over", "thin", "no_spread", "weeks", "share")),
        ("reading", ("both", "reach_without_conduct", "conduct_without_reach", "neither")),
        ("note", ("too_small", "organisation_unrated", *get_args(RuleKind))),
        ("why", ("flag_low", "flag_high", "gap_higher", "gap_lower", "gap_neither")),
        ("mark", ORDER),
    ],
)
def test_every_code_has_a_name(family: str, codes: tuple[str, ...]) -> None:
    for code in codes:
        assert f"{family}.{code}" in phrases("id"), code


def test_reasons_are_found_where_they_are_made() -> None:
    assert reasons() >= {
        "archived",
        "inherited",
        "unheard",
        "today",
        "not_over",
        "end_before_start",
    }


def test_every_indicator_counts_something_that_has_a_name() -> None:
    for info in INDICATORS.values():
        assert cases_of(info.id, info.frame, ID), info.id


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert ID.code("indicator", "mystery") == "mystery"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (ID.number(1234.5, 1), "1.234,5"),
        (EN.number(1234.5, 1), "1,234.5"),
        (ID.share(0.873), "87,3%"),
        (ID.share(0.8725), "87,3%"),
        (ID.share(None), "–"),
        (ID.number(-0.04, 1), "0,0"),
        (ID.plain(7.5), "7,5"),
        (ID.plain(3.0), "3"),
        (ID.plain(0.11), "0,11"),
        (ID.difference(0.043, "share"), "4,3 poin persentase"),
        (ID.difference(24.0, "hours"), "1 hari"),
        (ID.share(float("nan")), "–"),
        (ID.hours(51.0), "2 hari 3 jam"),
        (ID.hours(0.0), "0 mnt"),
        (ID.minutes(450.0), "7 jam 30 mnt"),
        (ID.working_left(3 * 450 + 120), "3 HK 2 jam lagi"),
        (ID.working_left(-450), "terlambat 1 HK"),
        (EN.working_left(-450), "1 WD late"),
        (ID.working_left(None), "tanpa tenggat"),
        (ID.moment(datetime(2026, 11, 24, 7, 5, tzinfo=UTC)), "24 Nov 2026 14:05 WIB"),
        (
            Texts("id", "Asia/Jayapura").moment(datetime(2026, 8, 1, 0, 5, tzinfo=UTC)),
            "1 Agu 2026 09:05 WIT",
        ),
        (ID.day(date(2026, 11, 24), weekday=True), "Selasa, 24 November 2026"),
        (ID.lag(timedelta(seconds=42)), "42 dtk"),
        (ID.lag(timedelta(hours=26)), "1 hari 2 jam"),
        (ID.period("2026-11"), "November 2026"),
        (ID.period("2026-Q4"), "Triwulan IV 2026"),
        (ID.period("2026"), "Tahun 2026"),
        (ID.period("all"), "Seluruh waktu"),
        (EN.period("2026-08", short=True), "Aug 2026"),
    ],
)
def test_values_are_written_the_way_the_office_writes(said: str, expected: str) -> None:
    assert said == expected


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.8996, "89,96%"), (0.89996, "89,996%"), (0.9, "90,0%"), (0.9004, "90,04%"), (0.85, "85,0%")],
)
def test_a_share_is_never_rounded_onto_a_target_that_it_is_not(value: float, shown: str) -> None:
    assert Texts("id", "Asia/Jakarta").value(value, "share", 0.9) == shown
