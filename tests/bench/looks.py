"""What a look costs against what is kept: 1,000 new rows, in a tenth of a year and in a year.

And what it costs to decide about alerts after it.

A government of 50 offices with 600 persons each. Rows of the past are put into the tables as they
are; the new ones come as a file, and are checked, kept, scored and told as ever.
"""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from data.alerting.deciding import Alerting
from data.store import offices, rejects, state
from data.store.engine import open_engine, upgrade, writing
from tests.bench.rows import Row, seconds
from tests.data.builders import Desk, config, source

OFFICES, PERSONS, UNITS = 50, 600, 6
NEW = 1_000
ROUNDS = 5
SHORT, LONG = 36, 360
"""Days kept."""

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
GOALS = {"g": {"indicator": "answered_in_time", "target": 0.9}}
RULES = {
    kind: {"kind": kind, "title": {"id": kind, "en": kind}, "subjects": [subject], **more}
    for kind, subject, more in (
        ("target_missed", "unit", {}), ("worsening", "unit", {}), ("outlier", "unit", {}),
        ("deadline_near", "complaint", {"share": 0.8}), ("deadline_passed", "complaint", {}),
        ("silent_subject", "unit", {}), ("verification_backlog", "unit", {}),
        ("silent_source", "source", {}), ("data_faults", "source", {}),
    )
}  # fmt: skip


def rows(folder: Path) -> Iterator[Row]:
    """Growth of a look when the history grows tenfold, and what share scoring has in it."""
    short, long = (Government(folder / str(days), days) for days in (SHORT, LONG))
    taken = [(short.look(), long.look(), short.decide(), long.decide()) for _ in range(ROUNDS + 1)][
        1:
    ]
    before, after, first, last = (min(times) for times in zip(*taken, strict=True))
    yield Row("1,000 new rows taken in, scored, told: history x 10", after / before, "x", 1.3)
    yield Row("  alerts decided after that: history x 10", last / first, "x", 1.3)
    yield Row("  rows kept there / here", long.kept() / short.kept(), "x", 9, "higher")


class Government:
    """Offices whose past of ``days`` is kept and scored."""

    def __init__(self, folder: Path, days: int) -> None:
        folder.mkdir()
        self.engine = open_engine("sqlite:///pantau.db", folder)
        upgrade(self.engine)
        sources = {name: source(name) for name in ("units", "people", "complaints", "activities")}
        said = config(goals=GOALS, sources=sources, history=13, alerts={"rules": RULES})
        self.desk = Desk(folder, self.engine, said, NOW)
        self.numbers = count()
        self._staff()
        self._remember(days)
        self._as_scored()

    def look(self) -> float:
        """Seconds to take in 1,000 new complaints of one office, score them and tell."""
        self.desk.drop("complaints", *(self._case(next(self.numbers)) for _ in range(NEW)))
        self.desk.at += timedelta(seconds=30)
        refresh = self.desk.refresh
        before = self.desk.revision()
        took = seconds(lambda: (refresh.take_in("complaints"), refresh.score_changed()))
        assert self.desk.revision() > before
        return took

    def decide(self) -> float:
        """Seconds to decide about the alerts of the office that was scored."""
        refresh = self.desk.refresh
        alerting = Alerting(refresh.settings, self.engine, refresh.base, refresh.now)
        assert alerting.behind()
        return seconds(alerting.catch_up)

    def kept(self) -> float:
        """Rows of activities and complaints."""
        with sqlite3.connect(str(self.engine.url.database)) as store:
            return sum(
                store.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
                for name in ("activities", "complaints")
            )

    def _staff(self) -> None:
        names = [f"o{office}" for office in range(OFFICES)]
        units = [{"unit_id": name} for name in names]
        units += [
            {"unit_id": f"{name}-{n}", "parent": name} for name in names for n in range(UNITS)
        ]
        people = [
            {"person_id": f"{name}p{n}", "unit": f"{name}-{n % UNITS}", "name": "A"}
            for name in names
            for n in range(PERSONS)
        ]
        self.desk.drop("units", *units)
        self.desk.drop("people", *people)
        self.desk.look("units", "people")

    def _remember(self, days: int) -> None:
        """Two activities a week of everybody, and 200 complaints a month of every office."""
        past = [NOW - timedelta(days=back) for back in range(1, days)]
        done = (
            {"activity_id": f"a{office}.{n}.{day:%j%y}", "person": f"o{office}p{n}",
             "unit": f"o{office}-{n % UNITS}", "day": f"{day:%F}", "minutes": 300.0,
             "status": "approved", "recorded_at": f"{day:%FT%T}.000000+00:00"}
            for day in past if day.weekday() in (1, 3)
            for office in range(OFFICES) for n in range(PERSONS)
        )  # fmt: skip
        told = (
            {"complaint_id": f"c{office}.{n}.{day:%j%y}", "unit": f"o{office}-{n % UNITS}",
             "received": f"{day:%FT%T}.000000+00:00", "first_answer": f"{day:%FT%T}.000000+00:00",
             "closed": f"{day:%FT%T}.000000+00:00", "status": "closed", "kind": "complaint"}
            for day in past for office in range(OFFICES) for n in range(7)
        )  # fmt: skip
        self.desk.drop("activities", {"activity_id": "a", "person": "o0p0", "unit": "o0-0",
                                      "day": f"{past[0]:%F}", "minutes": "300"})  # fmt: skip
        self.desk.drop("complaints", self._case(next(self.numbers)))
        self.desk.look("activities", "complaints")
        with sqlite3.connect(str(self.engine.url.database)) as store:
            _put(store, "activities", done)
            _put(store, "complaints", told)
            store.execute("ANALYZE")

    def _as_scored(self) -> None:
        """Every office counts as scored, so that only what comes now is."""
        refresh = self.desk.refresh
        with writing(self.engine) as connection:
            rejects.remember(connection, ":rules", {"fingerprint": refresh.fingerprint})
            midnight = refresh.midnight(NOW) + timedelta(days=1)
            waiting = {w.office: w for w in state.stale(connection, NOW, refresh.midnight(NOW))}
            for office in sorted(set(offices.roots(connection).values())):
                state.scored(connection, waiting[office], NOW, midnight)

    def _case(self, number: int) -> dict[str, str]:
        received = NOW - timedelta(minutes=number % 600)
        return {
            "complaint_id": f"n{number}", "unit": f"o7-{number % UNITS}",
            "received": f"{received:%FT%T}", "status": "in_progress",
        }  # fmt: skip


def _put(store: sqlite3.Connection, name: str, told: Iterator[dict[str, object]]) -> None:
    """Keep many rows, in all that is not told like one that was taken in as ever."""
    found = store.execute(f"SELECT * FROM {name} LIMIT 1")
    like = dict(zip((column[0] for column in found.description), found.fetchone(), strict=True))
    marks = ", ".join("?" * len(like))
    lines = (tuple({**like, **row}.values()) for row in told)
    store.executemany(f"INSERT INTO {name} VALUES ({marks})", lines)
