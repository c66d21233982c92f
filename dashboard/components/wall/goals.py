"""Goals, large: of one unit, and of the one that needs attention."""

from typing import Any

from dash import html

from dashboard.components.marks import attributes, band_mark, icon
from dashboard.components.tiles import change_of, name_of, target_text, value_of
from dashboard.components.wall.slide import Slide
from dashboard.overlook import Overlook
from dashboard.readings import Reading
from dashboard.telling.past import changing
from dashboard.texts import Texts
from scoring.indicators import INDICATORS

MOST, FEW = 8, 4
"""Goals that can be read on one page; beside sentences fewer."""
SENTENCES = 2


def worst(bands: list[str]) -> str:
    """The tone of several goals: of what was judged the worst, else thin."""
    return next((b for b in ("missed", "at_risk", "met") if b in bands), "thin")


def goals(seen: Overlook, unit: str, texts: Texts) -> Slide | None:
    """The goals of a unit, those that are missed first."""
    found = seen.goals(unit)
    if not found or unit not in seen.names:
        return None
    rest = len(found) - MOST
    body = [
        tiles(found[:MOST], texts),
        html.P(texts("wall.goals_rest", n=texts.number(rest)), className="wall-note")
        if rest > 0
        else None,
    ]
    tone = worst([reading.band for reading in found])
    more = texts("wall.goals_of", period=texts.period(seen.period or ""))
    return Slide("goals", f"goals-{unit}", seen.names[unit], tone, body, more)


def attention(seen: Overlook, texts: Texts) -> Slide | None:
    """The unit below that misses most: what it misses, what worsens, what fires."""
    unit = most_in_need(seen)
    if unit is None:
        return None
    found = [r for r in seen.goals(unit) if r.band in ("missed", "at_risk")]
    alerts = int(seen.alerts.loc[seen.alerts["unit"].eq(unit), "n"].sum())
    said = [html.Li([icon("graph-down-arrow"), line]) for line in worsening(seen, unit, texts)]
    if alerts:
        told = texts("wall.alerts_here", n=texts.number(alerts))
        said.append(html.Li([icon("bell"), told]))
    shown = tiles(found[: FEW if said else MOST], texts)
    body = [shown, html.Ul(said, className="wall-said") if said else None]
    tone = worst([reading.band for reading in found])
    return Slide("attention", "attention", seen.names[unit], tone, body, texts("wall.attention"))


def most_in_need(seen: Overlook) -> str | None:
    """Of the units below the display's own, the one with most missed goals; then most that worsen.

    None where none misses any.
    """
    below = [unit for unit in seen.names if unit not in seen.wall.units]
    bands = seen.scores[seen.scores["band"].eq("missed") & seen.scores["subject_id"].isin(below)]
    missed = bands.groupby("subject_id").size()
    if missed.empty:
        return None
    concern = seen.signals["concern"].fillna(value=False).astype(bool)
    worse = seen.signals[concern].groupby("subject_id").size()
    ranked = sorted(missed.index, key=lambda u: (-missed[u], -worse.get(u, 0), u))
    return str(ranked[0])


def worsening(seen: Overlook, unit: str, texts: Texts) -> list[str]:
    """What the weeks of a unit say that is a concern, the most evident first."""
    rows = seen.signals[seen.signals["subject_id"].eq(unit)]
    rows = rows[rows["concern"].fillna(value=False).astype(bool)]
    ordered = rows.sort_values("evidence", ascending=False).head(SENTENCES)
    return [said(row, texts) for row in ordered.to_dict("records")]


def said(row: dict[Any, Any], texts: Texts) -> str:
    """One indicator of a unit and how it changes."""
    name = name_of(row["indicator"], texts)
    return f"{name}. {changing(row, INDICATORS[row['indicator']].unit, texts)}"


def tiles(found: list[Reading], texts: Texts) -> html.Ul:
    """One tile per goal."""
    many = {"--n": str(max(len(found), 1))}
    return html.Ul([_tile(reading, texts) for reading in found], className="wall-tiles", style=many)


def _tile(reading: Reading, texts: Texts) -> html.Li:
    return html.Li(
        [
            html.H3(name_of(reading.indicator.id, texts)),
            html.Div(
                [value_of(reading, texts), band_mark(reading.band, texts)],
                className="wall-figure",
            ),
            html.Div(
                [html.Span(target_text(reading, texts)), change_of(reading, texts, brief=True)],
                className="wall-under",
            ),
        ],
        className=f"wall-tile tile-{reading.band}",
        **attributes(data_indicator=reading.indicator.id),
    )
