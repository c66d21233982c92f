"""Parts that are put together once they are about to be seen, or the browser has nothing to do.

A table measures itself many times while it comes up; three of them below what is seen would keep a
page from appearing. Their data are there all the while, and are renewed like any (assets/later.js).
"""

from typing import Any

from dash.development.base_component import Component


class Later(Component):
    """``children`` within a place that is ``tall`` (CSS height) until they are there."""

    _namespace = "pantau"
    _type = "Later"
    _prop_names = ["children", "id", "tall"]  # noqa: RUF012
    _children_props: list[str] = []  # noqa: RUF012
    _base_nodes = ["children"]  # noqa: RUF012
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_properties = _prop_names
    available_wildcard_properties = _valid_wildcard_attributes


def later(content: Any, tall: str) -> Later:
    """``content`` in a place of its own."""
    return Later(children=content, tall=tall)  # type: ignore[no-untyped-call]
