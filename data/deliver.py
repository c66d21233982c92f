"""Takes in what an office's own application delivers, and says of each row what became of it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from data.refresh import Outcome, Refresh
from data.settings import Push
from data.sources.push import WAITS, batch_of, labels_of, place_of, waiting_rows
from data.store import rejects
from data.store.convert import moment_text
from data.store.engine import writing

COUNTS = ("read", "new", "corrected", "unchanged", "rejected")
ERROR = ("row", "label", "column", "reason", "value")
KEPT_FOR = timedelta(days=1)
"""How long an answer is kept for who sends the same batch again under its key."""
RETRIED = (*rejects.REFERENCES.values(), "unknown_key")
"""Reasons that may pass once other rows have come."""
Answer = Mapping[str, Any]


class KeyUsedError(Exception):
    """The key of a batch was used for another one before."""


class NotKeptError(Exception):
    """A batch could not be kept, through no fault of its sender; says where."""


def deliver(
    refresh: Refresh, name: str, rows: Sequence[object], body: str, key: str | None = None
) -> Answer:
    """Keep ``rows`` (of JSON) of push source ``name``: each by its own key, the good ones at once.

    ``body``: a digest of what was sent. ``key``: the sender's own for it; under the same key the
    same body gets the same answer, another one KeyUsedError. Raises NotKeptError where the database
    fails. Returns source, counts of rows, and errors: row (from 1), label, column (ours), reason,
    value. Sending again is harmless, whenever it broke off.
    """
    if key is not None and (before := _answered(refresh, name, key, body)) is not None:
        return before
    source = refresh.sources[name]
    assert isinstance(source, Push)  # noqa: S101 - whoever calls has looked
    labels = labels_of(rows, body[:12])
    outcome = refresh.take_in(name, [batch_of(source, rows, labels)])
    if outcome.error:
        raise NotKeptError(outcome.error)
    answer = _answer(refresh, outcome, labels)
    _remember(refresh, name, answer, dict(zip(labels, rows, strict=True)))
    if key is not None:
        _note(refresh, name, key, body, answer)
    return answer


def _answer(refresh: Refresh, outcome: Outcome, labels: Sequence[str]) -> Answer:
    place = {label: number for number, label in enumerate(labels, start=1)}
    with refresh.engine.connect() as connection:
        found = rejects.listed(connection, outcome.source, labels)
    told = found.assign(row=found["label"].map(place)).sort_values(["row", "column"])
    errors = told[list(ERROR)].astype(object).where(told[list(ERROR)].notna(), None)
    counts = {name: getattr(outcome, name) for name in COUNTS}
    return {"source": outcome.source, **counts, "errors": errors.to_dict("records")}


def _remember(refresh: Refresh, name: str, answer: Answer, rows: Mapping[str, object]) -> None:
    """Keep rejected rows that may be right later; forget those that stand rejected no more."""
    labels = {e["label"] for e in answer["errors"] if e["reason"] in RETRIED}
    kept = waiting_rows({n: r for n, r in rows.items() if n in labels}, moment_text(refresh.now()))
    with writing(refresh.engine) as connection:
        rejects.remember(connection, name, kept)
        standing = {WAITS + place_of(label) for label in rejects.labels(connection, name)}
        rejects.forget(connection, name, WAITS, standing)


def _mark(key: str) -> str:
    return f"answer:{hashlib.sha256(key.encode()).hexdigest()}"


def _answered(refresh: Refresh, name: str, key: str, body: str) -> Answer | None:
    with refresh.engine.connect() as connection:
        kept = rejects.mark(connection, name, _mark(key))
    if kept is None:
        return None
    known = json.loads(kept.partition("|")[2])
    if known["body"] != body:
        raise KeyUsedError(key)
    answer: Answer = known["answer"]
    return answer


def _note(refresh: Refresh, name: str, key: str, body: str, answer: Answer) -> None:
    """Keep the answer, and drop those that are too old to be asked for again."""
    now = pd.Timestamp(refresh.now())
    kept = json.dumps({"body": body, "answer": answer}, ensure_ascii=False)
    with writing(refresh.engine) as connection:
        rejects.remember(connection, name, {_mark(key): f"{moment_text(now)}|{kept}"})
        rejects.forget_before(connection, name, "answer:", moment_text(now - KEPT_FOR))
