"""What a reader may do about an alert: one form for each deed. They are never renewed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html

from dashboard import ids
from dashboard.components.headers import section
from dashboard.components.marks import attributes, icon
from dashboard.texts import Texts
from dashboard.view import Permission, Viewer

DAYS = ("1", "3", "7", "14")
"""So long an acknowledgement or a silence may last, from now by the clock."""
WRITTEN = ("note", "reason")
MOST_WRITTEN = 1000


@dataclass(frozen=True)
class Form:
    """One deed: its fields in order, who may, its sign, and whether an ended alert allows it."""

    deed: str
    fields: tuple[str, ...]
    permission: Permission
    symbol: str
    afterwards: bool = False

    def place(self, part: str) -> str:
        """The identifier of a field, of the button, or of what is told."""
        return ids.make_id("peringatan", f"{self.deed}-{part}")

    def wrong(self, field: str) -> str:
        """The identifier of what is wrong with a field."""
        return self.place(f"{field}-wrong")

    @property
    def written(self) -> tuple[str, ...]:
        """Fields that are emptied once the deed is done."""
        return tuple(field for field in self.fields if field in WRITTEN)


FORMS = (
    Form("acknowledge", ("note", "until"), "act_on_alerts", "check2-circle"),
    Form("follow_up", ("note",), "act_on_alerts", "journal-check", afterwards=True),
    Form("assign", ("to", "note"), "direct_alerts", "person-check"),
    Form("silence", ("what", "until", "reason"), "direct_alerts", "bell-slash"),
    Form("dismiss", ("note",), "direct_alerts", "x-circle", afterwards=True),
)


def forms(
    viewer: Viewer, assignable: Sequence[tuple[str, str]], texts: Texts, *, ended: bool
) -> html.Section:
    """Those the viewer may use on this alert, the first one open."""
    mine = [
        form for form in FORMS if viewer.may(form.permission) and (form.afterwards or not ended)
    ]
    shown = [_form(form, assignable, texts, first=not n) for n, form in enumerate(mine)]
    nobody = html.P(texts("alert.deeds_none"), className="note")
    return section(texts("alert.deeds"), html.Div(shown) if shown else nobody, name="alert-deeds")


def _form(
    form: Form, assignable: Sequence[tuple[str, str]], texts: Texts, *, first: bool
) -> html.Details:
    return html.Details(
        [
            html.Summary([icon(form.symbol), html.B(texts(f"deed.{form.deed}"))]),
            html.P(texts(f"deed.{form.deed}_more"), className="note-line"),
            *(_field(form, field, assignable, texts) for field in form.fields),
            html.Div(
                [
                    html.Button(texts(f"deed.{form.deed}"), id=form.place("submit"),
                                className="btn btn-primary", type="button"),
                    html.Span(id=form.place("told"), role="status", className="deed-told"),
                ],
                className="deed-end",
            ),
        ],
        open=first,
        className="deed",
    )  # fmt: skip


def _field(form: Form, field: str, assignable: Sequence[tuple[str, str]], texts: Texts) -> html.Div:
    """A labelled field, and the place where it is said what is wrong with it."""
    place = form.place(field)
    label = texts(f"deed_field.{field}")
    wrong = html.Small(id=form.wrong(field), className="deed-wrong", role="alert")
    if field in WRITTEN:
        box = dcc.Textarea(id=place, value="", rows=2, maxLength=MOST_WRITTEN,
                           className="form-control")  # fmt: skip
        return html.Div([html.Label([label, box], htmlFor=place), wrong], className="deed-field")
    group = html.Div(
        [html.Span(label, className="deed-label"), _choice(place, field, assignable, texts), wrong],
        className="deed-field",
        role="group",
        **attributes(aria_label=label),
    )
    return group  # noqa: RET504


def _choice(place: str, field: str, assignable: Sequence[tuple[str, str]], texts: Texts) -> Any:
    if field == "to":
        options = [{"value": account, "label": name} for account, name in assignable]
        return dcc.Dropdown(id=place, options=options, placeholder=texts("deed_field.to_hint"))
    codes = DAYS if field == "until" else ("this", "unit")
    options = [{"value": code, "label": texts(f"deed_{field}.{code}")} for code in codes]
    return dcc.RadioItems(id=place, options=options, value=codes[0], className="deed-choice")
