"""Working time for whole columns, and times written as an agency's export writes them."""

import numpy as np
import pandas as pd

from scoring.calendar import Calendar

MINUTE = pd.Timedelta(minutes=1)
HOURS = np.array([f"{h:02d}:{m:02d}" for h in range(24) for m in range(60)], dtype=object)
SECONDS = np.array([f":{s:02d}" for s in range(60)], dtype=object)


def lognormal(
    median: "float | np.ndarray", spread: float, count: int, rng: np.random.Generator
) -> np.ndarray:
    """Positive random numbers around ``median``, with a long tail."""
    return np.asarray(median * np.exp(rng.normal(0.0, spread, count)))


def after(calendar: Calendar, moments: pd.Series, minutes: "np.ndarray | pd.Series") -> pd.Series:
    """The moment at which ``minutes`` of working time after ``moments`` are used up."""
    return calendar.after_minutes(
        moments, pd.Series(np.asarray(minutes, dtype=float), index=moments.index)
    )


def begun(calendar: Calendar, moments: pd.Series, minutes: "np.ndarray | pd.Series") -> pd.Series:
    """As ``after``, but at closing time it is already the next opening: for beginnings."""
    return after(calendar, moments, np.asarray(minutes, dtype=float) + 1) - MINUTE


def workdays(calendar: Calendar, first: pd.Timestamp, end: pd.Timestamp) -> pd.Series:
    """The working days from ``first`` (included) to ``end`` (excluded)."""
    days = pd.Series(pd.date_range(first, end, freq="D", inclusive="left", unit="us"))
    worked = calendar.workdays_in(days, days + pd.Timedelta(days=1)) > 0
    return days[worked].reset_index(drop=True)


class Writer:
    """Writes moments and days of one time zone as text; missing ones as an empty cell."""

    def __init__(self, zone: str) -> None:
        self.zone = zone

    def moment(self, moments: pd.Series) -> np.ndarray:
        """2026-11-24 09:15:00."""
        day, seconds, missing = self._parts(moments)
        text = _days(day, "%Y-%m-%d ") + HOURS[seconds // 60] + SECONDS[seconds % 60]
        return np.where(missing, "", text)

    def day(self, moments: pd.Series) -> np.ndarray:
        """24/11/2026, of moments or of days."""
        day, _, missing = self._parts(moments)
        return np.where(missing, "", _days(day, "%d/%m/%Y"))

    def hour(self, moments: pd.Series) -> np.ndarray:
        """09:15."""
        _, seconds, missing = self._parts(moments)
        return np.where(missing, "", HOURS[seconds // 60])

    def _parts(self, moments: pd.Series) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        local = pd.DatetimeIndex(moments)
        if local.tz is not None:
            local = local.tz_convert(self.zone).tz_localize(None)
        missing = np.asarray(local.isna())
        at = np.where(missing, 0, local.to_numpy().astype("datetime64[s]").astype(np.int64))
        return at // 86_400, at % 86_400, missing


def _days(day: np.ndarray, pattern: str) -> np.ndarray:
    """Each day number as text; every distinct day is formatted once."""
    distinct, place = np.unique(day, return_inverse=True)
    texts = pd.to_datetime(distinct, unit="D").strftime(pattern).to_numpy(dtype=object)
    return np.asarray(texts[place]) if len(day) else np.array([], dtype=object)
