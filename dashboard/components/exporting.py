"""What stands below a table: its files, and the place of its rows on paper."""

from dash import html

from dashboard.components.marks import attributes, icon
from dashboard.texts import Texts

KINDS = {"csv": "filetype-csv", "xlsx": "file-earmark-spreadsheet"}
SAID = ("making", "made", "failed", "too_large")


def exporting(table: str, label: str, texts: Texts) -> html.Div:
    """A button for each kind of file; assets/export.js does it, and says how it went."""
    words = {f"data_{word}": texts(f"export.{word}") for word in SAID}
    buttons = [
        html.Button(
            [icon(shape), texts(f"export.{kind}")],
            type="button",
            className="export-button",
            title=texts(f"export.{kind}_of", name=label),
            **attributes(
                data_export=kind,
                data_table=table,
                aria_label=texts(f"export.{kind}_of", name=label),
            ),
        )
        for kind, shape in KINDS.items()
    ]
    told = html.Span(className="export-said", role="status", **attributes(**words))
    return html.Div(
        [
            html.Div(
                [told, html.Span(texts("export.download"), className="export-label"), *buttons],
                className="export",
            ),
            html.Div(className="on-paper", **attributes(data_rows_of=table)),
        ],
        className="grid-after",
    )
