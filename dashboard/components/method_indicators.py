"""Metodologi: every indicator, from its docstring, its rules and the goals in force."""

import inspect
from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html

from dashboard.components.marks import attributes
from dashboard.components.tiles import name_of
from dashboard.method import Method
from dashboard.telling.rules import rule
from dashboard.texts import Texts
from scoring.goals import Goal
from scoring.indicators import INDICATORS, Indicator
from scoring.rules import Rules

ASPECTS = ("results", "process", "behaviour")
GOAL_COLUMNS = (
    "goal", "target", "at_risk", "floor", "min_n", "weight", "subjects", "force", "source",
)  # fmt: skip

DECIDING = ("subjects", "target", "at_risk", "floor", "min_n", "weight")
"""What decides about the status of a value and its points."""


def by_aspect(method: Method, today: pd.Timestamp, texts: Texts) -> list[Any]:
    """Every indicator, aspect by aspect."""
    return [
        html.Div(
            [
                html.H3(texts(f"aspect.{aspect}")),
                *(
                    article(info, method, today, texts)
                    for info in INDICATORS.values()
                    if info.aspect == aspect
                ),
            ],
            className="method-aspect",
        )
        for aspect in ASPECTS
    ]


def article(info: Indicator, method: Method, today: pd.Timestamp, texts: Texts) -> html.Article:
    """One indicator: what it means, the rest folded away; its identifier is the anchor."""
    goals = {name: goal for name, goal in method.goals.items() if goal.indicator == info.id}
    summary = html.Summary(
        [
            html.H4([name_of(info.id, texts), " ", html.Code(info.id)]),
            html.P(definition(info, texts), className="method-definition"),
        ]
    )
    details = [
        html.P(unfair(info, texts), className="note-line") if unfair(info, texts) else None,
        html.Dl([html.Div([html.Dt(t), html.Dd(d)]) for t, d in _facts(info, method, texts)]),
        _goals(goals, info, method, today, texts)
        if goals
        else html.P(texts("method.no_goal"), className="note-line"),
    ]
    return html.Article(
        html.Details([summary, html.Div(details)]), id=info.id, className="method-indicator"
    )


def definition(info: Indicator, texts: Texts) -> str:
    """What an auditor would sign: the reader's wording, else the docstring's first line."""
    return texts.family("meaning").get(info.id, info.definition)


def unfair(info: Indicator, texts: Texts) -> str:
    """What else the docstring says, the unfair case among it; the reader's wording if there is."""
    rest = inspect.cleandoc(info.facts.__doc__ or "").partition("\n")[2]
    return texts.family("unfair").get(info.id, " ".join(rest.split()))


def _facts(info: Indicator, method: Method, texts: Texts) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [
        (texts("method.unit"), texts.code("unit_name", info.unit)),
        (texts("method.direction"), texts.code("direction", info.better)),
        (texts("method.data"), texts.code("frame", info.frame)),
        (texts("method.family"), texts(f"method.family_{info.family or 'none'}")),
    ]
    rules = [rule(name, value_of(method.rules, name), texts) for name in info.rules]
    if rules:
        found.append((texts("method.rules"), html.Ul([html.Li(said) for said in rules])))
    return found


def value_of(rules: Rules, name: str) -> Any:
    """The value of a rule by its name, as in force now."""
    found: Any = rules
    for step in name.split("."):
        found = getattr(found, step)
        found = found[-1] if step == "limits" else found
    return found


def _goals(
    goals: Mapping[str, Goal], info: Indicator, method: Method, today: pd.Timestamp, texts: Texts
) -> html.Div:
    heads = [html.Th(texts(f"method.{column}"), scope="col") for column in GOAL_COLUMNS]
    rows = [
        html.Tr(
            [html.Td(cell) for cell in _goal(name, goal, info, method, today, texts)],
            className="" if goal.in_force(today) else "method-past",
        )
        for name, goal in goals.items()
    ]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)])
    return scrolling(table, f"{texts('method.goals')}: {name_of(info.id, texts)}")


def goals_in_force(method: Method, today: pd.Timestamp, texts: Texts) -> Any:
    """All goals in force with what decides about status and points; each leads to its indicator."""
    goals = {name: goal for name, goal in method.goals.items() if goal.in_force(today)}
    if not goals:
        return html.P(texts("method.no_goals"), className="note-line")
    heads = [html.Th(texts(f"method.{column}"), scope="col") for column in ("name", *DECIDING)]
    place = {column: number for number, column in enumerate(GOAL_COLUMNS)}
    rows = []
    for name, goal in goals.items():
        info = INDICATORS[goal.indicator]
        cells = _goal(name, goal, info, method, today, texts)
        link = html.A(name_of(info.id, texts), href=f"#{info.id}")
        rows.append([html.Td(link), *(html.Td(cells[place[column]]) for column in DECIDING)])
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody([html.Tr(row) for row in rows])])
    return scrolling(table, texts("method.in_force"))


def scrolling(table: html.Table, label: str) -> html.Div:
    """A table that can be scrolled sideways where it does not fit, with the keyboard too."""
    said = attributes(aria_label=label)
    return html.Div(table, className="method-table", role="region", tabIndex=0, **said)


def _goal(
    name: str, goal: Goal, info: Indicator, method: Method, today: pd.Timestamp, texts: Texts
) -> list[Any]:
    sign = {"higher": "≥ ", "lower": "≤ "}.get(info.better, "")
    return [
        html.Code(name),
        sign + texts.expected(goal.target, info.unit),
        texts.difference(goal.at_risk, info.unit),
        texts.expected(goal.worth_nothing, info.unit),
        texts.number(goal.min_n),
        texts.plain(goal.weight),
        ", ".join(texts.code("subject_kind", kind) for kind in goal.subjects),
        force(goal, today, texts),
        method.sources.get(f"goals.{name}", {}).get(texts.language) or texts("value.none"),
    ]


def force(goal: Goal, today: pd.Timestamp, texts: Texts) -> str:
    """From when until when a goal is in force, and whether it is now."""
    parts = [
        texts(f"method.{key}", day=texts.day(day))
        for key, day in (("since", goal.since), ("until", goal.until))
        if day is not None
    ]
    said = " ".join(parts) or texts("method.always")
    return said if goal.in_force(today) else f"{said} ({texts('method.not_in_force')})"
