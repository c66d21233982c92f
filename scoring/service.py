"""Who served where and when, and the working time expected of them."""

import numpy as np
import pandas as pd

from scoring.look import Look
from scoring.periods import Period
from scoring.records import Ints

LONGEST_ABSENCE = 3660
DAY = pd.Timedelta(days=1)
ENDS = ("first", "after")
SPAN = 10**6
"""More days than there will ever be."""
UNEXCUSED = "unexcused"
AT_WORK = ("late",)
"""Kinds of absence that are no day away."""


def service_of(look: Look) -> pd.DataFrame:
    """One line per person, place of service and period: days and minutes expected of them.

    Columns: person, unit, day (the period's first), days, minutes. Expected: working time of the
    unit, less days of absence, times the share of full time, over the complete days of the period.
    A day served in several places at once is a part of a day in each.
    """
    spells = look.once(spells_of)
    away = look.once(excused_days).merge(spells, on="person")
    away = away[(away["day"] >= away["first"]) & (away["day"] < away["after"])]
    parts = [_expected(look, spells, away, period) for period in look.periods]
    return pd.concat(parts, ignore_index=True)


def _expected(look: Look, spells: pd.DataFrame, away: pd.DataFrame, period: Period) -> pd.DataFrame:
    begun, ended = period.start, look.days_end(period)
    start = spells["first"].where(spells["first"] > begun, begun)
    end = spells["after"].where(spells["after"] < ended, ended)
    here = spells.assign(start=start, end=end)[start < end].reset_index(drop=True)
    gone = away[(away["day"] >= begun) & (away["day"] < ended)]
    after = gone["day"] + DAY
    lost = (
        pd.DataFrame(
            {
                "spell": gone["spell"],
                "days": look.calendars.workdays_in(gone["unit"], gone["day"], after),
                "minutes": look.calendars.minutes_in(gone["unit"], gone["day"], after),
            }
        )
        .groupby("spell")
        .sum()
        .reindex(here["spell"])
        .fillna(0.0)
        .reset_index(drop=True)
    )
    days = look.calendars.workdays_in(here["unit"], here["start"], here["end"]) - lost["days"]
    minutes = look.calendars.minutes_in(here["unit"], here["start"], here["end"]) - lost["minutes"]
    return pd.DataFrame(
        {
            "person": here["person"],
            "unit": here["unit"],
            "day": period.start,
            "days": days * here["part"],
            "minutes": minutes * here["full_time"],
        }
    )


def spells_of(look: Look) -> pd.DataFrame:
    """spell, person, unit, first, after (first day no longer there), full_time, part.

    From placements that have begun; of persons without any, from their own unit and days in
    service. A placement never reaches beyond a person's own days in service. Placements that
    overlap are cut at one another's ends: of who serves in several places at once no more than
    their own share of full time is expected in all of them together; part: of such a day in each.
    """
    people = look.rows("people").drop_duplicates("person_id")
    people = people.assign(
        first=people["active_from"].fillna(pd.Timestamp.min.ceil("D")),
        after=(people["active_to"] + DAY).fillna(pd.Timestamp.max.floor("D")),
        own=people["full_time"].fillna(1.0),
    ).rename(columns={"person_id": "person"})
    placed = _placed(look, people[["person", "first", "after", "own"]])
    plain = people[~people["person"].isin(placed["person"])].assign(full_time=people["own"])
    columns = ["person", "unit", "first", "after", "full_time", "own"]
    spells = pd.concat([plain[columns], placed[columns]], ignore_index=True)
    apart = _apart(spells[spells["first"] < spells["after"]])
    return apart.sort_values(["person", "first", "unit"], ignore_index=True).reset_index(
        names="spell"
    )


def _placed(look: Look, people: pd.DataFrame) -> pd.DataFrame:
    """Placements that have begun, within the days in service of their person."""
    placements = look.rows("placements")
    placed = placements[placements["first_day"] <= look.today].merge(people, on="person")
    until = (placed["last_day"] + DAY).fillna(placed["after"])
    return placed.assign(
        first=placed["first_day"].where(placed["first_day"] > placed["first"], placed["first"]),
        after=until.where(until < placed["after"], placed["after"]),
        full_time=placed["full_time"].fillna(placed["own"]),
    )


def _apart(spells: pd.DataFrame) -> pd.DataFrame:
    """Spells of one person cut where another begins or ends, so that none overlaps in part."""
    several = spells["person"].duplicated(keep=False)
    alone, many = spells[~several].assign(part=1.0), spells[several]
    if many.empty:
        return alone
    edges = pd.concat([many[["person", c]].set_axis(["person", "at"], axis=1) for c in ENDS])
    edges = edges.drop_duplicates().sort_values(["person", "at"])
    edges["until"] = edges["at"].shift(-1).where(edges["person"].shift(-1) == edges["person"])
    cut = many.merge(edges.dropna(subset="until"), on="person")
    cut = cut[(cut["first"] <= cut["at"]) & (cut["until"] <= cut["after"])]
    cut = cut.sort_values("full_time").drop_duplicates(["person", "at", "unit"], keep="last")
    return pd.concat([alone, _shared(cut.assign(first=cut["at"], after=cut["until"]))])


