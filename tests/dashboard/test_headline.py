"""The day in words: what is good, what is late and where, and what gets worse."""

from collections import Counter
from typing import Any

import pytest

from dashboard.telling.headline import Standing, lateness, verdict, worsening
from dashboard.texts import Texts

ID, EN = Texts("id", "Asia/Jakarta"), Texts("en", "Asia/Jakarta")


def standing(bands: dict[str, int], **more: Any) -> Standing:
    """November with so many goals in each band."""
    return Standing("2026-11", Counter(bands), **more)


GOOD = "Service in November 2026 is good"
VERDICTS = {
    "all goals are met": ({"met": 11}, (), f"{GOOD}: all 11 goals are met."),
    "some are missed, few enough to be named": (
        {"met": 5, "at_risk": 4, "missed": 2},
        ("Pace of SKP", "IKM"),
        f"{GOOD} on 5 of 11 goals; missed: pace of SKP and IKM; 4 are at risk.",
    ),
    "too many are missed to be named": (
        {"met": 1, "missed": 3},
        ("A", "B", "C"),
        f"{GOOD} on 1 of 4 goals; 3 missed.",
    ),
    "none is missed": (
        {"met": 9, "at_risk": 2},
        (),
        f"{GOOD} on 9 of 11 goals; 2 are at risk.",
    ),
    "some rest on too few cases or old data": (
        {"met": 8, "thin": 2, "stale": 1},
        (),
        f"{GOOD} on 8 of 11 goals; 1 without recent data; 2 with too few data.",
    ),
    "nothing rests on enough cases": (
        {"thin": 11},
        (),
        "There are too few data in November 2026 to judge service.",
    ),
    "sources are silent": (
        {"stale": 6, "thin": 5},
        (),
        "Service in November 2026 cannot be judged: its sources have sent nothing new.",
    ),
}


@pytest.mark.parametrize(("bands", "missed", "said"), VERDICTS.values(), ids=VERDICTS)
def test_the_headline_says_how_service_does_when(
    bands: dict[str, int], missed: tuple[str, ...], said: str
) -> None:
    assert verdict(standing(bands, missed=missed), EN) == said


def test_the_headline_speaks_formal_indonesian() -> None:
    shown = standing({"met": 4, "at_risk": 6, "missed": 1}, missed=("Pengaduan lewat tenggat",))
    assert verdict(shown, ID) == (
        "Pelayanan November 2026 baik pada 4 dari 11 sasaran; tidak tercapai: pengaduan lewat "
        "tenggat; 6 perlu perhatian."
    )


MARKS = {"missed": {"met": 9, "missed": 1}, "at_risk": {"met": 9, "at_risk": 1}, "met": {"met": 1},
         "thin": {"thin": 3}, "stale": {"stale": 1, "thin": 1}}  # fmt: skip


@pytest.mark.parametrize(("band", "bands"), MARKS.items(), ids=MARKS)
def test_the_mark_beside_the_headline_is_the_worst_of_the_goals(
    band: str, bands: dict[str, int]
) -> None:
    assert standing(bands).band == band


LATE = {
    "in several units": (
        {"A": 3, "B": 1_236},
        "1,239 complaints are past their limit to answer or to finish, the most in B (1,236).",
    ),
    "in one unit": (
        {"A": 3}, "3 complaints are past their limit to answer or to finish, all of them in A.",
    ),
    "nowhere": ({}, "No complaint is over its limit."),
    "in a period that is over": (None, None),
}  # fmt: skip


@pytest.mark.parametrize(("late", "said"), LATE.values(), ids=LATE)
def test_late_complaints_are_counted(late: dict[str, int] | None, said: str | None) -> None:
    assert lateness(standing({"met": 1}, late=late), EN) == said


def test_what_gets_worse_is_named_with_its_unit_and_the_rest_is_counted() -> None:
    worse = (("Complaints answered in time", "A"), ("SKP pace", "B"), ("X", "C"), ("Y", "D"))
    assert worsening(standing({"met": 1}, worse=worse), EN) == (
        "Worsening: complaints answered in time in A; SKP pace in B, and 2 more signs."
    )
    assert worsening(standing({"met": 1}, worse=worse[:1]), EN) == (
        "Worsening: complaints answered in time in A."
    )


def test_silence_about_the_weeks_is_not_called_good() -> None:
    assert worsening(standing({"met": 1}, worse=None), EN) is None
    assert worsening(standing({"met": 1}, worse=()), EN) == (
        "No unit gets worse against its own past."
    )
