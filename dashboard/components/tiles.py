"""KPI tiles: the value, what is expected, how it went, on how much it rests, how old it is."""

from math import ceil
from typing import Any
from urllib.parse import quote

from dash import dcc, html

from dashboard.charts import sparkline
from dashboard.components.marks import attributes, band_mark, icon, mark
from dashboard.readings import Reading
from dashboard.texts import Texts


def name_of(indicator: str, texts: Texts, *, short: bool = False) -> str:
    """The indicator's name; an unknown one is shown by its id."""
    return texts.code("short" if short else "indicator", indicator)


def goal_tiles(goals: dict[str, list[Reading]], page: str, texts: Texts) -> list[Any]:
    """Goals by aspect, large; each leads to its trend on ``page``."""
    return [
        html.Section(
            [
                html.H2(texts(f"aspect.{aspect}"), className="aspect"),
                html.Div([tile(r, texts, trend_of(r, page)) for r in found], className="tiles"),
            ],
            className="aspect-group",
            style={"--n": str(len(found))},
        )
        for aspect, found in goals.items()
    ]


def figures(found: list[Reading], page: str, texts: Texts) -> html.Div | None:
    """Figures without a goal, small."""
    if not found:
        return None
    cells = [figure(r, texts, trend_of(r, page)) for r in found]
    return html.Div(cells, className="figures", style=_columns(len(cells), 8, 6))


def trend_of(reading: Reading, page: str) -> str:
    """The address of a reading's trend on ``page``."""
    mark = "&" if "?" in page else "?"
    return f"{page}{mark}indicator={quote(reading.indicator.id)}"


def method_link(indicator: str, texts: Texts, *, words: bool = False) -> dcc.Link:
    """To how the indicator is worked out, on Metodologi; as a mark, or in ``words``."""
    said = texts("why.how_of", name=name_of(indicator, texts))
    shown = texts("why.how") if words else html.Span(said, className="visually-hidden")
    return dcc.Link(
        [icon("info-circle"), shown],
        href=f"/metodologi#{indicator}",
        className="how-words" if words else "how",
        title=said,
    )


def _columns(count: int, wide: int, middle: int) -> dict[str, str]:
    """Columns that fill whole rows, on wide and on middling screens."""
    balanced = {most: ceil(count / ceil(count / most)) for most in (wide, middle)}
    return {"--wide": str(balanced[wide]), "--middle": str(balanced[middle])}


def tile(reading: Reading, texts: Texts, href: str) -> html.Article:
    """A goal: large."""
    info = reading.indicator
    gone = reading.value is None
    return html.Article(
        [
            html.H3(
                [
                    dcc.Link(name_of(info.id, texts), href=href, className="tile-link"),
                    method_link(info.id, texts),
                ]
            ),
            html.Div(
                [
                    html.Div(
                        [value_of(reading, texts), change_of(reading, texts)],
                        className="tile-figure",
                    ),
                    html.Div(
                        [
                            band_mark(reading.band, texts) if reading.band != "none" else None,
                            None if gone else _spark(reading, texts),
                        ],
                        className="tile-side",
                    ),
                ],
                className="tile-body",
            ),
            html.Footer(_foot(reading, texts), className="tile-foot"),
        ],
        className=f"tile tile-{reading.band}",
        title=texts.family("meaning").get(info.id, info.definition),
        **attributes(data_indicator=info.id),
    )


def figure(reading: Reading, texts: Texts, href: str) -> html.Article:
    """A figure without a goal: small."""
    info = reading.indicator
    full = name_of(info.id, texts)
    plain = info.unit == "count" or reading.band == "unavailable"
    rests_on = None if plain else texts("kpi.n", n=texts.number(reading.n))
    meaning = texts.family("meaning").get(info.id, info.definition)
    return html.Article(
        [
            html.H3(
                [
                    dcc.Link(name_of(info.id, texts, short=True), href=href, className="tile-link"),
                    method_link(info.id, texts),
                ]
            ),
            html.Div(
                [
                    value_of(reading, texts),
                    None if reading.value is None else _spark(reading, texts),
                ],
                className="tile-body",
            ),
            html.Div(
                [
                    change_of(reading, texts, brief=True),
                    html.Span(rests_on),
                    None if reading.stale_since is None else _age(reading, texts),
                ],
                className="tile-foot",
            ),
        ],
        className="figure-cell",
        title=f"{full}. {meaning}. {_age_text(reading, texts)}",
        **attributes(data_indicator=info.id),
    )


