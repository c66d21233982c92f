"""CSV, TSV and other delimited text."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice

from data.settings import Files
from data.sources import SourceError
from data.sources.formats.table import Table, begins_with
from data.sources.rows import Needs, by_position, single_spaced

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 16 * 1024 * 1024
_MARKED = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_QUOTED = re.compile(r'"[^"]*"')
_SAID = re.compile(r"sep=(.)\r?\n")
AT_ONCE = 100
FIELD_COUNT = "field_count"
OPEN_QUOTE = "open_quote"
END = "\0"
"""A line after the last: found inside a cell, it shows that a quote never closes."""
_LINE = re.compile(r"[^\r\n]+")
HEAD = 1_000_000
"""So many characters are looked through for the header when the delimiter is not known."""
Line = tuple[int, list[str]]
Column = list[str | None]


def parse(content: bytes, ending: str, source: Files, needs: Needs) -> Table:
    """The rows of delimited text; a row stands at the line where it starts.

    Raises SourceError where there is no header, a column is missing or the text is not text.
    """
    text = decoded(content, source.encoding)
    lines = _lines(text, source.delimiter or _delimiter(text, ending, source.header))
    header = _header(lines, source.header)
    return _table(lines, len(header), by_position(header, needs))


def decoded(content: bytes, encoding: str | None) -> str:
    """The text: by its mark (BOM), else as ``encoding`` says, else UTF-8, else Windows-1252.

    NUL is left out: no text has it, and databases refuse it.
    """
    marked = next((name for mark, name in _MARKED if content.startswith(mark)), None)
    try:
        text = content.decode(marked or encoding or "utf-8")
    except LookupError:
        raise SourceError(f"encoding {encoding!r} is not known; write utf-8 or cp1252") from None
    except UnicodeDecodeError as error:
        text = _decoded_anyhow(content, error, marked or encoding)
    return text.replace("\0", "")


def _decoded_anyhow(content: bytes, error: UnicodeDecodeError, said: str | None) -> str:
    cut_short = error.reason == "unexpected end of data" or error.reason == "truncated data"
    if said and not cut_short:
        line = content.count(b"\n", 0, error.start) + 1
        raise SourceError(f"line {line} is not {said}; correct `encoding` or the file") from None
    return content.decode((said or "utf-8") if cut_short else "cp1252", errors="replace")


def _delimiter(text: str, ending: str, header: str | None) -> str:
    if said := _SAID.match(text):
        return said[1]
    if ending == ".tsv":
        return "\t"
    return next((found for line in _candidates(text, header) if (found := _most(line))), ",")


def _most(line: str) -> str:
    """The delimiter that stands most often in the line outside quotes; empty where none does."""
    bare = _QUOTED.sub("", line)
    best = max(DELIMITERS, key=bare.count)
    return best if best in bare else ""


def _candidates(text: str, header: str | None) -> Iterator[str]:
    """What may be the header: the first line, or every one that begins with ``header``."""
    filled = (line for line in _LINE.findall(text[:HEAD]) if line.strip('",;|\t '))
    if header is None:
        yield from islice(filled, 1)
        return
    start = single_spaced(header)
    yield from (x for x in filled if single_spaced(x.lstrip('",;|\t ')).startswith(start))


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    """Each record and the line where it starts; ``sep=`` and blank lines are left out."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        reader = csv.reader(chain(io.StringIO(text, newline=""), [END]), delimiter=delimiter)
    except TypeError:
        raise SourceError(f"delimiter {delimiter!r} is not one character; write one") from None
    start = 1
    try:
        for record in reader:
            if record == [END]:
                return
            if any(record) and not (start == 1 and _SAID.match(text)):
                yield start, record
            start = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(f"line {start}: {error}; a closing quote may be missing") from None


def _header(lines: Iterator[Line], header: str | None) -> list[str]:
    for _, record in lines:
        if begins_with(record, header):
            return record
    wanted = "a header" if header is None else f"a line that begins with {header!r}"
    raise SourceError(f"{wanted} is missing; correct the file or `header`")


def _table(lines: Iterator[Line], width: int, places: Mapping[str, int | None]) -> Table:
    """The rows of the right width, moved into columns by the hundred: many live rows are slow."""
    columns: dict[str, list[str | None]] = {column: [] for column in places}
    starts, unreadable, waiting = [], [], []
    for start, record in lines:
        if record[-1].endswith(END):
            unreadable.append((start, OPEN_QUOTE, f"{record[-1].count(chr(10))} lines follow"))
        elif len(record) == width:
            starts.append(start)
            waiting.append(record)
        elif len(record) > 1 or record[0].strip():
            unreadable.append((start, FIELD_COUNT, f"{len(record)} ≠ {width}"))
        if len(waiting) == AT_ONCE:
            _move(waiting, places, columns)
    _move(waiting, places, columns)
    return Table(columns, starts, unreadable)


def _move(
    rows: list[list[str]], places: Mapping[str, int | None], columns: Mapping[str, Column]
) -> None:
    by_place = list(zip(*rows, strict=True))
    for column, place in places.items():
        if place is None or not rows:
            columns[column].extend([None] * len(rows))
        else:
            columns[column].extend([cell or None for cell in by_place[place]])
    rows.clear()
