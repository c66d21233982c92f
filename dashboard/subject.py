"""One unit or person as pages show it: goals, why, trend, signs, satisfaction, other figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import pandas as pd
from dash import Output, html

from dashboard import ids
from dashboard.components.contributions import Sum, drawn, figure_of, lines, score_box
from dashboard.components.figures import figures
from dashboard.components.headers import section
from dashboard.components.marks import attributes, tally
from dashboard.components.opened import opened
from dashboard.components.past import past
from dashboard.components.report import goal_table
from dashboard.components.satisfaction import satisfaction
from dashboard.components.signs import signs
from dashboard.components.tiles import goal_tiles, name_of
from dashboard.components.trend import figure_of as trend_figure_of
from dashboard.components.trend import trend_section
from dashboard.events import Event, rebased
from dashboard.groups import Groups, grouped
from dashboard.measured import measured, served
from dashboard.method import Method
from dashboard.questions import SubjectKind
from dashboard.readings import Reading, chosen_period, tally_of
from dashboard.services import IndicatorInfo, Services
from dashboard.still import PART
from dashboard.texts import Texts
from dashboard.view import Filters, Viewer
from dashboard.why import Why


@dataclass(frozen=True)
class Places:
    """Identifiers of the parts of a page that show one subject, in the order of ``renewed``."""

    tally: str
    tiles: str
    box: str
    waterfall: str
    lines: str
    trend: str
    past: str
    signs: str
    figures: str

    @classmethod
    def of(cls, page: str) -> "Places":
        """Those of one page."""
        return cls(*(ids.make_id(page, field.name) for field in fields(cls)))

    @property
    def outputs(self) -> list[Output]:
        """What a callback renews."""
        drawings = ("waterfall", "trend")
        return [
            Output(getattr(self, f.name), "figure" if f.name in drawings else PART)
            for f in fields(self)
        ]


@dataclass(frozen=True)
class Subject:
    """One subject in one period, within the viewer's scope. ``page``: the address it stands at.

    ``events``: what happened to it, to be seen beside its trend.
    """

    subject_id: str
    page: str
    found: list[Reading]
    parts: pd.DataFrame
    signals: pd.DataFrame
    services: pd.DataFrame
    why: Why | None
    method: Method
    infos: Mapping[str, IndicatorInfo]
    events: tuple[Event, ...] = ()

    @cached_property
    def added(self) -> Sum:
        """Its score as a sum."""
        return Sum(self.parts, self.method.min_evidence)

    @cached_property
    def groups(self) -> Groups:
        """Its readings where they are shown."""
        return grouped(self.found)

    def unweighted(self, texts: Texts) -> list[str]:
        """Names of the goals that are no part of the score."""
        counted = set(self.parts["indicator"])
        goals = [r.indicator.id for r in self.found if r.has_goal]
        return [name_of(goal, texts) for goal in goals if goal not in counted]

    @property
    def goal(self) -> str | None:
        """The goal that is opened."""
        return (
            next((p.goal for p in self.why.explanation.parts if p.goal), None) if self.why else None
        )


def look_at(
    viewer: Viewer, filters: Filters, services: Services, kind: SubjectKind, subject: str,
    page: str, events: tuple[Event, ...] = (),
) -> Subject:  # fmt: skip
    """Everything that is shown of one subject."""
    scope = viewer.scope
    period = chosen_period(filters.period, services.periods()) or ""
    parts = services.contributions(scope, kind, period, subjects=(subject,))
    found, signals = measured(viewer, filters, services, kind, subject)
    method = services.methodology()
    wanted = filters.goal if filters.goal in set(parts["goal"]) else None
    return Subject(
        subject_id=subject,
        page=page,
        found=found,
        parts=parts,
        signals=signals,
        services=served(services, viewer, period, subject) if kind == "unit" else parts.iloc[:0],
        why=services.explain(scope, kind, subject, period, goal=wanted) if wanted else None,
        method=method,
        infos={info.id: info for info in services.indicators},
        events=(*events, *rebased(method, services.units(scope), subject)),
    )


def shown(
    subject: Subject, places: Places, filters: Filters, texts: Texts, *beside: Any
) -> list[Any]:
    """The parts below the head of the page, as first shown; ``beside`` stands after the why."""
    _, tiles, box, figure, said, trend, before, beneath, others = renewed(subject, filters, texts)
    drawing = drawn(places.waterfall, figure, subject.parts, texts)
    top = html.Div([html.Div(box, id=places.box), drawing], className="why-top")
    why = section(
        texts("why.title"),
        html.Div([top, html.Div(said, id=places.lines)]),
        more=texts("why.parts_more"),
        name="why",
    )
    return [
        html.Div(tiles, id=places.tiles, className="aspect-row"),
        html.Div(why, **_awaited(empty=subject.parts.empty)),
        *beside,
        trend_section(
            places.trend,
            texts("unit.trend"),
            subject.found,
            filters.indicator,
            trend,
            subject.events,
            texts,
        ),
        html.Div(before, id=places.past),
        html.Div(beneath, id=places.signs, className="parts"),
        folded(places.figures, others, texts),
    ]


def index(subject: Subject, places: Places) -> list[tuple[str, str] | None]:
    """Of the parts that ``shown`` puts below the goals those that are there: places and names."""
    return [
        (places.box, "why.title") if len(subject.parts) else None,
        (places.trend, "unit.trend") if subject.found else None,
        (places.past, "contents.past") if len(subject.signals) else None,
        (places.signs, "contents.signs") if subject.groups.signs else None,
    ]


def _awaited(*, empty: bool) -> dict[str, Any]:
    """Hidden while there is nothing in it; live.js loads the page anew as soon as there is."""
    return {"hidden": True, **attributes(data_unborn="1")} if empty else {}


def renewed(subject: Subject, filters: Filters, texts: Texts) -> tuple[Any, ...]:
    """What is put into ``Places``, in their order."""
    return tuple(work() for work in parts(lambda: subject, filters, texts))


def parts(
    subject: Callable[[], Subject], filters: Filters, texts: Texts
) -> tuple[Callable[[], Any], ...]:
    """What works out each of ``Places``, in their order."""

    def said() -> Any:
        whole = subject()
        inside = opened(whole.why, texts) if whole.why else None
        return lines(whole.added, whole.infos, whole.page, whole.goal, inside, texts)

    def tiles() -> Any:
        goals = subject().groups.goals
        return [*goal_tiles(goals, subject().page, texts), goal_table(goals, texts)]

    return (
        lambda: tally(tally_of(subject().found), texts),
        tiles,
        lambda: score_box(subject().added, texts, subject().unweighted(texts)),
        lambda: figure_of(subject().added, texts),
        said,
        lambda: trend_figure_of(subject().found, filters.indicator, subject().events, texts),
        lambda: past(subject().signals, subject().page, texts),
        lambda: below(subject(), texts),
        lambda: figures(subject().groups.others, subject().page, texts),
    )


def below(subject: Subject, texts: Texts) -> list[Any]:
    """Signs, and satisfaction by element."""
    groups, page = subject.groups, subject.page
    index = next((r for r in subject.found if r.indicator.id == "satisfaction_index"), None)
    survey = subject.method.rules.survey
    return [
        signs(groups.signs, page, texts),
        satisfaction(
            index, groups.elements, subject.services, subject.subject_id, survey, page, texts
        ),
    ]


def folded(place: str, found: Any, texts: Texts) -> html.Details:
    """Figures without a goal, folded away until asked for; what is renewed is inside."""
    return html.Details(
        [html.Summary(html.H2(texts("why.other"))), html.Div(found, id=place)],
        className="section folded",
        **_awaited(empty=found is None),
    )
