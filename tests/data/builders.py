"""Builders: state only what a test is about; everything else is some plain, good value."""

import csv
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from data.config import load
from data.intake import Known
from data.refresh import Outcome, Refresh
from data.store import rejects, rows, state
from data.store.engine import Engine
from data.store.tables import METADATA, SCORES
from scoring.columns import DTYPES
from scoring.shapes import SHAPES

ZONE = "Asia/Jakarta"
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
"""A Tuesday, ten in the morning in Aceh."""
Row = Mapping[str, Any]
PLAIN: Mapping[str, Row] = {
    "units": {"name": "Dinas", "level": "office"},
    "people": {"name": "Cut Nyak", "unit": "u1", "kind": "other", "full_time": "1"},
    "absences": {
        "person": "p1", "first_day": "2026-11-02", "last_day": "2026-11-03", "kind": "leave",
    },
    "activities": {"person": "p1", "day": "2026-11-20", "minutes": "60", "status": "approved"},
    "complaints": {"received": "2026-11-20T09:00", "kind": "complaint", "status": "received"},
}  # fmt: skip
MORE: Mapping[str, Row] = {
    "placements": {"person": "p1", "unit": "u1", "first_day": "2026-01-01"},
    "targets": {
        "person": "p1", "period": "2026", "aspect": "quantity", "pattern": "count", "target": "100",
    },
    "assignments": {"complaint": "c1", "unit": "u1", "assigned": "2026-11-20T10:00"},
    "surveys": {
        "unit": "u1", "service": "izin", "taken_at": "2026-11-20T09:00",
        **{f"u{n}": "3" for n in range(1, 10)},
    },
    "feedback": {
        "person": "p1", "given_at": "2026-11-20T09:00", "value": "loyal", "giver_role": "peer",
        "level": "meets",
    },
    "outcomes": {
        "programme": "a", "unit": "u1", "period": "2026", "title": "reached", "target": "100",
    },
    "ratings": {"person": "p1", "period": "2026"},
}  # fmt: skip
"""Frames that the plain office has no source of."""
USUAL = {**PLAIN, **MORE}
GROWING = {
    "answer_time_median", "answer_time_p90", "resolution_time_median", "resolution_time_p90",
    "backlog_age_median",
}  # fmt: skip
"""Waiting times that grow while nothing happens: kept as of the last scoring, each day anew."""
KNOWN = Known(
    units=frozenset({"u1", "u2"}),
    people=frozenset({"p1", "p2"}),
    unit_names={"bidang satu": "u1", "bidang": None, "b1": "u1"},
    people_names={"cut nyak": "p1"},
    unit_of={"p1": "u1", "p2": "u2"},
)


def texts(*cells: str | None) -> pd.Series:
    """A column of text cells as a source delivers them."""
    return pd.Series(list(cells), dtype=DTYPES["text"])


def found(*given: Row) -> pd.DataFrame:
    """Rows as a source delivers them: text cells by label."""
    index = pd.Index([f"a.csv:{line}" for line in range(2, len(given) + 2)], dtype=object)
    return pd.DataFrame(list(given), index=index, dtype=object)


def frame(name: str, *given: Row) -> pd.DataFrame:
    """Canonical rows of a frame, keyed k1, k2 and so on unless they say otherwise."""
    shape = SHAPES[name]
    lines = [
        {shape.key: f"k{number}", **USUAL.get(name, {}), **row}
        for number, row in enumerate(given, start=1)
    ]
    columns = {}
    for column, what in shape.columns.items():
        cells = pd.Series([line.get(column, what.default) for line in lines], dtype=object)
        if what.kind == "moment":
            columns[column] = pd.to_datetime(cells, utc=True, format="ISO8601").astype(
                DTYPES["moment"]
            )
        else:
            columns[column] = _cast(cells, what.kind)
    made = pd.DataFrame(columns)
    return made.set_axis([f"a.csv:{line}" for line in range(2, len(made) + 2)])


def _cast(cells: pd.Series, kind: str) -> pd.Series:
    if kind == "day":
        return pd.to_datetime(cells).astype(DTYPES["day"])
    if kind == "number":
        return pd.to_numeric(cells).astype("float64")
    return cells.astype(DTYPES[kind])


def complaints(*given: Row) -> pd.DataFrame:
    """Canonical complaints."""
    return frame("complaints", *given)


def activities(*given: Row) -> pd.DataFrame:
    """Canonical activities."""
    return frame("activities", *given)


def source(name: str, **more: object) -> dict[str, object]:
    """A source that reads every file of a folder; its columns are called as ours are."""
    columns = {c: c for c in SHAPES[name].columns if not c.endswith("_tracked")}
    return {"kind": "files", "frame": name, "path": f"inbox/{name}/*", "columns": columns, **more}


def config(**changes: object) -> dict[str, object]:
    """What config.yaml says, for a plain office with one source per frame in ``PLAIN``."""
    return {
        "office": {"name": "Dinas", "zone": ZONE},
        "store": {"url": "sqlite:///pantau.db"},
        "limits": {"answer": {"default": 5}, "finish": {"default": 10}},
        "history": 2,
        "sources": {name: source(name) for name in PLAIN},
        "goals": {},
        **changes,
    }


