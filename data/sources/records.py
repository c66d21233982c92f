"""Objects of JSON as columns of text; nested keys are reached by dotted names."""

from collections.abc import Iterable, Mapping, Sequence

from data.sources import SourceError
from data.sources.cells import as_text
from data.sources.rows import Cells, Needs

Item = Mapping[str, object]


def list_in(document: object, path: str | None) -> list[object]:
    """The list of records at the dotted ``path``; without one, the document or its ``features``.

    Raises SourceError where no list is there.
    """
    found = document if path is None else at(document, path)
    if path is None and isinstance(document, dict) and "features" in document:
        found = document["features"]
    if isinstance(found, list):
        return found
    keys = document.items() if isinstance(document, dict) else ()
    lists = [key for key, value in keys if isinstance(value, list)]
    where = "the document" if path is None else f"`records` {path}"
    right = f"write {' or '.join(lists)}" if lists else "name a list of objects"
    raise SourceError(f"{where} is no list; {right} in `records`")


def objects(
    found: Iterable[tuple[int, object]],
) -> tuple[list[Item], list[int], list[tuple[int, str, str]]]:
    """The objects with their places; what is no object is unreadable."""
    items: list[Item] = []
    places: list[int] = []
    others: list[tuple[int, str, str]] = []
    for place, item in found:
        if isinstance(item, dict):
            items.append(item)
            places.append(place)
        else:
            others.append((place, "not_an_object", type(item).__name__))
    return items, places, others


def at(item: object, path: str) -> object:
    """What is at the dotted ``path`` below ``item``, or None; a key may itself contain dots."""
    if isinstance(item, dict):
        if path in item:
            return item[path]
        cuts = (n for n, letter in enumerate(path) if letter == "." and path[:n] in item)
        below = (at(item[path[:n]], path[n + 1 :]) for n in cuts)
        return next((found for found in below if found is not None), None)
    head, _, rest = path.partition(".")
    if isinstance(item, list) and head.isdecimal() and int(head) < len(item):
        return at(item[int(head)], rest) if rest else item[int(head)]
    return None


def columns_of(items: Sequence[Item], needs: Needs) -> Mapping[str, Cells]:
    """The needed columns; a key that an object lacks is None.

    Raises SourceError where no object has a column that is not optional.
    """
    keys = list(dict.fromkeys(key for item in items for key in item))
    columns = {column: _column(items, column) for column in needs.columns or keys}
    if items:
        there = [c for c, cells in columns.items() if any(cell is not None for cell in cells)]
        needs.choose([*keys, *there])
    return columns


def _column(items: Sequence[Item], column: str) -> list[str | None]:
    values = (item[column] if column in item else at(item, column) for item in items)
    return [as_text(value) or None for value in values]
