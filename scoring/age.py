"""How old figures are: when each source should have brought something newer, in working time."""

from collections.abc import Mapping

import pandas as pd

from scoring.calendar import Calendar
from scoring.columns import DTYPES
from scoring.indicators import BESIDE, INDICATORS

STALE = "stale"
"""The band of a figure whose sources have been silent for too long: tidak ada data terbaru."""
JUDGED = ("met", "at_risk", "missed", "thin")
"""Bands that rest on data being new; the others say something that age does not change."""
DAY = pd.Timedelta(days=1)
MINUTE = pd.Timedelta(minutes=1)


def silent(sources: pd.DataFrame, calendar: Calendar, now: pd.Timestamp) -> pd.DataFrame:
    """Which sources should have brought something newer by ``now``; same index and order.

    ``sources``: source, frame, newest (UTC; missing: it never brought a row) and rhythm (timedelta;
    missing: nothing is expected). A rhythm of whole days counts working days and runs out at the
    end of the last, so that a weekend or a holiday is no silence; any other counts working hours.
    Returns source, frame, newest, expected_by (UTC; missing: nothing is expected) and silent. One
    that fails is not silent while its rows are young; one that succeeds and brings nothing is. One
    that never brought a row has not fallen silent: it has not begun.
    """
    newest, rhythm = sources["newest"].astype(DTYPES["moment"]), pd.to_timedelta(sources["rhythm"])
    days, minutes = (rhythm / DAY).astype("float64"), (rhythm / MINUTE).astype("float64")
    by_hours = calendar.after_minutes(newest, minutes)
    expected = calendar.after_workdays(newest, days).where(days % 1 == 0, by_hours)
    expected = expected.astype(DTYPES["moment"])
    told = sources[["source", "frame"]].assign(newest=newest, expected_by=expected)
    return told.assign(silent=expected < now)


def ages(found: pd.DataFrame) -> pd.DataFrame:
    """How old the figures about each frame are: frame, newest, stale_since (UTC; missing: not).

    ``found``: as ``silent`` gives it. The oldest source counts: of a stale frame the one that fell
    silent first, whichever of the frames its figures read it fills.
    """
    newest = found.groupby("frame", sort=False)["newest"].min()
    quiet = bool(found["silent"].any())
    rows = [
        _age_of(frame, found) if quiet else (frame, newest[frame], pd.NaT) for frame in newest.index
    ]
    told = pd.DataFrame(rows, columns=["frame", "newest", "stale_since"])
    moments = {
        name: pd.to_datetime(told[name], utc=True).astype(DTYPES["moment"])
        for name in ("newest", "stale_since")
    }
    return told.assign(**moments)


def _age_of(frame: str, found: pd.DataFrame) -> tuple[str, object, object]:
    """Units, people and placements only say whose a record is: their silence ages no figure."""
    read = found[found["frame"].isin([frame, *BESIDE.get(frame, ())])]
    quiet = read[read["silent"]].sort_values("expected_by", kind="stable")
    if quiet.empty:
        return frame, read.loc[read["frame"] == frame, "newest"].min(), pd.NaT
    return frame, quiet["newest"].iloc[0], quiet["expected_by"].iloc[0]


def stale_since(found: pd.DataFrame) -> dict[str, pd.Timestamp]:
    """Since when each indicator that is stale is so. ``found``: as ``silent`` gives it."""
    old = ages(found).dropna(subset="stale_since")
    since = dict(zip(old["frame"], old["stale_since"], strict=True))
    return {i.id: since[i.frame] for i in INDICATORS.values() if i.frame in since}


def aged(scores: pd.DataFrame, stale: Mapping[str, pd.Timestamp], period: str) -> pd.DataFrame:
    """Judged ``scores`` with ``stale_since`` (UTC), and the band ``stale`` where there is one.

    Only in ``period``, the newest: what is over has been judged by what there was.
    """
    if not stale:
        never = pd.Series(pd.NaT, index=scores.index, dtype=DTYPES["moment"])
        return scores.assign(stale_since=never)
    found = scores["indicator"].astype(object).map(dict(stale)).where(scores["period"] == period)
    since = pd.to_datetime(found, utc=True).astype(DTYPES["moment"])
    old = since.notna() & scores["band"].isin(JUDGED)
    return scores.assign(band=scores["band"].mask(old, STALE), stale_since=since)
