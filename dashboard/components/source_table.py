"""Tables of the data page: sources with their state, rejected rows with their reasons."""

from typing import Any

import pandas as pd
from dash import html

from dashboard.components.columns import (
    Columns,
    Row,
    iso,
    link_column,
    moment_column,
    number_column,
    plain,
    text_column,
)
from dashboard.components.headers import address
from dashboard.components.marks import attributes, mark
from dashboard.texts import Texts, missing
from dashboard.view import Filters

COUNTS = ("read", "new", "corrected", "unchanged", "rejected", "kept")


def freshness(frames: pd.DataFrame, now: pd.Timestamp, texts: Texts) -> html.Ul:
    """How old the newest row of each frame is."""
    return html.Ul(
        [
            html.Li(
                [
                    mark(_band(row)),
                    html.B(texts.code("frame", row["frame"])),
                    " ",
                    _age(row, now, texts),
                ],
                title=texts.moment(plain(row["newest"])),
            )
            for row in frames.to_dict("records")
        ],
        className="tally",
        **attributes(aria_label=texts("data.frames")),
    )


def _band(row: dict[Any, Any]) -> str:
    if row["failing"]:
        return "missed"
    return "met" if missing(row.get("stale_since")) else "stale"


def _age(row: dict[Any, Any], now: pd.Timestamp, texts: Texts) -> str:
    newest, seen = row["newest"], row["last_success"]
    if pd.isna(seen):
        return texts("kpi.data_none")
    if pd.isna(newest):
        return texts("data.seen", time=texts.lag(now - seen))
    if texts.is_day(newest):
        return texts("data.until", day=texts.day(newest.astimezone(texts.zone).date()))
    return texts("data.age", time=texts.lag(now - newest))


def alerts(sources: pd.DataFrame, texts: Texts) -> html.Div | None:
    """Every failing source, why, and when it is tried again; every silent one, since when."""
    failing = sources[sources["state"].eq("failing")]
    silent = sources[sources["state"].eq("silent")]
    items = [
        html.Li(
            [
                mark("missed"),
                html.B(row["source"]),
                plain(row["error"]),
                html.Span(texts("data.next", moment=texts.moment(plain(row["next_attempt"])))),
            ]
        )
        for row in failing.to_dict("records")
    ] + [_silent(row, texts) for row in silent.to_dict("records")]
    return html.Div(html.Ul(items, className="alerts"), role="alert") if items else None


def _silent(row: dict[Any, Any], texts: Texts) -> html.Li:
    said = texts(
        "data.silent",
        newest=texts.moment(plain(row["newest"])),
        expected=texts.moment(plain(row["expected_by"])),
    )
    return html.Li([mark("stale"), html.B(row["source"]), said], className="alert-stale")


def source_columns(texts: Texts) -> Columns:
    """Columns of sources."""
    state = text_column("state", texts("column.state"), width=150)
    lag: Row = {
        **number_column("lag", texts("column.lag"), width=145),
        "valueFormatter": {"function": "pantauLag(params)"},
        "context": {"kind": "text"},
    }
    return [
        link_column("source", texts("column.source"), "href", width=170),
        {**state, "cellRenderer": "StateCell"},
        text_column("frame", texts("column.frame"), width=140),
        moment_column("last_success", texts("column.last_success")),
        lag,
        text_column("rhythm", texts("column.rhythm"), width=150),
        moment_column("expected_by", texts("column.expected_by")),
        *(number_column(name, texts(f"column.{name}"), width=112) for name in COUNTS),
        text_column("error", texts("column.error"), width=220, flex=2),
        number_column("failures", texts("column.failures"), width=100),
        moment_column("next_attempt", texts("column.next_attempt")),
    ]


def source_rows(
    sources: pd.DataFrame, now: pd.Timestamp, filters: Filters, texts: Texts
) -> list[Row]:
    """One row for each source."""
    return [
        {
            "id": row["source"],
            "source": row["source"],
            "href": address("/data", filters, source=row["source"]),
            "state": texts.code("source_state", row["state"]),
            "state_code": row["state"],
            "frame": texts.code("frame", row["frame"]),
            "last_success": iso(row["last_success"]),
            "lag": _minutes(row["newest"], now),
            "rhythm": _rhythm(row.get("rhythm"), texts),
            "expected_by": iso(row.get("expected_by")),
            "next_attempt": iso(row["next_attempt"]),
            "error": plain(row["error"]),
            "failures": plain(row["failures"]),
            **{name: plain(row[name]) for name in COUNTS},
        }
        for row in sources.to_dict("records")
    ]


def _rhythm(rhythm: Any, texts: Texts) -> str | None:
    """How often something new is expected, in working time; None: never."""
    if missing(rhythm):
        return None
    days = rhythm / pd.Timedelta(days=1)
    if days.is_integer():
        return texts("data.rhythm_days", n=texts.number(days))
    return texts("data.rhythm_hours", n=texts.plain(days * 24))


def _minutes(newest: Any, now: pd.Timestamp) -> float | None:
    return None if pd.isna(newest) else max(0.0, (now - newest).total_seconds() / 60)


def reject_columns(texts: Texts) -> Columns:
    """Columns of rejected rows."""
    return [
        text_column("source", texts("column.source"), width=140),
        text_column("label", texts("column.label"), width=180, flex=1.3),
        text_column("column", texts("column.column"), width=120),
        text_column("reason", texts("column.reason"), width=210, flex=1.6),
        text_column("value", texts("column.value"), width=160, flex=1.3),
        moment_column("seen_at", texts("column.seen_at")),
    ]


def reject_rows(rejects: pd.DataFrame, texts: Texts) -> list[Row]:
    """One row for each rejected row, its reason in words; lines of a file in their order."""
    rows = sorted(rejects.to_dict("records"), key=lambda row: (row["source"], _in_file(row)))
    return [
        {
            "id": str(number),
            **{name: plain(row[name]) for name in ("source", "label", "column", "value")},
            "reason": texts.code("reason", row["reason"]),
            "seen_at": iso(row["seen_at"]),
        }
        for number, row in enumerate(rows)
    ]


def _in_file(row: dict[Any, Any]) -> tuple[str, int, str]:
    """The file, and the line as a number where it is one."""
    name, _, line = str(row["label"]).rpartition(":")
    return name, int(line) if line.isdecimal() else 0, line
