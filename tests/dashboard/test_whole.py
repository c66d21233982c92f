"""Requests and answers that change threads once; and large ones, which are streamed."""

import threading
import time
from collections.abc import Iterator

import pytest
from flask import Flask, Response, request
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from dashboard.whole import SMALL, Pages


class Office:
    """A server that answers with what it was sent, and how many it answers at once."""

    def __init__(self) -> None:
        self.at_once, self.most, self._turn = 0, 0, threading.Lock()
        self.server = Flask("office")
        self.server.config["MAX_CONTENT_LENGTH"] = 2 * SMALL
        self.server.add_url_rule("/echo/<name>", "echo", self.echo, methods=["POST", "GET"])

    def echo(self, name: str) -> Response:
        with self._turn:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        time.sleep(0.05)
        with self._turn:
            self.at_once -= 1
        answer = Response(request.get_data(), 202, mimetype="text/plain")
        answer.headers["X-Name"] = f"{name} {request.args.get('q', '')}"
        answer.set_cookie("a", "1")
        answer.set_cookie("b", "2")
        return answer


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def client(office: Office) -> Iterator[TestClient]:
    served = Starlette(routes=[Mount("", Pages(office.server, threads=2))])
    with TestClient(served) as made:
        yield made


@pytest.mark.parametrize("size", [0, 10, SMALL, SMALL + 1])
def test_what_is_sent_comes_as_it_is_and_so_does_the_answer(client: TestClient, size: int) -> None:
    answer = client.post("/echo/ruang%20rapat?q=%26", content=b"x" * size)
    assert (answer.status_code, answer.headers["x-name"]) == (202, "ruang rapat &")
    assert answer.content == b"x" * size
    assert answer.headers.get_list("set-cookie") == ["a=1; Path=/", "b=2; Path=/"]


def test_what_is_too_large_is_refused(client: TestClient) -> None:
    assert client.post("/echo/a", content=b"x" * (2 * SMALL + 1)).status_code == 413


def test_no_more_are_answered_at_once_than_there_are_threads(
    client: TestClient, office: Office
) -> None:
    asks = [threading.Thread(target=client.get, args=(f"/echo/{n}",)) for n in range(6)]
    for ask in asks:
        ask.start()
    for ask in asks:
        ask.join(5)
    assert office.most == 2
