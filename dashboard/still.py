"""Still parts: what no callback reads or writes is sent as plain HTML, as one component.

The renderer of Dash asks every component at every turn whether it has changed; a page of a
thousand spans is slow by that alone. Pages are written with ``dash.html`` as ever; what stands
still in them becomes one ``Still`` each, and assets/still.js changes only the nodes that differ.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape
from typing import Any

import dash
from dash import Output
from dash.dcc import Link
from dash.development.base_component import Component
from dash.html import Div

HTML = "dash_html_components"
VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"})
SPELLED = {"className": "class", "htmlFor": "for", "key": "data-key"}
NO_ATTRIBUTES = frozenset({"children", "refresh", *vars(Div())})
"""What a component has beside the attributes of its element."""

MOST_KEPT = 2048
"""Parts of one kind that are kept as HTML, for all units and people."""

CLICKED = ("n_clicks", "n_clicks_timestamp")
PART = "html"
"""The property to renew where a part is told as HTML: ``Output(TILES, PART)``."""

LINK = "data-link"
"""Marks a link that changes the page without loading it (assets/still.js)."""


class Still(Component):
    """An element with all that is in it: ``tag``, ``attrs`` (of the element), ``html`` (within)."""

    _namespace = "pantau"
    _type = "Still"
    _prop_names = ["attrs", "html", "id", "tag"]  # noqa: RUF012
    _children_props: list[str] = []  # noqa: RUF012
    _base_nodes = ["children"]  # noqa: RUF012
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_properties = _prop_names
    available_wildcard_properties = _valid_wildcard_attributes


@dataclass(frozen=True)
class Element:
    """An element that stands still: its tag, its attributes as Dash names them, its inside."""

    tag: str
    attrs: dict[str, Any]
    inside: str

    def markup(self) -> str:
        """The element as HTML."""
        opened = f"<{self.tag}{''.join(map(_attribute, self.attrs.items()))}>"
        return opened if self.tag in VOID else f"{opened}{self.inside}</{self.tag}>"

    def component(self) -> Still:
        """The element as one component."""
        return Still(tag=self.tag, attrs=self.attrs, html=self.inside)  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Wired:
    """Identifiers that callbacks read or write, and those of them that are told as HTML."""

    names: frozenset[str]
    parts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, callbacks: Mapping[str, Any]) -> "Wired":
        """What is wired in Dash's map of callbacks."""
        told = [one for entry in callbacks.values() for one in _outputs(entry["output"])]
        read = [
            part["id"] for entry in callbacks.values() for part in entry["inputs"] + entry["state"]
        ]
        parts = {one.component_id for one in told if one.component_property == PART}
        names = {*read, *(one.component_id for one in told)}
        return cls(*(frozenset(n for n in found if isinstance(n, str)) for found in (names, parts)))


def _outputs(output: Any) -> list[Output]:
    """The outputs of a callback, of which there may be one or several."""
    return list(output) if isinstance(output, list | tuple) else [output]


class Stilling:
    """Makes still parts of what no callback of ``app`` reads or writes."""

    def __init__(self, app: dash.Dash) -> None:
        self._app = app

    def __call__(self, content: Any) -> Any:
        """``content`` with each part that stands still as one component."""
        return stilled(content, self._wired)

    @cached_property
    def _wired(self) -> Wired:
        """Known once all callbacks are registered."""
        return Wired.of(self._app.callback_map)


def stilled(content: Any, wired: Wired) -> Any:
    """``content`` with each part that stands still as one component."""
    return _outward(_seen(content, wired))


def inside(content: Any) -> str:
    """HTML of ``content``, told to a ``PART``; raises TypeError if it does not stand still."""
    found = _inside(_seen(content, Wired(frozenset())))
    if found is None:
        raise TypeError("still: a part told as HTML holds a component of Dash; tell its children")
    return found


def element(content: Component) -> Element:
    """What stands still, as it is put into a page; raises TypeError if it does not stand still."""
    found = _seen(content, Wired(frozenset()))
    if not isinstance(found, Element):
        raise TypeError("still: an element holds a component of Dash")
    return found


def kept(make: Callable[..., Component]) -> Callable[..., Element]:
    """``make``, its parts kept as HTML by what they show: most are the same after most news."""

    @lru_cache(maxsize=MOST_KEPT)
    def known(*shown: Hashable) -> Element:
        return element(make(*shown))

    return known


def _seen(node: Any, wired: Wired) -> Any:
    """What stands still as Element, from the inside outward; the rest as it is."""
    if isinstance(node, list | tuple):
        return [_seen(one, wired) for one in node]
    if not isinstance(node, Component) or isinstance(node, Still):
        return node
    within = _seen(getattr(node, "children", None), wired)
    inside = _inside(within) if _stands_still(node, wired) else None
    if inside is not None:
        return _part(node, inside) if node_id(node) in wired.parts else _element(node, inside)
    if within is not None:
        node.children = _outward(within)
    return node


def node_id(node: Component) -> Any:
    """The identifier of a component, if it has one."""
    return getattr(node, "id", None)


def _stands_still(node: Component, wired: Wired) -> bool:
    if not isinstance(node, Link) and node._namespace != HTML:  # noqa: SLF001
        return False
    if any(getattr(node, clicked, None) is not None for clicked in CLICKED):
        return False
    name = node_id(node)
    if not isinstance(name, str):
        return name is None
    return name in wired.parts or name not in wired.names


def _part(node: Component, inside: str) -> Still:
    """What a callback tells as HTML."""
    element = _element(node, inside)
    return Still(id=element.attrs.pop("id"), tag=element.tag, attrs=element.attrs, html=inside)  # type: ignore[no-untyped-call]


def _element(node: Component, inside: str) -> Element:
    told = vars(node)
    names = [name for name in node._prop_names if name in told]  # noqa: SLF001
    others = sorted(told.keys() - set(names) - NO_ATTRIBUTES)
    attrs = {
        name: told[name]
        for name in (*names, *others)
        if name not in NO_ATTRIBUTES and told[name] is not None and told[name] is not False
    }
    if isinstance(node, Link):
        return Element("a", attrs | {LINK: "1"}, inside)
    return Element(node._type.lower(), attrs, inside)  # noqa: SLF001


def _inside(within: Any) -> str | None:
    """HTML of what is within an element; None if a part of it does not stand still."""
    if within is None or isinstance(within, bool):
        return ""
    if isinstance(within, Element):
        return within.markup()
    if isinstance(within, list):
        parts = [_inside(one) for one in within]
        return None if None in parts else "".join(filter(None, parts))
    return None if isinstance(within, Component) else escape(str(within), quote=False)


def _outward(within: Any) -> Any:
    if isinstance(within, list):
        return [_outward(one) for one in within]
    return within.component() if isinstance(within, Element) else within


def _attribute(pair: tuple[str, Any]) -> str:
    name, value = pair
    if value is True and not name.startswith(("data-", "aria-")):
        return f" {name}"
    said = _style(value) if name == "style" else str(value)
    return f' {SPELLED.get(name, name)}="{escape(said)}"'


def _style(style: Mapping[str, Any]) -> str:
    return ";".join(f"{_dashed(name)}:{value}" for name, value in style.items())


def _dashed(name: str) -> str:
    return re.sub(r"[A-Z]", lambda found: f"-{found[0].lower()}", name)
