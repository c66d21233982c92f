"""Rows that an office's own application delivers, and those of them that wait for a reference."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.settings import Push
from data.sources import REJECT_COLUMNS, Batch
from data.sources.cells import as_text
from data.sources.records import Item, columns_of, objects
from data.sources.rows import Needs, frame, kept, needs_of

LABEL = "label"
"""A field of any row: what the sender calls it, so that it is found again."""
LONGEST_LABEL = 200
WAITS = "file:"
"""Before a place, the mark of its rows that were rejected, so that they can be tried again."""


def place_of(label: str) -> str:
    """What a label begins with: the sender's own name of the row, or the batch."""
    return label.rpartition(":")[0]


def labels_of(rows: Sequence[object], batch: str) -> list[str]:
    """A label for each row: ``push <batch>:<number>``, or its own and how often it stood so far."""
    seen: Counter[str] = Counter()
    labels = []
    for number, row in enumerate(rows, start=1):
        own = as_text(row.get(LABEL)) if isinstance(row, dict) else None
        place = (own or f"push {batch}")[:LONGEST_LABEL]
        seen[place] += 1
        labels.append(f"{place}:{seen[place] if own else number}")
    return labels


def batch_of(source: Push, rows: Sequence[object], labels: Sequence[str]) -> Batch:
    """``rows`` of JSON as rows as found; one with a field that nobody knows is not read."""
    items, places, others = objects(enumerate(rows))
    faults = [(labels[place], "", why, what) for place, why, what in others]
    known, good = fields_of(source), []
    for item, place in zip(items, places, strict=True):
        strange = [field for field in item if field not in known]
        faults += [(labels[place], f, "unknown_field", as_text(item[f]) or "") for f in strange]
        good += [] if strange else [(item, labels[place])]
    unreadable = pd.DataFrame(faults, columns=list(REJECT_COLUMNS), dtype=object)
    whole = tuple({place_of(label) for label in labels if label.startswith("push ")})
    return Batch(_found(source, good), unreadable=unreadable, whole=whole)


def fields_of(source: Push) -> frozenset[str]:
    """The fields that a row may have: those of the mapping, and what is above nested ones."""
    columns = needs_of(source).columns
    above = {c[:n] for c in columns for n, letter in enumerate(c) if letter == "."}
    return frozenset({*columns, *above, LABEL})


def _found(source: Push, good: Sequence[tuple[Item, str]]) -> pd.DataFrame:
    columns = needs_of(source).columns
    needs = Needs(columns, frozenset(columns))
    items = [item for item, _ in good]
    return kept(frame(columns_of(items, needs), [label for _, label in good]), source)


def waiting_rows(rows: Mapping[str, object], at: str) -> dict[str, str]:
    """Marks that keep rejected ``rows``, by label, to be tried again; ``at``: when they came."""
    places: dict[str, dict[str, object]] = {}
    for label, row in rows.items():
        places.setdefault(place_of(label), {})[label] = row
    return {
        WAITS + place: json.dumps({"at": at, "rows": some}, ensure_ascii=False)
        for place, some in places.items()
    }


@dataclass(frozen=True)
class PushReader:
    """Cannot ask for rows; tries those again that wait for a unit or person that came since."""

    source: Push
    name: str

    def fetch(self, seen: Mapping[str, str]) -> Iterator[Batch]:
        """Yield all rows that are marked to be read again, in the order they came.

        In one batch: of several with the same key the last one holds.
        """
        again = {mark: _content(value) for mark, value in seen.items() if _is_awaited(mark, value)}
        kept = sorted(map(json.loads, again.values()), key=lambda one: str(one["at"]))
        rows = {label: row for one in kept for label, row in one["rows"].items()}
        if rows:
            found = batch_of(self.source, list(rows.values()), list(rows))
            yield Batch(found.rows, again, found.unreadable)


def _is_awaited(mark: str, value: str) -> bool:
    return mark.startswith(WAITS) and not value.startswith("{")


def _content(value: str) -> str:
    """What is kept, without the signs around it that it is to be read again."""
    return value[value.index("{") : value.rindex("}") + 1]
