"""POST /ekspor: what a reader sees of a table, as a file for a spreadsheet.

The browser (assets/export.js) sends the rows it shows, filtered and sorted as they are; nothing is
looked up here, so that a file never holds more than the page did.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, abort, request

from dashboard.gate import viewer
from dashboard.readings import chosen_period
from dashboard.services import Services
from dashboard.sheets import FORMATS, KINDS, Column, Sheet, Told, Value, csv_of, printable, xlsx_of
from dashboard.texts import Texts, texts_of
from dashboard.view import Filters

PATH = "/ekspor"
MOST_COLUMNS = 200
WRITERS = {
    "csv": ("text/csv", csv_of),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_of),
}


def install(server: Flask, services: Services) -> None:
    """The route. Whoever is logged in may have as a file what they were shown."""

    @server.post(PATH)
    def export() -> Response:
        viewer()
        try:
            return answer(request.get_json(), services)
        except (AttributeError, KeyError, TypeError, ValueError):
            abort(HTTPStatus.BAD_REQUEST)


def answer(sent: Mapping[str, Any], services: Services) -> Response:
    """The file of the table that was sent; raises KeyError, TypeError or ValueError of another."""
    filters = Filters.parse(str(sent["search"]))
    texts = texts_of(filters, services.office)
    kind = str(sent["kind"])
    mimetype, write = WRITERS[kind]
    sheet = sheet_of(sent, texts)
    told = preface(sheet, filters, services, texts)
    moment = f"{services.now().astimezone(texts.zone):%Y%m%d-%H%M}"
    found = Response(write(sheet, told, texts.language), mimetype=mimetype)
    found.headers["Content-Disposition"] = (
        f'attachment; filename="{file_name(sheet)}-{moment}.{kind}"'
    )
    found.headers["Cache-Control"] = "no-store"
    return found


def sheet_of(sent: Mapping[str, Any], texts: Texts) -> Sheet:
    """The table that was sent; raises KeyError, TypeError or ValueError where it is none."""
    columns = tuple(Column(printable(c["title"]), str(c["kind"])) for c in sent["columns"])
    if len(columns) > MOST_COLUMNS or any(column.kind not in KINDS for column in columns):
        raise ValueError("export: too many columns, or of an unknown kind")
    rows = tuple(
        tuple(_read(value, column.kind, texts) for value, column in zip(row, columns, strict=True))
        for row in sent["rows"]
    )
    return Sheet(
        printable(sent["title"]), printable(sent["page"]), columns, rows, int(sent["whole"])
    )


def _read(value: object, kind: str, texts: Texts) -> Value:
    if value is None or value == "":
        return None
    if kind == "moment":
        local = datetime.fromisoformat(str(value)).astimezone(texts.zone)
        return local.replace(tzinfo=None)
    if kind in FORMATS and isinstance(value, int | float):
        return float(value)
    return printable(str(value))


def preface(sheet: Sheet, filters: Filters, services: Services, texts: Texts) -> Told:
    """What a file says of itself: table, page, office, period, moment and how many rows."""
    period = chosen_period(filters.period, services.periods())
    shown = {"n": texts.number(len(sheet.rows)), "all": texts.number(sheet.whole)}
    lines = [
        (texts("export.table"), sheet.title),
        (texts("export.page"), sheet.page),
        (texts("export.office"), services.office.name),
        (texts("period.label"), texts.period(period) if period else texts("value.none")),
        (texts("export.moment"), texts.moment(services.now())),
        (texts("export.rows"), texts("export.rows_of", **shown)),
    ]
    mind = (texts("export.mind"), texts("simulated.band"))
    return [*lines, mind] if services.office.simulated else lines


def file_name(sheet: Sheet) -> str:
    """The name of the file without its end: plain letters only."""
    words = re.sub(r"[^a-z0-9]+", "-", f"{sheet.page} {sheet.title}".lower())
    return f"pantau-{words[:60].strip('-')}"
