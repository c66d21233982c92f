"""The rules of alerts as config.yaml has them, and what each kind of rule needs to be asked."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from data.settings import Settings
from scoring.alerts.rule import Rule

CLOCKED = ("deadline_near", "deadline_passed", "silent_source", "data_faults")
"""Kinds that are asked at every look: a minute may change what they find."""
UPKEEP = ("silent_subject", "verification_backlog")
"""Kinds that are asked in a slow rhythm: they count days, and read many rows."""


def alert_rules(settings: Settings) -> dict[str, Rule]:
    """Every rule of config.yaml, by name."""
    return {
        name: Rule(
            name, r.kind, {"id": r.title.id, "en": r.title.en}, r.subjects, r.indicators, r.hold,
            r.keep, r.recover, r.share, r.threshold, r.urgent, r.on, dict(r.steps),
        )
        for name, r in settings.alerts.rules.items()
    }  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What was asked at a look: figures of ``offices``, upkeep of ``slow`` ones."""

    offices: Collection[str]
    slow: Collection[str]

    def whether(self, alerts: pd.DataFrame, kinds: "pd.Series[str]") -> "pd.Series[bool]":
        """Which of ``alerts`` were asked about; of the others their last finding stands.

        An alert of no office is asked about whenever any is. ``kinds``: of their rules.
        """
        place = alerts["office"].astype(object)
        figures = place.isin(list(self.offices)) | (place.isna() & bool(self.offices))
        slow = place.isin(list(self.slow)) | (place.isna() & bool(self.slow))
        upkeep = kinds.isin(UPKEEP)
        return kinds.isin(CLOCKED) | (upkeep & slow) | (~upkeep & figures)
