"""Why a subject has its score: contributions, the records behind each, and what would move it.

Everything is taken from the same facts that the scores are made of, so that an explanation cannot
differ from the score. Sentences are made elsewhere; here are codes and the subject's own numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

import pandas as pd

from scoring.absence import standing_of, year_of
from scoring.composite import composites, contributions
from scoring.facts import Facts, scored_each
from scoring.goals import SLACK, Goal, is_lower, judged
from scoring.indicators import INDICATORS, Indicator
from scoring.look import Look
from scoring.periods import Period
from scoring.records import NOWHERE
from scoring.rules import stated
from scoring.service import service_of
from scoring.statistics import Ratio, Share

CHANGED = ("value_before", "value", "contribution_before", "contribution")


@dataclass(frozen=True)
class Part:
    """What one indicator says of the subject.

    ``score``: value, n, low, high, expected, band, target and, with a goal that weighs, weight,
    points, share, contribution, lost (composite.contributions). ``records``: key, day, value,
    weight, counted, left_out (why it is no case), of the period. ``coming``: as records, those not
    decided yet. ``rules``: what it goes by, by name. ``needed``: how many more good cases or
    minutes reach the target, missing where no number of them does; ``gap``: how far the value is
    from it; both missing where there is nothing to reach.
    """

    indicator: Indicator
    goal: str | None
    score: Mapping[str, Any]
    records: pd.DataFrame
    coming: pd.DataFrame
    rules: Mapping[str, Any]
    needed: float | None
    gap: float | None

    @property
    def left_out(self) -> dict[str, int]:
        """How many records are no case, by reason."""
        counts = self.records["left_out"].value_counts()
        return {str(reason): int(count) for reason, count in counts.sort_index().items()}


@dataclass(frozen=True)
class Explanation:
    """The score of one subject in one period as a sum, and all that it rests on.

    ``composite``: score, low, high, evidence, n; ``aspects``: the same by aspect. ``parts``: those
    with a goal first, the heaviest first. ``service``: unit, days and minutes expected in each
    place of service, of a person. ``discipline``: where a person stands (discipline.standing_of).
    """

    subject_kind: str
    subject_id: str
    period: Period
    now: pd.Timestamp
    composite: Mapping[str, Any]
    aspects: Mapping[str, Mapping[str, Any]]
    parts: tuple[Part, ...]
    service: pd.DataFrame
    discipline: Mapping[str, Any]


def explained(
    look: Look, subject_kind: str, subject_id: str, goals: Mapping[str, Goal], min_evidence: float,
    goal: str | None = None, *, judged_only: bool = False,
) -> Explanation:  # fmt: skip
    """Why a subject has its score in the newest period of ``look``.

    With ``goal``, the part of that goal alone; its share and the composite are still of all goals.
    ``judged_only``: without indicators of which nothing is expected.
    """
    asked = None if goal is None else goals[goal].indicator
    judging = {g.indicator for g in goals.values()}
    few = judged_only or asked is not None
    wanted = [i for i in INDICATORS.values() if not few or i.id in judging]
    facts = {i.id: i.facts(look) for i in wanted if look.has(i.frame)}
    scores = _scores(facts, subject_kind, subject_id, look.periods[0])
    added = contributions(scores, goals, look.today)
    found = judged(scores, goals, look.today)
    found = found.join(added[added.columns.difference(found.columns)])
    parts = [
        _part(look, facts[str(row["indicator"])], row, (subject_kind, subject_id))
        for row in found.to_dict("records")
        if asked in (None, row["indicator"])
    ]
    by_aspect = composites(added, min_evidence, ("aspect",))
    return Explanation(
        subject_kind, subject_id, look.periods[0], look.now,
        composite=_only(composites(added, min_evidence)),
        aspects={str(row["aspect"]): _named(row) for row in by_aspect.to_dict("records")},
        parts=tuple(sorted(parts, key=_heaviest)),
        service=_service(look, subject_kind, subject_id),
        discipline=_discipline(look, subject_kind, subject_id),
    )  # fmt: skip


def _scores(
    facts: Mapping[str, Facts], subject_kind: str, subject_id: str, period: Period
) -> pd.DataFrame:
    """What was scored of one subject in one period."""
    scores = scored_each(facts)
    mine = (scores["subject_kind"] == subject_kind) & (scores["subject_id"] == subject_id)
    return scores[mine & (scores["period"] == period.name)].reset_index(drop=True)


def changes(before: Explanation, after: Explanation) -> pd.DataFrame:
    """What differs between two looks at a subject, by indicator.

    indicator, value_before, value, contribution_before, contribution, and keys of records that
    came, went, or count differently (``records``, a list).
    """
    was, now = ({p.indicator.id: p for p in e.parts} for e in (before, after))
    rows = [
        {
            "indicator": name,
            **_change("value", was.get(name), now.get(name)),
            **_change("contribution", was.get(name), now.get(name)),
            "records": _moved(was.get(name), now.get(name)),
        }
        for name in dict.fromkeys((*was, *now))
    ]
    found = pd.DataFrame(rows, columns=["indicator", *CHANGED, "records"])
    same = [
        ((found[f"{c}_before"] == found[c]) | (found[f"{c}_before"].isna() & found[c].isna()))
        for c in ("value", "contribution")
    ]
    silent = found["records"].map(len) == 0
    return found[~(same[0] & same[1] & silent)].reset_index(drop=True)


def _part(look: Look, facts: Facts, row: Mapping[Any, Any], subject: tuple[str, str]) -> Part:
    indicator = INDICATORS[str(row["indicator"])]
    needed, gap = _reach(facts, row)
    facts = facts.behind() if facts.behind else facts
    mine = facts.records.of(*subject)
    place = facts.places
    weight = facts.more.get("weight")
    lines = pd.DataFrame(
        {
            "key": facts.records.key.to_numpy(),
            "day": facts.day.to_numpy(),
            "value": facts.value.to_numpy(dtype=float, na_value=float("nan")),
            "weight": 1.0 if weight is None else weight.to_numpy(),
            "left_out": None if facts.left_out is None else facts.left_out.to_numpy(),
        }
    )
    lines = lines.assign(counted=lines["value"].notna())
    told = lines[mine & (place == 0)].sort_values(["day", "key"]).reset_index(drop=True)
    later = mine & (place == NOWHERE) & lines["day"].isna() & lines["left_out"].isna()
    goal = row.get("goal")
    return Part(
        indicator, None if pd.isna(goal) else str(goal), row, told,
        lines[later].sort_values("key").reset_index(drop=True),
        {name: stated(look.rules, name, look.today) for name in indicator.rules}, needed, gap,
    )  # fmt: skip


def _reach(facts: Facts, row: Mapping[Any, Any]) -> tuple[float | None, float | None]:
    """How many more good cases reach the target, and how far the value is from it."""
    value, target = row.get("value"), row.get("target")
    if pd.isna(value) or pd.isna(target):
        return None, None
    lower = bool(is_lower(pd.Series([row["indicator"]]))[0])
    gap = max(0.0, (value - target) if lower else (target - value))
    if gap <= SLACK:
        return 0.0, 0.0
    if isinstance(facts.statistic, Ratio):
        return gap * _whole(facts, row), gap
    if not isinstance(facts.statistic, Share):
        return None, gap
    n = float(row["n"])
    return _cases(float(value) * n, n, float(target), lower=lower), gap


def _whole(facts: Facts, row: Mapping[Any, Any]) -> float:
    """What was expected of the subject in the period, such as minutes."""
    whole = facts.total(facts.more["whole"])
    place = facts.records.names.get_loc((row["subject_kind"], row["subject_id"]))
    return float(whole[place, 0])


def _cases(hits: float, n: float, target: float, *, lower: bool) -> float | None:
    """Good cases on top of ``hits`` of ``n`` that bring the share to ``target``; None: never."""
    if lower:
        return None if target <= 0 else float(ceil(hits / target - n - SLACK))
    return None if target >= 1 else float(ceil((target * n - hits) / (1 - target) - SLACK))


def _service(look: Look, subject_kind: str, subject_id: str) -> pd.DataFrame:
    lines = look.once(service_of)
    mine = (lines["person"] == subject_id) & (lines["day"] == look.periods[0].start)
    return lines[mine].iloc[: None if subject_kind == "person" else 0].reset_index(drop=True)


def _discipline(look: Look, subject_kind: str, subject_id: str) -> Mapping[str, Any]:
    if subject_kind != "person":
        return {}
    year = year_of(look, look.periods[0])
    found = standing_of(look, pd.Series([subject_id]), year)
    return _named(found.iloc[0].to_dict())


def _only(frame: pd.DataFrame) -> Mapping[str, Any]:
    """The one line of a frame; without a line nothing is known."""
    return {} if frame.empty else _named(frame.iloc[0].to_dict())


def _named(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}


def _heaviest(part: Part) -> tuple[bool, float, str]:
    weight = part.score.get("weight")
    return part.goal is None, -float(0 if pd.isna(weight) else weight), part.indicator.id


def _change(name: str, was: Part | None, now: Part | None) -> dict[str, Any]:
    return {
        f"{name}_before": None if was is None else was.score.get(name),
        name: None if now is None else now.score.get(name),
    }


def _moved(was: Part | None, now: Part | None) -> list[str]:
    """Keys of records that came, went, or count differently."""
    told = ["key", "value", "weight", "left_out"]
    old, new = (
        set() if p is None else set(p.records[told].astype(str).itertuples(index=False, name=None))
        for p in (was, now)
    )
    return sorted({key for key, *_ in old ^ new})
