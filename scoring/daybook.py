"""The days of one person: what was expected, what was recorded and approved, and why not."""

import pandas as pd

from scoring.activities import activity_lines
from scoring.look import Look
from scoring.service import AT_WORK, DAY, days_away, expected_on, unit_on

SUMS = {"entries": "entries", "reported": "reported", "approved": "approved",
        "refused": "refused", "waiting": "pending_n"}  # fmt: skip
COLUMNS = ("day", "workday", "expected", *SUMS, "absence", "late")


def daybook(look: Look, person: str, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """One line for each day from ``first`` to ``last`` (naive, both included), with COLUMNS.

    workday: the unit the person serves in works. expected: minutes, 0 on a day away with reason.
    entries, waiting: how many activities, and how many of them wait for verification. reported,
    approved, refused: minutes as the score counts them (scoring.activities). absence: kind of an
    absence that covers the day, missing if none. late: minutes late or left early.
    """
    days = pd.Series(pd.date_range(first, last, unit="us"), name="day")
    persons = pd.Series(person, index=days.index, dtype="str")
    unit = unit_on(look, persons, days)
    asked = pd.DataFrame({"person": persons, "unit": unit, "day": days})
    lines = activity_lines(look)
    lines = lines[lines["person"] == person].set_index("day")[list(SUMS.values())]
    sums = lines.groupby(level="day").sum().reindex(days, fill_value=0.0)
    absent, late = _absences(look, person)
    return pd.DataFrame(
        {
            "day": days,
            "workday": look.calendars.workdays_in(unit, days, days + DAY) > 0,
            "expected": expected_on(look, asked)["minutes"],
            **{name: sums[of].to_numpy() for name, of in SUMS.items()},
            "absence": days.map(absent),
            "late": days.map(late).fillna(0.0),
        }
    )


def _absences(look: Look, person: str) -> tuple[pd.Series, pd.Series]:
    """By day: the kind of absence (one with a reason before one without), and minutes late."""
    absences = look.rows("absences")
    mine = absences[absences["person"] == person].sort_values(
        "kind", key=lambda k: k == "unexcused"
    )
    kinds = mine.set_index("absence_id")["kind"]
    away = days_away(mine)
    short = mine[mine["kind"].isin(AT_WORK)]
    return (
        away.set_index("day")["absence_id"].map(kinds),
        short.groupby("first_day")["minutes"].sum(),
    )
