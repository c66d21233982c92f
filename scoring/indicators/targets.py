"""Indicators of targets: items of performance plans (SKP), and outcomes of programmes."""

import pandas as pd

from scoring.facts import Facts
from scoring.look import Look
from scoring.plans import carried, item_records, items_of, outcomes_of
from scoring.statistics import WeightedMean


def target_achievement(look: Look) -> Facts:
    """Realised per target of SKP items, main and additional work weighted, in their period.

    Unfair case considered: what was not measured is missing, never 0; one item cannot hide another
    beyond the cap; a published index is never pro-rated. 1 is as planned; during the period it
    grows with the work, so read the pace. Weights and cap: config.
    """
    return _of_items(look, "achievement", "reason")


def target_pace(look: Look) -> Facts:
    """Realised per what was due by the day it was stated, of SKP items by weight.

    Due is the target times the share of the person's own working time that has gone; positions
    and published indices are never pro-rated. Unfair case considered: leave is taken out of what
    is due; a stale statement is judged by its own day, not by today. 1 is on time.
    """
    return _of_items(look, "pace", "pace_reason")


def outcome_achievement(look: Look) -> Facts:
    """Way gone from baseline to target of a programme's outcomes for the community.

    Unfair case considered: reach alone is no good service; it stands beside how people of that
    programme were served (satisfaction, complaints). 1 is reached; not measured is missing.
    """
    outcomes = outcomes_of(look)
    lines = carried(look, outcomes)
    told = outcomes.iloc[lines["place"]].reset_index(drop=True)
    records = look.records(
        "outcomes", told["outcome_id"], unit=told["unit"], programme=told["programme"]
    )
    return Facts(records, WeightedMean(), told["achievement"], lines["day"],
                 left_out=told["reason"].astype(object), more={"weight": _ones(told)})  # fmt: skip


def _of_items(look: Look, column: str, reason: str) -> Facts:
    items = look.once(items_of)
    lines = carried(look, items)
    told = items.iloc[lines["place"]].reset_index(drop=True)
    plan = look.rules.plan
    kind = told["main"].astype(bool)
    shared = told.groupby([told["person"], lines["day"], kind])["person"].transform("size")
    weight = kind.map({True: plan.main, False: plan.additional}) / shared
    return Facts(look.once(item_records), WeightedMean(), told[column], lines["day"],
                 left_out=told[reason].astype(object), more={"weight": weight})  # fmt: skip


def _ones(lines: pd.DataFrame) -> pd.Series:
    return pd.Series(1.0, index=lines.index)
