"""Files that are evidence: the field to choose some, and those that were handed in."""

from typing import Any

import pandas as pd
from dash import html

from dashboard.components.marks import attributes, icon
from dashboard.objections import Objections
from dashboard.still import Element
from dashboard.telling.evidence import limits, size, templates
from dashboard.texts import Texts

PATH = "/keberatan/berkas"
ACCEPTED = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
ICONS = {"pdf": "file-earmark-text", "jpeg": "file-earmark-image", "png": "file-earmark-image"}


def files_field(found: Objections, number: int | None, texts: Texts) -> html.Div | None:
    """The field to choose files: sent at once to objection ``number``, else once one is filed."""
    if not found.most_files:
        return None
    known = limits(found, texts)
    told = templates(known, texts) | {
        "data_evidence": "" if number is None else str(number),
        "data_most": str(found.most_files),
        "data_bytes": str(found.most_bytes),
    }
    box = Element(
        "input",
        {"type": "file", "multiple": True, "accept": ACCEPTED, "className": "visually-hidden"},
        "",
    )
    choose: list[Any] = [icon("paperclip"), " ", texts("objection_file.choose"), box]
    return html.Div(
        [
            html.B(texts("objection_file.label")),
            html.Small(texts("objection_file.hint", **known), className="note-line"),
            html.Label(choose, className="btn btn-outline-secondary"),
            html.Ul(className="evidence-chosen", **attributes(data_chosen="1")),
            html.Div(role="status", className="deed-told", **attributes(data_told="1")),
            html.Div(role="alert", className="deed-wrong", **attributes(data_wrong="1")),
        ],
        className="deed-field evidence-field",
        **attributes(**told),
    )


def files_list(files: pd.DataFrame, texts: Texts) -> html.Ul:
    """Each file as a link that saves it, with its size and when it was handed in."""
    return html.Ul([_file(row, texts) for row in files.to_dict("records")], className="evidence")


def _file(row: dict[Any, Any], texts: Texts) -> html.Li:
    told = f"{size(int(row['size']), texts)} · {texts.moment(row['at'])}"
    link = html.A([icon(ICONS[row["kind"]]), str(row["name"])], href=f"{PATH}/{row['file_id']}",
                  download=str(row["name"]))  # fmt: skip
    return html.Li([link, html.Small(told, className="note-line")])
