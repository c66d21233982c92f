"""Quick choices over a table of people: who needs attention, is silent, is away; and the unit."""

from typing import get_args

import pandas as pd
from dash import html

from dashboard.components.headers import picker
from dashboard.components.marks import attributes, icon
from dashboard.supervision import Attention
from dashboard.texts import Texts
from dashboard.view import Filters

ICONS = {"attention": "bell", "silent": "mic-mute", "absent": "calendar-x"}
INDENT = "\u2003"


def quick_filters(filters: Filters, texts: Texts) -> html.Nav:
    """A link for all, and for each quick choice; each keeps unit, period and columns."""
    chosen = filters.only if filters.only in get_args(Attention) else None
    links = [
        html.A(
            [icon(ICONS[which]) if which else None, html.Span(texts(f"quick.{which or 'all'}"))],
            href=f"/pegawai{filters.query(only=which, person=None)}",
            className="view",
            title=texts(f"quick.{which}_more") if which else None,
            **attributes(data_keep="1", aria_current="page" if which == chosen else "false"),
        )
        for which in (None, *get_args(Attention))
    ]
    return html.Nav(links, className="views", **attributes(aria_label=texts("quick.label")))


def unit_choice(units: pd.DataFrame, chosen: str | None, texts: Texts) -> html.Label:
    """The choice of the unit, indented as in the tree; none is all."""
    shown = units[["unit_id", "name", "depth"]].itertuples(index=False, name=None)
    least = int(units["depth"].min()) if len(units) else 0
    options = [(key, INDENT * (int(depth) - least) + name) for key, name, depth in shown]
    every = ("", texts("alert.all_units"))
    return picker("unit", texts("column.unit"), [every, *options], chosen or "")
