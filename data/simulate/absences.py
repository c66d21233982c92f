"""Who was away, and who came late: leave, sickness, travel, training, and what has no reason."""

import numpy as np
import pandas as pd

from data.simulate.names import numbered

LONGEST = {"leave": 5, "sick": 3, "duty_travel": 4, "training": 5, "unexcused": 1}
SHARES = (0.43, 0.2, 0.24, 0.126, 0.004)
AHEAD = 14
"""Days after the last that are already planned."""
OFTEN_LATE = 0.04
NEAR = ((5, 10), (2, 0))
"""Days without reason, and times late, of each person near a threshold (PP 94/2021: 7 and 3)."""


def absences_of(
    people: pd.DataFrame, days: pd.Series, near: list[str], rng: np.random.Generator
) -> pd.DataFrame:
    """About seven spells a person, and one late arrival. ``days``: working days so far."""
    found = pd.concat(
        [_spells(people, days, rng), _late(people, days, rng), *_near(days, near, rng)]
    )
    found = found.sort_values(["first_day", "person"], ignore_index=True)
    return found.assign(absence_id=numbered("ABS", len(found), width=5))


def _spells(people: pd.DataFrame, days: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    person = np.repeat(people["person_id"].to_numpy(), rng.poisson(7, len(people)))
    kinds = rng.choice(list(LONGEST), len(person), p=SHARES)
    span = (days.iloc[-1] - days.iloc[0]).days + AHEAD
    first = days.iloc[0] + pd.to_timedelta(rng.integers(0, span, len(person)), unit="D")
    longest = pd.Series(kinds).map(LONGEST).to_numpy(dtype=float)
    last = first + pd.to_timedelta(np.floor(rng.random(len(person)) * longest), unit="D")
    return pd.DataFrame(
        {"person": person, "first_day": first, "last_day": last, "kind": kinds, "minutes": np.nan}
    )


def _late(people: pd.DataFrame, days: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """A few come late often, most hardly ever."""
    often = rng.random(len(people)) < OFTEN_LATE
    person = np.repeat(people["person_id"].to_numpy(), rng.poisson(np.where(often, 9, 0.9)))
    day = days.iloc[rng.integers(0, len(days), len(person))]
    return _late_on(person, day, _minutes(len(person), rng))


def _minutes(count: int, rng: np.random.Generator) -> np.ndarray:
    return np.clip(rng.lognormal(3.1, 0.7, count), 3, 180).round()


def _near(days: pd.Series, near: list[str], rng: np.random.Generator) -> list[pd.DataFrame]:
    """Days spread over the calendar year so far, and late arrivals that make up another one."""
    this_year = days[days.dt.year == days.iloc[-1].year]
    found = []
    for person, (away, late) in zip(near, NEAR, strict=True):
        count = min(away + late, len(this_year))
        chosen = this_year.iloc[np.sort(rng.choice(len(this_year), count, replace=False))]
        gone = rng.permutation(count) < away
        spells = _late_on(np.full(count, person), chosen, np.full(count, 50.0))
        found.append(
            spells.assign(
                kind=np.where(gone, "unexcused", "late"),
                minutes=spells["minutes"].mask(gone),
            )
        )
    return found


def _late_on(person: np.ndarray, day: pd.Series, minutes: np.ndarray) -> pd.DataFrame:
    on = day.to_numpy()
    return pd.DataFrame(
        {"person": person, "first_day": on, "last_day": on, "kind": "late", "minutes": minutes}
    )
