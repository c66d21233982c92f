"""Where rows come from. A source delivers rows as found, each with a label a human can find."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import pandas as pd

REJECT_COLUMNS = ("label", "column", "reason", "value")


class SourceError(Exception):
    """A source that cannot be read: *place: what is wrong; what would be right*."""


def no_rejects() -> pd.DataFrame:
    """An empty frame of rejected rows."""
    return pd.DataFrame({name: pd.Series(dtype=object) for name in REJECT_COLUMNS})


@dataclass(frozen=True)
class Batch:
    """Rows as found, kept or refused together in one transaction.

    ``rows``: text cells (or None), one column per column of the source, indexed by label
    (``file:line``). ``unreadable``: rows that have no cells to speak of (REJECT_COLUMNS).
    ``marks``: what to remember once the batch is kept, so that it is not read again.
    ``whole``: the labels up to the last colon that this batch replaces rejected rows of.
    """

    rows: pd.DataFrame
    marks: Mapping[str, str] = field(default_factory=dict)
    unreadable: pd.DataFrame = field(default_factory=no_rejects)
    whole: tuple[str, ...] = ()


class Reader(Protocol):
    """One kind of source."""

    def fetch(self, seen: Mapping[str, str]) -> Iterator[Batch]:
        """Yield what is new since ``seen`` (the marks kept so far).

        Raises SourceError; batches yielded before stay kept.
        """
