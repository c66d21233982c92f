"""Full scoring of a large office, beside the bare group-bys that any solution must do.

30,000 persons, 12 months of daily aggregates of their activities, 200,000 complaints.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import time
from pathlib import Path

import numpy as np
import pandas as pd

from scoring.activities import SUMS
from scoring.calendar import Calendar
from scoring.calendars import Calendars
from scoring.columns import DTYPES
from scoring.look import Look
from scoring.periods import last_periods
from scoring.rules import Limits, Rules
from scoring.shapes import SHAPES
from scoring.snapshot import take
from tests.bench.rows import Row, seconds

PERSONS, COMPLAINTS, MONTHS, SECTIONS = 30_000, 200_000, 12, 600
NOW = pd.Timestamp("2026-11-24 10:00", tz="Asia/Jakarta").tz_convert("UTC")
HOURS = ((time(7, 30), time(12)), (time(13), time(16)))
ROUNDS = 3


def rows(_: Path) -> Iterator[Row]:
    """Ratio to bare group-bys, growth when the office doubles, and peak memory."""
    small, large = office(PERSONS // 2), office(PERSONS)
    works = (lambda: take(fresh(small)), lambda: take(fresh(large)), lambda: group_bys(large))
    rounds = [[taken(work) for work in works] for _ in range(ROUNDS)]
    by_clock, by_user = (np.min([[t[n] for t in r] for r in rounds], axis=0) for n in (0, 1))
    yield Row("scoring 30,000 persons / bare group-bys", by_clock[1] / by_clock[2], "x", 3)
    yield Row("the same, user time alone", by_user[1] / by_user[2], "x", 3)
    yield Row("scoring when the office doubles, user time", by_user[1] / by_user[0], "x", 2.1)
    yield Row("peak memory of scoring 30,000 persons", peak(), "GB", 8)


def taken(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the wall clock, and of the processor in user mode.

    What the kernel needs to hand out gigabytes anew differs from machine to machine, and from run
    to run of this one.
    """
    began = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    clock = seconds(work)
    return clock, resource.getrusage(resource.RUSAGE_SELF).ru_utime - began


def fresh(look: Look) -> Look:
    """The same look, with nothing worked out yet."""
    return Look(look.frames, look.calendars, look.rules, look.periods, look.now)


def group_bys(look: Look) -> None:
    """Sums per person and month and per unit and month, and sorted waits: no rule, no interval."""
    days = look.frames["activity_days"]
    month = days["day"].dt.year * 12 + days["day"].dt.month
    for whose in ("person", "unit"):
        days.groupby([whose, month], observed=True)[list(SUMS)].sum()
    cases = look.frames["complaints"]
    above = cases.merge(look.ancestors, left_on="unit", right_on="unit")
    for frame, whose in ((cases, "officer"), (above, "ancestor")):
        begun = frame["received"].dt.year * 12 + frame["received"].dt.month
        for clock in ("forwarded", "first_answer", "resolved"):
            waited = (frame[clock] - frame["received"]).dt.total_seconds()
            late = (waited > 5 * 86_400).groupby([frame[whose], begun])
            late.agg(["sum", "count"])
            waited.groupby([frame[whose], begun]).quantile([0.5, 0.9])


