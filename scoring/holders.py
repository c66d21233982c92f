"""In whose hands each complaint was, and from when on."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.look import Look
from scoring.records import Ints
from scoring.service import unit_on

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
        place = self.lines["place"].to_numpy(np.int64)
        return np.bincount(place, minlength=self.cases).astype(np.int64)

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Which complaints have lines."""
        return np.asarray(self.count > 0)

    def at(self, moments: pd.Series) -> pd.DataFrame:
        """known, officer, unit: who had each complaint at its moment; missing: nobody knows."""
        place = self.lines["place"].to_numpy()
        begun = (self.lines["since"] <= moments.iloc[place].set_axis(self.lines.index)).to_numpy()
        lines = np.cumsum(self.count) - self.count
        lines += np.maximum(np.bincount(place[begun], minlength=self.cases), 1) - 1
        known = self.known & moments.notna().to_numpy()
        had = self.lines[["officer", "unit"]].iloc[lines[known]].set_index(moments.index[known])
        return had.reindex(moments.index).assign(known=known)

    def first(self, officers: pd.Series) -> pd.Series:
        """When each complaint first came into the hands of its officer, missing if it never did."""
        code, known = pd.factorize(self.lines["officer"])
        wanted = pd.Index(known).get_indexer(pd.Index(officers.astype(object)))
        place = self.lines["place"].to_numpy(np.int64)
        theirs = np.flatnonzero((code == wanted[place]) & (code >= 0))
        where, line = np.unique(place[theirs], return_index=True)
        since = self.lines["since"].iloc[theirs[line]].set_axis(officers.index[where])
        return since.reindex(officers.index)


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
