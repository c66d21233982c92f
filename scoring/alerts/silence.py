"""Silences: until when somebody has asked not to be told of an alert; it is shown all the same."""

import numpy as np
import pandas as pd

from scoring.columns import DTYPES
from scoring.timeline import Flags

NAMES = ("rule", "unit", "subject_kind", "subject_id")
"""What a silence may name; what it leaves out it does not ask for."""


def silenced_until(
    alerts: pd.DataFrame, silences: pd.DataFrame, ancestors: pd.DataFrame, now: pd.Timestamp
) -> pd.Series:
    """When the last silence that has begun for each alert ends, or ended; missing: none has.

    silences: rule, unit, subject_kind, subject_id (missing: any), since, until, ended_at (missing:
    nobody ended it early). ancestors: unit, ancestor; a silence of a unit holds for those below.
    """
    found: pd.Series = pd.Series(pd.NaT, index=alerts.index, dtype=DTYPES["moment"])
    begun = silences[silences["since"] <= now]
    end = begun["until"].where(~(begun["ended_at"] < begun["until"]), begun["ended_at"])
    for place, until in enumerate(end):
        named = begun.iloc[place][list(NAMES)].dropna()
        later = _named(alerts, named, ancestors) & ~(found >= until).to_numpy(dtype=bool)
        found[later] = until
    return found


def _named(alerts: pd.DataFrame, named: pd.Series, ancestors: pd.DataFrame) -> Flags:
    """Which alerts have all that a silence names."""
    found = np.ones(len(alerts), dtype=bool)
    for name, value in named.items():
        under = ancestors.loc[ancestors["ancestor"] == value, "unit"]
        wanted = [value, *under] if name == "unit" else [value]
        found &= alerts[name].isin(wanted).to_numpy(dtype=bool)
    return found
