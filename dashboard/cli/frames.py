"""The command that writes docs/frames.md: the canonical frames, from scoring.shapes."""

from collections.abc import Iterator

import typer

from dashboard.cli.app import app
from scoring.columns import KIND_MEANINGS, Column, Shape
from scoring.shapes import SHAPES


@app.command(hidden=True)
def frames() -> None:
    """Print the canonical frames as Markdown (docs/frames.md)."""
    typer.echo(document(), nl=False)


def document() -> str:
    """All frames, column by column."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Frames"
    yield ""
    yield "Written by `pantau frames` from `scoring/shapes/`; do not edit."
    yield ""
    for kind, meaning in KIND_MEANINGS.items():
        yield f"- **{kind}**: {meaning}"
    for shape in SHAPES.values():
        yield from _frame(shape)


def _frame(shape: Shape) -> Iterator[str]:
    yield from ("", f"## {shape.name}", "", shape.meaning, "")
    yield "| column | kind | must | meaning |"
    yield "|---|---|---|---|"
    for name, column in shape.columns.items():
        must = "key" if name == shape.key else "yes" if column.required else ""
        yield f"| {name} | {column.kind} | {must} | {_meaning(column)} |"


def _meaning(column: Column) -> str:
    parts = [column.meaning]
    if column.values:
        parts.append("codes: " + ", ".join(column.values))
    if column.default is not None:
        parts.append(f"without it: {column.default}")
    if column.refers:
        parts.append(f"one of {column.refers}")
    return "; ".join(parts).replace("|", "\\|")