def _shared(cut: pd.DataFrame) -> pd.DataFrame:
    """The full time of somebody who serves in several places at once, shared among these."""
    among = cut.groupby(["person", "first"])
    whole = among["full_time"].transform("sum")
    most = among[["full_time", "own"]].transform("max").max(axis=1)
    known = whole.where(whole > 0)
    return cut.assign(
        part=(cut["full_time"] / known).fillna(1.0),
        full_time=cut["full_time"] * (most / known).clip(upper=1.0).fillna(1.0),
    )[["person", "unit", "first", "after", "full_time", "own", "part"]]


def expected_on(look: Look, asked: pd.DataFrame) -> pd.DataFrame:
    """days, minutes: expected of each ``person`` in the ``unit`` they serve in on a ``day``.

    0 on a day away with reason, and where they did not serve there. Aligned with ``asked``.
    """
    at = asked[["person", "unit", "day"]].reset_index(drop=True).reset_index(names="line")
    at = at.merge(look.once(spells_of), on=["person", "unit"])
    at = at[(at["day"] >= at["first"]) & (at["day"] < at["after"])]
    away = look.once(_days_excused)[["person", "day"]].assign(away=True)
    at = at.merge(away, on=["person", "day"], how="left")
    at = at[at["away"].isna()].drop_duplicates("line")
    after = at["day"] + DAY
    found = {
        "days": look.calendars.workdays_in(at["unit"], at["day"], after) * at["part"],
        "minutes": look.calendars.minutes_in(at["unit"], at["day"], after) * at["full_time"],
    }
    every = pd.DataFrame(found).set_index(at["line"]).reindex(range(len(asked)), fill_value=0.0)
    return every.set_index(asked.index)


def unit_on(
    look: Look, persons: pd.Series, days: pd.Series, told: pd.Series | None = None
) -> pd.Series:
    """The unit in which each of ``persons`` served on each of ``days``; missing: in none here.

    Of several at once the one ``told``, else the one with the largest share of their time.
    """
    spells = look.once(spells_of)
    shared = spells["person"].duplicated(keep=False)
    lone, several = spells[~shared].set_index("person"), spells[shared]
    unit, begun, after = (
        pd.Series(lone[c].reindex(persons).to_numpy(), index=persons.index)
        for c in ("unit", "first", "after")
    )
    unit = unit.astype(object).where((days >= begun) & (days < after))
    if not persons.isin(several["person"]).any():
        return unit
    at = pd.DataFrame({"person": persons.array, "day": days.array, "told": None})
    at = at.assign(told=None if told is None else told.array, line=range(len(at)))
    at = at[at["person"].isin(several["person"])].merge(several, on="person")
    at = at[(at["day"] >= at["first"]) & (at["day"] < at["after"])]
    at = at.assign(other=at["unit"] != at["told"], less=-at["full_time"])
    at = at.sort_values(["line", "other", "less", "unit"]).drop_duplicates("line")
    unit.iloc[at["line"].to_numpy()] = at["unit"].to_numpy()
    return unit


def excused_days(look: Look) -> pd.DataFrame:
    """person, day, absence_id: days away with reason, which nobody expects anything of.

    Absence without reason lowers nothing: it would make the one who stays away look better.
    """
    absences = look.rows("absences")
    return days_away(absences[absences["kind"] != UNEXCUSED])


def days_away(absences: pd.DataFrame) -> pd.DataFrame:
    """person, day, absence_id: each day of absence once, however many entries name it."""
    absences = absences[~absences["kind"].isin(AT_WORK)]
    span = (absences["last_day"] - absences["first_day"]).dt.days + 1
    length = span.clip(lower=0, upper=LONGEST_ABSENCE).to_numpy(dtype=np.int64)
    repeated = absences.loc[absences.index.repeat(length)]
    offset = np.arange(len(repeated)) - np.repeat(np.cumsum(length) - length, length)
    day = repeated["first_day"] + pd.to_timedelta(offset, unit="D")
    days = pd.DataFrame(
        {"person": repeated["person"], "day": day, "absence_id": repeated["absence_id"]}
    )
    return days.drop_duplicates(["person", "day"])


def lost_days(look: Look, persons: pd.Series, since: pd.Series, until: pd.Series) -> pd.Series:
    """Working days each person was away with reason after ``since``, up to and including ``until``.

    0 where the person or a day is not known.
    """
    away = look.once(_days_excused)
    names = pd.Index(away["person"].unique())
    key = np.sort(names.get_indexer(pd.Index(away["person"])) * SPAN + _number(away["day"]))
    whose = names.get_indexer(pd.Index(persons))
    first, last = (np.searchsorted(key, whose * SPAN + _number(d), "right") for d in (since, until))
    lost = pd.Series(np.maximum(last - first, 0), index=persons.index, dtype="float64")
    return lost.where((whose >= 0) & since.notna() & until.notna(), 0.0)


def _days_excused(look: Look) -> pd.DataFrame:
    """person, day: working days away with a reason."""
    absences = look.rows("absences")
    away = days_away(absences[absences["kind"] != "unexcused"])
    unit = unit_on(look, away["person"], away["day"])
    return away[look.calendars.workdays_in(unit, away["day"], away["day"] + DAY) > 0]


def _number(days: pd.Series) -> Ints:
    return days.to_numpy().astype("datetime64[D]").astype(np.int64)


def supervisors_of(look: Look, persons: pd.Series) -> pd.Series:
    """The supervisor of each person, missing where none is told."""
    people = look.rows("people").drop_duplicates("person_id").set_index("person_id")
    return persons.map(people["supervisor"])
