"""Ringkasan on the wire: what stands on its first screen, what leads where, and for whom."""

import json

import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard.components.since import flipped
from dashboard.funnel import figure
from dashboard.readings import before_of, comparable, in_order, readings
from dashboard.summary import summary_of
from dashboard.texts import Texts
from dashboard.view import Filters, Viewer
from scoring.scope import EVERYTHING
from tests.dashboard.conftest import Enter
from tests.dashboard.fakes import ACCOUNTS, INDICATORS, Office
from tests.dashboard.wire import open_page, renew_ringkasan, words

EN = Texts("en", "Asia/Jakarta")


def text_of(client: FlaskClient, path: str = "/", search: str = "") -> str:
    """A page as sent."""
    return words(open_page(client, path, search))


ORDER = (
    "ringkasan-headline", "ringkasan-tiles", "ringkasan-urgent", "ringkasan-concerns",
    "ringkasan-units", "ringkasan-pipeline", "ringkasan-below", "ringkasan-figures",
)  # fmt: skip


def test_what_must_be_seen_first_stands_first(enter: Enter) -> None:
    shown = text_of(enter("pimpinan"))
    places = [shown.index(f'"id": "{place}"') for place in ORDER]
    assert places == sorted(places)


def test_the_headline_leads_to_the_late_complaints_and_to_what_worsens(enter: Enter) -> None:
    shown = text_of(enter("pimpinan"))
    assert "/unit?unit=aceh&due=overdue#unit-complaints" in shown
    assert "/unit?unit=aceh&indicator=answered_in_time" in shown


def test_a_period_that_is_over_is_not_told_what_is_open_today(office: Office) -> None:
    now, past = (
        summary_of(Viewer(ACCOUNTS["1"]), Filters(period=p), office.services(), EN)
        for p in ("2026-11", "2026-10")
    )
    assert now
    assert past
    assert "limit" in str(now.headline())
    assert "limit" not in str(past.headline())
    assert past.since() is None


def test_alerts_are_told_with_owner_age_and_next_step(enter: Enter) -> None:
    shown = text_of(enter("pimpinan"), search="?lang=en")
    assert "30 complaints" in shown
    assert "Not yet acknowledged" in shown
    assert "/peringatan?alert=1&lang=en" in shown


def test_staff_are_told_of_their_own_alerts_alone(enter: Enter) -> None:
    assert "30 pengaduan" not in text_of(enter("pegawai"))


LISTS = {"?unit=aceh&due=overdue": True, "?unit=aceh": False}


@pytest.mark.parametrize(("search", "limited"), LISTS.items(), ids=LISTS)
def test_a_number_of_the_way_leads_to_the_complaints_it_counts(
    enter: Enter, office: Office, search: str, limited: bool
) -> None:
    shown = text_of(enter("pimpinan"), "/unit", search)
    late = office.complaints(EVERYTHING, due="overdue")
    assert (office.complaints(EVERYTHING, due="later")["complaint_id"].iloc[0] in shown) != limited
    assert set(late["minutes_left"] < 0) == {True}
    assert ("Hanya: lewat tenggat" in shown) == limited


def test_the_way_counts_every_open_complaint_once(office: Office) -> None:
    queue = office.services().queue(EVERYTHING)
    assert int(queue.waiting["n"].sum()) == 60
    under = [office.services().queue(EVERYTHING, unit=u).waiting["n"].sum() for u in
             ("dinkes", "disdik", "dinsos", "dukcapil", "pupr")]  # fmt: skip
    assert sum(under) == 60


def test_the_first_visit_is_told_of_no_changes_and_the_next_one_is(enter: Enter) -> None:
    client = enter("pimpinan")
    assert "Sejak kunjungan" not in text_of(client)
    assert "3 peringatan baru · 1 peringatan berakhir · 2 pengaduan baru lewat" in text_of(client)


def test_what_flipped_is_what_stands_in_both_visits_and_differs() -> None:
    before = {"a|2026-11|x": "met", "a|2026-11|y": "met", "a|2026-10|z": "missed"}
    now = {"a|2026-11|x": "missed", "a|2026-11|y": "met", "a|2026-11|z": "met"}
    assert flipped(before, now) == [("x", "met", "missed")]


def test_news_renew_the_headline(enter: Enter, office: Office) -> None:
    client = enter("pimpinan")
    office.bump(value=0.123)
    sent = renew_ringkasan(client, told=office.revision).json["response"]
    assert "pengaduan dijawab tepat waktu" in json.dumps(sent["ringkasan-headline"])


def test_the_funnel_is_drawn_only_where_it_is_asked_for(enter: Enter) -> None:
    client = enter("pimpinan")
    assert '"type": "Graph"' not in text_of(client)
    shown = text_of(client, search="?view=funnel&group=division&indicator=answered_in_time")
    assert '"type": "Graph"' in shown
    assert "Sebagai tabel (12 unit)" in shown


def test_a_funnel_of_too_few_units_says_so(enter: Enter) -> None:
    shown = text_of(enter("pimpinan"), search="?view=funnel&group=government")
    assert "paling sedikit lima unit" in shown


def test_a_funnel_shows_each_visible_unit_once_with_limits_that_narrow(office: Office) -> None:
    found = office.services().funnel(EVERYTHING, "answered_in_time", "2026-11", "division")
    assert found
    drawn = figure(found, "higher", "share", EN)
    points = [name for trace in drawn["data"] for name in trace.get("customdata", [])]
    assert len(points) == 12
    for low, high in found.limits.values():
        assert high[0] - low[0] >= high[-1] - low[-1]


def test_a_month_can_be_compared_with_the_same_month_of_last_year() -> None:
    kept = ("2026-11", "2026-10", "2025-11", "2026-Q4", "2026")
    assert before_of("2026-11") == "2025-11"
    assert before_of("all") is None
    assert comparable("2026-11", kept) == ("previous", "year")
    assert comparable("2026-10", kept) == ("previous",)
    assert comparable("2026-Q4", kept) == ()


def history(**values: float) -> pd.DataFrame:
    """Values of one indicator by month, such as ``m2026_10``."""
    rows = [("answered_in_time", name[1:].replace("_", "-"), v) for name, v in values.items()]
    found = pd.DataFrame(rows, columns=["indicator", "period", "value"])
    return found.assign(n=50, band="met")


@pytest.mark.parametrize(("against", "change"), [(None, 0.2), ("previous", 0.2), ("year", -0.05)])
def test_a_change_is_against_the_chosen_period(against: str | None, change: float) -> None:
    kept = history(m2025_11=0.95, m2026_10=0.7, m2026_11=0.9)
    now = pd.DataFrame([("answered_in_time", 0.9, 50, "met", 0.9)],
                       columns=["indicator", "value", "n", "band", "target"])  # fmt: skip
    fresh = pd.DataFrame(columns=["frame", "newest", "failing"])
    found = readings(in_order(INDICATORS, "unit"), now, kept, fresh, "2026-11", against=against)
    assert found[0].change == pytest.approx(change)


def test_a_tile_shows_the_usual_range_of_its_weeks_and_what_they_signal(office: Office) -> None:
    summary = summary_of(Viewer(ACCOUNTS["1"]), Filters(), office.services(), EN)
    assert summary
    found = {r.indicator.id: r for r in summary.found}
    assert found["answered_in_time"].signal == "worsening"
    assert found["answered_in_time"].limits
    assert found["recorded_in_time"].limits is None
