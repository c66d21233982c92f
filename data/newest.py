"""How new rows are: by the times they tell, or by when they came where they tell none."""

from zoneinfo import ZoneInfo

import pandas as pd

from data.scorer import DATED
from data.store.rows import Put
from scoring.columns import DTYPES
from scoring.shapes import SHAPES


def dated(frame: str) -> tuple[str, ...]:
    """The columns of ``frame`` that tell how new a row is; none: it is as new as its arrival."""
    since = SHAPES[frame].since
    named = [] if since is None else [since]
    return tuple(dict.fromkeys([*named, *(column for name, column in DATED if name == frame)]))


def newest_of(put: Put, frame: str, zone: ZoneInfo, now: pd.Timestamp) -> pd.Timestamp | None:
    """The newest time in kept rows (UTC): what is dated later than ``now`` came now at latest."""
    parts = [part for part in (put.added, put.after) if not part.empty]
    if not parts:
        return None
    names = [name for name in dated(frame) if any(name in part for part in parts)]
    if not names:
        return now.tz_convert("UTC")
    told = pd.DataFrame({n: [part[n].max() for part in parts if n in part] for n in names})
    newest = latest(told, zone).max()
    return None if pd.isna(newest) else min(newest, now.tz_convert("UTC"))


def latest(times: pd.DataFrame, zone: ZoneInfo) -> pd.Series:
    """The latest time of each row (UTC) among columns of moments, and of days, which begin."""
    empty = pd.Series(pd.NaT, index=times.index, dtype=DTYPES["moment"])
    return pd.DataFrame({"": empty} | _moments(times, zone)).max(axis=1).astype(DTYPES["moment"])


def _moments(times: pd.DataFrame, zone: ZoneInfo) -> dict[str, pd.Series]:
    """Every column as moments."""
    columns = {str(name): pd.to_datetime(column) for name, column in times.items()}
    return {
        name: (column.dt.tz_localize(zone) if column.dt.tz is None else column).dt.tz_convert("UTC")
        for name, column in columns.items()
    }
