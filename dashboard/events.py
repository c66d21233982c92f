"""What happened to a subject and is seen beside its trend: notes, and new baselines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.method import Method
from dashboard.texts import Texts, missing
from dashboard.tree import above


@dataclass(frozen=True)
class Event:
    """Something that happened on a day, in words; ``indicator``: what alone it concerns, if so."""

    day: date
    said: str
    indicator: str | None = None


def noted(notes: pd.DataFrame, texts: Texts) -> Iterator[Event]:
    """When notes were written, and of which kind; one that was withdrawn is none any more."""
    for kind, at, gone in notes[["kind", "at", "withdrawn_at"]].itertuples(index=False):
        if missing(gone):
            yield Event(at.astimezone(texts.zone).date(), texts.code("note_kind", kind))


def rebased(method: Method, units: pd.DataFrame, subject: str) -> Iterator[Event]:
    """From when on a unit or person is compared with itself anew, and why; as its unit above is."""
    concerned = {None, subject, *above(units, subject)}
    for new in method.rebasings:
        if new.whom in concerned:
            yield Event(new.day, f"{new.reason} ({new.author})", new.indicator)