def value_of(reading: Reading, texts: Texts) -> html.Div:
    """The value in its unit; what it exceeds, or that there is none, in its place."""
    if reading.exceeds is not None:
        shown = texts.measured(None, reading.exceeds, reading.indicator.unit)
        said = texts("value.exceeds_more")
        return html.Div(shown, className="tile-value tile-value-long", title=said)
    if reading.value is None:
        gone = texts("value.unavailable" if reading.band == "unavailable" else "value.missing")
        parts: list[Any] = [texts("value.none"), html.Small(gone)]
        return html.Div(parts, className="tile-value tile-value-none")
    shown = texts.value(reading.value, reading.indicator.unit)
    return html.Div(
        shown, className="tile-value tile-value-long" if len(shown) > 9 else "tile-value"
    )


def target_text(reading: Reading, texts: Texts) -> str:
    """What is expected, such as ``Sasaran ≥ 90%``."""
    if reading.target is None:
        return texts("kpi.target_none")
    key = {"higher": "kpi.target_least", "lower": "kpi.target_most"}.get(
        reading.indicator.better, "kpi.target_is"
    )
    return texts(key, target=texts.expected(reading.target, reading.indicator.unit))


def change_of(reading: Reading, texts: Texts, *, brief: bool = False) -> html.Div | None:
    """How far it is from the period before, and whether that is better."""
    change = reading.change
    if change is None or reading.before_period is None:
        return None
    size = _size(abs(change), reading.indicator.unit, texts)
    period = texts.period(reading.before_period, short=True)
    if size is None:
        same = texts("kpi.same")
        said = texts("kpi.changed", change=same, period=period)
        shown = same if brief else said
        return html.Div([icon("dash"), shown], className="change change-same", title=said)
    better = {"higher": change > 0, "lower": change < 0}.get(reading.indicator.better)
    tone = {True: "better", False: "worse", None: "same"}[better]
    said = texts("kpi.changed", change=size, period=period)
    words = [texts("change.up" if change > 0 else "change.down")]
    words += [texts(f"kpi.{tone}")] if tone != "same" else []
    word = html.Span(", ".join(words), className="visually-hidden")
    arrow = icon("arrow-up-right" if change > 0 else "arrow-down-right")
    shown = size if brief else said
    full = f"{said} ({', '.join(words)})"
    return html.Div([arrow, word, " ", shown], className=f"change change-{tone}", title=full)


def _size(change: float, unit: str, texts: Texts) -> str | None:
    """The size of a change; None when it is too small to show."""
    if unit == "share":
        points = round(change * 100, 1)
        return f"{texts.number(points, 1)} {texts('kpi.points')}" if points else None
    if unit == "hours":
        return texts.hours(change) if change * 60 >= 1 else None
    return texts.value(change, unit) if change else None


def _spark(reading: Reading, texts: Texts) -> html.Img | None:
    shown = [v for v in reading.values if v is not None]
    if len(shown) < 2:
        return None
    said = ", ".join(texts.value(v, reading.indicator.unit) for v in shown)
    name = name_of(reading.indicator.id, texts)
    return html.Img(
        src=sparkline(reading.values, reading.target),
        className="spark",
        alt=texts("kpi.trend", name=name, values=said),
    )


def _foot(reading: Reading, texts: Texts) -> list[html.Span]:
    return [
        html.Span(target_text(reading, texts), className="tile-target"),
        html.Span(
            texts("kpi.n", n=texts.number(reading.n)),
            className="tile-n",
            title=_certainty(reading, texts),
        ),
        _age(reading, texts),
    ]


def _certainty(reading: Reading, texts: Texts) -> str:
    """On how many cases the value rests, and the interval it may lie in."""
    said = texts("kpi.n_more", n=texts.number(reading.n))
    if reading.low is None or reading.high is None:
        return said
    low, high = (texts.value(v, reading.indicator.unit) for v in (reading.low, reading.high))
    return f"{said}. {texts('kpi.interval', low=low, high=high)}"


def _age_text(reading: Reading, texts: Texts) -> str:
    if reading.newest is None:
        return texts("kpi.data_none")
    newest = reading.newest.to_pydatetime()
    local = newest.astimezone(texts.zone)
    moment = texts.day(local.date()) if texts.is_day(newest) else texts.moment(newest)
    if reading.stale_since is not None:
        return texts("kpi.data_stale", moment=moment)
    return texts("kpi.data_failing" if reading.failing else "kpi.data_until", moment=moment)


def _age(reading: Reading, texts: Texts) -> html.Span:
    said = _age_text(reading, texts)
    if reading.stale_since is not None:
        return html.Span([mark("stale"), said], className="tile-age tile-age-stale")
    if reading.failing:
        return html.Span(
            [icon("exclamation-triangle"), said], className="tile-age tile-age-failing"
        )
    return html.Span(said, className="tile-age")
