"""What fires now: one line for each rule and unit, that unfolds; mine first, the quiet last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard.components.alert_marks import chip, holder, lasting, level, quiet, standing
from dashboard.components.headers import section
from dashboard.components.marks import attributes, icon
from dashboard.telling.alerts import Row, said, since, subject, whose
from dashboard.texts import Texts, missing
from dashboard.view import Filters

PATH = "/peringatan"
GROUPS_SHOWN = 40
LINES_SHOWN = 60
QUIET = "quiet:"
"""Begins the keys of groups that nobody is told of."""


@dataclass(frozen=True)
class Reader:
    """Who reads the list: account, address, and what is needed to say it."""

    account_id: str
    filters: Filters
    titles: dict[str, str]
    now: datetime
    texts: Texts

    def address(self, **changes: str | None) -> str:
        """The address of the page with what is chosen kept."""
        kept = Filters(unit=self.filters.unit, lang=self.filters.lang)
        return PATH + kept.query(**changes)


@dataclass(frozen=True)
class Group:
    """Alerts of one rule in one unit, the most urgent first."""

    key: str
    rows: list[Row]

    @property
    def oldest(self) -> Row:
        """The one that has lasted longest."""
        known = [row for row in self.rows if since(row) is not None]
        return min(known, key=lambda row: str(since(row)), default=self.rows[0])


def groups_of(rows: Iterable[Row]) -> list[Group]:
    """In the order of the most urgent of each."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        unit = "" if missing(row["unit"]) else row["unit"]
        found.setdefault(f"{row['rule']}|{unit}", []).append(row)
    return [Group(key, lines) for key, lines in found.items()]


def lists(alerts: pd.DataFrame, reader: Reader) -> list[Any]:
    """For the reader, of others, and what nobody is told of."""
    rows = alerts.to_dict("records")
    mine: list[Row] = []
    others: list[Row] = []
    silent: list[Row] = []
    for row in rows:
        own = reader.account_id in row["mine_for"]
        (silent if quiet(row) else mine if own else others).append(row)
    texts = reader.texts
    nobody = html.P(texts("alert.none_mine"), className="note")
    return [
        section(texts("alert.mine"), _groups(mine, reader) if mine else nobody,
                more=texts("alert.mine_more"), name="alerts-mine"),
        section(texts("alert.others"), _groups(others, reader), name="alerts-others")
        if others else None,
        _quiet(silent, reader) if silent else None,
    ]  # fmt: skip


def _quiet(rows: list[Row], reader: Reader) -> html.Section:
    """Folded away until asked for: nobody has to act on these."""
    texts = reader.texts
    unfolded = (reader.filters.group or "").startswith(QUIET)
    said = texts("alert.hide") if unfolded else texts("alert.show", n=texts.number(len(rows)))
    turn = html.A(
        [said, " ", icon("chevron-up" if unfolded else "chevron-down")],
        href=reader.address(group=None if unfolded else QUIET),
        className="how-words",
        **attributes(data_keep="1", aria_expanded="true" if unfolded else "false"),
    )
    inside = _groups(rows, reader, QUIET) if unfolded else None
    more = texts("alert.quiet_more")
    return section(texts("alert.quiet"), inside, more=more, deeds=turn, name="alerts-quiet")


def _groups(rows: list[Row], reader: Reader, place: str = "") -> html.Div:
    """Groups of one ``place``, which is part of their keys."""
    found = [Group(place + group.key, group.rows) for group in groups_of(rows)]
    chosen = reader.filters.group
    shown = found[:GROUPS_SHOWN] + [g for g in found[GROUPS_SHOWN:] if g.key == chosen]
    rest = len(found) - len(shown)
    return html.Div(
        [
            html.Ul([_group(group, reader) for group in shown], className="alert-list"),
            _note("alert.rest", rest, reader.texts),
        ]
    )


def _group(group: Group, reader: Reader) -> html.Li:
    if len(group.rows) == 1:
        return html.Li(alert_line(group.rows[0], reader))
    unfolded = reader.filters.group == group.key
    return html.Li(
        [_fold(group, reader, unfolded=unfolded), _inside(group, reader) if unfolded else None],
        className="alert-group",
    )


def _fold(group: Group, reader: Reader, *, unfolded: bool) -> html.A:
    """The one line of several alerts."""
    texts, first = reader.texts, group.rows[0]
    known = sum(not missing(row["acknowledged_by"]) for row in group.rows)
    return html.A(
        [
            chip(standing(first), texts),
            html.Span(
                [
                    html.B(reader.titles.get(str(first["rule"]), str(first["rule"]))),
                    html.Span(many(group, texts), className="alert-what"),
                ],
                className="alert-main",
            ),
            html.Span(texts("alert.acknowledged", n=texts.number(known)), className="alert-holder")
            if known else holder(first, texts),
            html.Span([lasting(group.oldest, reader.now, texts)], title=texts("alert.oldest")),
            icon("chevron-up" if unfolded else "chevron-down"),
        ],
        href=reader.address(group=None if unfolded else group.key),
        className="alert-line alert-fold",
        **attributes(data_keep="1", aria_expanded="true" if unfolded else "false"),
    )  # fmt: skip


def many(group: Group, texts: Texts) -> list[Any]:
    """How many subjects in which unit; of a single one how many alerts."""
    first, subjects = group.rows[0], {str(row["subject_id"]) for row in group.rows}
    alone = len(subjects) == 1
    kind = "alert" if alone else first["subject_kind"]
    many = texts(f"alert_many.{kind}", n=texts.number(len(group.rows if alone else subjects)))
    where = subject(first, texts) if alone else _unit(first)
    return [html.Strong(many), f" · {where}" if where else ""]


def _inside(group: Group, reader: Reader) -> html.Div:
    shown = group.rows[:LINES_SHOWN]
    lines = [html.Li(alert_line(row, reader, inside=True)) for row in shown]
    rest = _note("alert.rest_lines", len(group.rows) - len(shown), reader.texts)
    return html.Div([html.Ul(lines), rest], className="alert-inside")


def alert_line(row: Row, reader: Reader, *, inside: bool = False) -> dcc.Link:
    """One alert; it opens on its evidence. ``inside`` its group the rule need not be said."""
    texts = reader.texts
    title = subject(row, texts) if inside else reader.titles.get(str(row["rule"]), str(row["rule"]))
    return dcc.Link(
        [
            chip(standing(row), texts),
            html.Span(
                [
                    html.B(title),
                    None if inside else html.Span(whose(row, texts), className="alert-what"),
                    html.Span(said(row, texts), className="alert-said"),
                ],
                className="alert-main",
            ),
            html.Span([holder(row, texts), level(row, texts)], className="alert-who"),
            lasting(row, reader.now, texts),
            icon("chevron-right"),
        ],
        href=reader.address(alert=str(row["alert_id"])),
        className="alert-line",
    )


def _unit(row: Row) -> str:
    return "" if missing(row["unit_name"]) else str(row["unit_name"])


def _note(key: str, n: int, texts: Texts) -> html.P | None:
    return html.P(texts(key, n=texts.number(n)), className="note") if n > 0 else None
