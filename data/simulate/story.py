"""What the invented office has to show, and who shows it, so that tests and pictures find it.

Everything that is not a sign here stays as it is all along, but for chance and season.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.simulate.units import HARSH, IMPROVING, WEAK_IN_TIME, WORSENING

FALLING = 63
"""Days since which the falling unit and the falling officer have been falling: nine weeks."""
BACKLOG = 42
"""Days since which one supervisor has hardly verified anything."""


@dataclass(frozen=True)
class Sign:
    """Something that is to be seen in the scores of one subject.

    ``kind``: a key of WHAT. ``subject_kind``: as in scores (unit, person, programme). ``since``:
    the day it began; None: all along.
    """

    kind: str
    subject_kind: str
    subject_id: str
    since: date | None = None

    @property
    def what(self) -> str:
        """What is to be seen, in a sentence."""
        return WHAT[self.kind]


WHAT = {
    "on_time_falls": "first answers in time fall from about nine of ten to a third or so",
    "on_time_rises": "first answers come faster from month to month, all year",
    "weak_in_time": "element U3 (time of completion) of its surveys is far below its others",
    "reach_without_conduct": "outcomes are reached, satisfaction is low, complaints are late",
    "treats_badly": "gives the service of that programme: late answers, low satisfaction (U7, U8)",
    "performance_falls": "reports half as much as before, more is refused, answers come late",
    "mass_closing": "some twenty complaints closed within eight minutes, unanswered; some reopened",
    "bulk_recording": "records three weeks of activities within minutes, one to four weeks later",
    "verification_backlog": "hardly verifies what the unit records any more",
    "near_threshold": "absent without reason (with minutes late) close to a step of PP 94/2021",
    "feedback_falls": "feedback on behaviour goes from above to below what is expected",
    "feedback_rises": "feedback on behaviour goes from below to above what is expected",
    "rated_below_figures": "the official rating is lower than the figures indicate",
    "rated_above_figures": "the official rating is higher than the figures indicate",
    "moved_mid_month": "served in two units in one month",
}
"""What each kind of sign is."""

PLACES = (
    ("performance_falls", "Seksi Kebijakan dan Penyuluhan Layanan"),
    ("mass_closing", WORSENING),
    ("bulk_recording", "Subbagian Umum dan Kepegawaian"),
    ("near_threshold", "Seksi Sarana Promosi"),
    ("near_threshold", "Seksi Pengawasan Penanaman Modal"),
    ("feedback_falls", "Seksi Loket dan Informasi"),
    ("feedback_rises", "Subbagian Program dan Hubungan Masyarakat"),
)
"""In which unit each person of the story sits; where no one else fits, it is the unit's head."""
VERIFIER = "Seksi Aplikasi Perizinan"
PROGRAMME = "umkm"


def signs_of(units: pd.DataFrame, people: pd.DataFrame, today: date) -> tuple[Sign, ...]:
    """The story of the office; nobody who is in it once is in it twice."""
    code = units.set_index("name")["unit_id"]
    fallen = today - timedelta(days=FALLING)
    signs = [
        Sign("on_time_falls", "unit", code[WORSENING], fallen),
        Sign("on_time_rises", "unit", code[IMPROVING]),
        Sign("weak_in_time", "unit", code[WEAK_IN_TIME]),
        Sign("reach_without_conduct", "programme", PROGRAMME),
        Sign("treats_badly", "unit", code[HARSH]),
        *_persons(code, people, fallen, today - timedelta(days=BACKLOG)),
    ]
    taken = {sign.subject_id for sign in signs}
    return (*signs, *_misjudged(people[~people["person_id"].isin(taken)]), *_moved(people))


def _persons(code: pd.Series, people: pd.DataFrame, fallen: date, left: date) -> Iterator[Sign]:
    steady = people[_steady(people) | people["head"]]
    for kind, place in PLACES:
        pns = steady["kind"] == "pns"
        here = steady[(steady["unit"] == code[place]) & (pns | (kind != "near_threshold"))]
        person = here.sort_values("head", kind="stable")["person_id"].iloc[0]
        yield Sign(kind, "person", person, fallen if kind == "performance_falls" else None)
    head = people[people["head"] & (people["unit"] == code[VERIFIER])]
    yield Sign("verification_backlog", "person", head["person_id"].iloc[0], left)


def _steady(people: pd.DataFrame) -> pd.Series:
    """Staff with nothing special about them, here all year and full-time."""
    special = people["head"] | people["low"] | people["bulk"] | people["moved_on"].notna()
    stayed = people["active_to"].isna() & ~people["late"]
    return stayed & ~special & (people["full_time"] == 1)


def _misjudged(people: pd.DataFrame) -> Iterator[Sign]:
    """Two who do well and one who does not, each rated otherwise in the last quarter."""
    ordered = people[_steady(people) | people["low"] & ~people["late"]].sort_values("coverage")
    ids = ordered["person_id"].to_list()
    yield Sign("rated_above_figures", "person", ids[0])
    yield from (Sign("rated_below_figures", "person", person) for person in ids[-2:])


def _moved(people: pd.DataFrame) -> Iterator[Sign]:
    middle = people[people["moved_on"].dt.day > 1]
    for person, day in zip(middle["person_id"], middle["moved_on"], strict=True):
        yield Sign("moved_mid_month", "person", person, day.date())


def fall(days_ago: "npt.NDArray[np.float64]", over: int) -> "npt.NDArray[np.float64]":
    """How far the fall had gone so many days ago: 0 before it began, 1 ``over`` days later."""
    return np.clip((FALLING - days_ago) / over, 0, 1)
