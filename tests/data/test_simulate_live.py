"""The invented office goes on: consistent rows, at the speed asked for, and sane restarts."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from data.config import load
from data.rules import calendar_of
from data.simulate import Office, build, run
from data.simulate.desk import Row, desk_of
from data.simulate.feed import Feed
from data.simulate.run import KEPT, LONGEST, MOST, how_many

CONFIG = Path(__file__).parents[2] / "config.yaml"
ZONE = ZoneInfo("Asia/Jakarta")
NOON = datetime(2026, 11, 24, 14, 0, tzinfo=ZONE)


@pytest.fixture(scope="module")
def small() -> Office:
    return build(calendar_of(load(CONFIG, {})), 7, date(2026, 11, 24), people=60)


def lived(
    office: Office, inbox: Path, speed: float, rounds: int, start: datetime = NOON
) -> datetime:
    """Let the office live for some rounds of a clock that only ``sleep`` moves; the end's time."""
    clock, left = [start], iter(range(rounds))
    run(
        office,
        inbox,
        speed,
        now=lambda: clock[0],
        sleep=lambda seconds: clock.__setitem__(0, clock[0] + timedelta(seconds=seconds)),
        stop=lambda: next(left, None) is None,
    )
    return clock[0]


def live_rows(inbox: Path, frame: str) -> pd.DataFrame:
    files = sorted((inbox / frame).glob("live-*.csv"))
    return pd.concat([pd.read_csv(f, dtype=str, keep_default_na=False) for f in files])


def test_live_rows_are_recorded_now_and_their_times_lie_before(
    small: Office, tmp_path: Path
) -> None:
    end = lived(small, tmp_path, speed=300, rounds=15)
    rows = live_rows(tmp_path, "activities")
    new = rows[
        rows["id_aktivitas"].str.startswith("AKT-L") & (rows["status_verifikasi"] == "menunggu")
    ]
    recorded = pd.to_datetime(new["waktu_input"])
    ended = pd.to_datetime(new["tanggal"] + " " + new["jam_selesai"], format="%d/%m/%Y %H:%M")
    assert len(new) > 5
    assert recorded.between(NOON.replace(tzinfo=None), end.replace(tzinfo=None)).all()
    assert (ended <= recorded).all()


def test_outside_office_hours_work_of_the_last_working_day_is_reported(small: Office) -> None:
    sunday = datetime(2026, 11, 29, 20, 0, tzinfo=ZONE)
    feed = Feed(small, desk_of(small, Path("nowhere")), sunday)
    rows = feed.step(sunday, 200, small.rng("test"))["activities"]
    new = rows[rows["activity_id"].str.startswith("AKT-L")]
    assert set(new["day"]) == {pd.Timestamp(2026, 11, 27)}


def test_a_live_complaint_keeps_what_was_known_of_it_before(small: Office) -> None:
    desk = desk_of(small, Path("nowhere"))
    before = {key: dict(row) for key, row in desk.unsolved.items()}
    rows = Feed(small, desk, NOON).step(NOON, 300, small.rng("test"))["complaints"]
    known = rows[rows["complaint_id"].isin(before)]
    assert len(known) > 0
    for row in known.to_dict("records"):
        assert row["received"] == before[row["complaint_id"]]["received"]
        assert not row["first_answer"] < row["received"]


def test_a_verified_activity_is_a_pending_one_decided_by_the_supervisor(small: Office) -> None:
    desk = desk_of(small, Path("nowhere"))
    pending = set(desk.pending)
    rows = Feed(small, desk, NOON).step(NOON, 200, small.rng("test"))["activities"]
    decided = rows[rows["verified_at"].notna() & rows["activity_id"].isin(pending)]
    supervisor = decided["person"].map(small.people.set_index("person_id")["supervisor"])
    assert len(decided) > 0
    assert (decided["verifier"] == supervisor).all()


