"""The way of complaints: its table adds up to what stands above it."""

import pandas as pd

from dashboard.components.pipeline import ROWS_SHOWN, pipeline
from dashboard.overview import OverviewInfo, Queue
from dashboard.texts import Texts
from dashboard.view import Filters
from tests.dashboard.fakes import Office

ID = Texts("id", "Asia/Jakarta")


def shown(office: Office, units: int) -> str:
    """The pipeline of so many units below, each with its number of complaints past the limit."""
    rows = [(f"u{n}", "work", "overdue", n) for n in range(1, units + 1)]
    waiting = pd.DataFrame(rows, columns=["unit", "step", "due", "n"])
    below = {f"u{n}": (f"u{n}", f"Seksi {n}") for n in range(1, units + 1)}
    info: OverviewInfo = office.services().overview
    return str(pipeline(Queue(waiting, 0, 0), "top", below, info, Filters(), ID))


def test_units_that_are_not_shown_stand_in_one_line_with_their_sum(office: Office) -> None:
    told = shown(office, ROWS_SHOWN + 2)
    assert "dan 2 unit lain" in told
    assert "Td('3')" in told  # the two with the fewest: one and two
    assert "unit lain" not in shown(office, ROWS_SHOWN)


def test_a_state_in_which_none_is_has_no_column(office: Office) -> None:
    told = shown(office, 3)
    assert "Th(children='lewat tenggat'" in told
    assert "Th(children='tanpa tenggat'" not in told
