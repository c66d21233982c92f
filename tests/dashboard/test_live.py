"""The version document."""

from tests.dashboard.conftest import Enter
from tests.dashboard.fakes import Office


def test_it_says_revision_last_look_and_build_and_nothing_else(enter: Enter) -> None:
    assert enter("pimpinan").get("/live").json == {
        "revision": 1,
        "looked_at": "2026-11-24T07:05:00+00:00",
        "build": "test",
    }


def test_an_unchanged_revision_is_not_sent_again(enter: Enter) -> None:
    client = enter("pimpinan")
    tag = client.get("/live").headers["ETag"]
    answer = client.get("/live", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.data) == (304, b"")


def test_services_are_not_asked_at_every_request(enter: Enter, office: Office) -> None:
    client = enter("pimpinan")
    before = office.asked_live
    for _ in range(20):
        client.get("/live")
    assert office.asked_live - before <= 2


def test_polling_does_not_renew_the_session(enter: Enter) -> None:
    client = enter("pimpinan")
    assert "Set-Cookie" not in client.get("/live").headers
