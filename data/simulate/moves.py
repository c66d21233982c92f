"""Who moved from one unit to another within the year, and where everyone served on which day."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

SHARE, MID_MONTH, PART_TIME = 0.05, 3, 2
EARLIER_SHARE = 0.4
"""Share of full time of part-timers who moved, before they did."""


@dataclass(frozen=True)
class Service:
    """Of some persons, on some days: unit, supervisor and share of full time."""

    unit: "npt.NDArray[Any]"
    supervisor: "npt.NDArray[Any]"
    full_time: "npt.NDArray[np.float64]"


def with_moves(
    people: pd.DataFrame,
    units: pd.DataFrame,
    months: tuple[pd.Timestamp, ...],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """``people`` with hidden columns: ``moved_on``, and ``origin``, ``earlier_share`` before it.

    One in twenty; mostly on the first of a month, two or three in the middle of one.
    """
    rows = _movers(people, round(SHARE * len(people)), rng)
    day = pd.Series(rng.choice(np.array(months[1:-1]), len(rows)), dtype="datetime64[us]")
    middle = np.arange(len(rows)) < min(MID_MONTH, len(rows) - 1)
    day += pd.to_timedelta(middle * rng.integers(10, 18, len(rows)), unit="D")
    leaves = units.loc[~units["unit_id"].isin(units["parent"]), "unit_id"].to_numpy()
    here = pd.Index(leaves).get_indexer(people["unit"].iloc[rows])
    origin = leaves[(here + rng.integers(1, len(leaves), len(rows))) % len(leaves)]
    moved_on = pd.Series(day.to_numpy(), index=rows).reindex(people.index)
    part = moved_on.notna() & (people["full_time"] < 1)
    return people.assign(
        moved_on=moved_on,
        origin=pd.Series(origin, index=rows).reindex(people.index, fill_value=""),
        earlier_share=people["full_time"].mask(part, EARLIER_SHARE),
    )


def _movers(people: pd.DataFrame, count: int, rng: np.random.Generator) -> np.ndarray:
    """Rows of staff who were here all year, in order of chance; some part-timers among them."""
    stayed = ~people["head"] & people["active_to"].isna() & ~people["late"]
    rows = rng.permutation(np.flatnonzero(stayed))
    part = people["full_time"].to_numpy()[rows] < 1
    first = rows[part][:PART_TIME]
    return np.concatenate([rows[~part][: count - len(first)], first])


def service_on(people: pd.DataFrame, row: np.ndarray, day: pd.Series) -> Service:
    """Where the persons in ``row`` of ``people`` served on each ``day``."""
    earlier = day.to_numpy() < people["moved_on"].to_numpy()[row]
    heads = people[people["head"]].set_index("unit")["person_id"]
    before = people["origin"].map(heads).to_numpy()
    return Service(
        unit=np.where(earlier, people["origin"].to_numpy()[row], people["unit"].to_numpy()[row]),
        supervisor=np.where(earlier, before[row], people["supervisor"].to_numpy()[row]),
        full_time=np.where(
            earlier, people["earlier_share"].to_numpy()[row], people["full_time"].to_numpy()[row]
        ),
    )


def placements_of(people: pd.DataFrame) -> pd.DataFrame:
    """Two placements of each who moved; the share of full time only where it changed."""
    moved = people[people["moved_on"].notna()]
    changed = moved["earlier_share"] != moved["full_time"]
    one = {"person": moved["person_id"]}
    before = pd.DataFrame(
        one | {"unit": moved["origin"], "first_day": moved["active_from"],
               "last_day": moved["moved_on"] - pd.Timedelta(days=1),
               "full_time": moved["earlier_share"].where(changed)}
    )  # fmt: skip
    after = pd.DataFrame(
        one | {"unit": moved["unit"], "first_day": moved["moved_on"],
               "last_day": pd.NaT, "full_time": moved["full_time"].where(changed)}
    )  # fmt: skip
    rows = pd.concat([before, after]).sort_values(["person", "first_day"], ignore_index=True)
    return rows.assign(placement_id=[f"TMP-{n:04d}" for n in range(1, len(rows) + 1)])
