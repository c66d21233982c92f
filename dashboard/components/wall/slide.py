"""One page of a wall display, and the marks of all of them that wall.js turns by."""

from dataclasses import dataclass
from typing import Any

from dash import html

from dashboard.components.marks import attributes, mark
from dashboard.texts import Texts
from dashboard.walls import Wall


@dataclass(frozen=True)
class Slide:
    """One page. ``key`` stays the same from renewal to renewal; ``tone``: a band."""

    kind: str
    key: str
    title: str
    tone: str
    body: Any
    more: str = ""


def slide(shown: Slide, wall: Wall) -> html.Section:
    """A page with how long it stands: longer where it is red."""
    stay = wall.rhythm.total_seconds() * (wall.stay if shown.tone == "missed" else 1.0)
    return html.Section(
        [
            html.Header(
                [
                    html.H2([mark(shown.tone), html.Span(shown.title)]),
                    html.Span(shown.more, className="wall-more"),
                ],
                className="wall-head",
            ),
            html.Div(shown.body, className="wall-body"),
        ],
        className=f"wall-slide wall-{shown.kind}",
        **attributes(data_slide=shown.key, data_tone=shown.tone, data_stay=f"{stay:g}"),
    )


def steps(slides: list[Slide], texts: Texts) -> list[html.Li]:
    """A button for each page: its mark, and its title, shown where it is the present one."""
    return [
        html.Li(
            html.Button(
                [mark(shown.tone), html.Span(shown.title)],
                className="wall-step",
                **attributes(
                    data_step=shown.key,
                    aria_label=texts("wall.step", title=shown.title, tone=_word(shown.tone, texts)),
                ),
            )
        )
        for shown in slides
    ]


def _word(tone: str, texts: Texts) -> str:
    return texts(f"band.{tone}")


def number(value: str, label: str, tone: str, more: str = "") -> html.Li:
    """A large figure over its name."""
    marked: list[Any] = [html.B(value)] if tone == "none" else [mark(tone), html.B(value)]
    return html.Li(
        [html.Div(marked), html.Span(label), html.Small(more) if more else None],
        className=f"wall-number number-{tone}",
    )
