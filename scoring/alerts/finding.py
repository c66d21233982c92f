"""What the rules find at one moment: CONDITIONS, a line per subject looked at."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pandas as pd

from scoring.alerts import deadlines, figures, pace, quiet, upkeep
from scoring.alerts.machine import shaped
from scoring.alerts.rule import Rule, RuleKind
from scoring.alerts.shapes import ALERT_KEY, CONDITIONS
from scoring.alerts.sight import Frame, Sight, conditions_of, empty

KINDS: Mapping[RuleKind, Callable[[Rule, Sight], Frame]] = MappingProxyType(
    {
        "target_missed": figures.target_missed,
        "pace": pace.pace,
        "worsening": figures.worsening,
        "outlier": figures.outlier,
        "deadline_near": deadlines.deadline_near,
        "deadline_passed": deadlines.deadline_passed,
        "silent_subject": quiet.silent_subject,
        "silent_source": quiet.silent_source,
        "verification_backlog": upkeep.verification_backlog,
        "data_faults": upkeep.data_faults,
        "distribution": upkeep.distribution,
    }
)
"""How each kind of rule finds; a new kind is a function, its name in RULE_KINDS, and a line here.
"""

USUAL: Mapping[RuleKind, float] = MappingProxyType(
    {
        "pace": pace.LIKELY,
        "outlier": figures.RATE,
        "deadline_near": deadlines.SHARE,
        "silent_subject": quiet.DAYS,
        "verification_backlog": upkeep.BACKLOG,
        "data_faults": upkeep.FAULTS,
    }
)
"""From where on each kind finds, where a rule does not say."""


def measure(rule: Rule) -> float | None:
    """From where on a rule finds: its threshold, or of a limit the share of time; None: no number.

    Units as the kind says (Rule).
    """
    own = rule.share if rule.kind == "deadline_near" else rule.threshold
    return USUAL.get(rule.kind) if own is None else own


def found(rules: Mapping[str, Rule], sight: Sight) -> Frame:
    """What all rules that are on find."""
    parts = [conditions(rule, sight) for rule in rules.values() if rule.on]
    return shaped(pd.concat(parts), CONDITIONS) if parts else empty()


def conditions(rule: Rule, sight: Sight) -> Frame:
    """What one rule finds, one line per key; good of those whom its open alerts outlived."""
    told = KINDS[rule.kind](rule, sight)
    parts = [told, _left(rule, sight)]
    whole = pd.concat([part for part in parts if not part.empty] or [told])
    return shaped(whole.drop_duplicates(list(ALERT_KEY)), CONDITIONS)


def _left(rule: Rule, sight: Sight) -> Frame:
    """Open alerts of the rule about people whose service here is over: nothing to act on is left.

    Only where their last day is told; who is merely not in the data any more keeps the alert.
    """
    if sight.open_alerts.empty:
        return empty()
    people = sight.look.rows("people")
    gone = people.loc[people["active_to"] < sight.look.today, "person_id"]
    mine = sight.open_alerts[sight.open_alerts["rule"] == rule.id]
    mine = mine[(mine["subject_kind"] == "person") & mine["subject_id"].isin(gone)]
    names = ["subject_kind", "subject_id", "indicator", "unit", "officer"]
    return conditions_of(rule, sight, mine[names].assign(found="good"))
