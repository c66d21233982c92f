"""Callbacks as the browser sends them."""

import json
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard import ids
from dashboard.pages import data, pegawai, ringkasan, unit


def call(
    client: FlaskClient, output: str, inputs: list[Any], state: list[Any], *, token: bool = True,
    pressed: str | None = None,
) -> TestResponse:  # fmt: skip
    """One callback over the wire; ``pressed``: the button, where that is not the first input."""
    outputs = [_split(part) for part in output.strip(".").split("...")]
    body = {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": inputs,
        "state": state,
        "changedPropIds": [f"{pressed}.n_clicks" if pressed else _first(inputs)],
    }
    cookie = client.get_cookie("_csrf_token")
    headers = {"X-CSRFToken": cookie.value} if cookie and token else {}
    return client.post("/_dash-update-component", json=body, headers=headers)


def _first(inputs: list[Any]) -> str:
    return f"{inputs[0]['id']}.{inputs[0]['property']}"


def _split(part: str) -> dict[str, str]:
    place, _, name = part.rpartition(".")
    return {"id": place, "property": name}


def prop(place: str, name: str, value: Any) -> dict[str, Any]:
    """An input or state."""
    return {"id": place, "property": name, "value": value}


def open_page(client: FlaskClient, path: str, search: str = "", **more: Any) -> TestResponse:
    """Ask the router for the page at an address."""
    where = [prop(ids.LOCATION, "pathname", path), prop(ids.LOCATION, "search", search)]
    return call(client, f"{ids.PAGE}.children", where, [], **more)


def words(answer: TestResponse) -> str:
    """An answer as one text in which HTML and JSON are written plainly, to look for something."""
    return unescape(json.dumps(answer.json, ensure_ascii=False)).replace('\\"', '"')


def renewed(
    client: FlaskClient, shown: str, path: str, search: str = "", *, tags: str = "",
    told: int = 2, **mark: str,
) -> TestResponse:  # fmt: skip
    """A page's renewal, as the app itself says what it takes."""
    known = {
        ids.REVISION: told, f"{ids.LOCATION}.pathname": path, f"{ids.LOCATION}.search": search,
        f"{shown}.data-tags": tags,
        **{f"{shown}.data-{name}": value for name, value in mark.items()},
    }  # fmt: skip
    wanted = next(
        entry for entry in client.get("/_dash-dependencies").json
        if f"{shown}.data-tags" in entry["output"]
    )  # fmt: skip

    def said(part: dict[str, str]) -> dict[str, Any]:
        whole = f"{part['id']}.{part['property']}"
        return prop(part["id"], part["property"], known.get(whole, known.get(part["id"], "")))

    inputs, state = ([said(part) for part in wanted[kind]] for kind in ("inputs", "state"))
    return call(client, wanted["output"], inputs, state)


def renew_ringkasan(client: FlaskClient, **how: Any) -> TestResponse:
    """The overview's renewal."""
    return renewed(client, ringkasan.SHOWN, "/", **how)


def renew_unit(client: FlaskClient, search: str = "", **how: Any) -> TestResponse:
    """A unit's renewal."""
    return renewed(client, unit.SHOWN, "/unit", search, **how)


def renew_person(client: FlaskClient, search: str = "", **how: Any) -> TestResponse:
    """A person's renewal."""
    return renewed(client, pegawai.SHOWN, "/pegawai", search, **how)


def renew_data(client: FlaskClient) -> TestResponse:
    """The data page's renewal."""
    return renewed(client, data.SHOWN, "/data")
