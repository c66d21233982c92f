"""Findings about silence: persons and units that record nothing, and sources that bring nothing."""

import pandas as pd

from scoring.alerts.rule import Rule
from scoring.alerts.sight import Frame, Sight, conditions_of, empty, findings, frames_of
from scoring.look import Look
from scoring.service import DAY, lost_days, spells_of

DAYS = 3.0
"""Working days without a record that are silence, where a rule does not say."""
ACTIVITY = "activities_recorded"


def silent_subject(rule: Rule, sight: Sight) -> Frame:
    """``threshold`` complete working days of service without any activity recorded.

    value: those days; target: the threshold; since: the day after the last record. Unfair cases
    considered: days of absence, holidays and days out of service are not counted, today is not
    over, and who never recorded anything is counted from the first day of the period looked at. Of
    somebody in whose unit nobody has ever recorded anything nothing is known. Unit: the working
    days that any of its people was there since the last record of any of them.
    """
    if sight.active.empty:
        return empty()
    days = DAYS if rule.threshold is None else rule.threshold
    every = [part(sight) for kind, part in KINDS.items() if kind in rule.subjects]
    if not every:
        return empty()
    lines = pd.concat(every, ignore_index=True)
    frames = frames_of(ACTIVITY)
    unknown = ~lines["told"] | (sight.silent_of(frames) is not None)
    found = lines.assign(
        found=findings(lines["value"] >= days, lines["value"] < 1, unknown),
        since=sight.look.calendars.start_of(lines["since"]),
        target=days, indicator=ACTIVITY, cause=sight.cause_of(frames),
    )  # fmt: skip
    return conditions_of(rule, sight, found.drop(columns="told"))


def _persons(sight: Sight) -> Frame:
    """Everybody in service now, with the days they have been silent."""
    here = _in_service(sight.look)
    newest = here["person"].map(sight.active.groupby("person")["newest"].max())
    since = _after(sight, newest)
    told = here["unit"].map(newest.notna().groupby(here["unit"]).any())
    return pd.DataFrame(
        {
            "subject_kind": "person", "subject_id": here["person"], "unit": here["unit"],
            "officer": here["person"], "since": since, "told": told.astype(bool),
            "value": _served(sight.look, here["person"], since),
        }
    )  # fmt: skip


def _units(sight: Sight) -> Frame:
    """Every unit with people in it or below, with the days all of these have been silent."""
    here = _in_service(sight.look).merge(sight.look.ancestors, on="unit")
    newest = here["person"].map(sight.active.groupby("person")["newest"].max())
    last = newest.groupby(here["ancestor"]).transform("max")
    here = here.assign(since=_after(sight, last), told=last.notna())
    here = here.assign(value=_served(sight.look, here["person"], here["since"]))
    found = here.groupby("ancestor", as_index=False).agg(
        {"since": "min", "told": "any", "value": "max"}
    )
    return found.rename(columns={"ancestor": "subject_id"}).assign(
        subject_kind="unit", unit=found["ancestor"], officer=None
    )


KINDS = {"person": _persons, "unit": _units}


def _in_service(look: Look) -> Frame:
    """person, unit: everybody in service today, once, in the place that has most of their time."""
    spells = look.once(spells_of)
    now = spells[(spells["first"] <= look.today) & (spells["after"] > look.today)]
    order = now.sort_values(["person", "full_time"])
    return order.drop_duplicates("person", keep="last")[["person", "unit"]].reset_index(drop=True)


def _after(sight: Sight, newest: pd.Series) -> pd.Series:
    """The day after the last record; of who has none the first of the period."""
    begun = sight.look.periods[0].start
    return (newest + DAY).fillna(begun).astype("datetime64[us]")


def _served(look: Look, persons: pd.Series, since: pd.Series) -> pd.Series:
    """Complete working days each of ``persons`` was in service from day ``since`` on."""
    asked = pd.DataFrame({"person": persons.to_numpy(), "since": since.to_numpy()})
    at = asked.reset_index(names="line").merge(look.once(spells_of), on="person")
    start = at["first"].where(at["first"] > at["since"], at["since"])
    end = at["after"].where(at["after"] < look.today, look.today)
    days = look.calendars.workdays_in(at["unit"], start, end) * at["part"]
    whole = days.groupby(at["line"]).sum().reindex(range(len(asked)), fill_value=0.0)
    yesterday = pd.Series(look.today - DAY, index=asked.index).astype("datetime64[us]")
    lost = lost_days(look, asked["person"], asked["since"] - DAY, yesterday)
    return (whole - lost).clip(lower=0.0).set_axis(persons.index)


def silent_source(rule: Rule, sight: Sight) -> Frame:
    """A source that should have brought something newer by now; since: when it should have.

    One that has not begun to bring anything, or of which nothing is expected, is unknown.
    """
    sources = sight.sources
    if sources.empty or "source" not in rule.subjects:
        return empty()
    silent = sources["silent"].astype(bool)
    lines = pd.DataFrame(
        {
            "subject_kind": "source", "subject_id": sources["source"],
            "found": findings(silent, ~silent, sources["expected_by"].isna()),
            "since": sources["expected_by"].where(silent), "unit": None, "officer": None,
        }
    )  # fmt: skip
    return conditions_of(rule, sight, lines)
