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
    ends = _ends(silences).reset_index(drop=True)
    return ends.reindex(_last(alerts, silences, ancestors, now)).set_axis(alerts.index)


def silence_of(
    alerts: pd.DataFrame, silences: pd.DataFrame, ancestors: pd.DataFrame, now: pd.Timestamp
) -> pd.Series:
    """silence_id of the silence that ends last for each alert, of those that last at ``now``.

    Missing: it is not silenced. ``silences`` with silence_id, else as for ``silenced_until``.
    """
    lasting = silences[_ends(silences) > now]
    numbers = lasting["silence_id"].reset_index(drop=True)
    last = _last(alerts, lasting, ancestors, now)
    return numbers.reindex(last).set_axis(alerts.index).astype("Int64")


def _ends(silences: pd.DataFrame) -> pd.Series:
    """When each silence ends: at its time, or when somebody ended it."""
    until, ended = silences["until"], silences["ended_at"]
    return until.where(~(ended < until), ended).astype(DTYPES["moment"])


def _last(
    alerts: pd.DataFrame, silences: pd.DataFrame, ancestors: pd.DataFrame, now: pd.Timestamp
) -> pd.Series:
    """The place of the silence that ends last, of those that have begun; missing: none has."""
    found: pd.Series = pd.Series(np.nan, index=alerts.index)
    begun = (silences["since"] <= now).to_numpy(dtype=bool)
    order = _ends(silences).reset_index(drop=True).sort_values(kind="stable").index
    for place in order[begun[order]]:
        named = silences.iloc[place][list(NAMES)].dropna()
        found[_named(alerts, named, ancestors)] = place
    return found


def _named(alerts: pd.DataFrame, named: pd.Series, ancestors: pd.DataFrame) -> Flags:
    """Which alerts have all that a silence names."""
    found = np.ones(len(alerts), dtype=bool)
    for name, value in named.items():
        under = ancestors.loc[ancestors["ancestor"] == value, "unit"]
        wanted = [value, *under] if name == "unit" else [value]
        found &= alerts[name].isin(wanted).to_numpy(dtype=bool)
    return found
