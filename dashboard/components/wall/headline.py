"""The first page: whether service is good today, in one sentence and four figures."""

from dash import html

from dashboard.components.marks import BANDS, mark
from dashboard.components.tiles import name_of, target_text
from dashboard.components.wall.complaints import due_today, overdue
from dashboard.components.wall.goals import worst
from dashboard.components.wall.slide import Slide, number
from dashboard.overlook import Overlook
from dashboard.readings import Reading, tally_of
from dashboard.telling.walls import headline as sentence
from dashboard.texts import Texts


def headline(seen: Overlook, texts: Texts) -> Slide | None:
    """How the first unit does."""
    if seen.first not in seen.names:
        return None
    found = seen.goals(seen.first)
    bands = tally_of(found)
    tone = worst([reading.band for reading in found])
    body = [
        html.Div(
            [
                mark(tone),
                html.Div([html.P(sentence(bands, texts)), _weakest(found, texts)]),
            ],
            className="wall-sentence",
        ),
        html.Ul(_bands(bands, texts), className="wall-tally"),
        html.Ul(_today(seen, texts), className="wall-numbers"),
    ]
    more = texts("wall.goals_of", period=texts.period(seen.period or ""))
    return Slide("headline", "headline", seen.names[seen.first], tone, body, more)


def _weakest(found: list[Reading], texts: Texts) -> html.P | None:
    """The goal to look at first, with its figure and what is expected."""
    first = next((r for r in found if r.band in ("missed", "at_risk")), None)
    if first is None:
        return None
    value = texts.measured(first.value, first.low, first.indicator.unit)
    name, target = name_of(first.indicator.id, texts), target_text(first, texts)
    return html.P(
        texts("wall.weakest", name=name, value=value, target=target), className="wall-lead"
    )


def _bands(bands: dict[str, int], texts: Texts) -> list[html.Li]:
    return [
        html.Li([mark(band), html.B(texts.number(bands[band])), texts(f"tally.{band}")])
        for band in BANDS
        if bands.get(band)
    ]


def _today(seen: Overlook, texts: Texts) -> list[html.Li]:
    """What the office has to do today."""
    cases = seen.complaints
    late, today = len(overdue(cases, seen.now)), len(due_today(cases, seen.today, texts))
    told: list[tuple[str, int, str]] = [
        ("open", len(cases), "none"),
        ("late", late, "missed" if late else "met"),
        ("today", today, "at_risk" if today else "met"),
        ("alerts", int(seen.alerts["n"].sum()), "none"),
    ]
    return [number(texts.number(n), texts(f"wall.{key}"), tone) for key, n, tone in told]
