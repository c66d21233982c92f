"""Rules: what makes an alert, how long it must hold, when it is over, and how urgent it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, get_args

RuleKind = Literal[
    "target_missed",
    "pace",
    "worsening",
    "outlier",
    "deadline_near",
    "deadline_passed",
    "silent_subject",
    "silent_source",
    "verification_backlog",
    "data_faults",
    "distribution",
]
RULE_KINDS: tuple[RuleKind, ...] = get_args(RuleKind)
Level = Literal["officer", "supervisor", "head"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""To whom an alert goes when nobody acts, from the one in charge upward."""


@dataclass(frozen=True)
class Rule:
    """One rule of config.yaml.

    ``title``: plain words by language. ``subjects``: kinds it looks at (unit, person, service,
    programme, complaint, source). ``indicators``: whose figures; none: all that have a goal.
    ``hold``: working time a finding must stand before it fires. ``keep``: working time it must be
    good without a break before the alert is over, so that it fires at least as long. ``recover``:
    how far past the firing threshold, to the good side, a value must be before the alert recovers:
    a share of the target (shares, index, times, counts alike). ``share``: of a limit's working
    time (deadline_near). ``threshold``: of the rule's own count or time, as its kind says.
    ``urgent``: told outside working hours too, and by the clock.
    ``steps``: working time after firing at which each level is told; a level without one never is.
    ``on``: switched off rules are only replayed.
    """

    id: str
    kind: RuleKind
    title: Mapping[str, str]
    subjects: tuple[str, ...] = ("unit",)
    indicators: tuple[str, ...] = ()
    hold: timedelta = timedelta(0)
    keep: timedelta = timedelta(0)
    recover: float = 0.0
    share: float | None = None
    threshold: float | None = None
    urgent: bool = False
    on: bool = True
    steps: Mapping[Level, timedelta] = field(default_factory=dict)
