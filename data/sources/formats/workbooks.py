"""XLSX, XLS, XLSB and ODS."""

import io
from collections.abc import Sequence

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from data.settings import Files
from data.sources import SourceError
from data.sources.cells import as_text
from data.sources.formats.table import Table, begins_with
from data.sources.rows import Cells, Needs, by_position

PANIC = "PanicException"
"""What a broken workbook may cause inside the library; it is no Exception."""
Row = Sequence[object]


def parse(content: bytes, ending: str, source: Files, needs: Needs) -> Table:
    """The rows of a sheet, the first visible one if none is named; a row stands at its number.

    Raises SourceError where the workbook is broken or locked, or a sheet, header or column is
    missing.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            rows = _sheet(book, source.sheet).to_python(skip_empty_area=False)
    except BaseException as error:
        if not isinstance(error, CalamineError) and type(error).__name__ != PANIC:
            raise
        raise SourceError(
            f"is not a readable {ending[1:]} workbook ({error}); save it again, without a password"
        ) from None
    head = next((n for n, row in enumerate(rows) if begins_with(row, source.header)), None)
    if head is None:
        raise SourceError(_no_header(source.header, rows))
    places = by_position([as_text(cell) or "" for cell in rows[head]], needs)
    return _table(rows, head + 1, places)


def _sheet(book: CalamineWorkbook, name: str | None) -> CalamineSheet:
    if not book.sheet_names:
        raise SourceError("has no sheet; save it again")
    if name is None:
        visible = (s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible)
        return book.get_sheet_by_name(next(visible, book.sheet_names[0]))
    if name not in book.sheet_names:
        found = ", ".join(book.sheet_names)
        raise SourceError(f"sheet {name!r} is missing, instead came {found}; correct `sheet`")
    return book.get_sheet_by_name(name)


def _no_header(header: str | None, rows: Sequence[Row]) -> str:
    if header is None or not rows:
        return "the sheet is empty; name the right one with `sheet`"
    return f"a row that begins with {header!r} is missing; correct the file or `header`"


def _table(rows: Sequence[Row], first: int, places: dict[str, int | None]) -> Table:
    filled = [n for n in range(first, len(rows)) if any(cell != "" for cell in rows[n])]
    return Table(
        {column: _column(rows, filled, place) for column, place in places.items()},
        [n + 1 for n in filled],
    )


def _column(rows: Sequence[Row], filled: Sequence[int], place: int | None) -> Cells:
    if place is None:
        return [None] * len(filled)
    return [as_text(cell) if (cell := rows[n][place]) != "" else None for n in filled]
