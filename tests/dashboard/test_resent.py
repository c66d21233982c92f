"""An answer that many ask for in the same words is made once, and never told to anybody else."""

from collections.abc import Callable, Hashable
from http import HTTPStatus

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from flask_compress.compat import compression

from dashboard.pages import unit
from dashboard.resent import PATH, Resent, shows
from tests.dashboard.conftest import Enter
from tests.dashboard.wire import renew_unit


class Dash:
    """Callbacks that say how often they were asked."""

    def __init__(self) -> None:
        self.made = 0
        self.asked: list[Hashable] = []
        self.reads: Callable[[bytes], Hashable | None] = lambda _: "leaders"
        self.status = HTTPStatus.OK
        server = Flask("dash")
        server.add_url_rule(PATH, PATH, self.answer, methods=["POST"])
        Resent(server, lambda said: self.reads(said), self.asked.append)
        self.client: FlaskClient = server.test_client()

    def answer(self) -> Response:
        self.made += 1
        shows("page")
        return Response(request.get_data() + b" %d" % self.made, self.status)

    def ask(self, said: str) -> str:
        return self.client.post(PATH, data=said).text


@pytest.fixture
def dash() -> Dash:
    return Dash()


def test_the_same_words_are_answered_once_and_each_asking_is_counted(dash: Dash) -> None:
    assert [dash.ask(said) for said in ("a", "a", "b", "a")] == ["a 1", "a 1", "b 2", "a 1"]
    assert dash.asked == ["page"] * 4


def test_who_may_see_other_things_gets_an_answer_of_their_own(dash: Dash) -> None:
    dash.ask("a")
    dash.reads = lambda _: "others"
    assert dash.ask("a") == "a 2"


def test_what_is_for_one_alone_is_never_kept(dash: Dash) -> None:
    dash.reads = lambda _: None
    assert [dash.ask("a"), dash.ask("a")] == ["a 1", "a 2"]


def test_a_failure_is_not_kept(dash: Dash) -> None:
    dash.status = HTTPStatus.INTERNAL_SERVER_ERROR
    assert dash.ask("a") == "a 1"
    dash.status = HTTPStatus.OK
    assert dash.ask("a") == "a 2"


def test_it_is_packed_for_browsers_that_take_it(dash: Dash) -> None:
    takes = {"Accept-Encoding": "gzip, deflate, br, zstd"}
    packed = dash.client.post(PATH, data="a", headers=takes)
    assert packed.headers["Content-Encoding"] == "zstd"
    assert compression.zstd.decompress(packed.data) == b"a 1"
    assert "Content-Encoding" not in dash.client.post(PATH, data="a").headers


def test_who_does_not_see_a_unit_is_not_sent_what_others_were(enter: Enter) -> None:
    leader, manager = (
        renew_unit(enter(who), "?unit=aceh").json["response"] for who in ("pimpinan", "atasan")
    )
    assert len(leader) > 10
    assert list(manager) == [unit.SHOWN]
