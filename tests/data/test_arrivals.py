"""What was known of each source at moments of the past, from when its rows came."""

from datetime import datetime, timedelta

import pandas as pd
import pytest

from data.alerting.arrivals import Arrivals
from data.alerting.past import Past
from data.silence import source_table
from data.store import sights
from tests.data.alerting import TITLE
from tests.data.builders import NOW, Desk, config, source

SOURCES = {name: source(name, rhythm="2d") for name in ("units", "people", "complaints")}
RULES = {
    "quiet": {"kind": "silent_source", "title": TITLE, "subjects": ["source"]},
    "faulty": {"kind": "data_faults", "title": TITLE, "subjects": ["source"], "threshold": 1},
}
CASE = {"complaint_id": "c1", "unit": "u1", "received": "2026-11-24T09:00"}
WRONG = {"complaint_id": "c9", "unit": "u9", "received": "2026-11-24T09:00"}
DAY = timedelta(days=1)


@pytest.fixture
def desk(tmp_path, engine):
    return Desk(tmp_path, engine, config(sources=SOURCES, alerts={"rules": RULES})).staffed()


def told(desk, day, *rows):
    """Complaints come so many days after the Tuesday."""
    desk.at = NOW + day * DAY
    desk.drop("complaints", *rows)
    desk.look("complaints")


def as_seen(desk):
    """What is known of each source now: how new, and whether it is silent."""
    with desk.engine.connect() as connection:
        found = source_table(desk.refresh, connection, desk.at)
        faults = sights.rejects(connection)
    return plain(found), {
        r["source"]: (r["rejected"], r["read"]) for r in faults.to_dict("records")
    }


def plain(found):
    rows = found[["source", "newest", "silent"]].itertuples(index=False, name=None)
    return {name: (None if pd.isna(newest) else newest, silent) for name, newest, silent in rows}


def then(desk, at, **how):
    with desk.engine.connect() as connection:
        known = Arrivals(desk.refresh, **how)
        faults = known.rejects(connection, at)
        counts = {r["source"]: (r["rejected"], r["read"]) for r in faults.to_dict("records")}
        return plain(known.sources(connection, at)), counts


def past(desk, **how):
    refresh = desk.refresh
    return Past(refresh.settings, refresh.engine, refresh.base, refresh.now, **how)


@pytest.mark.parametrize("known_then", [False, True])
def test_what_was_seen_of_sources_is_seen_again_though_rows_came_and_were_corrected_since(
    desk, known_then
):
    seen = {}
    told(desk, 0, CASE, WRONG)
    for day, rows in {
        1: [{**CASE, "first_answer": "2026-11-25T09:30"}],
        2: [{**CASE, "received": "2026-11-23T09:00"}],
        5: [],
        6: [{**CASE, "complaint_id": "c2", "received": "2027-03-01T09:00"}],
        9: [],
    }.items():
        told(desk, day, *rows)
        desk.at += timedelta(minutes=1)
        seen[desk.at] = as_seen(desk)
    assert {at: then(desk, at, known_then=known_then) for at in seen} == seen
    assert [found["complaints"][1] for found, _ in seen.values()] == [
        False,
        False,
        True,
        False,
        True,
    ]


def test_before_rows_were_kept_each_is_taken_to_have_come_at_its_own_time(desk):
    told(desk, 0, {**CASE, "received": "2026-11-10T09:00"})
    on = {day: datetime.fromisoformat(f"2026-11-{day}T16:00+07:00") for day in ("09", "11", "16")}
    silent = {day: then(desk, at)[0]["complaints"][1] for day, at in on.items()}
    assert silent == {"09": False, "11": False, "16": True}
    assert {newest for newest, _ in then(desk, on["16"], known_then=True)[0].values()} == {None}


def test_a_replay_finds_the_source_that_was_silent_and_when_it_spoke_again(desk):
    told(desk, 0, CASE)
    told(desk, 6, {**CASE, "complaint_id": "c2", "received": "2026-11-30T09:00"})
    found = past(desk).replayed(NOW.date(), (NOW + 7 * DAY).date())
    quiet = found[(found["rule"] == "quiet") & (found["subject_id"] == "complaints")]
    days = dict(zip(quiet["after"], quiet["at"].dt.tz_convert("Asia/Jakarta").dt.day, strict=True))
    assert days == {"firing": 27, "ended": 30}


def test_a_replay_finds_rows_that_were_rejected_and_still_are(desk):
    told(desk, 2, CASE, WRONG)
    found = past(desk).replayed(NOW.date(), (NOW + 3 * DAY).date())
    (faulty,) = found[(found["rule"] == "faulty") & found["level"].isna()].to_dict("records")
    assert (faulty["subject_id"], faulty["after"], faulty["value"], faulty["n"]) == (
        "complaints", "firing", 1, 2,
    )  # fmt: skip
    assert faulty["at"].day == (NOW + 2 * DAY).day
