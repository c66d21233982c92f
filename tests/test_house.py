"""The laws of the house, as tests; each rule is also shown to catch its fault."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.cli.frames import document

ROOT = Path(__file__).parents[1]
CODE = [path for room in ("dashboard", "data", "scoring") for path in (ROOT / room).rglob("*.py")]


def ruff(text: str, path: str) -> str:
    """What ruff says of ``text`` if it stood at ``path``."""
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--output-format",
        "concise",
        "--stdin-filename",
        path,
        "-",
    ]
    return subprocess.run(
        command, input=text, cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout


@pytest.mark.parametrize(
    "line",
    [
        "import datetime\n\nNOW = datetime.datetime.now(datetime.UTC)\n",
        "import time\n\nNOW = time.time()\n",
        "import pandas as pd\n\nNOW = pd.Timestamp.now()\n",
        "import dash\n\ndash.register_page('x')\n",
        "from dash import callback\n\nprint(callback)\n",
    ],
)
def test_clocks_and_global_state_are_refused_outside_the_command_line(line):
    assert "TID251" in ruff(f'"""A module."""\n\n{line}', "data/planted.py")
    assert "TID251" not in ruff(f'"""A module."""\n\n{line}', "dashboard/cli/planted.py")


def test_the_laws_of_import_are_kept():
    found = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout


def test_the_page_of_frames_is_written_from_the_shapes():
    assert (ROOT / "docs" / "frames.md").read_text(encoding="utf-8") == document()


def test_no_file_is_two_things_in_one():
    long = {
        str(p.relative_to(ROOT)): n
        for p in CODE
        if (n := len(p.read_text().splitlines())) > 340 and "migrations" not in p.parts
    }
    assert long == {}


def test_nothing_is_fetched_from_outside_at_run_time():
    outside = re.compile(r"https?://(?!127\.0\.0\.1|localhost|www\.w3\.org)[\w.]+")
    served = [p for kind in ("js", "css", "html") for p in (ROOT / "dashboard").rglob(f"*.{kind}")]
    assert [(p.name, found) for p in served for found in outside.findall(p.read_text())] == []


def test_every_document_that_is_linked_is_there():
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), ROOT / "examples" / "README.md"]
    links = [
        (p, link)
        for p in pages
        for link in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", p.read_text(encoding="utf-8"))
    ]
    assert [
        (p.name, link) for p, link in links if "://" not in link and not (p.parent / link).exists()
    ] == []


def test_the_lock_files_name_no_index_and_hash_everything():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert text.count("==") <= text.count("--hash=sha256:")
