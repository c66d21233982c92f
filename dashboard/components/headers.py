"""The head of a page: where it lies, its title, and what it is limited to."""

from collections.abc import Iterable, Sequence
from typing import Any

from dash import dcc, html

from dashboard.components.marks import attributes
from dashboard.texts import Texts
from dashboard.view import Filters

Crumb = tuple[str, str | None]


def breadcrumb(crumbs: Sequence[Crumb], texts: Texts) -> html.Nav:
    """The way from the front page to here; the last one is here."""
    items = [
        html.Li(dcc.Link(name, href=href) if href else name, className="crumb")
        for name, href in crumbs
    ]
    return html.Nav(
        html.Ol(items), className="crumbs", **attributes(aria_label=texts("nav.breadcrumb"))
    )


def head(
    title: str,
    crumbs: Sequence[Crumb],
    texts: Texts,
    *,
    more: Any = None,
    pickers: Iterable[Any] = (),
) -> html.Header:
    """Breadcrumb (where there is a way), title, what is told below it (one part or
    several), and the pickers at the right.
    """
    told = more if isinstance(more, list) else [more]
    return html.Header(
        [
            html.Div(
                [breadcrumb(crumbs, texts) if len(crumbs) > 1 else None, html.H1(title), *told],
                className="page-title",
            ),
            html.Div(list(pickers), className="pickers"),
        ],
        className="page-head",
    )


def picker(
    name: str, label: str, options: Iterable[tuple[str, str]], chosen: str | None
) -> html.Label:
    """A choice that changes one part of the address (shell.js does it)."""
    return html.Label(
        [
            html.Span(label),
            html.Select(
                [
                    html.Option(said, value=value, selected=value == chosen)
                    for value, said in options
                ],
                className="form-select",
                **attributes(data_filter=name),
                key=f"{name}-{chosen}",
            ),
        ],
        className="picker",
    )


def period_picker(periods: tuple[str, ...], chosen: str | None, texts: Texts) -> html.Label | None:
    """The choice of the period; nothing where there is none to choose."""
    if not periods:
        return None
    options = [(p, texts.period(p)) for p in periods]
    return picker("period", texts("period.label"), options, chosen)


def compare_picker(
    comparable: tuple[str, ...], chosen: str | None, texts: Texts
) -> html.Label | None:
    """The choice of what a value is compared with; nothing where there is no choice."""
    if len(comparable) < 2:
        return None
    options = [(name, texts(f"compare.{name}")) for name in comparable]
    return picker("compare", texts("compare.label"), options, chosen or comparable[0])


def section(
    title: str, children: Any, *, more: Any = None, deeds: Any = None, name: str = ""
) -> html.Section:
    """A titled part of a page; shell.js finds the trend by its ``name``."""
    return html.Section(
        [
            html.Header(
                [
                    html.H2(title),
                    html.Span(more, className="section-more") if more else None,
                    deeds,
                ],
                className="section-head",
            ),
            children,
        ],
        className=f"section {name}".strip(),
    )


def beside(*parts: tuple[str, Any]) -> html.Div:
    """Parts side by side, each in a place (identifier) of its own; what is empty takes no room."""
    return html.Div([html.Div(found, id=place) for place, found in parts], className="beside")


def address(path: str, filters: Filters, **changes: str | None) -> str:
    """The address of a page with the reader's period, comparison and language kept."""
    kept = Filters(period=filters.period, compare=filters.compare, lang=filters.lang)
    return path + kept.query(**changes)
