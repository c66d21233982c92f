import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from data.settings import Http
from data.sources import SourceError
from data.sources.http import HttpReader
from tests.data.reading import cells, labels, marks, unreadable, until_error

Answer = tuple[int, dict[str, str], object]


def reports(*numbers: int) -> list[dict]:
    """Service requests as Open311 GeoReport v2 gives them in requests.json."""
    return [
        {
            "service_request_id": str(n),
            "status": "closed" if n % 2 else "open",
            "service_name": "Lampu jalan",
            "agency_responsible": "Dinas PUPR",
            "requested_datetime": f"2026-11-{n:02}T08:00:00+07:00",
            "updated_datetime": f"2026-11-{n:02}T09:30:00+07:00",
            "lat": 5.55,
        }
        for n in numbers
    ]


OPEN311 = {
    "kind": "http",
    "frame": "complaints",
    "params": {"jurisdiction_id": "aceh", "page_size": "2"},
    "page": "page",
    "since": "updated_after",
    "watermark": "updated_datetime",
    "columns": {
        "complaint_id": "service_request_id",
        "received": "requested_datetime",
        "closed": "updated_datetime",
        "status": {"column": "status", "values": {"open": "received"}},
    },
}


class Server(ThreadingHTTPServer):
    """Answers on loopback with what ``answer`` makes of the parameters, and remembers them."""

    daemon_threads = True
    answer: Callable[[dict[str, str]], Answer | list | dict]

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.url = f"http://127.0.0.1:{self.server_port}/requests.json"

    def pages(self, *pages: object) -> None:
        """Answer page after page, then an empty one."""
        self.answer = lambda asked: (
            pages[int(asked["page"]) - 1] if int(asked["page"]) <= len(pages) else []
        )

    def in_turn(self, *answers: object) -> None:
        """Answer in turn, whatever is asked."""
        left = iter(answers)
        self.answer = lambda _: next(left)


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        asked = {key: found[0] for key, found in parse_qs(urlsplit(self.path).query).items()}
        self.server.asked.append(asked)
        self.server.headers.append(dict(self.headers))
        answer = self.server.answer(asked)
        status, headers, body = answer if isinstance(answer, tuple) else (200, {}, answer)
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response_only(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Server() as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield running
        running.shutdown()


def reader(server: Server, waits: list[float] | None = None, **more: object) -> HttpReader:
    source = Http.model_validate(OPEN311 | {"url": server.url} | more)
    return HttpReader(source, "open311", sleep=([] if waits is None else waits).append)


def test_open311_requests_come_page_by_page_until_one_is_shorter(server):
    server.pages(reports(1, 2), reports(3, 4), reports(5))
    batches = list(reader(server).fetch({}))
    assert [row[0] for row in cells(batches)] == ["1", "2", "3", "4", "5"]
    assert labels(batches)[1:3] == ["open311:1:2", "open311:2:1"]
    assert [asked["page"] for asked in server.asked] == ["1", "2", "3"]
    assert server.asked[0]["jurisdiction_id"] == "aceh"


def test_an_empty_page_is_the_end(server):
    server.pages(reports(1, 2), reports(3, 4))
    assert len(cells(reader(server).fetch({}))) == 4
    assert len(server.asked) == 3


def test_the_first_page_may_have_the_number_zero(server):
    server.answer = lambda asked: {"0": reports(1, 2), "1": reports(3)}[asked["page"]]
    assert len(cells(reader(server, first_page=0).fetch({}))) == 3


def test_the_mark_is_the_greatest_watermark_and_comes_after_all_pages(server):
    server.pages(reports(9, 2), reports(1))
    batches = list(reader(server).fetch({}))
    assert [dict(batch.marks) for batch in batches] == [
        {},
        {},
        {"watermark": "2026-11-09T09:30:00+07:00"},
    ]


def test_only_what_is_new_since_the_mark_is_asked_for(server):
    server.pages(reports(3))
    seen = {"watermark": "2026-11-02T09:30:00+07:00"}
    assert len(cells(reader(server).fetch(seen))) == 1
    assert server.asked[0]["updated_after"] == seen["watermark"]


def test_nothing_new_leaves_the_mark(server):
    server.pages()
    assert list(reader(server).fetch({"watermark": "x"})) == []


@pytest.mark.parametrize(
    ("values", "greatest"),
    [
        ([9, 10], "10"),
        (["9", "10"], "10"),
        (["2026-01-01T10:00:00+07:00", "2026-01-01T09:00:00+00:00"], "2026-01-01T09:00:00+00:00"),
        (["b", "a", None], "b"),
    ],
    ids=["numbers", "numbers as text", "times of different offsets", "letters"],
)
def test_the_greatest_watermark_is_found_by_what_it_means(server, values, greatest):
    server.in_turn([{**reports(1)[0], "v": value} for value in values])
    seen = marks(reader(server, page=None, watermark="v").fetch({}))
    assert seen == {"watermark": greatest}


def test_when_a_later_page_fails_what_came_is_kept_without_a_mark(server):
    server.pages(reports(1, 2), (404, {}, {}))
    came, error = until_error(reader(server).fetch({}))
    assert (len(cells(came)), marks(came)) == (2, {})
    assert "open311: http://127.0.0.1" in error
    assert "answers 404" in error


@pytest.mark.parametrize("relative", [True, False])
def test_the_next_address_is_followed(server, relative):
    following = ("" if relative else server.url) + "?cursor=b"
    server.answer = lambda asked: {
        "data": {"rows": reports(2) if "cursor" in asked else reports(1)},
        "links": {} if "cursor" in asked else {"next": following},
    }
    source = reader(server, page=None, next="links.next", records="data.rows")
    assert [row[0] for row in cells(source.fetch({}))] == ["1", "2"]
    assert server.asked[1]["jurisdiction_id"] == "aceh"


def test_the_next_address_may_stand_in_the_link_header(server):
    link = {"Link": f'<{server.url}?cursor=b>; rel="next"'}
    server.in_turn((200, link, reports(1)), reports(2))
    assert len(cells(reader(server, page=None, next="Link").fetch({}))) == 2


def test_the_next_address_on_another_server_is_not_followed(server):
    server.in_turn({"rows": reports(1), "next": "http://elsewhere.example/x?key=1"})
    _, error = until_error(reader(server, page=None, next="next", records="rows").fetch({}))
    assert "on another server, http://elsewhere.example/x; use" in error


def test_what_fails_twice_and_then_succeeds_is_asked_again_ever_more_slowly(server):
    waits: list[float] = []
    server.in_turn((503, {}, {}), (500, {}, {}), reports(1), [])
    assert len(cells(reader(server, waits).fetch({}))) == 1
    assert 0.5 <= waits[0] <= 1
    assert 1 <= waits[1] <= 1.5


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "86400"}, 60),
        (
            {
                "Retry-After": "Tue, 24 Nov 2026 08:00:09 GMT",
                "Date": "Tue, 24 Nov 2026 08:00:00 GMT",
            },
            9,
        ),
    ],
    ids=["seconds", "too long", "a date by the server's clock"],
)
def test_a_server_that_asks_to_wait_is_waited_for_within_reason(server, headers, wait):
    waits: list[float] = []
    server.in_turn((429, headers, {}), reports(1), [])
    assert len(cells(reader(server, waits).fetch({}))) == 1
    assert waits == [wait]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 301])
