"""Scoring only what changed gives what scoring everything from scratch gives: data/touched.py."""

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from data.store.convert import frame_of
from data.store.scores import KEY, VALUES
from data.store.tables import SCORE_KINDS, SCORES
from tests.data.builders import GROWING, USUAL, Desk, config, emptied, source

BEGIN = datetime(2026, 11, 20, 3, tzinfo=UTC)
UNITS, PEOPLE = [f"u{n}" for n in range(1, 5)], [f"p{n}" for n in range(1, 4)]
SAID = {
    "history": 3,
    "sources": {name: source(name) for name in USUAL},
    "limits": {"forward": {"default": 2}, "answer": {"default": 5}, "finish": {"default": 10}},
    "programmes": {
        "a": {"name": "A", "services": ["izin"], "categories": ["jalan"]},
        "b": {"name": "B", "services": ["izin"], "units": ["u2"]},
    },
    "calendars": {"six": {"units": ["u3"], "hours": {"sat": ["08:00-13:00"]}}},
    "suspicion": {"closed": 2, "minutes": 600},
}


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
NUMBERED = some.integers(0, 95)
DAYS = NUMBERED.map(lambda n: f"{FIRST + timedelta(days=n):%Y-%m-%d}")
PERIODS = some.sampled_from(["2026", "2026-Q4", "2026-10", "2026-09", "all year"])
WAITING = some.tuples(PAST, maybe(some.one_of(PAST, SOON))).map("/".join)
UNIT, PERSON = some.sampled_from(UNITS), some.sampled_from(PEOPLE)


def one_of(letter: str, count: int) -> some.SearchStrategy[str]:
    return some.sampled_from([f"{letter}{n}" for n in range(1, count + 1)])


def rows(**columns: some.SearchStrategy[str]) -> some.SearchStrategy[dict[str, str]]:
    return some.fixed_dictionaries(columns)


def at_work(row: dict[str, str], day: int, hours: tuple[int, int] | None) -> dict[str, str]:
    """An activity of some day, perhaps with times, which may reach into the next day."""
    began = FIRST + timedelta(days=day)
    told = dict.fromkeys(("start", "end"), "")
    if hours is not None:
        start = began + timedelta(hours=hours[0])
        told = {"start": text(start), "end": text(start + timedelta(minutes=hours[1]))}
    return {**row, **told, "day": f"{began:%Y-%m-%d}"}


