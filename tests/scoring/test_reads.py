"""Which frames an indicator reads: what is declared is what it does."""

from collections.abc import Iterator, Mapping

import pandas as pd
import pytest

from scoring.indicators import BESIDE, EVERYWHERE, INDICATORS, Indicator, concerned, read_by
from scoring.look import Look
from tests.scoring.offices import look_at, office


class Watched(Mapping[str, pd.DataFrame]):
    """Frames that remember which of them were looked into."""

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        self.frames = frames
        self.seen: set[str] = set()

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.seen.add(name)
        return self.frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.frames)

    def __len__(self) -> int:
        return len(self.frames)


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)
def test_an_indicator_reads_no_frame_that_is_not_declared(indicator: Indicator) -> None:
    look = look_at(office(7))
    frames = Watched(look.frames)
    indicator.facts(Look(frames, look.calendars, look.rules, look.periods, look.now))
    assert indicator.frame in frames.seen
    assert frames.seen - {"activity_days"} <= read_by([indicator.id])


@pytest.mark.parametrize("frame", EVERYWHERE)
def test_rows_of_people_and_units_concern_every_indicator(frame: str) -> None:
    assert concerned([frame, "surveys"]) == concerned([]) == tuple(INDICATORS)


def test_rows_of_one_frame_concern_its_own_indicators_alone() -> None:
    for frame in ("complaints", "activities", "surveys", "feedback", "targets", "outcomes"):
        own = {i.id for i in INDICATORS.values() if i.frame == frame}
        assert own
        assert set(concerned([frame])) == own
    assert concerned(BESIDE["complaints"]) == concerned(["complaints"])
