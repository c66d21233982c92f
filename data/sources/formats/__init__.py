"""How the content of one file becomes columns of text: one module per family of formats."""

from collections.abc import Callable, Mapping
from pathlib import PurePath
from types import MappingProxyType

from data.settings import Files
from data.sources.formats import delimited, documents, workbooks
from data.sources.formats.table import Table
from data.sources.rows import Needs

Parser = Callable[[bytes, str, Files, Needs], Table]
PARSERS: Mapping[str, Parser] = MappingProxyType(
    {
        ".csv": delimited.parse,
        ".tsv": delimited.parse,
        ".txt": delimited.parse,
        ".xlsx": workbooks.parse,
        ".xls": workbooks.parse,
        ".xlsb": workbooks.parse,
        ".ods": workbooks.parse,
        ".json": documents.parse,
        ".jsonl": documents.parse_lines,
        ".ndjson": documents.parse_lines,
    }
)
"""The endings that can be read. A new format is a module with one function and its entry here."""


def parse(content: bytes, file_name: str, source: Files, needs: Needs) -> Table:
    """The rows in the content of a file, by the ending of its name.

    Raises SourceError (without the file's name) where the content is broken or lacks a column.
    """
    if not content.strip(b"\0\r\n\t "):
        return Table({column: [] for column in needs.columns}, [])
    ending = PurePath(file_name).suffix.lower()
    return PARSERS[ending](content, ending, source, needs)