def test_after_a_restart_ids_are_new_and_the_desk_is_as_it_was_left(
    small: Office, tmp_path: Path
) -> None:
    end = lived(small, tmp_path, speed=200, rounds=10)
    first = set(live_rows(tmp_path, "surveys")["id_kuesioner"])
    left = json.loads((tmp_path / ".desk.json").read_text())
    assert set(desk_of(small, tmp_path).unsolved) == set(left["unsolved"])
    lived(small, tmp_path, speed=200, rounds=10, start=end + timedelta(seconds=5))
    assert live_rows(tmp_path, "surveys")["id_kuesioner"].is_unique
    assert first < set(live_rows(tmp_path, "surveys")["id_kuesioner"])


def test_old_live_files_are_removed(small: Office, tmp_path: Path) -> None:
    end = lived(small, tmp_path, speed=200, rounds=10)
    old = set(tmp_path.rglob("live-*.csv"))
    lived(small, tmp_path, speed=200, rounds=10, start=end + KEPT + timedelta(minutes=1))
    assert old
    assert not old & set(tmp_path.rglob("live-*.csv"))


def test_twice_the_speed_is_twice_as_many_events() -> None:
    rng = np.random.default_rng(1)
    slow, fast = (sum(how_many(speed, 2, rng) for _ in range(2000)) for speed in (60, 120))
    assert fast / slow == pytest.approx(2, rel=0.1)


def test_at_the_usual_speed_something_happens_every_few_seconds() -> None:
    rng = np.random.default_rng(1)
    quiet = sum(how_many(60, 2, rng) == 0 for _ in range(2000))
    assert quiet < 0.05 * 2000


@pytest.mark.parametrize("seconds", [1, 2, 3600])
def test_no_speed_exceeds_twenty_rows_a_second(seconds: float) -> None:
    count = how_many(1_000_000, seconds, np.random.default_rng(1))
    assert count <= MOST * min(seconds, LONGEST)


def test_a_clock_set_back_brings_no_events() -> None:
    assert how_many(60, -5, np.random.default_rng(1)) == 0


@pytest.fixture(scope="module")
def busy(small: Office) -> tuple[dict[str, Row], dict[str, pd.DataFrame]]:
    """Complaints open before, and what many events at once then bring."""
    desk = desk_of(small, Path("nowhere"))
    before = {key: dict(row) for key, row in desk.unsolved.items()}
    return before, Feed(small, desk, NOON).step(NOON, 700, small.rng("test"))


def test_a_complaint_forwarded_or_handed_on_is_given_to_its_officer(busy) -> None:
    before, rows = busy
    given, cases = rows["assignments"], rows["complaints"].set_index("complaint_id")
    last = given.groupby("complaint").tail(1).set_index("complaint")
    assert len(last) > 10
    assert (cases.loc[last.index, "officer"] == last["officer"]).all()
    assert cases.loc[last.index, "forwarded"].notna().all()
    handed = [c for c in last.index if c in before and before[c]["officer"] != ""]
    assert handed
    assert all(cases.loc[c, "officer"] != before[c]["officer"] for c in handed)


def test_a_question_to_the_reporter_waits_until_the_complaint_is_resolved(busy) -> None:
    _, rows = busy
    cases = rows["complaints"]
    waits = cases[cases["wait_start"].notna() & cases["wait_end"].isna()]
    assert (waits["status"] == "Menunggu Pelapor").any()
    assert waits.loc[waits["closed"].isna(), "resolved"].isna().all()


def test_nothing_is_answered_before_it_is_forwarded(busy) -> None:
    _, rows = busy
    answered = rows["complaints"]["first_answer"].notna()
    assert answered.any()
    assert rows["complaints"].loc[answered, "forwarded"].notna().all()


def test_the_supervisor_with_a_backlog_goes_on_letting_things_lie(small: Office, busy) -> None:
    _, rows = busy
    decided = rows["activities"]["verifier"].value_counts().drop("")
    theirs = decided.reindex(small.whom("verification_backlog")).fillna(0).sum()
    assert decided.sum() > 100
    assert theirs < 0.1 * decided.sum()


def test_who_records_in_bulk_weeks_later_does_not_record_today(small: Office, busy) -> None:
    _, rows = busy
    new = rows["activities"][rows["activities"]["activity_id"].str.startswith("AKT-L")]
    assert len(new) > 50
    assert not new["person"].isin(small.whom("bulk_recording")).any()
