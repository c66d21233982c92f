"""A table as a file: CSV and XLSX. Text is never a formula, whatever it begins with. Pure."""

import csv
import io
import re
from dataclasses import dataclass
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

FORMATS = {"whole": "#,##0", "number": "#,##0.00", "tenth": "#,##0.0", "share": "0.0%"}
DIGITS = {"whole": 0, "number": 2, "tenth": 1, "share": 1}
MOMENT = "yyyy-mm-dd hh:mm"
KINDS = frozenset({"text", "moment", *FORMATS})
"""Kinds of values; a ``share`` is 0-1, a ``moment`` is local time without its zone."""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
WIDEST, NARROWEST = 46, 9

Value = str | float | datetime | None
Told = list[tuple[str, str]]


@dataclass(frozen=True)
class Column:
    """A column: its title with its unit, and of what kind its values are (``KINDS``)."""

    title: str
    kind: str


@dataclass(frozen=True)
class Sheet:
    """A table as shown: on which page, its columns and rows, and of how many rows it is part."""

    title: str
    page: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    whole: int


def printable(text: str) -> str:
    """Text without the control characters that a workbook cannot hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub(" ", text))


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula when it reads a CSV."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def csv_of(sheet: Sheet, told: Told, language: str) -> bytes:
    """As a spreadsheet of that language reads it: of Indonesian, semicolons and decimal commas."""
    separator, comma = (";", ",") if language == "id" else (",", ".")
    found = io.StringIO()
    writer = csv.writer(found, delimiter=separator, lineterminator="\r\n")
    writer.writerows([harmless(name), harmless(said)] for name, said in told)
    writer.writerow([])
    writer.writerow([harmless(column.title) for column in sheet.columns])
    for row in sheet.rows:
        pairs = zip(row, sheet.columns, strict=True)
        writer.writerow([_written(value, column.kind, comma) for value, column in pairs])
    return found.getvalue().encode("utf-8-sig")


def _written(value: Value, kind: str, comma: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, str):
        return harmless(value)
    number = f"{value * 100 if kind == 'share' else value:.{DIGITS[kind]}f}"
    return number.replace(".", comma) + ("%" if kind == "share" else "")


def xlsx_of(sheet: Sheet, told: Told, _: str) -> bytes:
    """A workbook of one leaf: what it is, then the table, whose head stays in sight."""
    book = Workbook()
    leaf: Worksheet = book.worksheets[0]
    leaf.title = re.sub(r"[][:*?/\\']", " ", sheet.title)[:31].strip() or "Pantau"
    for number, (name, said) in enumerate(told, start=1):
        _put(leaf.cell(number, 1), name).font = Font(color="566470")
        _put(leaf.cell(number, 2), said).font = Font(bold=number == 1)
    head = len(told) + 2
    for place, column in enumerate(sheet.columns, start=1):
        _head(_put(leaf.cell(head, place), column.title))
    for number, row in enumerate(sheet.rows, start=head + 1):
        for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True), start=1):
            _put(leaf.cell(number, place), value, column.kind)
    _lay_out(leaf, head, sheet)
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


def _put(cell: Cell, value: Value, kind: str = "text") -> Cell:
    """A value of its kind; text stays text even if it begins with ``=``."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    elif value is not None:
        cell.number_format = MOMENT if isinstance(value, datetime) else FORMATS[kind]
    return cell


def _head(cell: Cell) -> None:
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor="0B6A62")
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _lay_out(leaf: Worksheet, head: int, sheet: Sheet) -> None:
    """Widths, filters, what stays in sight, and how it is printed."""
    for place, column in enumerate(sheet.columns, start=1):
        said = [len(value) for row in sheet.rows if isinstance(value := row[place - 1], str)]
        most = max((*said, len(column.title) // 2, 17 if column.kind == "moment" else 0))
        leaf.column_dimensions[get_column_letter(place)].width = min(
            WIDEST, max(NARROWEST, most + 2)
        )
    last = get_column_letter(max(1, len(sheet.columns)))
    leaf.auto_filter.ref = f"A{head}:{last}{head + len(sheet.rows)}"
    leaf.freeze_panes = f"B{head + 1}"
    leaf.print_title_rows = f"{head}:{head}"
    leaf.page_setup.orientation = "landscape"
    leaf.page_setup.paperSize = leaf.PAPERSIZE_A4
    leaf.page_setup.fitToHeight = 0
    leaf.sheet_properties.pageSetUpPr.fitToPage = True
