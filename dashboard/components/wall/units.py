"""Units side by side, the one with most missed goals first; and alerts by unit."""

from typing import Any

import pandas as pd
from dash import html

from dashboard.components.marks import mark
from dashboard.components.tiles import name_of
from dashboard.components.wall.goals import worst
from dashboard.components.wall.slide import Slide
from dashboard.overlook import Overlook
from dashboard.texts import Texts

MOST = 8
JUDGED = ("missed", "at_risk", "met")


def units(seen: Overlook, texts: Texts) -> Slide | None:
    """The units right below the first, by how many of their goals are missed."""
    below = list(seen.tree.loc[seen.tree["parent"].eq(seen.first), "unit_id"])
    scores = seen.scores[seen.scores["subject_id"].isin(below)]
    judged = scores[scores["band"].isin(JUDGED)]
    if judged.empty:
        return None
    counts = pd.crosstab(judged["subject_id"], judged["band"].astype(str))
    counts = counts.reindex(columns=list(JUDGED), fill_value=0)
    ordered = counts.sort_values(["missed", "at_risk"], ascending=False, kind="stable")
    lines = [_unit(str(unit), row, seen, scores, texts) for unit, row in ordered[:MOST].iterrows()]
    rest = texts("wall.units_rest", n=texts.number(len(ordered) - MOST))
    body = [
        html.Ol(lines, className="wall-lines"),
        html.P(rest, className="wall-note") if len(ordered) > MOST else None,
    ]
    tone = "at_risk" if ordered["missed"].sum() + ordered["at_risk"].sum() else "met"
    more = texts("wall.units_more")
    return Slide("units", "units", texts("wall.units"), tone, body, more)


def _unit(
    unit: str, row: "pd.Series[Any]", seen: Overlook, scores: pd.DataFrame, texts: Texts
) -> html.Li:
    counts = {band: int(row[band]) for band in JUDGED}
    tone = worst([band for band, n in counts.items() if n])
    shown = [
        html.Span([mark(b), html.B(texts.number(n))], title=texts(f"tally.{b}"),
                  className="wall-count")
        for b, n in counts.items()
    ]  # fmt: skip
    weak = scores[scores["subject_id"].eq(unit) & scores["band"].eq("missed")]
    named = ", ".join(name_of(i, texts, short=True) for i in weak["indicator"][:2])
    return html.Li(
        [
            html.Span([mark(tone), seen.names[unit]], className="wall-name"),
            html.Span(named, className="wall-weak"),
            html.Span(shown, className="wall-counts"),
        ]
    )


def alerts(seen: Overlook, texts: Texts) -> Slide | None:
    """Alerts by unit, those with urgent ones first; nothing where none fires."""
    found = seen.alerts
    if found.empty:
        return None
    urgent = found["n"].where(found["urgent"], 0)
    sums = found.assign(hot=urgent).groupby("unit").agg(n=("n", "sum"), hot=("hot", "sum"))
    ordered = sums.sort_values(["hot", "n"], ascending=False, kind="stable")
    lines = [_alerts(str(unit), row, seen, texts) for unit, row in ordered[:MOST].iterrows()]
    rest = texts("wall.units_rest", n=texts.number(len(ordered) - MOST))
    body = [
        html.Ol(lines, className="wall-lines"),
        html.P(rest, className="wall-note") if len(ordered) > MOST else None,
    ]
    tone = "missed" if sums["hot"].sum() else "at_risk"
    count = texts("wall.alerts_count", n=texts.number(sums["n"].sum()))
    return Slide("alerts", "alerts", texts("wall.alerts_title"), tone, body, count)


def _alerts(unit: str, row: "pd.Series[Any]", seen: Overlook, texts: Texts) -> html.Li:
    here = seen.alerts[seen.alerts["unit"].eq(unit)].sort_values("n", ascending=False)
    what = here[f"title_{texts.language}"].iloc[0]
    what = what if len(here) == 1 else texts("wall.alerts_more", what=what)
    oldest = here["since"].min().to_pydatetime()
    since = texts("wall.alerts_since", moment=texts.day(oldest.astimezone(texts.zone).date()))
    return html.Li(
        [
            html.Span([mark("missed" if row["hot"] else "at_risk"), seen.names[unit]],
                      className="wall-name"),
            html.Span([what, html.Small(since)], className="wall-weak"),
            html.Span(html.B(texts.number(row["n"])), className="wall-counts"),
        ]
    )  # fmt: skip
