"""What a person's score must be read with: official rating, service, plan, attendance."""

from typing import Any

from dash import html

from dashboard.components.headers import section
from dashboard.components.marks import attributes, icon
from dashboard.components.voice_list import voice_list
from dashboard.telling import whole
from dashboard.texts import Texts, missing
from dashboard.why import Circumstances

SPARED = ("not_applicable",)


def circumstances(found: Circumstances | None, texts: Texts) -> list[Any]:
    """The rating beside the indication, the working time expected, the plan, and attendance."""
    if found is None:
        return []
    cards = [card(found, texts) for card in (_rating, _voices, _service, _attendance)]
    return [html.Div(cards, className="cards"), _plan(found, texts)]


def _card(title: str, symbol: str, children: list[Any], name: str = "") -> html.Section:
    head = html.H2([icon(symbol), title])
    return html.Section([head, *children], className=f"section card-plain {name}".strip())


def _rating(found: Circumstances, texts: Texts) -> html.Section:
    judgement = found.judgement
    pairs = _pairs(whole.judgement(judgement, texts))
    notes = [html.P(line, className="note-line") for line in whole.difference(judgement, texts)]
    return _card(texts("rating.title"), "award", [pairs, *notes])


def _voices(found: Circumstances, texts: Texts) -> html.Section | None:
    if found.voices.empty:
        return None
    note = html.P(texts("rating.voices_note"), className="note-line")
    said = _pairs(whole.voices(found.voices, texts))
    each = voice_list(found.entries, texts)
    return _card(texts("rating.voices"), "chat-square-text", [said, note, each])


def _pairs(found: list[tuple[str, str]]) -> html.Dl:
    pairs = [html.Div([html.Dt(label), html.Dd(said)]) for label, said in found]
    return html.Dl(pairs, className="pairs")


def _service(found: Circumstances, texts: Texts) -> html.Section:
    lines = [html.Li(line) for line in whole.service(found.service, texts, over=found.over)]
    away = html.P(whole.absences(found.absences, texts), className="note-line")
    waits = html.P(texts("why.calendar_waits"), className="note-line")
    return _card(
        texts("why.calendar"), "calendar3", [html.Ul(lines, className="plain-list"), away, waits]
    )


def _attendance(found: Circumstances, texts: Texts) -> html.Section | None:
    """Nothing for those the table does not hold for."""
    step = found.discipline.get("step")
    if missing(step) or step in SPARED:
        return None
    lines = [html.Li(line) for line in whole.discipline(found.discipline, texts)]
    reached = step != "none" or not missing(found.discipline.get("approaching"))
    return _card(
        texts("discipline.title"),
        "person-exclamation" if reached else "person-check",
        [html.Ul(lines, className="plain-list")],
    )


def _plan(found: Circumstances, texts: Texts) -> html.Section | None:
    if found.plan.empty:
        return None
    heads = ("plan.item", "plan.state", "plan.forecast")
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(texts(key), scope="col") for key in heads])),
            html.Tbody([_item(row, texts) for row in found.plan.to_dict("records")]),
        ]
    )
    label = texts("plan.title")
    region = html.Div(
        table, className="records plan", tabIndex=0, role="region", **attributes(aria_label=label)
    )
    stated = texts.day(found.plan["stated"].max().date())
    return section(label, region, more=texts("plan.more", day=stated))


def _item(row: dict[Any, Any], texts: Texts) -> html.Tr:
    kind = texts("plan.main" if row["main"] else "plan.additional")
    about = " · ".join(
        (
            kind,
            texts.code("target_aspect", row["aspect"]).lower(),
            texts.code("pattern", row["pattern"]).lower(),
            texts.period(str(row["period"])),
        )
    )
    title = texts("pegawai.untitled") if missing(row["title"]) else str(row["title"])
    return html.Tr(
        [
            html.Td([html.Span(title), html.Small(about)], className="record-key"),
            html.Td(whole.plan_item(row, texts)),
            html.Td(whole.forecast(row, texts), **attributes(data_head=texts("plan.forecast"))),
        ]
    )
