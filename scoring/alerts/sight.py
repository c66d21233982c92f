"""What rules look at, at one moment, and how a finding becomes a line of CONDITIONS."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from scoring.alerts.machine import shaped
from scoring.alerts.rule import Rule
from scoring.alerts.shapes import CONDITIONS
from scoring.indication import Spread
from scoring.indicators import BESIDE, INDICATORS
from scoring.look import Look
from scoring.timeline import Flags

Frame = pd.DataFrame


def _nothing() -> Frame:
    return pd.DataFrame()


@dataclass(frozen=True)
class Sight:
    """Frames of one moment; one that is empty lets its rules find nothing.

    ``look``: who serves where (units, people, placements, absences), calendars, rules and ``now``;
    its first period is the one that is looked at. ``rules``: all of them, to name causes.
    ``scores``: SCORES of that period with goal, target, band, at_risk and min_n. ``signals``:
    SIGNALS. ``cases``: as cases_of; also ended ones that an alert still stands for. ``active``:
    person, newest (naive day something was last recorded). ``pending``: person, unit,
    pending_since (naive day), pending_n; None: not known, without rows: nothing waits.
    ``sources``: as age.silent. ``rejects``: source, rejected, read. ``spreads``: of predicates, by
    unit. ``open_alerts``: ALERTS, to end those of leavers.
    """

    look: Look
    rules: Mapping[str, Rule] = field(default_factory=dict)
    scores: Frame = field(default_factory=_nothing)
    signals: Frame = field(default_factory=_nothing)
    cases: Frame = field(default_factory=_nothing)
    active: Frame = field(default_factory=_nothing)
    pending: Frame | None = None
    sources: Frame = field(default_factory=_nothing)
    rejects: Frame = field(default_factory=_nothing)
    spreads: Mapping[str, Spread] = field(default_factory=dict)
    open_alerts: Frame = field(default_factory=_nothing)

    @property
    def now(self) -> pd.Timestamp:
        """The moment (UTC)."""
        return self.look.now

    @cached_property
    def home(self) -> pd.Series:
        """The unit of each person, by person."""
        people = self.look.rows("people").drop_duplicates("person_id")
        return people.set_index("person_id")["unit"].astype(object)

    @cached_property
    def silent_by_frame(self) -> dict[str, str]:
        """The source of each frame that fell silent first, among those that are silent."""
        if self.sources.empty:
            return {}
        quiet = self.sources[self.sources["silent"].astype(bool)].sort_values("expected_by")
        first = quiet.drop_duplicates("frame").set_index("frame")["source"]
        return {str(frame): str(source) for frame, source in first.items()}

    def silent_of(self, frames: Collection[str]) -> str | None:
        """The silent source of the first of ``frames`` that has one."""
        return next((self.silent_by_frame[f] for f in frames if f in self.silent_by_frame), None)

    def cause_of(self, frames: Collection[str]) -> str | None:
        """The key of the alert about a silent source of ``frames``; None if none is silent."""
        source, rule = self.silent_of(frames), self.rule_of("silent_source")
        return None if source is None or rule is None else f"{rule}|{source}"

    def rule_of(self, kind: str) -> str | None:
        """The first rule of a kind that is on."""
        return next((r.id for r in self.rules.values() if r.kind == kind and r.on), None)


def frames_of(indicator: str) -> tuple[str, ...]:
    """The frames a figure rests on, its own first."""
    frame = INDICATORS[indicator].frame
    return frame, *BESIDE.get(frame, ())


def asked(rule: Rule, lines: Frame) -> Frame:
    """Those of ``lines`` whose subject and indicator a rule looks at; none named: with a goal."""
    if lines.empty:
        return lines
    named = lines["indicator"].isin(list(rule.indicators))
    wanted = lines["subject_kind"].isin(list(rule.subjects))
    goal = lines["goal"].notna() if "goal" in lines else True
    return lines[wanted & (named if rule.indicators else goal)]


def findings(bad: pd.Series, good: pd.Series, unknown: pd.Series | None = None) -> pd.Series:
    """Codes of what was found, line by line; what is neither bad nor good is between."""
    known = np.ones(len(bad), dtype=bool) if unknown is None else ~_flags(unknown)
    codes = np.select([~known, _flags(bad), _flags(good)], ["unknown", "bad", "good"], "between")
    return pd.Series(codes, index=bad.index, dtype=object)


def _flags(holds: pd.Series) -> Flags:
    return holds.astype("boolean").fillna(value=False).to_numpy(dtype=bool)


def conditions_of(rule: Rule, sight: Sight, lines: Frame) -> Frame:
    """``lines`` (any columns of CONDITIONS) as CONDITIONS of the rule.

    Where they do not say it: the unit of a person is their own, that of a service its own, and the
    officer in charge of a person's figure is that person.
    """
    lines = lines.reset_index(drop=True)
    lines = lines.assign(rule=rule.id, indicator=lines.get("indicator", ""))
    if "unit" not in lines:
        lines = lines.assign(unit=_unit(lines, sight))
    if "officer" not in lines:
        subject = lines["subject_id"].astype(object)
        lines = lines.assign(officer=subject.where(lines["subject_kind"] == "person"))
    return shaped(lines, CONDITIONS)


def _unit(lines: Frame, sight: Sight) -> pd.Series:
    subject, kind = lines["subject_id"].astype(object), lines["subject_kind"]
    unit = subject.where(kind == "unit")
    unit = unit.mask(kind == "person", subject.map(sight.home))
    return unit.mask(kind == "service", subject.str.rpartition("/")[0])


def empty() -> Frame:
    """No findings."""
    return shaped(pd.DataFrame(columns=list(CONDITIONS)), CONDITIONS)
