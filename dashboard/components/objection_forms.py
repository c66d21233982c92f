"""The forms of objections: filing one, and what may be done about one.

What stands in a field is never renewed; of the buttons only what differs is.
"""

from typing import Any

from dash import dcc, html

from dashboard import ids
from dashboard.components.evidence import files_field
from dashboard.components.headers import section
from dashboard.components.marks import attributes, icon
from dashboard.objections import Objection, Objections
from dashboard.texts import Texts

REASON = ids.make_id("keberatan", "reason")
EVIDENCE = ids.make_id("keberatan", "evidence")
SUBMIT = ids.make_id("keberatan", "submit")
SUBMITTED = ids.make_id("keberatan", "submitted")
REASON_WRONG = ids.make_id("keberatan", "reason-wrong")
NOTE = ids.make_id("keberatan", "note")
TOLD = ids.make_id("keberatan", "told")
PRESSED = ids.make_id("keberatan", "pressed")
MOST_WRITTEN = 4000
LOOKS = {"uphold": "btn-primary", "reject": "btn-outline-danger"}
ICONS = {
    "take_up": "search",
    "explain": "chat-left-text",
    "uphold": "check-circle",
    "reject": "x-circle",
    "withdraw": "arrow-counterclockwise",
}


def filing(about: Any, asked: Objections, texts: Texts) -> html.Section:
    """Reason and evidence, said or as files."""
    file_within, decide_within = asked.file_within, asked.decide_within
    return section(
        texts("objection.file"),
        html.Div(
            [
                about,
                html.P(texts("objection.rights", days=file_within, workdays=decide_within),
                       className="note-line"),
                _field(REASON, "reason", texts, html.Small(id=REASON_WRONG, role="alert",
                                                           className="deed-wrong")),
                _field(EVIDENCE, "evidence", texts),
                files_field(asked, None, texts),
                html.Div(
                    [
                        html.Button([icon("send"), " ", texts("objection.submit")], id=SUBMIT,
                                    type="button", className="btn btn-primary"),
                        html.Span(id=SUBMITTED, role="status", className="deed-told"),
                    ],
                    className="deed-end",
                ),
            ],
            className="alert-body",
        ),
    )  # fmt: skip


def _field(place: str, name: str, texts: Texts, wrong: Any = None) -> html.Div:
    box = dcc.Textarea(id=place, value="", rows=4 if name == "reason" else 2,
                       maxLength=MOST_WRITTEN, className="form-control")  # fmt: skip
    hint = html.Small(texts(f"objection.{name}_hint"), className="note-line")
    label = html.Label([texts(f"objection.{name}"), hint, box], htmlFor=place)
    return html.Div([label, wrong], className="deed-field")


def deciding(buttons: Any, place: str, texts: Texts) -> html.Section:
    """A note and the buttons of what may be done; the buttons stand at ``place``."""
    box = dcc.Textarea(id=NOTE, value="", rows=3, maxLength=MOST_WRITTEN, className="form-control")
    return section(
        texts("objection.deeds"),
        html.Div(
            [
                html.Div(html.Label([texts("objection.note"), box], htmlFor=NOTE),
                         className="deed-field"),
                html.Div(buttons, id=place, className="objection-buttons"),
                html.Span(id=TOLD, role="status", className="deed-told"),
                dcc.Store(id=PRESSED),
            ],
            className="alert-body",
        ),
    )  # fmt: skip


def buttons(found: Objection, asked: Objections, texts: Texts) -> list[Any]:
    """One for each deed that is allowed now, with what it does; and the field for files."""
    allowed = [verb for verb in found["allowed"] if verb in ICONS]
    if not allowed:
        return [html.P(texts("objection.nothing_to_do"), className="note-line")]
    more = "attach" in found["allowed"]
    return [
        *(_button(verb, texts) for verb in allowed),
        files_field(asked, int(found["objection_id"]), texts) if more else None,
    ]


def _button(verb: str, texts: Texts) -> html.Div:
    return html.Div(
        [
            html.Button(
                [icon(ICONS[verb]), " ", texts(f"objection_deed.{verb}")],
                type="button",
                className=f"btn {LOOKS.get(verb, 'btn-outline-secondary')}",
                **attributes(data_put=PRESSED, data_value=verb),
            ),
            html.Small(texts(f"objection_deed.{verb}_more"), className="note-line"),
        ]
    )
