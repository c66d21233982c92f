"""Who worsens, beside how many of these signs chance alone would bring."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard.components.headers import address, section
from dashboard.components.past import past_mark
from dashboard.components.tiles import name_of
from dashboard.questions import SubjectKind
from dashboard.telling.past import changing, week
from dashboard.texts import Texts
from dashboard.view import Filters
from scoring.baseline import first_day
from scoring.indicators import INDICATORS

WEEKS = 4
"""So long a concern is new."""
SHOWN = 6
LISTED = 60
PLACES: Mapping[SubjectKind, str] = {"unit": "/unit", "person": "/pegawai"}


def concerns(
    signals: pd.DataFrame, kind: SubjectKind, names: Mapping[str, str], filters: Filters,
    texts: Texts, *, most: int = SHOWN,
) -> html.Section | None:  # fmt: skip
    """Concerns of subjects of one kind, the first ``most`` of them and the rest folded away.

    Nothing where no week has been looked at.
    """
    if signals.empty:
        return None
    found = standing(signals)
    told = {
        "n": texts.number(len(found)),
        "new": texts.number(int((found["raised"] >= _first_new(signals)).sum())),
        "weeks": texts.number(WEEKS),
        "expected": texts.plain(WEEKS * float(signals["expected_false"].sum()), 1),
    }
    lines = [_line(row, kind, names, filters, texts) for row in found[:LISTED].to_dict("records")]
    body = html.Div(
        [
            html.P(texts("concerns.none"), className="note") if found.empty else None,
            html.Ul(lines[:most], className="pasts"),
            _others(lines[most:], len(found), told, texts),
        ]
    )
    more = None if found.empty else texts("concerns.brief", **told)
    return section(texts(f"concerns.title_{kind}"), body, more=more, name="concerns")


def _others(
    lines: list[Any], count: int, told: Mapping[str, str], texts: Texts
) -> html.Details | None:
    """The other signs, folded away, with what a sign means."""
    if not lines:
        return None
    return html.Details(
        [
            html.Summary(texts("concerns.all", n=texts.number(count))),
            html.Ul(lines, className="pasts"),
            html.P(texts("concerns.lead", **told), className="note"),
        ],
        className="others",
    )


def standing(signals: pd.DataFrame) -> pd.DataFrame:
    """Concerns that stand, the newest and most evident first."""
    stands = signals["concern"].fillna(value=False).astype(bool)
    return signals[stands].sort_values(["raised", "evidence"], ascending=False)


def _first_new(signals: pd.DataFrame) -> str:
    """The first week in which a concern noticed is still new."""
    last = pd.Timestamp(first_day(str(signals["as_of"].max())))
    return (last - pd.Timedelta(weeks=WEEKS - 1)).strftime("%G-W%V")


def _line(
    row: Mapping[Any, Any], kind: SubjectKind, names: Mapping[str, str], filters: Filters,
    texts: Texts,
) -> html.Li:  # fmt: skip
    indicator, who = INDICATORS[row["indicator"]], str(row["subject_id"])
    wanted = {kind: who, "indicator": indicator.id}
    return html.Li(
        [
            past_mark("worsening", texts),
            dcc.Link(names.get(who, who), href=address(PLACES[kind], filters, **wanted),
                     className="trend-link"),
            html.Span([html.B(name_of(indicator.id, texts)), ". ",
                       changing(row, indicator.unit, texts)], className="past-said"),
            html.Span(texts("past.noticed", week=week(row["raised"], texts)),
                      className="note-line"),
        ]
    )  # fmt: skip
