"""The way of complaints: what came, what waits at which step and how near its limit, what ended."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard.components.headers import address, section
from dashboard.components.marks import attributes, icon, mark
from dashboard.overview import OverviewInfo, Queue
from dashboard.texts import Texts
from dashboard.view import Filters
from scoring.queue import DUES, STEPS

MARKS = {"overdue": "missed", "today": "at_risk", "near": "at_risk", "later": "met", "none": "thin"}
ROWS_SHOWN = 12
COMPLAINTS = "unit-complaints"
"""The table of the page Unit that lists them."""


def pipeline(
    queue: Queue, unit: str, below: Mapping[str, tuple[str, str]], info: OverviewInfo,
    filters: Filters, texts: Texts,
) -> html.Section:  # fmt: skip
    """Steps from receipt to end, and the units below by what is late; every number leads on.

    ``below``: the child of ``unit`` (identifier and name) that each unit belongs to.
    """
    waiting = queue.waiting
    days = texts.number(info.flow)
    steps = [
        _end("received", "inbox", queue.received, days, texts),
        *(_step(name, waiting, unit, filters, texts) for name in _used(waiting)),
        _end("finished", "check2-circle", queue.finished, days, texts),
    ]
    units = _by_unit(waiting, below, filters, texts)
    body = html.Div(
        [html.Ol(steps, className="steps-row"), *units],
        className="steps-beside" if units else None,
    )
    link = dcc.Link(
        texts("queue.all", n=texts.number(int(waiting["n"].sum()))),
        href=_list(unit, filters),
        className="section-link",
    )
    more = texts("queue.more", near=texts.plain(info.near))
    return section(texts("queue.title"), body, more=more, deeds=link, name="pipeline")


def chosen_only(path: str, filters: Filters, texts: Texts) -> html.Span | None:
    """Which complaints a list is limited to, and the way back to all; nothing without a limit."""
    named = [texts(f"queue.{filters.step}")] if filters.step in STEPS else []
    named += [texts(f"queue.due_{filters.due}")] if filters.due in DUES else []
    if not named:
        return None
    back = html.A(
        texts("queue.clear"),
        href=path + filters.query(step=None, due=None),
        **attributes(data_keep="1"),
    )
    return html.Span(
        [icon("funnel"), html.B(texts("queue.only", what=" · ".join(named))), back],
        className="chosen-only",
    )


def _used(waiting: pd.DataFrame) -> list[str]:
    """Steps that are recorded; passing on is not where no source tells of it."""
    passed = waiting["step"].eq("forward").any()
    return [name for name in STEPS if name != "forward" or passed]


def _list(unit: str, filters: Filters, **which: str | None) -> str:
    """The list of complaints of a unit."""
    return f"{address('/unit', filters, unit=unit, **which)}#{COMPLAINTS}"


def _end(name: str, shape: str, count: int, days: str, texts: Texts) -> html.Li:
    """Where complaints come in, or go out."""
    return html.Li(
        [
            html.H3([icon(shape), texts(f"queue.{name}")]),
            html.Strong(texts.number(count), className="step-count"),
            html.Span(texts("queue.days", n=days), className="note-line"),
        ],
        className="step-box step-end",
    )


def _step(name: str, waiting: pd.DataFrame, unit: str, filters: Filters, texts: Texts) -> html.Li:
    """One step: how many wait, and how near their limits are."""
    here = waiting[waiting["step"].eq(name)].groupby("due")["n"].sum().to_dict()
    whole = dcc.Link(
        texts.number(sum(here.values())),
        href=_list(unit, filters, step=name),
        className="step-count",
    )
    dues = [
        html.Li(_due(due, int(here[due]), _list(unit, filters, step=name, due=due), texts))
        for due in DUES
        if here.get(due)
    ]
    return html.Li(
        [html.H3(texts(f"queue.{name}")), whole, html.Ul(dues, className="dues")],
        className="step-box",
    )


def _due(due: str, count: int, href: str, texts: Texts) -> dcc.Link:
    said: list[Any] = [
        mark(MARKS[due]),
        html.B(texts.number(count)),
        f" {texts(f'queue.due_{due}')}",
    ]
    return dcc.Link(said, href=href, className=f"due due-{due}")


def _by_unit(
    waiting: pd.DataFrame, below: Mapping[str, tuple[str, str]], filters: Filters, texts: Texts
) -> list[Any]:
    """A line for each unit below, the most late first, and one for all that are not shown."""
    known = waiting.assign(child=waiting["unit"].map(lambda unit: below.get(unit, ("", ""))[0]))
    known = known[known["child"].ne("")]
    if known["child"].nunique() < 2:
        return []
    sums = known.pivot_table(
        index="child", columns="due", values="n", aggfunc="sum", fill_value=0, observed=True
    ).reindex(columns=list(DUES), fill_value=0)
    order = sums.sort_values(list(DUES), ascending=False)
    names = dict(below.values())
    dues = [due for due in DUES if sums[due].any()]
    lines = [
        _unit_line(str(child), names[str(child)], row[dues], filters, texts)
        for child, row in order.head(ROWS_SHOWN).iterrows()
    ]
    if len(order) > ROWS_SHOWN:
        lines.append(_rest(order.iloc[ROWS_SHOWN:][dues], texts))
    heads = [html.Th(texts("column.unit"), scope="col")]
    heads += [html.Th(texts(f"queue.due_{due}"), scope="col") for due in dues]
    heads += [html.Th(texts("queue.open"), scope="col")]
    whole = html.Table([html.Thead(html.Tr(heads)), html.Tbody(lines)], className="queue-table")
    return [html.Div(whole, className="queue-wrap", tabIndex="0", role="region",
                     **attributes(aria_label=texts("queue.by_unit")))]  # fmt: skip


def _unit_line(
    unit: str, name: str, row: pd.Series, filters: Filters, texts: Texts
) -> html.Tr:  # fmt: skip
    cells = [_cell(unit, str(due), int(count), filters, texts) for due, count in row.items()]
    link = dcc.Link(name, href=address("/unit", filters, unit=unit))
    total = dcc.Link(texts.number(int(row.sum())), href=_list(unit, filters))
    return html.Tr([html.Th(link, scope="row"), *cells, html.Td(total)])


def _rest(others: pd.DataFrame, texts: Texts) -> html.Tr:
    """The units that are not shown, in one."""
    sums = [int(others[due].sum()) for due in others]
    name = texts("queue.rest", n=texts.number(len(others)))
    cells = [html.Td(texts.number(count)) for count in (*sums, sum(sums))]
    return html.Tr([html.Th(name, scope="row"), *cells], className="queue-rest")


def _cell(unit: str, due: str, count: int, filters: Filters, texts: Texts) -> html.Td:
    if not count:
        return html.Td(texts("value.none"), className="queue-none")
    shown: list[Any] = [mark(MARKS[due])] if due in ("overdue", "today", "near") else []
    link = dcc.Link([*shown, texts.number(count)], href=_list(unit, filters, due=due))
    return html.Td(link, className=f"queue-{due}")
