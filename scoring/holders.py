"""In whose hands each complaint was, and from when on."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.look import Look
from scoring.records import Ints
from scoring.service import unit_on
from scoring.timeline import NAT, micros_of, moments_of

NOBODY = pd.DataFrame(columns=["place", "since", "officer", "unit", "until"])


@dataclass(frozen=True)
class Holders:
    """``lines``: place (of the complaint among received_of), since, until, officer, unit.

    In order of place and time, without gaps from receipt on; of complaints without assignments
    there are none. ``cases``: how many complaints there are.
    """

    lines: pd.DataFrame
    cases: int

    @cached_property
    def count(self) -> Ints:
        """How many lines each complaint has."""
        return np.bincount(self._place, minlength=self.cases).astype(np.int64)

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Which complaints have lines."""
        return np.asarray(self.count > 0)

    def at(self, cases: pd.DataFrame, moments: pd.Series) -> dict[str, pd.Series]:
        """officer, unit: who had each of ``cases`` at its moment, else who has it by its own line.

        ``cases``: all complaints, in their order. Else: the moment is missing, or nobody knows.
        """
        moment = micros_of(moments)
        begun = self._since <= moment[self._place]
        lines = np.cumsum(self.count) - self.count
        lines += np.maximum(np.bincount(self._place[begun], minlength=self.cases), 1) - 1
        known = self.known & (moment != NAT)
        found = {}
        for name, had in self._whose.items():
            whose = cases[name].to_numpy(dtype=object, copy=True)
            whose[known] = had[lines[known]]
            found[name] = pd.Series(whose, index=cases.index, dtype=object)
        return found

    def first(self, officers: pd.Series) -> pd.Series:
        """When each complaint first came into the hands of its officer, missing if it never did."""
        had = self._whose["officer"]
        theirs = had == officers.to_numpy(dtype=object)[self._place]
        lines = np.flatnonzero(theirs & ~pd.isna(had))
        where, line = np.unique(self._place[lines], return_index=True)
        since = np.full(self.cases, NAT)
        since[where] = self._since[lines[line]]
        return moments_of(since, officers.index)

    @cached_property
    def _place(self) -> Ints:
        return self.lines["place"].to_numpy(np.int64)

    @cached_property
    def _since(self) -> Ints:
        return micros_of(self.lines["since"])

    @cached_property
    def _whose(self) -> "dict[str, npt.NDArray[Any]]":
        return {name: self.lines[name].to_numpy(dtype=object) for name in ("officer", "unit")}


def received_of(look: Look) -> pd.DataFrame:
    """Complaints received before ``look.now``, those without a unit at the root."""
    complaints = look.rows("complaints")
    received = complaints[complaints["received"] < look.now].reset_index(drop=True)
    return received.assign(unit=look.units(received["unit"]))


def holders_of(look: Look) -> Holders:
    """Who had each complaint, as far as it was assigned by ``look.now``.

    Before it is forwarded it is at the root, then at the unit that gets it first (from receipt, if
    nobody says when it was forwarded); in nobody's hands until the first assignment.
    """
    cases = look.once(received_of)
    if look.rows("assignments").empty:
        return Holders(NOBODY, len(cases))
    given = _given(look, cases)
    of = cases.iloc[given["place"].to_numpy()].set_axis(given.index)
    sent_on = of["forwarded"].mask(of["forwarded"] >= look.now)
    sent_on = sent_on.mask(sent_on < of["received"], of["received"])
    first = ~given["place"].duplicated()
    unit = given["unit"].mask(sent_on.notna(), look.root)
    desk = given.assign(officer=None, unit=unit, since=of["received"])[first]
    sent = given.assign(officer=None, since=sent_on)[first & (sent_on < given["since"])]
    lines = pd.concat([part for part in (desk, sent, given) if not part.empty] or [given])
    lines = lines.sort_values(["place", "since"], kind="stable", ignore_index=True)
    until = lines["since"].shift(-1).where(lines["place"].shift(-1) == lines["place"])
    return Holders(lines.assign(until=until), len(cases))


def _given(look: Look, cases: pd.DataFrame) -> pd.DataFrame:
    """place, since, officer, unit of each assignment, in order.

    A unit without an officer in it is the officer's own; an officer nobody names at all is the one
    the complaint itself names.
    """
    rows = look.rows("assignments")
    rows = rows[rows["assigned"] < look.now]
    place = pd.Index(cases["complaint_id"]).get_indexer(pd.Index(rows["complaint"]))
    rows = rows.assign(place=place)[place >= 0]
    rows = rows.sort_values(["place", "assigned", "assignment_id"], ignore_index=True)
    own = cases.iloc[rows["place"].to_numpy()].set_axis(rows.index)
    named = rows["officer"].notna().groupby(rows["place"]).transform("any").astype(bool)
    officer = rows["officer"].astype(object).where(named, own["officer"])
    unit = rows["unit"].astype(object)
    if (untold := unit.isna()).any():
        days = look.days(rows["assigned"][untold])
        unit = unit.fillna(unit_on(look, officer[untold], days)).fillna(own["unit"])
    since = rows["assigned"].mask(rows["assigned"] < own["received"], own["received"])
    return pd.DataFrame({"place": rows["place"], "since": since, "officer": officer, "unit": unit})
