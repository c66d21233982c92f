"""Keeps rows of a frame by key: new ones are added, corrected ones replaced, the rest untouched."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, Table, bindparam, select

from data.store import versions
from data.store.convert import execute_many, frame_of, moment_text
from data.store.lists import among
from data.store.tables import FRAMES, PROVENANCE
from scoring.columns import Shape
from scoring.shapes import SHAPES


@dataclass(frozen=True)
class Put:
    """What keeping a batch did. ``added`` and ``before``/``after`` hold the rows concerned.

    ``before`` and ``after`` are whole rows, aligned by key, also where a source tells only some
    columns; ``strangers`` are the labels of rows of a partial source whose key is not kept yet.
    """

    new: int
    corrected: int
    unchanged: int
    added: pd.DataFrame
    before: pd.DataFrame
    after: pd.DataFrame
    strangers: pd.Series


def put(
    connection: Connection, shape: Shape, good: pd.DataFrame, source: str, now: datetime,
    *, partial: bool,
) -> Put:  # fmt: skip
    """Keep ``good`` (canonical dtypes, indexed by label) by its key, as of ``now``.

    The same key twice in a batch: the last row counts, each different one before it as corrected.
    ``partial``: only columns of rows already kept are changed; the others are strangers.
    What a correction replaces is kept as a version.
    """
    named = good.assign(source=source, label=good.index)
    repeats = named.duplicated(shape.key, keep="last")
    same = named.drop(columns=PROVENANCE).duplicated(keep="last")
    latest = named[~repeats].set_index(shape.key, drop=False)
    kept = read_keys(connection, shape, latest[shape.key])
    known = latest.index.isin(kept.index)
    fresh, again = latest[~known], latest[known]
    before, told = kept.loc[again.index], list(good.columns)
    differs = differences(before[told], again[told]).any(axis=1)
    strange = ~named[shape.key].isin(kept.index) & partial
    repeats &= ~strange
    added = fresh.iloc[:0] if partial else fresh
    execute_many(connection, FRAMES[shape.name].insert(), added.assign(kept_at=moment_text(now)))
    if differs.any():
        kept_at = versions.keep(connection, shape, before[differs], now)
        corrected = again[differs].assign(kept_at=kept_at)
        _update(connection, FRAMES[shape.name], shape.key, corrected)
    return Put(
        new=len(added),
        corrected=int(differs.sum()) + int((repeats & ~same).sum()),
        unchanged=int((~differs).sum()) + int((repeats & same).sum()),
        added=added,
        before=before[differs],
        after=before.assign(**again)[differs],
        strangers=named[strange].set_index(shape.key)["label"],
    )


def read_keys(connection: Connection, shape: Shape, keys: Iterable[str]) -> pd.DataFrame:
    """The kept rows with these keys, indexed by key, in canonical dtypes."""
    table, columns = FRAMES[shape.name], list(shape.columns)
    wanted = select(*(table.c[name] for name in columns))
    rows = connection.execute(wanted.where(among(connection, table.c[shape.key], keys))).all()
    kinds = {name: shape.columns[name].kind for name in columns}
    return frame_of(rows, columns, kinds).set_index(shape.key, drop=False)


def read(
    connection: Connection, name: str, *conditions: ColumnElement[bool], provenance: bool = False,
    table: FromClause | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Kept rows of frame ``name`` that meet all ``conditions``, ordered by key.

    ``table``: to read from instead, such as the rows as they were kept at a moment.
    """
    shape, place = SHAPES[name], FRAMES[name] if table is None else table
    columns = [*shape.columns, *(PROVENANCE if provenance else [])]
    query = select(*(place.c[c] for c in columns)).where(*conditions)
    rows = connection.execute(query.order_by(place.c[shape.key])).all()
    return frame_of(rows, columns, {c: column.kind for c, column in shape.columns.items()})


def differences(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Which cells differ between two aligned frames; two missing cells are the same."""
    cells = {}
    for name in before.columns:
        old, new = before[name], after[name]
        same = (old == new).fillna(False).astype(bool) | (old.isna() & new.isna())
        cells[name] = ~same
    return pd.DataFrame(cells, index=before.index, columns=before.columns).astype(bool)


def _update(connection: Connection, table: Table, key: str, rows: pd.DataFrame) -> None:
    changed = [name for name in rows.columns if name != key]
    statement = (
        table.update()
        .where(table.c[key] == bindparam("the_key"))
        .values({name: bindparam(f"to_{name}") for name in changed})
    )
    renamed = {key: "the_key", **{name: f"to_{name}" for name in changed}}
    execute_many(connection, statement, rows.rename(columns=renamed))
