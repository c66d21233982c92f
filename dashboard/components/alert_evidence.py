"""One alert opened: where it stands, what it rests on, what to ask first."""

from typing import Any
from urllib.parse import urlencode

import pandas as pd
from dash import dcc, html

from dashboard.alerts import Alert
from dashboard.charts import sparkline
from dashboard.components.alert_lines import Reader
from dashboard.components.alert_marks import chip, level, notes, owners, standing
from dashboard.components.alert_steps import pairs
from dashboard.components.headers import section
from dashboard.components.marks import attributes, band_mark, icon
from dashboard.components.tiles import method_link
from dashboard.telling.alerts import OF_FIGURES, age, moment, period, question, said, subject
from dashboard.texts import Texts, missing
from scoring.indicators import INDICATORS

PERIODS_SHOWN = 6
REJECTED = "rejects"
"""Stands for a frame where the records are rejected rows, told by their reason."""

ENDED = "ended"


def status(alert: Alert, texts: Texts) -> html.Div:
    """State, level, and what was said of it, in one line."""
    return html.Div(
        [chip(standing(alert), texts), level(alert, texts), *notes(alert, texts)],
        className="alert-status",
    )


def evidence(alert: Alert, reader: Reader, *, sources: bool) -> list[Any]:
    """The finding, the question, the change, the records. ``sources``: whether these are linked."""
    texts = reader.texts
    return [
        section(
            texts("alert.evidence"),
            html.Div([html.P(said(alert, texts), className="alert-finding"),
                      _facts(alert, reader, sources=sources)], className="alert-body"),
            deeds=_way(alert, reader, sources=sources),
        ),
        None if standing(alert) == ENDED else _question(alert, texts),
        _change(alert, texts),
        _records(alert["records"], texts),
    ]  # fmt: skip


def _facts(alert: Alert, reader: Reader, *, sources: bool) -> html.Dl:
    texts = reader.texts
    place = _place(alert, reader, sources=sources)
    named, kind = subject(alert, texts), alert["subject_kind"]
    known: list[tuple[str, Any]] = [
        ("alert.about", dcc.Link(named, href=place) if place else named),
        ("column.unit", None if kind == "unit" else _known(alert["unit_name"])),
        ("unit.indicator", _indicator(alert, texts)),
        ("period.label", period(alert, texts)),
        ("column.officer", None if kind == "person" else _known(alert["officer_name"])),
        ("alert.owner", owners(alert, texts) or texts("alert.nobody")),
        ("alert.data_since", _moment(alert["since"], texts)),
        ("alert.first_seen", _moment(alert["pending_since"], texts)),
        ("alert.active_since", _moment(alert["fired_at"], texts)),
        ("alert.ended_at", _moment(alert["ended_at"], texts)),
        ("alert.lasted", age(alert, reader.now, texts)),
        ("alert.seen_at", _moment(alert["seen_at"], texts)),
    ]
    return pairs((texts(key), shown) for key, shown in known if shown is not None)


def _indicator(alert: Alert, texts: Texts) -> Any:
    known = str(alert["indicator"] or "")
    if known not in INDICATORS:
        return None
    return html.Span([texts.code("indicator", known), method_link(known, texts)])


def _place(alert: Alert, reader: Reader, *, sources: bool) -> str | None:
    """Where the subject is shown; None where there is no page of it for the reader."""
    kind, found = alert["subject_kind"], str(alert["subject_id"])
    indicator = {"indicator": alert["indicator"]} if alert["indicator"] in INDICATORS else {}
    unit = {} if missing(alert["unit"]) else {"unit": str(alert["unit"])}
    places = {
        "unit": ("/unit", {"unit": found, **indicator}),
        "person": ("/pegawai", {"person": found, **indicator}),
        "source": ("/data", {"source": found}),
        "programme": ("/", {}),
    }
    path, query = places.get(str(kind), ("/unit", unit))
    if path == "/data" and not sources:
        return None
    lang = {"lang": reader.filters.lang} if reader.filters.lang else {}
    return f"{path}?{urlencode({**query, **lang})}" if query or lang else path


