"""KPI tiles: the value, what is expected, how it went, on how much it rests, how old it is."""

from typing import Any
from urllib.parse import quote

from dash import dcc, html

from dashboard.charts import sparkline
from dashboard.components.marks import attributes, band_mark, icon, mark
from dashboard.readings import Reading
from dashboard.still import kept
from dashboard.texts import Texts

SIGNALS = {
    "worsening": ("worse", "arrow-down-right-circle-fill"),
    "improving": ("better", "arrow-up-right-circle-fill"),
}


def name_of(indicator: str, texts: Texts, *, short: bool = False) -> str:
    """The indicator's name; an unknown one is shown by its id."""
    return texts.code("short" if short else "indicator", indicator)


def goal_tiles(goals: dict[str, list[Reading]], page: str, texts: Texts) -> list[Any]:
    """Goals by aspect, large; each leads to its trend on ``page``."""
    return [
        html.Section(
            [
                html.H2(texts(f"aspect.{aspect}"), className="aspect"),
                _tiles(found, page, texts),
            ],
            className="aspect-group",
            style={"--n": str(len(found))},
        )
        for aspect, found in goals.items()
    ]


def _tiles(found: list[Reading], page: str, texts: Texts) -> html.Div:
    shown: list[Any] = [_kept(r, texts, trend_of(r, page)) for r in found]
    return html.Div(shown, className="tiles")


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


def tile(reading: Reading, texts: Texts, href: str) -> html.Article:
    """A goal: its value, what is expected, how it went, on how much it rests, how old it is."""
    info = reading.indicator
    full = name_of(info.id, texts)
    meaning = texts.family("meaning").get(info.id, info.definition)
    named = dcc.Link(name_of(info.id, texts, short=True), href=href, className="tile-link")
    return html.Article(
        [
            html.H3([named, method_link(info.id, texts)]),
            html.Div(
                [
                    value_of(reading, texts),
                    None if reading.value is None else spark_of(reading, texts),
                    band_mark(reading.band, texts) if reading.band != "none" else None,
                    _signal(reading, texts) or change_of(reading, texts, brief=True),
                ],
                className="tile-body",
            ),
            html.Footer(_foot(reading, texts), className="tile-foot"),
        ],
        className=f"tile tile-{reading.band}",
        title=f"{full}. {meaning}",
        **attributes(data_indicator=info.id),
    )


_kept = kept(tile)


def value_of(reading: Reading, texts: Texts) -> html.Div:
    """The value, what it exceeds, or that there is none."""
    if reading.exceeds is not None:
        shown = texts.measured(None, reading.exceeds, reading.indicator.unit)
        said = texts("value.exceeds_more")
        return html.Div(shown, className="tile-value tile-value-long", title=said)
    if reading.value is None:
        gone = texts("value.unavailable" if reading.band == "unavailable" else "value.missing")
        parts: list[Any] = [texts("value.none"), html.Small(gone)]
        return html.Div(parts, className="tile-value tile-value-none")
    shown = texts.value(reading.value, reading.indicator.unit, reading.target)
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
    """How it changed against the period it is compared with; ``brief``: the size alone."""
    change = reading.change
    if change is None or reading.before_period is None:
        return None
    exact = abs(change)
    rough = float(round(exact)) if brief and exact >= 1 else exact
    size = _size(
        rough if reading.indicator.unit == "hours" else exact, reading.indicator.unit, texts
    )
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


def spark_of(reading: Reading, texts: Texts) -> html.Img | None:
    """Its history as a small line; nothing of a single value."""
    shown = [v for v in reading.values if v is not None]
    if len(shown) < 2:
        return None
    said = ", ".join(texts.value(v, reading.indicator.unit) for v in shown)
    name = name_of(reading.indicator.id, texts)
    return html.Img(
        src=sparkline(reading.values, reading.target, reading.limits),
        className="spark",
        alt=texts("kpi.trend", name=name, values=said),
        title=_usual(reading, texts),
    )


def _usual(reading: Reading, texts: Texts) -> str | None:
    """Between which its weeks usually lie: the band behind the line."""
    if reading.limits is None:
        return None
    low, high = (texts.value(v, reading.indicator.unit) for v in reading.limits)
    return texts("kpi.limits", low=low, high=high)


def _signal(reading: Reading, texts: Texts) -> html.Div | None:
    """That it changes against its own past, beyond chance."""
    if reading.signal not in SIGNALS:
        return None
    tone, shape = SIGNALS[reading.signal]
    change = change_of(reading, texts)
    said = "" if change is None else str(getattr(change, "title", ""))
    word = html.B(texts(f"kpi.signal_{reading.signal}"))
    return html.Div([icon(shape), word], className=f"change change-{tone}", title=said)


def _foot(reading: Reading, texts: Texts) -> list[Any]:
    said, unit = target_text(reading, texts), reading.indicator.unit
    sign = {"higher": "≥ ", "lower": "≤ "}.get(reading.indicator.better, "")
    target = None if reading.target is None else texts.expected(reading.target, unit)
    return [
        html.Span(
            [html.Span(texts("kpi.target"), className="visually-hidden"),
             f" {sign}{target}"] if target else said,
            className="tile-target", title=said,
        ),
        html.Span(
            texts("kpi.n", n=texts.number(reading.n)),
            className="tile-n",
            title=_certainty(reading, texts),
        ),
        age_of(reading, texts, brief=True),
    ]  # fmt: skip


def _certainty(reading: Reading, texts: Texts) -> str:
    """On how many cases the value rests, and the interval it may lie in."""
    said = texts("kpi.n_more", n=texts.number(reading.n))
    if reading.low is None or reading.high is None:
        return said
    low, high = (texts.value(v, reading.indicator.unit) for v in (reading.low, reading.high))
    return f"{said}. {texts('kpi.interval', low=low, high=high)}"


def age_text(reading: Reading, texts: Texts) -> str:
    """How new the data are, in words."""
    if reading.newest is None:
        return texts("kpi.data_none")
    moment = texts.instant(reading.newest.to_pydatetime())
    if reading.stale_since is not None:
        return texts("kpi.data_stale", moment=moment)
    return texts("kpi.data_failing" if reading.failing else "kpi.data_until", moment=moment)


def _newest(reading: Reading, texts: Texts) -> list[Any]:
    """How new the data are, in a word or two; the time is left out where there is no room."""
    if reading.newest is None:
        return [texts("value.none")]
    day, time = texts.brief(reading.newest.to_pydatetime(), reading.period)
    return [f" {day}", html.Span(f" {time}", className="tile-time") if time else None]


def age_of(reading: Reading, texts: Texts, *, brief: bool = False) -> html.Span:
    """How old the data are; ``brief``: the moment alone, with the rest as its title."""
    said = age_text(reading, texts)
    shown: Any = said
    if brief:
        hidden = html.Span(texts("kpi.age"), className="visually-hidden")
        shown = html.Span([hidden, *_newest(reading, texts)])
    if reading.stale_since is not None:
        return html.Span([mark("stale"), shown], className="tile-age tile-age-stale", title=said)
    if reading.failing:
        return html.Span(
            [icon("exclamation-triangle"), shown], title=said, className="tile-age tile-age-failing"
        )
    first = icon("clock") if brief else None
    return html.Span([first, shown], className="tile-age", title=said)  # fmt: skip