def write_config(folder: Path, content: str | Mapping[str, object] | None = None) -> Path:
    """config.yaml in ``folder``: text as it is, or settings."""
    path = folder / "config.yaml"
    said = config() if content is None else content
    path.write_text(said if isinstance(said, str) else yaml.safe_dump(said, sort_keys=False))
    for name in USUAL:
        (folder / "inbox" / name).mkdir(parents=True, exist_ok=True)
    return path


RESTED = 3600 * 10**9


def write_rows(path: Path, name: str, given: tuple[Row, ...] | list[Row]) -> Path:
    """A CSV file of rows of a frame, every column of it in the header, that has rested long."""
    columns = list(SHAPES[name].columns)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows({**USUAL[name], **row} for row in given)
    written = path.stat().st_mtime_ns
    os.utime(path, ns=(written, written - RESTED))
    return path


@dataclass
class Desk:
    """An office at work: drop files, look, score. ``at`` is the present."""

    folder: Path
    engine: Engine
    said: Mapping[str, object] = field(default_factory=config)
    at: datetime = NOW
    dropped: int = 0

    @cached_property
    def refresh(self) -> Refresh:
        """A real Refresh, whose present is ``at``."""
        settings = load(write_config(self.folder, self.said))
        return Refresh(settings, self.engine, self.folder, lambda: self.at, lambda _: True)

    def drop(self, name: str, *given: Row, file: str | None = None) -> Path:
        """A new file (or ``file`` anew) in the folder of a source, later than those before."""
        self.dropped += 1
        self.refresh  # noqa: B018
        path = write_rows(
            self.folder / "inbox" / name / (file or f"{self.dropped:04}.csv"), name, list(given)
        )
        moment = (NOW - timedelta(days=1)).timestamp() + self.dropped
        os.utime(path, (moment, moment))
        return path

    def look(self, *names: str) -> dict[str, Outcome]:
        """Look at every source (or at these), and again at those that others waited for."""
        outcomes: dict[str, Outcome] = {}
        ahead = list(names or self.refresh.sources)
        while ahead:
            outcome = self.refresh.take_in(ahead.pop(0))
            assert "unexpected" not in (outcome.error or ""), outcome.error
            outcomes.setdefault(outcome.source, outcome)
            ahead += [name for name in outcome.again if name not in ahead]
        return outcomes

    def score(self) -> int:
        """Score what is stale; the revision."""
        return self.refresh.score_changed()

    def watch(self) -> int:
        """Score what is stale, and look at the weeks that are due; the revision."""
        return self.refresh.score()

    def staffed(self) -> "Desk":
        """With two units and one person in each, looked at and scored."""
        self.drop("units", {"unit_id": "u1"}, {"unit_id": "u2", "parent": "u1", "name": "Bidang"})
        self.drop("people", {"person_id": "p1"}, {"person_id": "p2", "unit": "u2", "name": "Ali"})
        self.look()
        self.score()
        return self

    def kept(self, name: str) -> pd.DataFrame:
        """Kept rows of a frame with their provenance, by key."""
        with self.engine.connect() as connection:
            return rows.read(connection, name, provenance=True).set_index(SHAPES[name].key)

    def rejects(self) -> list[tuple[str, str, str]]:
        """Label, column and reason of every rejected row."""
        with self.engine.connect() as connection:
            found = rejects.listed(connection)
        return list(found[["label", "column", "reason"]].itertuples(index=False, name=None))

    def revision(self) -> int:
        """The number browsers go by."""
        with self.engine.connect() as connection:
            return state.live(connection)[0]

    def source(self, name: str) -> Mapping[str, Any]:
        """What is known about a source."""
        with self.engine.connect() as connection:
            return state.source_states(connection).set_index("source").loc[name].to_dict()


def staffed(folder: Path, engine: Engine) -> Desk:
    """The plain office with its units and people."""
    return Desk(folder, engine).staffed()


def table(engine: Engine, name: str) -> list[tuple[object, ...]]:
    """All rows of a table, in a fixed order."""
    kept = METADATA.tables[name]
    with engine.connect() as connection:
        return sorted(map(tuple, connection.execute(kept.select())), key=repr)


def score_of(engine: Engine, indicator: str, subject: str, period: str = "2026-11") -> Any:
    """One score: (value, n)."""
    where = (
        SCORES.c.indicator == indicator, SCORES.c.subject_id == subject, SCORES.c.period == period,
    )  # fmt: skip
    with engine.connect() as connection:
        row = connection.execute(SCORES.select().where(*where)).first()
    return None if row is None else (row.value, row.n)


def emptied(engine: Engine) -> Engine:
    """The same database without a row."""
    with engine.begin() as connection:
        for kept in METADATA.sorted_tables:
            connection.execute(kept.delete())
    return engine
