"""Sentences, numbers and dates."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.texts import Texts, phrases
from scoring import shapes
from scoring.indicators import INDICATORS

ID, EN = Texts("id", "Asia/Jakarta"), Texts("en", "Asia/Jakarta")


def test_both_languages_have_the_same_phrases() -> None:
    assert set(phrases("id")) == set(phrases("en"))


def test_both_languages_put_in_the_same_values() -> None:
    import re

    holes = {
        k: [sorted(re.findall(r"{(\w+)}", phrases(lang)[k])) for lang in ("id", "en")]
        for k in phrases("id")
    }
    assert {k for k, (a, b) in holes.items() if a != b} == set()


@pytest.mark.parametrize(
    ("family", "codes"),
    [
        ("level", shapes.UNIT_LEVELS),
        ("person_kind", shapes.PERSON_KINDS),
        ("activity_status", shapes.ACTIVITY_STATUSES),
        ("complaint_kind", shapes.COMPLAINT_KINDS),
        ("complaint_status", shapes.COMPLAINT_STATUSES),
        ("closer", shapes.CLOSERS),
        ("berakhlak", shapes.BERAKHLAK),
        ("rating_level", shapes.LEVELS),
        ("giver_role", shapes.GIVER_ROLES),
        ("target_aspect", shapes.ASPECTS),
        ("pattern", shapes.PATTERNS),
        ("absence_kind", shapes.ABSENCE_KINDS),
        ("predicate", shapes.PREDICATES),
        ("frame", tuple(shapes.SHAPES)),
        ("band", ("met", "at_risk", "missed", "thin", "none", "unavailable")),
        ("source_state", ("ok", "failing", "waiting")),
        ("role", ("leader", "manager", "staff", "admin", "wall")),
        ("indicator", tuple(INDICATORS)),
        ("short", tuple(INDICATORS)),
        ("meaning", tuple(INDICATORS)),
    ],
)
def test_every_code_has_a_name(family: str, codes: tuple[str, ...]) -> None:
    for code in codes:
        assert f"{family}.{code}" in phrases("id"), code


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
