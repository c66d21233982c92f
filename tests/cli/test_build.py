"""The build: the same for the same files, another one when any of them differs."""

from pathlib import Path

from dashboard.cli.build import build_of


def folder(place: Path, style: str) -> Path:
    place.mkdir()
    (place / "page.py").write_text("PATH = '/'\n")
    (place / "page.css").write_text(style)
    (place / "page.pyc").write_text(str(place))
    return place


def test_the_same_files_are_the_same_build_wherever_they_lie(tmp_path: Path) -> None:
    assert build_of(folder(tmp_path / "a", "b{}")) == build_of(folder(tmp_path / "b", "b{}"))


def test_a_changed_asset_is_another_build(tmp_path: Path) -> None:
    assert build_of(folder(tmp_path / "a", "b{}")) != build_of(folder(tmp_path / "b", "i{}"))
