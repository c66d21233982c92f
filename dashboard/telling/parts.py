"""What one indicator says of a subject: value, points, what is left out, what would move it."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.telling.age import age, band_of, band_shown
from dashboard.telling.past import past
from dashboard.telling.rules import rules
from dashboard.telling.standing import standing
from dashboard.texts import Texts, missing
from dashboard.why import Why
from scoring.explain import Part

JUDGED = ("met", "at_risk", "missed")
OF_MINUTES = ("approved_minutes_share", "reported_minutes_share")


@dataclass(frozen=True)
class Told:
    """One indicator in sentences. ``goal``: the goal it is judged by, if any."""

    indicator: str
    goal: str | None
    band: str
    name: str
    said: str
    points: str | None
    age: str | None
    rules: tuple[str, ...]
    left_out: tuple[str, ...]
    moves: tuple[str, ...]
    past: tuple[str, ...]
    standing: tuple[str, ...]
    changed: tuple[str, ...]


def told(part: Part, why: Why, texts: Texts) -> Told:
    """All sentences of one indicator."""
    return Told(
        indicator=part.indicator.id,
        goal=part.goal,
        band=band_shown(part, why),
        name=texts.code("indicator", part.indicator.id),
        said=said(part, texts),
        points=points(part, texts),
        age=age(part, why, texts),
        rules=rules(part.rules, texts),
        left_out=left_out(part, texts),
        moves=moves(part, why, texts),
        past=past(part.indicator, why.signals, texts),
        standing=standing(part.indicator, why.standing, texts),
        changed=changed(part, why, texts),
    )


def cases(part: Part, texts: Texts, n: float = 2) -> str:
    """What is counted, so many of it: complaints, activities, person-days."""
    return cases_of(part.indicator.id, part.indicator.frame, texts, n)


def cases_of(indicator: str, frame: str, texts: Texts, n: float = 2) -> str:
    """What an indicator counts, by itself or by its frame."""
    words = texts.family("case_one" if n == 1 else "case")
    return words.get(indicator, words.get(frame, ""))


def said(part: Part, texts: Texts) -> str:
    """The value with n, interval and target, or why there is none."""
    score, unit = part.score, part.indicator.unit
    what = {"n": texts.number(score["n"]), "cases": cases(part, texts, score["n"])}
    if not score["available"]:
        return texts("why.unavailable")
    if missing(score["value"]) and missing(score["low"]):
        return texts("why.no_value", cases=cases(part, texts))
    value = texts.measured(score["value"], score["low"], unit) + interval(score, unit, texts)
    if missing(score.get("target")):
        return texts("why.plain", value=value, **what)
    target = goal_words(part, texts)
    if band_of(part) == "thin":
        least = texts.number(score["min_n"])
        return texts("why.thin", value=value, target=target, least=least, **what)
    return texts("why.counted", value=value, target=target, **what)


def interval(score: Any, unit: str, texts: Texts) -> str:
    """The 95 % interval in brackets; nothing where none is known."""
    low, high = score.get("low"), score.get("high")
    if missing(low) or missing(high) or low == high:
        return ""
    return " " + texts("why.interval", low=texts.value(low, unit), high=texts.value(high, unit))


def goal_words(part: Part, texts: Texts) -> str:
    """What is expected, such as ``≥ 90%``."""
    sign = {"higher": "≥ ", "lower": "≤ "}.get(part.indicator.better, "")
    return sign + texts.expected(float(part.score["target"]), part.indicator.unit)


def points(part: Part, texts: Texts) -> str | None:
    """How the value becomes points and a contribution; None where it takes no part."""
    score, unit = part.score, part.indicator.unit
    if band_of(part) not in JUDGED or missing(score.get("points")):
        return None
    return texts(
        "why.points",
        points=texts.number(score["points"], 1),
        full=texts.expected(float(score["target"]), unit),
        nothing=texts.expected(float(score["floor"]), unit),
        weight=texts.plain(score["weight"]),
        share=texts.share(score["share"]),
        contribution=texts.number(score["contribution"], 1),
        most=texts.number(100 * score["share"], 1),
    )


def left_out(part: Part, texts: Texts) -> tuple[str, ...]:
    """How many records are no case, by reason, and the reasons in words."""
    return tuple(
        texts("why.left_out", n=texts.number(count), reason=texts.code("left_out", reason))
        for reason, count in part.left_out.items()
    )


def moves(part: Part, why: Why, texts: Texts) -> tuple[str, ...]:
    """What would bring the value to its target, and what is still to come."""
    found = [*_reach(part, texts), *_coming(part, why, texts)]
    return tuple(found)


def _reach(part: Part, texts: Texts) -> list[str]:
    if band_of(part) == "thin":
        more = float(part.score["min_n"] - part.score["n"])
        return [texts("why.more", n=texts.number(more), cases=cases(part, texts, more))]
    if part.gap is None:
        return []
    target = goal_words(part, texts)
    if part.gap == 0:
        return [texts("why.reached", target=target)]
    if part.indicator.id in OF_MINUTES and part.needed:
        lacking, expected = texts.minutes(part.needed), texts.minutes(part.needed / part.gap)
        return [texts("why.minutes", minutes=lacking, target=target, expected=expected)]
    if part.needed:
        n, what = texts.number(part.needed), cases(part, texts, part.needed)
        return [texts("why.needed", n=n, cases=what, target=target)]
    if part.indicator.family == "beta":
        return [texts("why.never", target=target)]
    gap = texts.difference(part.gap, part.indicator.unit)
    return [texts(f"why.gap_{part.indicator.better}", gap=gap, target=target)]


def _coming(part: Part, why: Why, texts: Texts) -> list[str]:
    """Cases in hand that are not decided yet, with the nearest limit."""
    if part.coming.empty:
        return []
    n, what = texts.number(len(part.coming)), cases(part, texts, len(part.coming))
    nearest = limits_of(part, why).min()
    if missing(nearest):
        return [texts("why.coming", n=n, cases=what)]
    return [texts("why.coming_by", n=n, cases=what, moment=texts.moment(nearest.to_pydatetime()))]


CLOCK = {
    "forwarded_in_time": ("forward_limit", "forwarded"),
    "answered_in_time": ("answer_limit", "answered"),
    "resolved_in_time": ("finish_limit", "finished"),
    "complaints_overdue": ("finish_limit", "finished"),
    "complaints_due_soon": ("finish_limit", "finished"),
}
"""Per indicator of complaints: when its limit runs out, and when it was done."""


def limits_of(part: Part, why: Why) -> pd.Series:
    """Limits of the cases in hand."""
    rows = why.rows.get(part.indicator.frame)
    column = CLOCK.get(part.indicator.id, ("", ""))[0]
    if rows is None or column not in rows:
        return pd.Series([], dtype="datetime64[us, UTC]")
    return rows.loc[rows.index.isin(part.coming["key"]), column]


def changed(part: Part, why: Why, texts: Texts) -> tuple[str, ...]:
    """What differs from the look before."""
    found = why.changed[why.changed["indicator"] == part.indicator.id]
    return tuple(change(row, part, why, texts) for row in found.to_dict("records"))


def change(row: Any, part: Part, why: Why, texts: Texts) -> str:
    """The value then and now, the contribution, and how many records differ."""
    unit = part.indicator.unit
    before, now = (texts.value(row[c], unit) for c in ("value_before", "value"))
    was, earned = (texts.number(row[c], 1) for c in ("contribution_before", "contribution"))
    same = before == now
    said = [texts("why.stays" if same else "why.became", before=before, now=now)]
    if was != earned:
        said.append(texts("why.earned_then", before=was, now=earned))
    if row["records"]:
        said.append(texts("why.records_changed", n=texts.number(len(row["records"]))))
    return texts("why.changed", since=texts.day(why.since.date()), said=", ".join(said))
