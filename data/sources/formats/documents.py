"""JSON documents and JSON lines."""

import json

from data.settings import Files
from data.sources import SourceError
from data.sources.formats.delimited import decoded
from data.sources.formats.table import Table
from data.sources.records import columns_of, list_in, objects
from data.sources.rows import Needs


def parse(content: bytes, ending: str, source: Files, needs: Needs) -> Table:  # noqa: ARG001
    """The rows of a JSON document; a row stands at the number of its item.

    Raises SourceError naming line and column where it is broken, or holds no list.
    """
    try:
        document = json.loads(decoded(content, source.encoding))
    except json.JSONDecodeError as error:
        raise SourceError(
            f"line {error.lineno}, column {error.colno}: is not JSON ({error.msg}); "
            "correct it or write the whole file again"
        ) from None
    except (ValueError, RecursionError) as error:
        raise SourceError(f"is not usable JSON ({error}); correct the file") from None
    return _table(list(enumerate(list_in(document, source.records), 1)), [], needs)


def parse_lines(content: bytes, ending: str, source: Files, needs: Needs) -> Table:  # noqa: ARG001
    """The rows of JSON lines; a line that is not JSON is unreadable, the others are read."""
    found: list[tuple[int, object]] = []
    broken: list[tuple[int, str, str]] = []
    for number, line in enumerate(decoded(content, source.encoding).split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append((number, json.loads(line)))
        except json.JSONDecodeError as error:
            broken.append((number, "not_json", f"column {error.colno}: {error.msg}"))
        except (ValueError, RecursionError) as error:
            broken.append((number, "not_json", str(error)))
    return _table(found, broken, needs)


def _table(
    found: list[tuple[int, object]], broken: list[tuple[int, str, str]], needs: Needs
) -> Table:
    items, places, others = objects(found)
    return Table(columns_of(items, needs), places, [*broken, *others])
