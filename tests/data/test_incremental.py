"""Scoring only what changed gives what scoring everything from scratch gives: data/touched.py."""

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from data.scorer import measured
from data.store import offices
from data.store.convert import frame_of
from data.store.scores import KEY, KINDS, VALUES
from data.store.tables import SCORES
from tests.data.builders import Desk, config, emptied

BEGIN = datetime(2026, 11, 20, 3, tzinfo=UTC)
UNITS, PEOPLE = [f"u{n}" for n in range(1, 5)], [f"p{n}" for n in range(1, 4)]


def maybe(strategy: some.SearchStrategy[str]) -> some.SearchStrategy[str]:
    return some.one_of(some.just(""), strategy)


def text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


FIRST = datetime(2026, 8, 25, tzinfo=UTC)
PAST = some.integers(0, 87 * 24 * 12).map(lambda n: text(FIRST + timedelta(minutes=5 * n)))
"""Moments from August to what is present when a history begins."""
SOON = some.integers(0, 72).map(lambda hours: text(BEGIN + timedelta(hours=hours)))
"""Times that a row may tell in advance: of a clock that is ahead, or of an appointment.

They bear on the period they come in, not on earlier ones: an answer in advance to a complaint that
is finished already is not among them.
"""
DAYS = some.integers(0, 95).map(lambda n: f"{FIRST + timedelta(days=n):%Y-%m-%d}")
ROWS = {
    "units": some.fixed_dictionaries(
        {"unit_id": some.sampled_from(UNITS), "parent": maybe(some.sampled_from(UNITS))}
    ),
    "people": some.fixed_dictionaries(
        {
            "person_id": some.sampled_from(PEOPLE),
            "unit": some.sampled_from(UNITS),
            "full_time": some.sampled_from(["1", "0.5"]),
            "active_from": maybe(DAYS),
            "active_to": maybe(DAYS),
        }
    ),
    "absences": some.fixed_dictionaries(
        {
            "absence_id": some.sampled_from(["b1", "b2"]),
            "person": some.sampled_from(PEOPLE),
            "first_day": DAYS,
            "last_day": DAYS,
        }
    ),
    "activities": some.fixed_dictionaries(
        {
            "activity_id": some.sampled_from([f"a{n}" for n in range(1, 7)]),
            "person": some.sampled_from(PEOPLE),
            "unit": maybe(some.sampled_from(UNITS)),
            "day": DAYS,
            "minutes": some.sampled_from(["", "0", "60", "420"]),
            "start": maybe(PAST),
            "end": maybe(PAST),
            "status": some.sampled_from(["pending", "approved"]),
            "recorded_at": maybe(PAST),
        }
    ),
    "complaints": some.fixed_dictionaries(
        {
            "complaint_id": some.sampled_from([f"c{n}" for n in range(1, 7)]),
            "unit": maybe(some.sampled_from(UNITS)),
            "officer": maybe(some.sampled_from(PEOPLE)),
            "received": some.one_of(PAST, SOON),
            "first_answer": maybe(PAST),
            "resolved": maybe(some.one_of(PAST, SOON)),
            "reopened": maybe(PAST),
            "due": maybe(some.one_of(PAST, SOON)),
            "status": some.sampled_from(["received", "closed", "archived", "in_progress"]),
        }
    ),
}
BATCH = some.sampled_from(["units", "people", "complaints", "activities", "absences"]).flatmap(
    lambda name: some.tuples(some.just(name), some.lists(ROWS[name], min_size=1, max_size=3))
)
STEP = some.tuples(some.lists(BATCH, min_size=1, max_size=2), some.integers(0, 99), some.booleans())
"""Files that come in, the hours that pass before they are looked at, and whether it is scored."""
BEGINNING = some.tuples(
    *(
        some.tuples(some.just(name), some.lists(ROWS[name], min_size=size, max_size=size))
        for name, size in (("units", 3), ("people", 3), ("complaints", 3), ("activities", 3))
    )
).map(lambda batches: (list(batches), 0, True))
"""An office that has worked for a while; what comes after changes little of it."""


def live_through(desk: Desk, steps: list) -> None:
    """Take in every step's files, scoring or not, and score at the end."""
    for batches, hours, scored in steps:
        for name, rows in batches:
            desk.drop(name, *rows)
        desk.look()
        desk.at += timedelta(hours=hours)
        if scored:
            desk.score()
    desk.score()


def kept_scores(desk: Desk, periods: set[str]) -> pd.DataFrame:
    """The scores table, of the periods that are still kept."""
    names = [*KEY, *VALUES]
    with desk.engine.connect() as connection:
        found = connection.execute(SCORES.select().with_only_columns(*(SCORES.c[n] for n in names)))
        frame = frame_of(found.all(), names, KINDS)
    return frame[frame["period"].isin(periods)].sort_values(KEY).reset_index(drop=True)


def scores_from_scratch(desk: Desk) -> pd.DataFrame:
    """Every office in every kept period, computed from the kept rows alone."""
    with desk.engine.connect() as connection:
        looks = [
            look
            for office in sorted(set(offices.roots(connection).values()))
            for look in desk.refresh.looks(connection, office, desk.at)
        ]
    names = [*KEY, *VALUES]
    parts = [measured(look)[names].astype({"n": "Int64", "available": "boolean"}) for look in looks]
    return pd.concat(parts).sort_values(KEY).reset_index(drop=True)


def check(engine, steps) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), emptied(engine), config(history=3), BEGIN)
        live_through(desk, steps)
        wanted = scores_from_scratch(desk)
        kept = kept_scores(desk, set(wanted["period"]))
    pd.testing.assert_frame_equal(kept, wanted, check_dtype=False, check_exact=True)


EXAMPLES = int(os.environ.get("PANTAU_EXAMPLES", "0"))
"""More, and other ones each time, where somebody has the time."""
CAREFUL = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "derandomize": not EXAMPLES,
    "database": None,
    "phases": (Phase.explicit, Phase.generate),
}
HISTORY = some.tuples(BEGINNING, some.lists(STEP, min_size=1, max_size=3)).map(
    lambda parts: [parts[0], *parts[1]]
)


@settings(max_examples=EXAMPLES or 12, **CAREFUL)
@given(steps=HISTORY)
def test_on_sqlite_scoring_what_changed_gives_what_scoring_everything_gives(sqlite, steps):
    check(sqlite, steps)


@settings(max_examples=EXAMPLES or 5, **CAREFUL)
@given(steps=HISTORY)
def test_on_postgresql_scoring_what_changed_gives_what_scoring_everything_gives(
    postgres_engine, steps
):
    check(postgres_engine, steps)
