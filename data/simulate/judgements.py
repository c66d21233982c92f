"""How persons are judged by others: feedback on behaviour, and official ratings."""

import numpy as np
import pandas as pd

from data.simulate.hours import workdays
from data.simulate.names import numbered
from data.simulate.office import Office
from scoring.shapes.codes import BERAKHLAK

ROLES = ("leader", "peer", "subordinate", "stakeholder", "self")
ROLE_SHARES = (0.35, 0.35, 0.1, 0.15, 0.05)
KINDNESS = np.array([-0.01, 0.02, -0.03, -0.05, 0.25])
"""How much better than the whole each role judges; oneself the best."""
REMARKS, WATCHED = 7, 45
"""Remarks a person, and of those whose behaviour changes."""
HARSHNESS = 0.3
"""How much worse those whom the unit that treats people badly serves judge it."""
LEVELS = ("below", "meets", "above")
PREDICATES = (
    ("Sangat Kurang", "Butuh Perbaikan", "Butuh Perbaikan"),
    ("Kurang", "Baik", "Baik"),
    ("Kurang", "Baik", "Sangat Baik"),
)
"""Predicates as the rating authority would write them, by results and behaviour, each low first."""
QUARTERS = 3


def feedback_of(office: Office) -> pd.DataFrame:
    """Seven remarks or so a person over the whole history, more of those who change."""
    rng, people = office.rng("feedback"), office.people
    days = workdays(office.calendar, office.months[-1], pd.Timestamp(office.today))
    row = np.repeat(np.arange(len(people)), _how_many(office, rng))
    place = rng.integers(0, len(days), len(row))
    day = days.iloc[place].reset_index(drop=True)
    role, value = rng.choice(5, len(row), p=ROLE_SHARES), rng.choice(BERAKHLAK, len(row))
    lift = KINDNESS[role] + _conduct(office, row, place / len(days), role)
    chance = rng.random(len(row)) - lift
    minute = pd.to_timedelta(rng.integers(480, 960, len(row)), unit="min")
    found = pd.DataFrame(
        {
            "person": people["person_id"].to_numpy()[row],
            "given_at": office.calendar.start_of(day) + minute,
            "value": value,
            "giver_role": np.array(ROLES)[role],
            "level": np.select([chance > 0.92, chance < 0.22], ["below", "above"], "meets"),
        }
    )
    found = found[people["active_from"].to_numpy()[row] <= day.to_numpy()]
    return found.assign(feedback_id=numbered("UB", len(found), width=5))


def _how_many(office: Office, rng: np.random.Generator) -> np.ndarray:
    changing = [*office.whom("feedback_falls"), *office.whom("feedback_rises")]
    usual = rng.poisson(REMARKS, len(office.people))
    return np.where(office.people["person_id"].isin(changing), WATCHED, usual)


def _conduct(office: Office, row: np.ndarray, gone: np.ndarray, role: np.ndarray) -> np.ndarray:
    """How each person was seen when so much of the year had ``gone``, by somebody in ``role``."""
    person = office.people["person_id"].iloc[row]
    falling, rising = (
        person.isin(office.whom(kind)).to_numpy() for kind in ("feedback_falls", "feedback_rises")
    )
    usual = office.people["conduct"].to_numpy()[row]
    harsh = office.people["unit"].isin(office.whom("treats_badly")).to_numpy()[row]
    usual = usual - HARSHNESS * (harsh & (role == ROLES.index("stakeholder")))
    return np.select([falling, rising], [0.2 - 0.7 * gone, -0.4 + 0.7 * gone], usual)


def ratings_of(office: Office) -> pd.DataFrame:
    """The official ratings of the last quarters before the one of ``office.today``."""
    last = pd.Timestamp(office.today).to_period("Q") - 1
    rated = [_rated(office, last - n, apart=n == 0) for n in reversed(range(QUARTERS))]
    return pd.concat(rated, ignore_index=True)


def _rated(office: Office, quarter: pd.Period, *, apart: bool) -> pd.DataFrame:
    people = office.people[office.people["supervisor"] != ""]
    rated = people[people["active_from"] < quarter.start_time]
    results, behaviour = _levels(rated, office.rng("ratings", quarter.year, quarter.quarter))
    if apart:
        raised, lowered = (
            rated["person_id"].isin(office.whom(kind)).to_numpy()
            for kind in ("rated_above_figures", "rated_below_figures")
        )
        results = np.select([raised, lowered], [2, 0], results)
        behaviour = np.select([raised, lowered], [2, 1], behaviour)
    return pd.DataFrame(
        {
            "rating_id": f"NILAI-{quarter.year}{quarter.quarter}-" + rated["person_id"],
            "person": rated["person_id"],
            "period": f"{quarter.year}-Q{quarter.quarter}",
            "results": np.array(LEVELS)[results],
            "behaviour": np.array(LEVELS)[behaviour],
            "predicate": np.array(PREDICATES)[results, behaviour],
            "rated_by": rated["supervisor"],
            "rated_on": quarter.end_time.normalize() + pd.Timedelta(days=12),
        }
    )


def _levels(rated: pd.DataFrame, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Results as the figures are, behaviour as others see it; now and then a little otherwise."""
    drive = rated["coverage"].to_numpy() + rng.normal(0, 0.015, len(rated))
    results = np.select([rated["low"], drive > 0.95], [0, 2], 1)
    conduct = rated["conduct"].to_numpy() + rng.normal(0, 0.03, len(rated))
    return results, np.select([conduct < -0.2, conduct > 0.07], [0, 2], 1)
