"""The `walls` of config.yaml: what is right, and what is told of what is wrong."""

from datetime import timedelta
from pathlib import Path

import pytest

from data.config import ConfigError, load
from tests.data.builders import config, write_config

OWN = Path(__file__).parents[2] / "config.yaml"


def loaded(folder, **wall):
    return load(write_config(folder, config(walls={"lobi": {"units": ["u1"], **wall}})))


def test_a_wall_needs_only_its_units(tmp_path):
    wall = loaded(tmp_path).walls["lobi"]
    assert (wall.rhythm, wall.small_group, len(wall.pages)) == (timedelta(seconds=20), 5, 8)


def test_our_own_config_has_two_displays_and_says_how_sure_we_are():
    walls = load(OWN).walls
    assert list(walls) == ["lobi", "ruang-rapat"]
    assert walls["lobi"].dark == (18 * 60, 24 * 60 + 6 * 60 + 30)
    assert all("[?]" in wall.source.id and "[?]" in wall.source.en for wall in walls.values())


WRONG = {
    "no unit": ({"units": []}, "units"),
    "a unit twice": ({"units": ["u1", "u2", "u1"]}, "units.2"),
    "a page that is none": ({"pages": ["headline", "weather"]}, "pages.1"),
    "a page twice": ({"pages": ["units", "units"]}, "pages.1"),
    "too quick to read": ({"rhythm": "2s"}, "rhythm"),
    "no time at all": ({"rhythm": "soon"}, "rhythm"),
    "no hours": ({"dark": "at night"}, "dark"),
    "never lit": ({"dark": "00:00-24:00"}, "dark"),
    "shorter where it is red": ({"stay": 0.5}, "stay"),
    "a group of one": ({"small_group": 1}, "small_group"),
    "a key that is none": ({"unit": "u1"}, "unit"),
    "a language that is none": ({"language": "ace"}, "language"),
}


@pytest.mark.parametrize(("wall", "key"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_by_its_key(tmp_path, wall, key):
    with pytest.raises(ConfigError) as found:
        loaded(tmp_path, **wall)
    (problem,) = found.value.problems
    assert problem.split(" ", 1)[1].startswith(f"walls.lobi.{key}: ")


def test_a_name_that_cannot_stand_in_an_address_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="small letters"):
        load(write_config(tmp_path, config(walls={"Ruang Rapat": {"units": ["u1"]}})))