def test_a_refusal_is_not_asked_again(server, status):
    server.in_turn((status, {"Location": "/other?key=1"}, {}))
    with pytest.raises(SourceError, match=f"answers {status}"):
        list(reader(server).fetch({}))
    assert len(server.asked) == 1


def test_after_the_last_try_the_failure_is_told(server):
    server.answer = lambda _: (500, {}, {})
    with pytest.raises(SourceError, match="answers 500, tried 3 times"):
        list(reader(server, retries=2).fetch({}))


def test_a_server_that_is_silent_is_left_after_the_time_out(server):
    server.answer = lambda _: time.sleep(0.5) or []
    with pytest.raises(SourceError, match=r"does not answer within 0\.05 s, tried 2 times"):
        list(reader(server, timeout="50ms", retries=1).fetch({}))


def test_a_server_that_is_not_there_is_told(server):
    source = reader(server, url="http://127.0.0.1:1/requests.json", retries=1)
    with pytest.raises(SourceError, match=r"cannot be reached .*, tried 2 times"):
        list(source.fetch({}))


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"<html>", "does not answer with JSON but nothing"),
        ({"requests": []}, "the document is no list; write requests in `records`"),
        ([{"id": 1}], "column service_request_id, requested_datetime is missing.* id;"),
    ],
    ids=["HTML", "wrong shape", "missing column"],
)
def test_an_answer_that_cannot_be_read_says_why(server, body, error):
    server.in_turn((200, {}, body))
    with pytest.raises(SourceError, match=error):
        list(reader(server).fetch({}))


def test_what_is_no_object_is_unreadable(server):
    server.in_turn([7, *reports(1)], [])
    (first, *_) = reader(server).fetch({})
    assert unreadable(first) == [["open311:1:1", "not_an_object", "int"]]


def test_a_page_that_repeats_itself_ends_the_asking(server):
    server.answer = lambda _: reports(1, 2)
    came, error = until_error(reader(server).fetch({}))
    assert (len(came), len(server.asked)) == (1, 2)
    assert "page 2 repeats an earlier one" in error


def test_pages_without_end_are_left(server, monkeypatch):
    monkeypatch.setattr("data.sources.http.MOST_PAGES", 3)
    server.answer = lambda asked: reports(int(asked["page"]))
    with pytest.raises(SourceError, match="does not end after 3 pages"):
        list(reader(server).fetch({}))


def test_rows_that_where_does_not_let_through_are_left_out(server):
    server.in_turn(reports(1, 2), [])
    assert [row[0] for row in cells(reader(server, where={"status": "open"}).fetch({}))] == ["2"]


@pytest.mark.parametrize("status", [200, 401, 500])
def test_keys_reach_the_server_but_neither_errors_nor_logs(server, caplog, status):
    caplog.set_level(logging.INFO)
    server.answer = lambda _: (status, {}, [])
    url = server.url.replace("http://", "http://me:hush-hush@") + "?token=hush-hush"
    secret = {"url": url, "headers": {"X-Key": "hush-hush"}, "params": {"key": "hush-hush"}}
    _, error = until_error(reader(server, **secret, retries=0).fetch({}))
    assert "hush-hush" not in error + caplog.text
    assert server.asked[0] == {"token": "hush-hush", "key": "hush-hush", "page": "1"}
    assert server.headers[0]["X-Key"] == "hush-hush"


@pytest.mark.parametrize(
    "wrong",
    [
        {"headers": {"X-Key": "hush-hush\n"}},
        {"headers": {"X-Key": "hush-hush’"}},
        {"url": "ftp://me:hush-hush@host/x"},
        {"url": "http://me:hush-hush@[host/x"},
    ],
    ids=["line break", "not ASCII", "not HTTP", "no address"],
)
def test_settings_that_cannot_be_asked_with_are_told_without_their_secrets(server, wrong):
    with pytest.raises(SourceError, match="correct `") as error:
        list(reader(server, **wrong).fetch({}))
    assert "hush-hush" not in str(error.value)
