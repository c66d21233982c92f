"""Metodologi: satisfaction, predicate, discipline, programmes, alarms, and what is not verified."""

from typing import Any

import pandas as pd
from dash import html

from dashboard.components.cited import cited
from dashboard.components.method_indicators import goals_in_force, scrolling
from dashboard.components.tiles import name_of
from dashboard.method import Method
from dashboard.telling.example import example
from dashboard.telling.rules import rule
from dashboard.texts import Texts
from scoring.discipline import STEPS
from scoring.ikm import minimum_sample
from scoring.predicate import MATRIX, ORGANISATION_PREDICATES, PATTERNS, Rule
from scoring.shapes.codes import LEVELS


def reading(method: Method, today: pd.Timestamp, texts: Texts) -> list[Any]:
    """How values become points and a score, with a worked example."""
    least = texts.share(method.min_evidence, 0)
    worked = example(method.goals, today, method.min_evidence, texts)
    lines = ("bands", "interval", "points", "composite", "own")
    return [
        *(html.P(texts(f"method.{key}", least=least)) for key in lines),
        html.H3(texts("method.in_force"), className="small"),
        goals_in_force(method, today, texts),
        html.Div(
            [
                html.H3(texts("method.example"), className="small"),
                html.Ol([html.Li(line) for line in worked]),
            ],
            className="method-block",
        )
        if worked
        else None,
    ]


def comparing(_: Method, texts: Texts) -> list[Any]:
    """How people and units are compared."""
    return [html.P(texts(f"method.{key}")) for key in ("shrunk", "ranks", "flags", "change")]


def satisfaction(method: Method, texts: Texts) -> list[Any]:
    """Formula, weight, categories, and the smallest samples."""
    survey = method.rules.survey
    lows = [*reversed(survey.bounds)]
    rows = [
        (c, texts("method.from", low=texts.number(low, 2)))
        for c, low in zip("ABC", lows, strict=True)
    ]
    rows.append(("D", texts("method.below", low=texts.number(lows[-1], 2))))
    people = pd.Series(dict(survey.population), dtype="float64")
    samples = [
        texts("method.sample", unit=unit, n=texts.number(n), least=texts.number(least))
        for unit, n, least in zip(people.index, people, minimum_sample(people), strict=True)
    ]
    return [
        html.P(texts("method.formula")),
        html.P(rule("survey.weight", survey.weight, texts)),
        _table(
            texts("method.satisfaction"),
            [texts("method.category"), "IKM", texts("method.called")],
            [[c, low, texts.code("skm.category", c)] for c, low in rows],
        ),
        html.H3(texts("method.population"), className="small"),
        html.Ul([html.Li(said) for said in samples])
        if samples
        else html.P(texts("method.no_population"), className="note-line"),
        cited(method.sources.get("satisfaction"), texts),
    ]


def predicate(method: Method, texts: Texts) -> list[Any]:
    """The matrix, what the figures suggest from which share on, and the pattern."""
    limits = method.thresholds
    meets, above, low, high = (
        texts.expected(share, "share")
        for share in (limits.meets, limits.above, limits.below_share, limits.above_share)
    )
    across = [texts.code("rating_level", level) for level in LEVELS]
    corner = f"{texts('method.results_down')} \\ {texts('method.behaviour_across')}"
    rows = [
        [texts.code("rating_level", results)]
        + [texts.code("predicate", MATRIX[results, behaviour]) for behaviour in LEVELS]
        for results in reversed(LEVELS)
    ]
    return [
        html.H3(texts("method.matrix"), className="small"),
        _table(texts("method.matrix"), [corner, *across], rows, heads=True),
        html.P(texts("method.suggested", meets=meets, above=above)),
        html.P(
            texts("method.suggested_behaviour", below=low, above=high, least=limits.min_feedback)
        ),
        html.P(texts("method.pattern")),
        _table(
            texts("method.predicate"),
            ["", ""],
            [
                [
                    texts(
                        "method.pattern_for", predicate=texts.code("organisation_predicate", name)
                    ),
                    "; ".join(_pattern(found, texts) for found in PATTERNS[name]),
                ]
                for name in ORGANISATION_PREDICATES
            ],
            heads=True,
        ),
        cited(method.sources.get("predicate"), texts),
    ]


