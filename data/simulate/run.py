"""Lets the office live: writes what happens into the inbox, small file by small file."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from data.simulate.desk import desk_of
from data.simulate.feed import Feed
from data.simulate.forms import FORMS
from data.simulate.history import put
from data.simulate.office import Office

RATE = 0.03
"""Events a second at speed 1: about 800 in a working day, as in an office of 400."""
MOST = 20
"""Events a second that are never exceeded, whatever the speed."""
PAUSE = 2.0
LONGEST = 10.0
"""Seconds that are caught up at most: a machine that slept does not wake to a flood."""
KEPT = timedelta(minutes=15)
SAVED_EVERY = 10
STAMP = "%Y%m%dT%H%M%S%f"


def run(
    office: Office,
    inbox: Path,
    speed: float,
    now: Callable[[], datetime],
    sleep: Callable[[float], object],
    stop: Callable[[], bool],
) -> None:
    """Write events until ``stop()``. ``now`` is zone-aware; ``sleep`` may end early."""
    desk, before = desk_of(office, inbox), now()
    feed, rng = Feed(office, desk, before), office.rng("live", int(before.timestamp()))
    rounds = 0
    while not stop():
        sleep(PAUSE)
        at = now()
        rows = feed.step(at, how_many(speed, (at - before).total_seconds(), rng), rng)
        deliver(office, inbox, rows, at)
        before, rounds = at, rounds + 1
        if rounds % SAVED_EVERY == 0:
            sweep(inbox, at)
            desk.save(inbox)
    desk.save(inbox)


def how_many(speed: float, seconds: float, rng: np.random.Generator) -> int:
    """How many events happen in ``seconds``: RATE times ``speed`` a second on average."""
    span = min(max(seconds, 0.0), LONGEST)
    return min(int(rng.poisson(max(speed, 0.0) * RATE * span)), int(MOST * span))


def deliver(office: Office, inbox: Path, rows: dict[str, pd.DataFrame], at: datetime) -> None:
    """One file per frame, named by the moment so that later files sort after earlier ones."""
    for frame, found in rows.items():
        text = FORMS[frame](office, found).to_csv(index=False)
        put(inbox / frame / f"live-{at:{STAMP}}.csv", text)


def sweep(inbox: Path, at: datetime) -> None:
    """Remove live files older than KEPT; the database has read them long ago."""
    for path in inbox.glob("*/live-*.csv"):
        written = datetime.strptime(path.stem.removeprefix("live-"), STAMP).replace(
            tzinfo=at.tzinfo
        )
        if at - written > KEPT:
            path.unlink(missing_ok=True)