def office(persons: int) -> Look:
    """An office of ``persons``, with as many activities and complaints each as any other."""
    rng = np.random.default_rng(7)
    units = _units(persons * SECTIONS // PERSONS)
    leaves = units.loc[units["level"] == "section", "unit_id"].to_numpy()
    people = _people(persons, leaves)
    frames = {
        "units": units,
        "people": people,
        "activity_days": _days(people, rng),
        "complaints": _complaints(people, persons * COMPLAINTS // PERSONS, rng),
    }
    calendars = Calendars(Calendar("Asia/Jakarta", dict.fromkeys(range(5), HOURS)))
    limits = Limits(forward={"default": 3}, answer={"default": 5}, finish={"default": 14})
    periods = last_periods("month", NOW.tz_convert("Asia/Jakarta").tz_localize(None), MONTHS)
    return Look(frames, calendars, Rules(limits=(limits,)), periods, NOW)


def _units(sections: int) -> pd.DataFrame:
    divisions = max(sections // 12, 1)
    names = ["D", *(f"B{n}" for n in range(divisions)), *(f"S{n}" for n in range(sections))]
    parents = [None, *["D"] * divisions, *(f"B{n % divisions}" for n in range(sections))]
    levels = ["office", *["division"] * divisions, *["section"] * sections]
    found = pd.DataFrame({"unit_id": names, "name": names, "parent": parents, "level": levels})
    return _shaped("units", found)


def _people(persons: int, leaves: np.ndarray) -> pd.DataFrame:
    ids = [f"{n:018d}" for n in range(persons)]
    unit = leaves[np.arange(persons) % len(leaves)]
    boss = [ids[n % len(leaves)] for n in range(persons)]
    kind = np.where(np.arange(persons) % 3 == 0, "pppk", "pns")
    return _shaped(
        "people",
        pd.DataFrame(
            {"person_id": ids, "name": ids, "unit": unit, "supervisor": boss, "kind": kind}
        ).assign(full_time=1.0),
    )


def _days(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One line per person and working day of twelve months."""
    days = pd.bdate_range("2025-12-01", "2026-11-23").as_unit("us")
    count = len(people) * len(days)
    person = pd.Categorical.from_codes(
        np.repeat(np.arange(len(people)), len(days)), people["person_id"].to_numpy(object)
    )
    units, names = pd.factorize(people["unit"])
    unit = pd.Categorical.from_codes(np.repeat(units, len(days)), np.asarray(names, dtype=object))
    entries = rng.integers(1, 5, count).astype(float)
    minutes = rng.integers(200, 460, count).astype(float)
    columns = dict.fromkeys(SUMS, np.zeros(count)) | {
        "entries": entries, "reported": minutes, "approved": minutes * 0.9,
        "pending": minutes * 0.1, "timed": entries, "in_time": np.floor(entries * 0.9),
        "judged": entries, "verified": entries, "verified_in_time": np.floor(entries * 0.8),
    }  # fmt: skip
    found = pd.DataFrame({"person": person, "unit": unit, "day": np.tile(days, len(people))})
    waiting = pd.Series(pd.NaT, index=found.index, dtype="datetime64[us]")
    return found.assign(**columns, pending_since=waiting, told=True, tracked=True)


def _complaints(people: pd.DataFrame, count: int, rng: np.random.Generator) -> pd.DataFrame:
    start = NOW - pd.Timedelta(days=355)
    received = start + pd.to_timedelta(rng.integers(0, 354 * 1440, count), unit="min")
    officer = rng.integers(0, len(people), count)
    found = pd.DataFrame(
        {
            "complaint_id": [f"C{n}" for n in range(count)],
            "unit": people["unit"].to_numpy()[officer],
            "officer": people["person_id"].to_numpy()[officer],
            "kind": rng.choice(["information", "aspiration", "complaint", "oversight"], count),
            "received": received,
        }
    )
    for clock, days in (("forwarded", 1.5), ("first_answer", 3.0), ("resolved", 8.0)):
        done = received + pd.to_timedelta(rng.exponential(days, count), unit="D")
        found[clock] = done.where(done < NOW)
    flags = dict.fromkeys(("forward_tracked", "answer_tracked", "finish_tracked"), True)
    return _shaped("complaints", found.assign(status="unknown", **flags))


def _shaped(name: str, found: pd.DataFrame) -> pd.DataFrame:
    shape = SHAPES[name]
    whole = found.reindex(columns=list(shape.columns))
    return whole.astype({c: DTYPES[column.kind] for c, column in shape.columns.items()})


def peak() -> float:
    """Most memory (GB) of a process of its own that scores the office once."""
    code = "from tests.bench.scoring import measure; measure()"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    return float(found.stdout)


def measure() -> None:
    """Print the memory that scoring took at its most, in GB."""
    take(office(PERSONS))
    sys.stdout.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6))
