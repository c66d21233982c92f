"""Kept rows to be read: as they are, or as they were before some moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, Select, select

from data.store.lists import among
from data.store.rows import read
from data.store.tables import ANCESTORS, FRAMES
from data.store.versions import as_of
from scoring.shapes import SHAPES
from scoring.tree import ancestors_of


def under(unit: str) -> Select[tuple[str]]:
    """A query for the units at and under ``unit``, as the tree is now."""
    return select(ANCESTORS.c.unit).where(ANCESTORS.c.ancestor == unit)


@dataclass(frozen=True)
class Kept:
    """Rows as they are kept, or as they were before ``known_at``; with their ``provenance``."""

    connection: Connection
    known_at: datetime | None = None
    provenance: bool = False

    def table(self, name: str) -> FromClause:
        """Where rows of frame ``name`` are read from."""
        known_at = self.known_at
        return FRAMES[name] if known_at is None else as_of(SHAPES[name], known_at)

    def read(
        self, name: str, *conditions: ColumnElement[bool], table: FromClause | None = None
    ) -> pd.DataFrame:
        """Rows that meet all ``conditions``; these are on ``table``."""
        place = self.table(name) if table is None else table
        return read(self.connection, name, *conditions, provenance=self.provenance, table=place)

    def among(self, column: ColumnElement[str], keys: Iterable[str]) -> ColumnElement[bool]:
        """Whether ``column`` is one of ``keys``."""
        return among(self.connection, column, keys)

    @cached_property
    def parents(self) -> dict[str, str | None]:
        """The unit above each unit."""
        above = self.read("units").set_index("unit_id")["parent"].astype(object)
        return dict(above.where(above.notna(), None))

    @cached_property
    def steps(self) -> list[tuple[str, str]]:
        """Every unit with itself and all units above it, the nearest first."""
        if self.known_at is None:
            query = select(ANCESTORS.c.unit, ANCESTORS.c.ancestor).order_by(ANCESTORS.c.distance)
            return [(row.unit, row.ancestor) for row in self.connection.execute(query)]
        tree = ancestors_of(self.read("units")).sort_values("distance", kind="stable")
        return list(tree[["unit", "ancestor"]].itertuples(index=False, name=None))

    def under(self, unit: str) -> list[str]:
        """The units at and under ``unit``."""
        return [below for below, above in self.steps if above == unit]
