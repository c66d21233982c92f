"""Complaints that a person has finished in a period: when, and whether each limit was kept."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard.components.marks import attributes, mark
from dashboard.texts import Texts, missing
from scoring.periods import bounds

SHOWN = 100
MOST = 5000
"""Complaints of one person that are looked at."""
CLOCKS = (
    ("first_answer", "answer_limit", "answered_in_time"),
    ("finished", "finish_limit", "resolved_in_time"),
)
"""When it happened, its limit, and the indicator that says why."""
MARKS = {"kept": "met", "missed": "missed", "unlimited": "unavailable"}


def finished_in(complaints: pd.DataFrame, period: str, texts: Texts) -> pd.DataFrame:
    """Those that were finished in ``period`` by the office's days, the newest first."""
    span = bounds(period)
    if complaints.empty or (span is None and period != "all"):
        return complaints.iloc[:0]
    moment = pd.to_datetime(complaints["finished"], utc=True)
    day = moment.dt.tz_convert(texts.zone).dt.tz_localize(None)
    within = day.notna() if span is None else (day >= span[0]) & (day < span[1])
    inside = within & ~complaints["is_open"].astype(bool)
    found: pd.DataFrame = complaints[inside].sort_values("finished", ascending=False)
    return found


def in_hand(complaints: pd.DataFrame) -> pd.DataFrame:
    """Those that are still open, in the order given."""
    found: pd.DataFrame = complaints[complaints["is_open"].astype(bool)]
    return found.reset_index(drop=True)


def goals_of(parts: pd.DataFrame) -> dict[str, str]:
    """The goal of each indicator, of contributions."""
    return dict(zip(parts["indicator"], parts["goal"], strict=True))


def past_cases(
    complaints: pd.DataFrame, period: str, goals: Mapping[str, str], page: str, texts: Texts
) -> html.Details | None:
    """A folded table. ``goals``: by indicator; the standing of each leads to why at ``page``."""
    found = finished_in(complaints, period, texts)
    if found.empty:
        return None
    rows = found.head(SHOWN).to_dict("records")
    label = texts("past_cases.title", period=texts.period(period))
    heads = ("column.complaint", "column.received", "past_cases.answered", "past_cases.finished")
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(texts(key), scope="col") for key in heads])),
            html.Tbody([_case(row, goals, page, texts) for row in rows]),
        ]
    )
    region = html.Div(table, className="records past-cases", tabIndex=0, role="region",
                      **attributes(aria_label=label))  # fmt: skip
    note = html.P(_note(len(found), texts), className="note-line")
    return html.Details(
        [html.Summary([html.Span(label), html.Small(_count(found, texts))]), note, region],
        className="past-cases-fold",
    )


def standing(row: Mapping[Any, Any], done: str, limit: str) -> str | None:
    """Whether a limit was kept; None where it has not happened, or is not known."""
    if missing(row[done]):
        return None
    if missing(row[limit]):
        return "unlimited"
    return "kept" if row[done] <= row[limit] else "missed"


def _count(found: pd.DataFrame, texts: Texts) -> str:
    late = sum(standing(row, "finished", "finish_limit") == "missed"
               for row in found.to_dict("records"))  # fmt: skip
    return texts("past_cases.count", n=texts.number(len(found)), late=texts.number(late))


def _note(count: int, texts: Texts) -> str:
    said = texts("past_cases.note")
    more = texts("past_cases.shown", n=texts.number(SHOWN)) if count > SHOWN else ""
    return f"{said} {more}".strip()


def _case(row: dict[Any, Any], goals: Mapping[str, str], page: str, texts: Texts) -> html.Tr:
    category = "" if missing(row["category"]) else str(row["category"])
    cells = [_clock(row, clock, goals, page, texts) for clock in CLOCKS]
    received = texts.moment(row["received"], short=True)
    name = html.Td([html.Span(row["complaint_id"]), html.Small(category)], className="record-key")
    return html.Tr([name, html.Td([_label("column.received", texts), received]), *cells])


def _clock(
    row: dict[Any, Any], clock: tuple[str, str, str], goals: Mapping[str, str], page: str,
    texts: Texts,
) -> html.Td:  # fmt: skip
    done, limit, indicator = clock
    kind = standing(row, done, limit)
    label = _label(f"past_cases.{'answered' if done == 'first_answer' else 'finished'}", texts)
    if kind is None:
        return html.Td([label, texts("value.none")])
    said: list[Any] = [mark(MARKS[kind]), texts(f"past_cases.{kind}")]
    chip: Any = html.Span(said, className=f"band band-{MARKS[kind]}")
    if indicator in goals:
        way = f"{page}{'&' if '?' in page else '?'}goal={goals[indicator]}"
        chip = dcc.Link(chip, href=way, title=texts("past_cases.why"))
    moment = html.Span(texts.moment(row[done], short=True))
    due = None if missing(row[limit]) else html.Small(
        texts("why.limit", moment=texts.moment(row[limit], short=True))
    )  # fmt: skip
    return html.Td([label, html.Div([chip, moment], className="past-cases-when"), due])


def _label(key: str, texts: Texts) -> html.Small:
    """What a cell is, where the head of the table is not shown."""
    return html.Small(texts(key), className="cell-label")
