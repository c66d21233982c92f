"""Callbacks as the browser sends them."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard import ids
from dashboard.pages import data, pegawai, ringkasan, unit


def call(
    client: FlaskClient, output: str, inputs: list[Any], state: list[Any], *, token: bool = True
) -> TestResponse:
    """One callback over the wire."""
    outputs = [_split(part) for part in output.strip(".").split("...")]
    body = {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": inputs,
        "state": state,
        "changedPropIds": [f"{inputs[0]['id']}.{inputs[0]['property']}"],
    }
    cookie = client.get_cookie("_csrf_token")
    headers = {"X-CSRFToken": cookie.value} if cookie and token else {}
    return client.post("/_dash-update-component", json=body, headers=headers)


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


def renew_ringkasan(client: FlaskClient) -> TestResponse:
    """The overview's renewal."""
    places = (ringkasan.TALLY, ringkasan.TILES, ringkasan.CONCERNS, ringkasan.SIGNS,
              ringkasan.FIGURES)  # fmt: skip
    output = "...".join([*(f"{place}.children" for place in places), f"{ringkasan.UNITS}.rowData"])
    return call(client, f"..{output}..", [prop(ids.REVISION, "data", 2)], [_search()])


def renew_unit(client: FlaskClient, search: str = "") -> TestResponse:
    """A unit's renewal."""
    rows = (unit.CHILDREN, unit.PEOPLE, unit.COMPLAINTS)
    outputs = [str(o) for o in unit.PLACES.outputs] + [f"{place}.rowData" for place in rows]
    outputs += [f"{place}.children" for place in (unit.CONCERNS, unit.SPREAD)]
    state = [prop(ids.LOCATION, "search", search)]
    output = f"..{'...'.join(outputs)}.."
    return call(client, output, [prop(ids.REVISION, "data", 2)], state)


def renew_person(client: FlaskClient, search: str = "") -> TestResponse:
    """A person's renewal."""
    outputs = [str(o) for o in pegawai.PLACES.outputs]
    outputs += [f"{pegawai.BESIDE}.children", f"{pegawai.DAYS}.children"]
    output = f"..{'...'.join([*outputs, f'{pegawai.COMPLAINTS}.rowData'])}.."
    state = [prop(ids.LOCATION, "search", search)]
    return call(client, output, [prop(ids.REVISION, "data", 2)], state)


def renew_data(client: FlaskClient) -> TestResponse:
    """The data page's renewal."""
    output = f"..{data.FRAMES}.children...{data.SOURCES}.rowData...{data.REJECTS}.rowData.."
    return call(client, output, [prop(ids.REVISION, "data", 2)], [_search()])


def _search() -> dict[str, Any]:
    return prop(ids.LOCATION, "search", "")
