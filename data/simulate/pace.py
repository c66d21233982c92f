"""How slow units and officers are, and how that changed."""

import numpy as np
import pandas as pd

from data.simulate.office import Office
from data.simulate.story import fall

WORSE, WEAKER = 5.0, 3.0
"""How many times slower than usual the falling unit and the falling officer end up."""
RAMP, SLIDE = 14, 21
"""Days in which they fall."""


def slowness(office: Office, cases: pd.DataFrame) -> np.ndarray:
    """How many times slower than usual each case is answered: unit, officer, received."""
    ago = ((office.cutoff - cases["received"]).dt.total_seconds() / 86_400).to_numpy()
    units, falling = office.units.set_index("unit_id")["slowness"], office.whom("on_time_falls")
    usual = cases["unit"].map(units).to_numpy(dtype=float)
    rising = cases["unit"].isin(office.whom("on_time_rises"))
    pace = np.where(rising, np.clip(0.6 + ago / 130, 0.6, 3.2), usual)
    worse = cases["unit"].isin(falling) * fall(ago, RAMP) * (WORSE - 1)
    weaker = cases["officer"].isin(office.whom("performance_falls")) * fall(ago, SLIDE)
    return np.asarray(pace * (1 + worse) * (1 + weaker * (WEAKER - 1)))


def fallen(office: Office, person: np.ndarray, day: pd.Series) -> np.ndarray:
    """How far the performance of each person (row of people) had fallen on each day, 0-1."""
    falling = office.people["person_id"].isin(office.whom("performance_falls")).to_numpy()[person]
    ago = (pd.Timestamp(office.today) - day).dt.days.to_numpy(dtype=float)
    return np.asarray(falling * fall(ago, SLIDE))
