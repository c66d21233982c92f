"""Wall displays on the wire: what they show, what never, and to whom."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from dashboard.overlook import overlook
from dashboard.pages import dinding
from dashboard.telling.walls import headline
from dashboard.texts import Texts
from dashboard.view import Filters, Viewer
from dashboard.walls import Wall, name_at
from tests.dashboard.conftest import Enter
from tests.dashboard.fakes import ACCOUNTS, PERSONS, UNITS, Office
from tests.dashboard.walls import PAGES, WALLS
from tests.dashboard.wire import open_page, renewed, words

TEXTS = Texts("id", "Asia/Jakarta")
LEADER, WALL = Viewer(ACCOUNTS["1"]), Viewer(ACCOUNTS["5"])


@pytest.fixture
def display(enter: Enter, app) -> FlaskClient:
    """A wall display that has come in by its link."""
    client = app.server.test_client()
    client.get("/masuk?token=dinding-rahasia")
    client.get("/")
    return client


def keys(wall: Wall, viewer: Viewer, office: Office, **changes: object) -> list[str]:
    """The pages of a display."""
    shown, _ = dinding.body(wall, viewer, office.services(**changes), TEXTS)
    return [section.to_plotly_json()["props"]["data-slide"] for section in shown]


@pytest.mark.parametrize(
    ("path", "name"),
    [("/dinding/lobi", "lobi"), ("/dinding/lobi/", "lobi"), ("/dinding", None),
     ("/dinding/", None), ("/dinding/a/b", None), ("/unit", None), (None, None)],
)  # fmt: skip
def test_a_display_is_named_by_its_address(path: str | None, name: str | None) -> None:
    assert name_at(path) == name


def test_a_display_shows_every_page_that_has_something_to_say(office: Office) -> None:
    assert keys(WALLS["kendali"], WALL, office) == [
        "headline", "attention", "goals-aceh", "units", "complaints", "satisfaction", "alerts",
        "good_news",
    ]  # fmt: skip


def test_pages_come_in_the_order_of_config_and_goals_once_for_each_unit(office: Office) -> None:
    wall = Wall("x", ("dinkes", "disdik"), ("goals", "headline"))
    assert keys(wall, WALL, office) == ["goals-dinkes", "goals-disdik", "headline"]


def test_what_has_nothing_to_say_is_left_out(office: Office) -> None:
    services = office.services()
    none = services.alerts_by_unit(WALL.scope).iloc[:0]
    assert "alerts" not in keys(WALLS["kendali"], WALL, office, alerts_by_unit=lambda _: none)


def test_without_scores_a_display_says_so(office: Office) -> None:
    wall = Wall("x", ("dinkes",), ("goals", "units"))
    assert keys(wall, WALL, office, periods=tuple) == ["empty"]


@pytest.mark.parametrize("account", ["1", "4", "5"])
def test_no_person_is_ever_named_whoever_opens_it(office: Office, account: str) -> None:
    viewer = Viewer(ACCOUNTS[account])
    for wall in (WALLS["kendali"], WALLS["lobi"]):
        shown = str(dinding.body(wall, viewer, office.services(), TEXTS))
        assert not [name for name in PERSONS["name"].unique() if name in shown]
        assert re.findall(r"\d{18}", shown) == []


def test_nothing_is_asked_as_one_who_may_see_persons(office: Office) -> None:
    scopes = [overlook(WALLS["lobi"], Viewer(a), office.services()).scope
              for a in ACCOUNTS.values()]  # fmt: skip
    assert {(scope.persons, scope.self_id) for scope in scopes} == {(False, None)}


def test_a_unit_of_few_people_is_not_shown_at_all(office: Office) -> None:
    few = UNITS.assign(people=UNITS["people"].mask(UNITS["unit_id"].eq("dinkes-1"), 4))
    services = office.services(units=lambda _: few)
    seen = overlook(WALLS["lobi"], WALL, services)
    assert "dinkes-1" not in seen.names
    shown = str(dinding.body(WALLS["lobi"], WALL, services, TEXTS))
    assert "Bidang Pelayanan Kesehatan" not in shown
    assert "Kesehatan Masyarakat" in shown


def test_a_figure_on_few_cases_is_withheld(office: Office) -> None:
    def few(*args: object, **which: object):
        return office.scores(*args, **which).assign(n=4)

    seen = overlook(WALLS["lobi"], WALL, office.services(scores=few))
    assert seen.scores["value"].isna().all()
    assert not {"met", "at_risk", "missed"} & set(seen.scores["band"])


def test_a_page_stands_longer_where_it_is_red(office: Office) -> None:
    wall = replace(WALLS["kendali"], stay=3.0)
    shown, _ = dinding.body(wall, WALL, office.services(), TEXTS)
    stays = {
        (s["data-tone"] == "missed", s["data-stay"])
        for s in (section.to_plotly_json()["props"] for section in shown)
    }
    assert stays == {(True, "18"), (False, "6")}


def test_good_news_are_long_streaks_and_say_since_when(office: Office) -> None:
    shown = str(dinding.made("good_news", overlook(WALLS["lobi"], WALL, office.services()), TEXTS))
    assert "tanpa terlambat sejak 10 Nov 2026" in shown
    assert "'41'" in shown
    assert "'3'" not in shown


def test_late_complaints_are_counted_where_they_are(office: Office) -> None:
    services = office.services()
    seen = overlook(WALLS["lobi"], WALL, services)
    late = seen.complaints[seen.complaints["finish_limit"] < seen.now]
    shown = str(dinding.made("complaints", seen, TEXTS))
    assert f"'{len(late)}'" in shown
    assert "lewat tenggat selesai" in shown


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        ({"met": 7}, "Pelayanan berjalan baik.\nSemua 7 sasaran tercapai."),
        ({"met": 5, "at_risk": 2, "thin": 1},
         "Pelayanan cukup baik.\n5 dari 7 sasaran tercapai, 2 perlu perhatian."),
        ({"met": 5, "missed": 2}, "Ada yang perlu dibenahi.\n2 dari 7 sasaran tidak tercapai."),
        ({"thin": 3}, "Belum cukup data untuk menilai pelayanan."),
    ],
)  # fmt: skip
def test_the_headline_says_how_service_does(bands: dict[str, int], said: str) -> None:
    assert headline(bands, TEXTS) == said


def test_a_display_opens_by_its_link_and_renews_with_the_news(
    display: FlaskClient, office: Office
) -> None:
    first = open_page(display, "/dinding/lobi").text
    assert "Layanan Kesehatan" in first
    office.bump("dinkes", "answered_in_time", 0.111)
    assert "11,1%" in renewed(display, dinding.SHOWN, "/dinding/lobi").text


def test_an_unchanged_display_sends_nothing_again(display: FlaskClient) -> None:
    first = renewed(display, dinding.SHOWN, "/dinding/lobi").json["response"]
    tags = first[dinding.SHOWN]["data-tags"]
    again = renewed(display, dinding.SHOWN, "/dinding/lobi", tags=tags).json["response"]
    assert dinding.STAGE not in again


def test_a_display_speaks_its_own_language_unless_the_address_asks_for_another(
    enter: Enter,
) -> None:
    client = enter("pimpinan")
    client.get("/?lang=en")
    assert "Layanan Kesehatan" in open_page(client, "/dinding/lobi").text
    assert "Health services" in open_page(client, "/dinding/lobi", "?lang=en").text
    assert '<html lang="id"' in client.get("/dinding/lobi").text


def test_units_that_cannot_be_seen_are_named_with_their_key(enter: Enter) -> None:
    assert "walls.hilang.units: tidak-ada" in open_page(enter("pimpinan"), "/dinding/hilang").text
    assert "walls.kendali.units: aceh" in open_page(enter("atasan"), "/dinding/kendali").text


def test_a_display_that_is_none_says_so_and_all_there_are_stand_in_a_list(enter: Enter) -> None:
    client = enter("pimpinan")
    assert "mars” tidak ada" in words(open_page(client, "/dinding/mars"))
    assert "dinding/kendali" in words(open_page(client, "/dinding"))


def test_what_lies_below_another_page_is_no_page(enter: Enter) -> None:
    assert "tidak ditemukan" in open_page(enter("pimpinan"), "/unit/lobi").text.lower()


def test_the_chrome_is_hidden_before_the_first_paint_on_a_display_alone(
    display: FlaskClient,
) -> None:
    assert 'data-kiosk=""' in display.get("/dinding/lobi").text
    assert "data-kiosk" not in display.get("/").text
    assert "data-kiosk" not in display.get("/dinding/mars").text


def test_the_path_alone_names_the_display() -> None:
    assert Filters.at("/dinding/lobi", "?unit=u1") == Filters(wall="lobi", unit="u1")
    assert Filters.at("/unit", "?wall=lobi").wall is None


def test_all_pages_of_config_are_known_here() -> None:
    assert {*dinding.PAGES, "goals"} == set(PAGES)
