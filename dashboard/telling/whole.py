"""The explanation as a whole: score, aspects, service, plan, discipline, official rating."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.texts import Texts, missing
from scoring.indication import Judgement
from scoring.predicate import MATRIX
from scoring.shapes.codes import LEVELS

LEAST = 1e-9
"""Less than that of a point is lost by arithmetic alone."""

ASPECTS = ("results", "community", "process", "behaviour")


def headline(composite: Mapping[str, Any], least: float, texts: Texts) -> str:
    """The score with its interval, or that there is too little to make one."""
    if missing(composite.get("score")):
        evidence = composite.get("evidence")
        found = texts.share(0.0 if missing(evidence) else evidence, 0)
        return texts("why.no_score", evidence=found, least=texts.share(least, 0))
    score = texts("why.score", score=texts.number(composite["score"], 1))
    low, high = composite.get("low"), composite.get("high")
    if missing(low) or missing(high):
        return score
    span = texts("why.interval", low=texts.number(low, 1), high=texts.number(high, 1))
    return f"{score} {span}"


def evidence(composite: Mapping[str, Any], goals: int | None, texts: Texts) -> str:
    """How much of the weight had evidence; ``goals``: how many there are, if all are told."""
    if missing(composite.get("evidence")):
        return texts("why.no_goals")
    share, n = texts.share(composite["evidence"], 0), texts.number(composite["n"])
    if goals is None:
        return texts("why.evidence_of", share=share, n=n)
    return texts("why.evidence", share=share, n=n, all=goals)


def aspects(found: Mapping[str, Mapping[str, Any]], texts: Texts) -> list[tuple[str, str]]:
    """Each aspect with its score, or that it cannot be told yet."""
    return [
        (
            texts(f"aspect.{name}"),
            texts.number(found[name]["score"], 1)
            if name in found and not missing(found[name].get("score"))
            else texts("why.aspect_unknown" if name in found else "why.aspect_none"),
        )
        for name in ASPECTS
        if name in found or name != "community"
    ]


def service(found: pd.DataFrame, texts: Texts, *, over: bool) -> list[str]:
    """Days and minutes expected in each place of service; ``over``: of a period that is."""
    return [
        texts(
            "why.service_over" if over else "why.service",
            unit=row.get("unit_name") or row["unit"],
            days=texts.plain(round(float(row["days"]), 2)),
            minutes=texts.minutes(row["minutes"]),
        )
        for row in found.to_dict("records")
    ]


def absences(found: pd.DataFrame, texts: Texts) -> str:
    """Working days taken out, by kind of absence."""
    if found.empty:
        return texts("why.no_absences")
    parts = [
        f"{texts.code('absence_kind', row['kind']).lower()} {texts.plain(row['days'])}"
        for row in found.to_dict("records")
    ]
    return texts("why.absences", kinds=", ".join(parts))


def discipline(found: Mapping[str, Any], texts: Texts) -> list[str]:
    """Where a PNS stands by absence without valid reason: an indication, never a sanction."""
    step = found.get("step")
    if step == "not_applicable":
        return [texts("discipline.not_applicable")]
    if missing(step):
        return [texts("discipline.untracked")]
    words = {"days": texts.number(found["days"]), "step": texts.code("discipline_step", step)}
    lines = [texts("discipline.below" if step == "none" else "discipline.reached", **words)]
    if not missing(found.get("minutes")) and found["minutes"] > 0:
        lines.append(texts("discipline.late", minutes=texts.minutes(found["minutes"])))
    if not missing(found.get("approaching")):
        near = texts.code("discipline_step", found["approaching"])
        left = texts.number(found["days_to_next"])
        lines.append(texts("discipline.approaching", step=near, left=left))
    return [*lines, texts("discipline.indication")]


def judgement(found: Judgement, texts: Texts) -> list[tuple[str, str]]:
    """The official rating and the dashboard's indication, each under its own label."""
    return [
        (texts("rating.official"), rated(found.official, texts)),
        (texts("rating.indicated"), indicated(found, texts)),
    ]


