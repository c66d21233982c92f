"""What others say: satisfaction surveys of the public, feedback on behaviour."""

import numpy as np
import pandas as pd

from data.simulate.hours import workdays
from data.simulate.office import Office
from scoring.shapes import BERAKHLAK

MONTHLY = 320
SERVICES = ("Izin usaha", "Izin bangunan", "Izin praktik", "Konsultasi", "Informasi", "Pengaduan")
ELEMENTS = tuple(f"u{i}" for i in range(1, 10))
EASE = np.array([0.05, 0.0, -0.2, 0.35, 0.05, 0.1, 0.12, -0.1, 0.2])
"""How much better or worse than the whole each element is usually judged."""
ROLES = ("leader", "peer", "subordinate", "stakeholder", "self")


def month_of_surveys(office: Office, month: pd.Timestamp) -> pd.DataFrame:
    """Answer sheets of the month, before ``office.today``."""
    rng = office.rng("surveys", month.year, month.month)
    end = min(month + pd.DateOffset(months=1), pd.Timestamp(office.today))
    days = workdays(office.calendar, month, end)
    taken = days.iloc[np.sort(rng.integers(0, len(days), _how_many(days, rng)))].reset_index(
        drop=True
    )
    minutes = np.clip(rng.normal(11.5, 2, len(taken)), 8, 16) * 60
    moments = office.calendar.start_of(taken) + pd.to_timedelta(minutes.round(), unit="min")
    sheets = answer_sheets(office, moments, rng)
    return sheets.assign(survey_id=[f"SKM-{month:%Y%m}-{n:05d}" for n in range(len(sheets))])


def _how_many(days: pd.Series, rng: np.random.Generator) -> int:
    return int(rng.poisson(MONTHLY / 20 * len(days)))


def answer_sheets(office: Office, moments: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """One sheet per moment; answers 1-4 around the unit's grade, a few of them invalid."""
    count = len(moments)
    load = np.where(office.units["load"] > 1, office.units["load"], 0)
    place = rng.choice(len(office.units), count, p=load / load.sum())
    mood = office.units["grade"].to_numpy()[place][:, None] + EASE + rng.normal(0, 0.35, (count, 1))
    marks = (
        np.clip(np.round(mood + rng.normal(0, 0.5, (count, 9))), 1, 4).astype(int).astype(object)
    )
    marks[rng.random(marks.shape) < 0.002] = ""
    marks[rng.random(marks.shape) < 0.0005] = 5
    return pd.DataFrame(marks, columns=list(ELEMENTS)).assign(
        unit=office.units["unit_id"].to_numpy()[place],
        service=rng.choice(SERVICES, count),
        taken_at=moments.to_numpy() if moments.dt.tz is None else pd.Series(moments.array),
    )


def feedback_of(office: Office) -> pd.DataFrame:
    """About seven remarks a person over the whole history."""
    rng = office.rng("feedback")
    people, days = (
        office.people,
        workdays(office.calendar, office.months[-1], pd.Timestamp(office.today)),
    )
    row = np.repeat(np.arange(len(people)), rng.poisson(7, len(people)))
    day = days.iloc[rng.integers(0, len(days), len(row))].reset_index(drop=True)
    served = people["active_from"].to_numpy()[row] <= day.to_numpy()
    row, day = row[served], day[served].reset_index(drop=True)
    lift = np.where(people["low"], -0.25, rng.normal(0, 0.08, len(people)))[row]
    chance = rng.random(len(row)) - lift
    return pd.DataFrame(
        {
            "feedback_id": [f"UB-{n:05d}" for n in range(len(row))],
            "person": people["person_id"].to_numpy()[row],
            "given_at": office.calendar.start_of(day)
            + pd.to_timedelta(rng.integers(480, 960, len(row)), unit="min"),
            "value": rng.choice(BERAKHLAK, len(row)),
            "giver_role": rng.choice(ROLES, len(row), p=(0.35, 0.35, 0.1, 0.15, 0.05)),
            "level": np.select([chance > 0.92, chance < 0.22], ["below", "above"], "meets"),
        }
    )
