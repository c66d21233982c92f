"""``make bench``: prints a table and writes var/bench.json."""

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench import find, intake, live, looks, pages, scoring, wall
from tests.bench.rows import Row

PARTS = (intake, looks, scoring, pages, find, live, wall)


def main() -> None:
    """Run every part, in an empty folder each."""
    found: list[Row] = []
    for part in PARTS:
        with tempfile.TemporaryDirectory() as folder:
            found += part.rows(Path(folder))
    table = Table("what", "value", "target", "", box=None)
    for row in found:
        sign = "<=" if row.better == "lower" else ">="
        table.add_row(
            row.name,
            f"{row.value:.3g} {row.unit}",
            f"{sign} {row.target:g}",
            "met" if row.met else "MISSED",
        )
    Console(width=120).print(table)
    out = Path("var/bench.json")
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps([asdict(row) for row in found], indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"written to {out}\n")


main()