def _way(alert: Alert, reader: Reader, *, sources: bool) -> dcc.Link | None:
    place = _place(alert, reader, sources=sources)
    words: list[Any] = [reader.texts("alert.open_subject"), " ", icon("arrow-right")]
    return dcc.Link(words, href=place, className="how-words") if place else None


def _question(alert: Alert, texts: Texts) -> html.Aside:
    return html.Aside(
        [
            icon("chat-left-quote"),
            html.Div([
                html.H2(texts("alert.ask")),
                html.P(question(alert, texts), className="alert-question"),
                html.P(texts("alert.ask_more"), className="note-line"),
            ]),
        ],
        className="section alert-ask",
    )  # fmt: skip


def _change(alert: Alert, texts: Texts) -> html.Section | None:
    """The last periods of its indicator, as a line and as a table."""
    seen: pd.DataFrame = alert["seen"]
    known = INDICATORS.get(str(alert["indicator"]))
    if known is None or alert["rule_kind"] not in OF_FIGURES:
        return None
    if seen["value"].notna().sum() < 2:
        return section(texts("alert.changed"), html.P(texts("alert.no_change"), className="note"))
    rows = seen.tail(PERIODS_SHOWN).to_dict("records")
    table = html.Table(html.Tbody([_period(row, known.unit, texts) for row in reversed(rows)]))
    drawn = html.Div([_line(seen, known.unit, texts), table], className="alert-change")
    return section(texts("alert.changed"), drawn, more=texts.code("indicator", known.id))


def _line(seen: pd.DataFrame, unit: str, texts: Texts) -> html.Img:
    values = [None if missing(v) else float(v) for v in seen["value"]]
    targets = seen["target"].dropna()
    target = float(targets.iloc[-1]) if len(targets) else None
    told = ", ".join(texts.value(value, unit) for value in values)
    return html.Img(src=sparkline(values, target), alt=texts("alert.drawn", values=told),
                    className="alert-spark")  # fmt: skip


def _period(row: dict[Any, Any], unit: str, texts: Texts) -> html.Tr:
    n = texts("kpi.n", n=texts.number(row["n"]))
    return html.Tr(
        [
            html.Th(texts.period(str(row["period"])), scope="row"),
            html.Td(html.B(texts.value(row["value"], unit))),
            html.Td(None if row["band"] == "none" else band_mark(str(row["band"]), texts)),
            html.Td(n, className="note-line"),
        ]
    )


def _records(records: pd.DataFrame, texts: Texts) -> html.Section:
    """What it rests on, each with where it was read."""
    if records.empty:
        nothing = html.P(texts("alert.no_records"), className="note")
        return section(texts("alert.records"), nothing)
    heads = ("column.record", "column.frame")
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(texts(key), scope="col") for key in heads])),
            html.Tbody([_record(row, texts) for row in records.to_dict("records")]),
        ]
    )
    label = texts("alert.records")
    region = html.Div(table, className="records alert-records", tabIndex=0, role="region",
                      **attributes(aria_label=label))  # fmt: skip
    return section(label, region, more=texts("alert.records_more", n=texts.number(len(records))))


def _record(row: dict[Any, Any], texts: Texts) -> html.Tr:
    rejected = row["frame"] == REJECTED
    key = texts.code("reason", row["key"]) if rejected else str(row["key"])
    frame = texts("data.rejects") if rejected else texts.code("frame", row["frame"])
    where = html.Small([icon("file-earmark-text"), str(row["label"])], title=str(row["source"]),
                       className="record-place")  # fmt: skip
    return html.Tr(
        [
            html.Td([key, where], className="record-key"),
            html.Td(frame),
        ],
        className="record",
    )


def _known(value: Any) -> str | None:
    return None if missing(value) else str(value)


def _moment(value: Any, texts: Texts) -> str | None:
    return None if missing(value) else moment(value, texts)