HOURS = some.one_of(some.none(), some.tuples(some.integers(0, 16), some.integers(-5, 900)))
ROWS = {
    "units": rows(unit_id=UNIT, parent=maybe(UNIT)),
    "people": rows(
        person_id=PERSON, unit=UNIT, supervisor=maybe(PERSON), active_from=maybe(DAYS),
        active_to=maybe(DAYS), full_time=some.sampled_from(["1", "0.5"]),
        kind=some.sampled_from(["other", "pppk_part_time"]),
    ),
    "placements": rows(
        placement_id=one_of("l", 3), person=PERSON, unit=UNIT, first_day=DAYS, last_day=maybe(DAYS),
        full_time=some.sampled_from(["", "0.5"]),
    ),
    "absences": rows(
        absence_id=one_of("b", 3), person=PERSON, first_day=DAYS, last_day=DAYS,
        kind=some.sampled_from(["leave", "unexcused", "late"]), minutes=some.just("30"),
    ),
    "targets": rows(
        target_id=one_of("t", 3), person=PERSON, period=PERIODS, as_of=maybe(DAYS),
        realised=some.sampled_from(["", "40", "120"]), main=some.sampled_from(["true", "false"]),
        pattern=some.sampled_from(["count", "position", "release"]),
    ),
    "activities": some.builds(
        at_work,
        rows(
            activity_id=one_of("a", 6), person=PERSON, unit=maybe(UNIT), target=one_of("t", 4),
            minutes=some.sampled_from(["0", "60", "420"]), recorded_at=maybe(PAST),
            status=some.sampled_from(["pending", "approved", "rejected"]), verified_at=maybe(PAST),
            quantity=some.sampled_from(["", "3"]),
        ),
        NUMBERED,
        HOURS,
    ),
    "complaints": rows(
        complaint_id=one_of("c", 6), unit=maybe(UNIT), officer=maybe(PERSON),
        received=some.one_of(PAST, SOON), forwarded=maybe(PAST), first_answer=maybe(PAST),
        resolved=maybe(some.one_of(PAST, SOON)), reopened=maybe(PAST), waiting=maybe(WAITING),
        due=maybe(some.one_of(PAST, SOON)), category=some.sampled_from(["jalan", "air"]),
        status=some.sampled_from(["received", "closed", "archived", "in_progress"]),
        kind=some.sampled_from(["complaint", "information"]), rating=some.sampled_from(["", "4"]),
    ),
    "assignments": rows(
        assignment_id=one_of("h", 5), complaint=one_of("c", 6), officer=maybe(PERSON),
        unit=maybe(UNIT), assigned=PAST,
    ),
    "surveys": rows(
        survey_id=one_of("s", 3), unit=UNIT, service=some.sampled_from(["izin", "loket", ""]),
        taken_at=PAST, u1=some.sampled_from(["1", "4", "9", ""]),
    ),
    "feedback": rows(
        feedback_id=one_of("f", 3), person=PERSON, given_at=PAST,
        level=some.sampled_from(["below", "meets"]), giver_role=some.sampled_from(["peer", "self"]),
    ),
    "outcomes": rows(
        outcome_id=one_of("o", 2), programme=some.sampled_from(["a", "b"]), unit=maybe(UNIT),
        period=PERIODS, as_of=maybe(DAYS), realised=some.sampled_from(["", "50"]),
    ),
}  # fmt: skip
BATCH = some.sampled_from(sorted(ROWS)).flatmap(
    lambda name: some.tuples(some.just(name), some.lists(ROWS[name], min_size=1, max_size=3))
)
HOURS_PASSED = some.one_of(some.integers(0, 9), some.integers(0, 99))
"""Within a day everything rests on what is touched; a new day has every period scored anew."""
STEP = some.tuples(some.lists(BATCH, min_size=1, max_size=3), HOURS_PASSED, some.booleans())
"""Files that come in, the hours that pass before they are looked at, and whether it is scored."""
BEGINNING = some.tuples(
    *(
        some.tuples(some.just(name), some.lists(ROWS[name], min_size=size, max_size=size))
        for name, size in (
            ("units", 3), ("people", 3), ("placements", 1), ("complaints", 4), ("activities", 3),
            ("assignments", 2),
        )
    )
).map(lambda batches: (list(batches), 0, True))  # fmt: skip
"""An office that has worked for a while; what comes after changes little of it."""


def live_through(desk: Desk, steps: list) -> None:
    """Take in every step's files, scoring or not, and score at the end."""
    for batches, hours, scored in steps:
        for name, given_rows in batches:
            desk.drop(name, *given_rows)
        desk.look()
        desk.at += timedelta(hours=hours)
        if scored:
            desk.watch()
    desk.watch()


def kept_scores(desk: Desk, periods: set[str]) -> pd.DataFrame:
    """The scores table, of the periods that are still kept."""
    names = [*KEY, *VALUES]
    with desk.engine.connect() as connection:
        found = connection.execute(SCORES.select().with_only_columns(*(SCORES.c[n] for n in names)))
        frame = frame_of(found.all(), names, SCORE_KINDS)
    return compared(frame[frame["period"].isin(periods)])


def scores_from_scratch(desk: Desk) -> pd.DataFrame:
    """Every office in every kept period, computed from the kept rows alone."""
    names = [*KEY, *VALUES]
    return compared(desk.refresh.computed(desk.at)[names])


def compared(scores: pd.DataFrame) -> pd.DataFrame:
    """Ordered, without the values that grow by themselves, and without those that say nothing.

    Whether one without any case stands there depends on which periods are looked at together.
    """
    told = scores[(scores["n"] > 0) | scores["value"].notna()]
    ordered = told.sort_values(KEY).reset_index(drop=True)
    grows = ordered["indicator"].isin(GROWING)
    values = ["value", "low", "high", "expected"]
    return ordered.assign(**{name: ordered[name].mask(grows) for name in values})


def check(engine, steps) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), emptied(engine), config(**SAID), BEGIN)
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
HISTORY = some.tuples(BEGINNING, some.lists(STEP, min_size=1, max_size=4)).map(
    lambda parts: [parts[0], *parts[1]]
)


@settings(max_examples=EXAMPLES or 8, **CAREFUL)
@given(steps=HISTORY)
def test_on_sqlite_scoring_what_changed_gives_what_scoring_everything_gives(sqlite, steps):
    check(sqlite, steps)


@settings(max_examples=EXAMPLES or 3, **CAREFUL)
@given(steps=HISTORY)
def test_on_postgresql_scoring_what_changed_gives_what_scoring_everything_gives(
    postgres_engine, steps
):
    check(postgres_engine, steps)