def _pattern(found: Rule, texts: Texts) -> str:
    names = " / ".join(texts.code("predicate", name) for name in found.predicates)
    share = texts.expected(found.share or 0.0, "share")
    kind = "none" if found.kind == "at_most" and not found.share else found.kind
    return texts(f"method.pattern_{kind}", predicates=names, share=share)


def discipline(method: Method, texts: Texts) -> list[Any]:
    """The table of PP 94/2021 as in force here."""
    rules = method.rules.discipline
    steps = [(days, code) for days, code in rules.steps] or [(s.days, s.code) for s in STEPS]
    rows = [
        [texts("method.from", low=texts.plain(d)), texts.code("discipline_step", c)]
        for d, c in steps
    ]
    rows.append(
        [
            texts("method.in_a_row", days=rules.in_a_row),
            texts.code("discipline_step", "dismissal_after_run"),
        ]
    )
    near = ", ".join(texts.plain(day) for day in rules.near)
    return [
        html.P(texts("method.discipline_lead")),
        None if rules.steps else html.P(texts("method.discipline_default"), className="note-line"),
        _table(texts("method.discipline"), [texts("method.days"), texts("method.step")], rows),
        html.P(texts("method.near", days=near)),
        html.P(texts("method.day_minutes", minutes=texts.plain(rules.day_minutes))),
        cited(method.sources.get("discipline"), texts),
    ]


def programmes(method: Method, texts: Texts) -> list[Any]:
    """What belongs to each programme, and how it is read."""
    lines = []
    for key, found in method.rules.programmes.items():
        names = method.programmes.get(key, {})
        name = names.get(texts.language) or next(iter(names.values()), key)
        listed = {
            field: ", ".join(getattr(found, field)) or texts("method.none")
            for field in ("services", "categories")
        } | {"units": ", ".join(found.units) or texts("method.all_units")}
        lines.append(html.Li(texts("method.programme", name=name, **listed)))
    if not lines:
        return [html.P(texts("method.no_programmes"), className="note-line")]
    return [html.P(texts("method.programme_reading")), html.Ul(lines)]


def alarms(method: Method, texts: Texts) -> list[Any]:
    """The budget of false alarms, and histories that begin anew."""
    found = [
        texts(
            "method.rebase", day=texts.day(r.day), reason=r.reason, author=r.author
        ) + " " + texts(
            "method.rebase_whom",
            whom=r.whom or texts("method.rebase_all"),
            indicator=name_of(r.indicator, texts) if r.indicator else texts("method.rebase_all"),
        )
        for r in method.rebasings
    ]  # fmt: skip
    return [
        html.P(texts("method.budget", share=texts.share(method.budget))),
        html.H3(texts("method.rebases"), className="small") if found else None,
        html.Ul([html.Li(said) for said in found])
        if found
        else html.P(texts("method.no_rebases"), className="note-line"),
    ]


def unverified(method: Method, texts: Texts) -> list[Any]:
    """Everything that is marked as not verified, with its place."""
    if not method.unverified:
        return [html.P(texts("method.no_unverified"), className="note-line")]
    return [
        html.P(texts("method.unverified_lead")),
        html.Ul(
            [
                html.Li(
                    [html.Code(place), " ", texts.family("unseen").get(place, said[texts.language])]
                )
                for place, said in method.unverified
            ],
            className="method-unverified",
        ),
    ]


def _table(
    label: str, titles: list[str], rows: list[list[str]], *, heads: bool = False
) -> html.Div:
    """A small table; ``heads``: the first cell of a row is its head."""
    first = html.Th if heads else html.Td
    top = html.Thead(html.Tr([html.Th(said, scope="col") for said in titles]))
    body = [html.Tr([first(row[0]), *(html.Td(cell) for cell in row[1:])]) for row in rows]
    return scrolling(html.Table([top if any(titles) else None, html.Tbody(body)]), label)
