"""Data: how each source does, and every row that was rejected with its reason."""

import csv
import io
from collections.abc import Iterable
from typing import Any

import pandas as pd
from dash import Output, html
from flask import Flask, Response, request

from dashboard import ids
from dashboard.components.columns import Row
from dashboard.components.headers import address, head, picker, section
from dashboard.components.help import help_here
from dashboard.components.marks import icon
from dashboard.components.source_table import (
    alerts,
    freshness,
    reject_columns,
    reject_rows,
    source_columns,
    source_rows,
)
from dashboard.components.tables import table
from dashboard.gate import permitted
from dashboard.renewal import Renewals, mark
from dashboard.services import Services
from dashboard.still import PART
from dashboard.texts import Texts, texts_of
from dashboard.view import Filters, Permission, Viewer

PATH = "/data"
TITLE = "nav.data"
PERMISSION: Permission = "see_sources"
DOWNLOAD = "/data/ditolak.csv"
FRAMES = ids.make_id("data", "frames")
SOURCES = ids.make_id("data", "sources")
REJECTS = ids.make_id("data", "rejects")
SHOWN = ids.make_id("data", "shown")
REJECTED = ("source", "label", "column", "reason", "value", "seen_at")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def layout(viewer: Viewer, filters: Filters, services: Services, texts: Texts) -> Any:  # noqa: ARG001
    """The page as first shown."""
    frames, sources, rejects = body(filters, services, texts)
    names = sorted(services.sources()["source"])
    label = texts("data.sources")
    return [
        mark(SHOWN),
        head(
            texts("data.title"),
            [(texts("nav.home"), address("/", filters)), (texts("data.title"), None)],
            texts,
            more=[html.Div(frames, id=FRAMES), help_here("data", texts)],
        ),
        section(
            label,
            table(SOURCES, source_columns(texts), sources, texts, row_id="id", label=label),
        ),
        section(
            texts("data.rejects"),
            table(
                REJECTS,
                reject_columns(texts),
                rejects,
                texts,
                row_id="id",
                label=texts("data.rejects"),
                most=12,
                nothing=texts("empty.rejects"),
            ),
            more=texts("data.rejects_more"),
            deeds=html.Div([source_picker(names, filters, texts), download(filters, texts)]),
        ),
    ]


def register(renewals: Renewals) -> None:
    """Renew the tables when the revision changes; the download."""
    services = renewals.services

    @renewals.renewed(
        SHOWN,
        Output(FRAMES, PART),
        Output(SOURCES, "rowData"),
        Output(REJECTS, "rowData"),
        permission=PERMISSION,
    )
    def renew(viewer: Viewer, filters: Filters, texts: Texts) -> Any:  # noqa: ARG001
        return body(filters, services, texts)

    server: Flask = renewals.app.server

    @server.get(DOWNLOAD)
    def rejects_as_csv() -> Response:
        permitted(PERMISSION)
        filters = Filters.parse(request.query_string.decode())
        texts = texts_of(filters, services.office)
        name = f"{texts('data.file')}.csv"
        return Response(
            as_csv(services.rejects(filters.source), texts),
            mimetype="text/csv",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


def body(filters: Filters, services: Services, texts: Texts) -> tuple[Any, list[Row], list[Row]]:
    """Freshness of frames, rows of sources, rejected rows."""
    now, sources = pd.Timestamp(services.now()), services.sources()
    return (
        [freshness(services.freshness(), now, texts), alerts(sources, texts)],
        source_rows(sources, now, filters, texts),
        reject_rows(services.rejects(filters.source), texts),
    )


def as_csv(rejects: pd.DataFrame, texts: Texts) -> str:
    """Rejected rows as CSV; no cell can be taken for a formula by a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([texts(f"column.{name}") for name in REJECTED])
    for row in reject_rows(rejects, texts):
        writer.writerow(harmless(row[name] for name in REJECTED))
    return "\ufeff" + out.getvalue()


def harmless(cells: Iterable[Any]) -> list[str]:
    """Cells as text; one that a spreadsheet would run is put behind an apostrophe."""
    shown = ["" if cell is None else str(cell) for cell in cells]
    return [f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell for cell in shown]


def source_picker(names: list[str], filters: Filters, texts: Texts) -> html.Label:
    """The choice of the source whose rejected rows are shown."""
    options = [("", texts("data.all_sources")), *((n, n) for n in names)]
    return picker("source", texts("data.pick"), options, filters.source or "")


def download(filters: Filters, texts: Texts) -> html.A:
    """The rejected rows shown, as a file."""
    query = Filters(source=filters.source, lang=filters.lang).query()
    return html.A(
        [icon("download"), " ", texts("data.download")],
        href=DOWNLOAD + query,
        className="btn btn-outline-secondary",
        download="",
    )
