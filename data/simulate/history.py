"""Writes the office's past into the inbox: reference files, then months, newest first."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from data.simulate.cases import month_of_cases
from data.simulate.dirt import soiled, torn
from data.simulate.forms import FORMS
from data.simulate.hands import assignments_of
from data.simulate.judgements import feedback_of, ratings_of
from data.simulate.moves import placements_of
from data.simulate.office import Office
from data.simulate.plans import outcomes_of
from data.simulate.voices import month_of_surveys
from data.simulate.work import month_of_work

MONTHLY = ("complaints", "assignments", "activities", "surveys")
LAYOUT = 2
"""Another one, another history."""
MARKER = ".history"


def write_references(office: Office, inbox: Path) -> None:
    """Write who and what there is, so that no source of ``inbox`` is without its file or folder."""
    for frame in MONTHLY:
        (inbox / frame).mkdir(parents=True, exist_ok=True)
    if not history_is_there(office, inbox):
        for frame, rows in _references(office).items():
            _written(office, inbox, frame, rows)


def write_history(office: Office, inbox: Path) -> int:
    """Write everything before ``office.today``; the number of rows, 0 if it is there already.

    A new day or seed writes anew: start it in an empty inbox, with an empty database.
    """
    if history_is_there(office, inbox):
        return 0
    write_references(office, inbox)
    rows = sum(_written(office, inbox, name, frame) for name, frame in _months(office))
    put(inbox / MARKER, signature(office))
    return rows


def history_is_there(office: Office, inbox: Path) -> bool:
    """Whether the inbox holds the history of this very office and day."""
    marker = inbox / MARKER
    return marker.is_file() and marker.read_text(encoding="utf-8") == signature(office)


def signature(office: Office) -> str:
    """What tells one history from another."""
    return f"layout {LAYOUT}, seed {office.seed}, day {office.today}, people {len(office.people)}\n"


def _references(office: Office) -> dict[str, pd.DataFrame]:
    return {
        "units": office.units,
        "people": office.people,
        "placements": placements_of(office.people),
        "absences": office.absences,
        "targets": office.targets,
        "outcomes": outcomes_of(office.units, pd.Timestamp(office.today)),
        "ratings": ratings_of(office),
        "feedback": feedback_of(office),
    }


def _months(office: Office) -> Iterator[tuple[str, pd.DataFrame]]:
    """Path in the inbox without suffix, and rows, in the order they are written."""
    for month in office.months:
        cases = month_of_cases(office, month)
        yield f"complaints/{month:%Y-%m}", cases
        yield f"assignments/{month:%Y-%m}", assignments_of(cases)
        yield f"activities/{month:%Y-%m}", month_of_work(office, month)
        yield f"surveys/{month:%Y-%m}", month_of_surveys(office, month)


def _written(office: Office, inbox: Path, name: str, rows: pd.DataFrame) -> int:
    frame = name.split("/")[0]
    form = FORMS[frame](office, rows)
    rng = office.rng("dirt", name)
    text = (soiled(form, rng) if frame in MONTHLY else form).to_csv(index=False)
    put(inbox / f"{name}.csv", torn(text, rng) if frame == "activities" else text)
    return len(rows)


def put(path: Path, text: str) -> None:
    """Write a file that is complete as soon as it is seen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
