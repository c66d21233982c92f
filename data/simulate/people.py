"""The invented civil servants of the office: who they are, where they sit, how they work."""

import numpy as np
import pandas as pd

from data.simulate.names import full_names, identifiers

POSITIONS = (
    "Analis Kebijakan Ahli Muda", "Penata Perizinan Ahli Pertama", "Penata Layanan Operasional",
    "Pengelola Layanan Operasional", "Operator Layanan Operasional", "Arsiparis Terampil",
    "Pranata Komputer Ahli Pertama", "Pengadministrasi Perkantoran", "Analis Data dan Informasi",
)  # fmt: skip
FULL_TIME = {"pns": 1.0, "pppk": 1.0, "pppk_part_time": 0.5}


def people_of(
    units: pd.DataFrame,
    count: int,
    first: pd.Timestamp,
    today: pd.Timestamp,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Heads of all units, then staff of the sections, with hidden habits beside them."""
    seats = _seats(units, count, rng)
    women = rng.random(len(seats)) < 0.55
    kinds = [
        *["pns"] * len(units),
        *rng.choice(list(FULL_TIME), len(seats) - len(units), p=(0.64, 0.28, 0.08)),
    ]
    born, started, joined, left = _careers(kinds, len(units), first, today, rng)
    people = seats.assign(
        person_id=identifiers(born, started, women, kinds),
        name=full_names(women, rng),
        kind=kinds,
        full_time=[FULL_TIME[kind] for kind in kinds],
        active_from=joined,
        active_to=left,
        late=joined > first,
    )
    return _with_habits(_with_supervisors(people, units), rng)


def _seats(units: pd.DataFrame, count: int, rng: np.random.Generator) -> pd.DataFrame:
    """One head per unit, the others spread over the sections, more where the public comes."""
    heads = pd.DataFrame(
        {"unit": units["unit_id"], "head": True, "position": "Kepala " + units["name"]}
    )
    heads.loc[heads["position"] == "Kepala Sekretariat", "position"] = "Sekretaris Dinas"
    leaves = units[~units["unit_id"].isin(units["parent"])]
    shares = 1 + np.sqrt(leaves["load"].to_numpy())
    sizes = rng.multinomial(max(count - len(heads), len(leaves)), shares / shares.sum())
    staff = pd.DataFrame({"unit": np.repeat(leaves["unit_id"].to_numpy(), sizes), "head": False})
    return pd.concat(
        [heads, staff.assign(position=rng.choice(POSITIONS, len(staff)))], ignore_index=True
    )


def _careers(
    kinds: list[str], heads: int, first: pd.Timestamp, today: pd.Timestamp, rng: np.random.Generator
) -> tuple[pd.Series, pd.Series, pd.Series, pd.Series]:
    """Birth, start of service, first and last day here. A few join or leave within the year."""
    count, window = len(kinds), (today - first).days
    staff = np.arange(count) >= heads
    late, leaving = staff & (rng.random(count) < 0.04), staff & (rng.random(count) < 0.03)
    joined = _days(first, -rng.integers(60, 3500, count))
    joined = joined.mask(late, _days(first, rng.integers(30, window - 20, count)))
    left = _days(first, rng.integers(30, window, count)).where(leaving & ~late)
    served = np.where(staff, rng.integers(0, 3500, count), rng.integers(3000, 6000, count))
    started = joined - pd.to_timedelta(np.where(np.array(kinds) == "pns", served, 0), unit="D")
    born = started - pd.to_timedelta(rng.integers(21 * 366, 30 * 365, count), unit="D")
    return born, started, joined, left


def _days(first: pd.Timestamp, after: np.ndarray) -> pd.Series:
    return pd.Series(first + pd.to_timedelta(after, unit="D"))


def _with_supervisors(people: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """The head of one's unit; for a head, the head of the unit above."""
    heads = people[people["head"]].set_index("unit")["person_id"]
    above = people["unit"].map(units.set_index("unit_id")["parent"]).map(heads)
    supervisor = people["unit"].map(heads).where(~people["head"], above)
    return people.assign(supervisor=supervisor.fillna(""))


def _with_habits(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Hidden: share of the day reported, activities a day, bulk recording, and how good.

    ``low`` marks the few who do clearly less than others; ``conduct``: how others see them.
    """
    count = len(people)
    low = ~people["head"].to_numpy() & (rng.random(count) < 0.035)
    coverage = np.where(
        low, rng.uniform(0.3, 0.5, count), np.clip(rng.normal(0.9, 0.05, count), 0.65, 0.98)
    )
    return people.assign(
        low=low,
        coverage=coverage,
        extra_tasks=np.clip(rng.normal(0.9, 0.25, count), 0.2, 1.8),
        bulk=rng.random(count) < 0.05,
        conduct=np.where(low, -0.12, rng.normal(0, 0.08, count)),
        quality=np.where(low, 0.82, np.clip(rng.normal(0.955, 0.015, count), 0.9, 0.985)),
    )


def desks_of(people: pd.DataFrame) -> dict[str, list[str]]:
    """Per unit those who handle its complaints: four who stayed; where there are none, its head."""
    moved = people["moved_on"].notna() | people["late"] | people["active_to"].notna()
    able = people[~moved].sort_values(["head", "low", "bulk"], kind="stable")
    full = able.groupby("unit", sort=False)
    return {str(u): _desk(found["person_id"], found["head"]) for u, found in full}


def _desk(ids: pd.Series, head: pd.Series) -> list[str]:
    staff = ids[~head].to_list()
    return staff[:4] or ids.to_list()
