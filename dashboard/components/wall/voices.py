"""What the public says: the satisfaction index and its elements, the weakest first."""

from typing import Any

from dash import html

from dashboard.components.marks import band_mark
from dashboard.components.satisfaction import BEST, LOWEST, category, grade
from dashboard.components.tiles import change_of, name_of, target_text
from dashboard.components.wall.complaints import bar
from dashboard.components.wall.goals import worst
from dashboard.components.wall.slide import Slide
from dashboard.overlook import Overlook
from dashboard.readings import ELEMENTS, Reading
from dashboard.texts import Texts


def satisfaction(seen: Overlook, texts: Texts) -> Slide | None:
    """The index of the first unit; nothing where too few were asked."""
    found = {r.indicator.id: r for r in seen.readings(seen.first) if r.value is not None}
    index = found.get("satisfaction_index")
    told = sorted((found[e] for e in ELEMENTS if e in found), key=lambda r: r.value or 0.0)
    if index is None or not told:
        return None
    body = html.Div(
        [_index(index, seen, texts), html.Ol([_element(r, texts) for r in told],
                                             className="wall-bars")],
        className="wall-voices",
    )  # fmt: skip
    more = texts("skm.respondents", n=texts.number(index.n))
    tone = worst([index.band])
    return Slide("satisfaction", "satisfaction", texts("skm.title"), tone, body, more)


def _index(index: Reading, seen: Overlook, texts: Texts) -> html.Div:
    survey = seen.services.methodology().rules.survey
    value = index.value or 0.0
    word: list[Any] = [
        grade(value, survey, texts), texts.code("skm.category", category(value, survey.bounds))
    ]  # fmt: skip
    return html.Div(
        [
            html.Strong(texts.value(value, "index"), className="wall-huge"),
            html.P(word, className="wall-grade"),
            band_mark(index.band, texts) if index.has_goal else None,
            html.P(target_text(index, texts), className="wall-note"),
            change_of(index, texts),
        ],
        className="wall-index",
    )


def _element(reading: Reading, texts: Texts) -> html.Li:
    value = reading.value or LOWEST
    share = (value - LOWEST) / (BEST - LOWEST)
    return bar(name_of(reading.indicator.id, texts), texts.value(value, "index"), share)
