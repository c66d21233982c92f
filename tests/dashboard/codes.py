"""Codes that scoring makes, found in its own source: none may go without a phrase."""

import ast
from pathlib import Path

from dashboard.telling.records import OF_STATUS
from scoring.activities import FAULTS
from scoring.indicators import Indicator

SCORING = Path(__file__).parents[2] / "scoring"


def told_by_word(indicator: Indicator) -> bool:
    """Whether its records are told by a word rather than a number."""
    plain = indicator.unit == "count" or indicator.family == "beta"
    return plain or indicator.id == OF_STATUS


def reasons() -> set[str]:
    """Every code that says why a record is no case."""
    found = set(FAULTS)
    for path in (*(SCORING / "indicators").glob("*.py"), SCORING / "progress.py"):
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            found |= _of(node)
    return found - {"", "count", "position", "release", "lower", "higher", "weeks", "share", "thin"}


def _of(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Assign) and any(
        getattr(target, "id", "") == "reasons" for target in node.targets
    ):
        return set(_keys(node.value))
    if not isinstance(node, ast.Call):
        return set()
    name = getattr(node.func, "id", getattr(node.func, "attr", "")).lstrip("_")
    if name == "first_reason":
        return {keyword.arg for keyword in node.keywords if keyword.arg}
    told = _texts([k.value for k in node.keywords if k.arg in ("why", "left_out")])
    if name == "first":
        return told | {key for arg in node.args for key in _keys(arg)}
    places = {"mask": slice(1, 2), "Series": slice(0, 1), "share": slice(-1, None)}
    return told | _texts(node.args[places[name]] if name in places else [])


def _keys(node: ast.AST) -> list[str]:
    keys = node.keys if isinstance(node, ast.Dict) else []
    return [key.value for key in keys if isinstance(key, ast.Constant)]


def _texts(nodes: list[ast.expr]) -> set[str]:
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
