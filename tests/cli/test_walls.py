"""What the pages are told for wall displays, and how a display is let in."""

from datetime import timedelta

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.cli.walling import services_of
from data.store.engine import open_engine, upgrade
from scoring.scope import Scope
from tests.data.alerting import Alarm, said
from tests.data.builders import Desk

WALLS = {
    "lobi": {"units": ["u1"], "streak_days": 30, "dark": "18:00-06:00"},
    "rapat": {"units": ["u2"]},
}
SPAN = timedelta(days=30)


@pytest.fixture
def office(tmp_path):
    """Two complaints of u2 are late; two more were answered in time since."""
    engine = open_engine("sqlite:///pantau.db", tmp_path)
    upgrade(engine)
    made = Alarm(Desk(tmp_path, engine, said() | {"walls": WALLS})).late(2)
    for number in (3, 4):
        made.late_one(number, received="2026-11-18T09:00", first_answer="2026-11-19T09:00")
    made.decide()
    yield made
    engine.dispose()


def test_displays_are_told_as_config_says(office):
    wall = services_of(office.alerting)["walls"]["lobi"]
    assert (wall.units, wall.dark, wall.streak_span) == (("u1",), (1080, 1800), SPAN)


def test_alerts_are_told_with_the_title_of_their_rule_and_whether_it_is_urgent(office):
    (line,) = services_of(office.alerting)["alerts_by_unit"](Scope("u1")).to_dict("records")
    assert (line["unit"], line["n"], line["urgent"]) == ("u2", 2, False)
    assert line["title_id"] == office.desk.refresh.settings.alerts.rules["late"].title.id


def test_a_streak_is_told_for_every_visible_unit_and_no_other(office):
    streaks = services_of(office.alerting)["streaks"]
    told = {scope: dict(streaks(Scope(scope), SPAN)[["unit", "kept"]].to_numpy())
            for scope in ("u1", "u2", "u3")}  # fmt: skip
    assert told == {"u1": {"u1": 2, "u2": 2}, "u2": {"u2": 2}, "u3": {}}


def test_a_display_is_given_the_address_of_each_wall(office):
    path = str(office.desk.folder / "config.yaml")
    words = ["user", "add", "layar", "--role", "wall", "--unit", "u1", "-c", path]
    told = CliRunner().invoke(app, words).stdout
    assert [w for w in ("lobi", "rapat") if f"&next=/dinding/{w}" in told] == ["lobi", "rapat"]
