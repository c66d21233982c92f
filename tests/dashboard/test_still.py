"""Still parts: what no callback touches is one component of plain HTML."""

from html.parser import HTMLParser
from typing import Any

import pytest
from dash import dcc, html
from dash.development.base_component import Component
from hypothesis import given
from hypothesis import strategies as st

from dashboard.still import Still, Wired, inside, stilled
from tests.dashboard.conftest import Enter
from tests.dashboard.wire import open_page


def within(content: Any, *wired: str) -> Any:
    return stilled(html.Div(content, id="frame"), Wired(frozenset(["frame", *wired]))).children


CASES: dict[str, tuple[Any, str]] = {
    "text and numbers": ([1, " of ", 2.5, None, True], "1 of 2.5"),
    "elements within": (html.B("so"), "<b>so</b>"),
    "a class, a style, data": (
        html.I(className="bi", style={"--n": "3", "maxWidth": "2rem"}, **{"data-x": "1"}),
        '<i class="bi" style="--n:3;max-width:2rem" data-x="1"></i>',
    ),
    "what is not so is left out": (
        html.Option("a", value="a", selected=False, disabled=True),
        '<option disabled value="a">a</option>',
    ),
    "elements without an end": (html.Img(src="/x", alt=""), '<img alt="" src="/x">'),
    "a link within the product": (
        dcc.Link("there", href="/unit?a=1&b=2"),
        '<a href="/unit?a=1&amp;b=2" data-link="1">there</a>',
    ),
    "an identifier that nobody asks for": (html.P("x", id="anchor"), '<p id="anchor">x</p>'),
}


@pytest.mark.parametrize("case", CASES)
def test_a_part_that_stands_still_is_its_html(case: str) -> None:
    content, expected = CASES[case]
    part = within(html.Section(content, className="part"))
    assert isinstance(part, Still)
    assert (part.tag, part.attrs, part.html) == ("section", {"className": "part"}, expected)


@pytest.mark.parametrize(
    "live",
    [dcc.Input(id="typed"), html.P(id="renewed"), html.Button("go", n_clicks=0), dcc.Store(id="x")],
    ids=["a field", "what is renewed", "a button of a callback", "a store"],
)
def test_what_a_callback_touches_and_all_around_it_stay_components(live: Component) -> None:
    part = within(html.Section([html.P("still"), live]), "renewed")
    assert isinstance(part, html.Section)
    assert isinstance(part.children[0], Still)
    assert part.children[1] is live


def test_what_is_told_as_html_stays_one_component_with_its_name() -> None:
    part = stilled(
        html.Ul(html.Li("a"), id="list"), Wired(frozenset(["list"]), frozenset(["list"]))
    )
    assert (part.id, part.tag, part.html, part.attrs) == ("list", "ul", "<li>a</li>", {})


def test_a_field_cannot_be_told_as_html() -> None:
    with pytest.raises(TypeError, match="tell its children"):
        inside([html.P("a"), dcc.Input(id="typed")])


class Found(HTMLParser):
    """Tags and text of some HTML."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


WRITTEN = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@given(WRITTEN, WRITTEN)
def test_no_text_and_no_attribute_can_become_markup(text: str, title: str) -> None:
    found = Found(within(html.Div(html.Span(text, title=title))).html)
    assert found.tags == [("span", {"title": title})]
    assert found.text == text


def test_a_page_arrives_with_few_components(enter: Enter) -> None:
    page = open_page(enter("pimpinan"), "/").text
    assert page.count('"namespace":') < 60