def rated(rating: Mapping[str, Any], texts: Texts) -> str:
    """The imported rating with its period, day and the two levels."""
    if not rating or missing(rating["predicate"]):
        return texts("rating.none")
    levels = {name: level(rating[name], texts) for name in ("results", "behaviour")}
    return texts(
        "rating.said",
        predicate=texts.code("predicate", rating["predicate"]),
        period=texts.period(str(rating["period"])),
        day=texts.day(None if missing(rating["rated_on"]) else rating["rated_on"].date()),
        **levels,
    )


def level(code: object, texts: Texts) -> str:
    """A level of a rating inside a sentence."""
    return texts.code("rating_level", code).lower()


def indicated(found: Judgement, texts: Texts) -> str:
    """What the figures suggest; never a rating."""
    levels = {
        "results": level(found.results, texts),
        "behaviour": level(found.behaviour, texts),
        "voices": texts.number(sum(found.voices.values())),
    }
    if found.predicate is None:
        unheard = missing(found.behaviour) and not sum(found.voices.values())
        return texts("rating.indicated_unheard" if unheard else "rating.indicated_none", **levels)
    return texts(
        "rating.indicated_said", predicate=texts.code("predicate", found.predicate), **levels
    )


def difference(found: Judgement, texts: Texts) -> list[str]:
    """Where official and indicated differ, or the official one departs from its own matrix."""
    lines = []
    if found.differs is not None:
        lines.append(texts("rating.differs" if found.differs else "rating.same"))
    rating = found.official
    pair = (str(rating.get("results")), str(rating.get("behaviour")))
    by_matrix = MATRIX.get(pair)
    if by_matrix is not None and by_matrix != rating["predicate"]:
        lines.append(texts("rating.off_matrix", predicate=texts.code("predicate", by_matrix)))
    return lines


def voices(found: pd.DataFrame, texts: Texts) -> list[tuple[str, str]]:
    """Feedback on behaviour by the giver's role: how many saw which level."""
    by_role = found.groupby("giver_role")[list(LEVELS)].sum()
    return [
        (
            texts.code("giver_role", role),
            "; ".join(
                f"{level(code, texts)} {texts.number(counts[code])}"
                for code in reversed(LEVELS)
                if counts[code]
            ),
        )
        for role, counts in by_role.to_dict("index").items()
    ]


def plan_item(row: Mapping[Any, Any], texts: Texts) -> str:
    """One item of the plan: realised, pace and what its period may end with."""
    unit = "" if missing(row["quantity_unit"]) else f" {row['quantity_unit']}"
    realised, target = (texts.plain(row[name]) for name in ("realised", "target"))
    parts = [texts("why.realised", realised=realised, target=target, unit=unit)]
    if missing(row["achievement"]):
        parts.append(texts.code("left_out", row["reason"]))
    else:
        parts.append(texts("plan.achievement", value=texts.share(row["achievement"])))
    if row["pattern"] == "count" and not missing(row["pace"]):
        parts.append(texts("plan.pace", value=texts.share(row["pace"])))
    return " · ".join(parts)


def earned(value: float, most: float, texts: Texts) -> str:
    """A part of the score of the most it could be; never so rounded that it looks like all."""
    for digits in (1, 2, 3):
        said = {"value": texts.number(value, digits), "most": texts.number(most, digits)}
        if most - value < LEAST or said["value"] != said["most"]:
            break
    return texts("why.contribution", **said)


def forecast(row: Mapping[Any, Any], texts: Texts) -> str:
    """What the item's period may end with, with its interval, or that nothing can be told."""
    if missing(row["basis"]) or missing(row["forecast"]):
        return texts("plan.no_forecast")
    value = texts.plain(round(float(row["forecast"]), 1))
    if not missing(row["low"]) and not missing(row["high"]) and row["low"] != row["high"]:
        low, high = (texts.plain(round(float(row[name]), 1)) for name in ("low", "high"))
        value += " " + texts("why.interval", low=low, high=high)
    if not missing(row["probability"]):
        chance = texts.share(row["probability"], 0)
        return texts("plan.likely", value=value, chance=chance)
    return f"{value} ({texts.code('basis', row['basis'])})"
