"""Metodologi: made from config and docstrings, so that it cannot drift."""

import json
import zlib
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml

from dashboard.components.method_calendar import limits
from dashboard.components.method_indicators import by_aspect, definition, unfair
from dashboard.phrases import phrases
from dashboard.telling.example import example
from dashboard.texts import Texts
from scoring.goals import Goal
from scoring.indicators import INDICATORS, Indicator
from tests.dashboard import small
from tests.dashboard.conftest import Enter
from tests.dashboard.fakes import GOALS
from tests.dashboard.wire import open_page

ID, EN = Texts("id", "Asia/Jakarta"), Texts("en", "Asia/Jakarta")
TODAY = pd.Timestamp("2026-11-24")
READ = Path(__file__).parent / "docstrings.yaml"


def docstring(info: Indicator) -> int:
    """A number that changes with the docstring."""
    return zlib.crc32(" ".join((info.facts.__doc__ or "").split()).encode())


def shown(parts: object) -> str:
    return json.dumps(parts, ensure_ascii=False, default=lambda part: part.to_plotly_json())


def test_all_goals_in_force_stand_in_one_table_and_lead_to_their_indicator(enter: Enter) -> None:
    text = open_page(enter("pegawai"), "/metodologi").text
    table = text[text.index("Sasaran yang berlaku sekarang") :]
    table = table[: table.index("Contoh dengan sasaran")]
    assert [
        g.indicator for g in GOALS.values() if f'"#{g.indicator}"' not in table.replace("\\", "")
    ] == []


def test_the_page_has_every_indicator_with_its_anchor(enter: Enter) -> None:
    text = open_page(enter("pegawai"), "/metodologi").text
    assert [i for i in INDICATORS if f'id=\\"{i}\\"' not in text] == []


def test_english_is_taken_from_the_docstrings() -> None:
    info = INDICATORS["answered_in_time"]
    assert definition(info, EN) == info.definition
    assert "an open complaint past its limit counts as missed" in unfair(info, EN)


def test_every_indicator_has_an_indonesian_definition_and_unfair_case() -> None:
    said = phrases("id")
    assert [i for i in INDICATORS if f"meaning.{i}" not in said] == []
    told = [i.id for i in INDICATORS.values() if unfair(i, EN)]
    assert [i for i in told if f"unfair.{i}" not in said] == []


def test_the_indonesian_wording_was_read_against_the_docstring_that_stands() -> None:
    """After a docstring has changed: read id.yaml against it, then tests.dashboard.reread."""
    read = yaml.safe_load(READ.read_text(encoding="utf-8"))
    assert [i.id for i in INDICATORS.values() if read.get(i.id) != docstring(i)] == []


def test_a_changed_target_is_on_the_page_at_once() -> None:
    goals = {**GOALS, "answered_in_time": Goal("answered_in_time", 0.77)}
    method = small.method(goals)
    assert "≥ 77%" in shown(by_aspect(method, TODAY, ID))


def test_a_goal_no_longer_in_force_is_said_to_be_so() -> None:
    text = shown(by_aspect(small.method(GOALS), TODAY, ID))
    assert "sampai 31 Des 2025 (tidak sedang berlaku)" in text


def test_earlier_limits_stand_below_those_in_force() -> None:
    text = shown(limits(small.method(GOALS), ID))
    now, before = text.index("5 hari kerja"), text.index("7 hari kerja")
    assert now < before
    assert "Sejak 1 Jan 2025" in text


def test_the_example_is_worked_out_with_real_goals() -> None:
    goals = {
        "a": Goal("answered_in_time", 0.9, weight=2),
        "b": Goal("answer_time_median", 48, weight=1),
        "c": Goal("recorded_in_time", 0.95, weight=1),
    }
    lines = example(goals, TODAY, 0.5, ID)
    assert lines[0].endswith("nilai 45,0% setara 50,0 poin.")
    assert lines[1].endswith("nilai 2 hari setara 100,0 poin.")
    assert lines[3] == "Skor = (50,0 × 2 + 100,0 × 1) ÷ 3 = 66,7."
    assert lines[4] == "Bukti: 3 dari 4 bobot, yaitu 75%; paling sedikit 50%."


def test_without_enough_goals_there_is_no_example() -> None:
    assert example({"a": Goal("answered_in_time", 0.9)}, TODAY, 0.5, ID) == []


PARTS = {
    "calendar": "Hari Kemerdekaan",
    "hours": "07:30–12:00, 13:00–16:00",
    "sample": "dinkes: 200 dilayani, minimal 132 responden",
    "matrix": "Sangat Baik",
    "discipline": "teguran lisan",
    "alarms": "1,0% pegawai per pekan",
    "unverified": "Jam Jumat [?].",
    "rebasing": "Sistem baru (Kepala Dinas)",
}


@pytest.mark.parametrize("said", PARTS.values(), ids=PARTS)
def test_the_page_tells_what_config_says(enter: Enter, said: str) -> None:
    page = open_page(enter("pimpinan"), "/metodologi").json
    assert said in json.dumps(page, ensure_ascii=False)


def test_where_it_was_read_is_said_in_the_language_of_the_page(enter: Enter) -> None:
    page = json.dumps(open_page(enter("pimpinan"), "/metodologi", "?lang=en").json)
    assert "Friday hours [?]." in page
    assert "Jam Jumat" not in page


def test_another_version_of_a_rule_is_another_page() -> None:
    method = small.method(GOALS)
    first, now = method.rules.limits
    stricter = replace(method.rules, limits=(first, replace(now, answer={"default": 2})))
    changed = replace(method, rules=stricter)
    assert "2 hari kerja" in shown(limits(changed, ID))
    assert "Tenggat jawaban pertama: 2 hari kerja" in shown(by_aspect(changed, TODAY, ID))
