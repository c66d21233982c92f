"""Renewals: only what differs is sent, each answer is worked out once, and none is out of date."""

import json
from typing import Any

import dash
import pytest
from flask.testing import FlaskClient

from dashboard.live import Current
from dashboard.pages import unit
from dashboard.services import Live
from dashboard.tagged import fresh, part
from tests.dashboard.conftest import Enter
from tests.dashboard.fakes import NOW, Office
from tests.dashboard.wire import renew_ringkasan, renew_unit

HERE = "?unit=dinkes"


def tags_of(client: FlaskClient, search: str = HERE) -> str:
    """What a browser that shows a unit says it has."""
    return str(renew_unit(client, search).json["response"][unit.SHOWN]["data-tags"])


def test_a_page_that_shows_everything_is_sent_nothing_but_its_mark(enter: Enter) -> None:
    client = enter("pimpinan")
    answer = renew_unit(client, HERE, tags=tags_of(client))
    assert list(answer.json["response"]) == [unit.SHOWN]
    assert len(answer.data) < 500


def test_a_page_is_sent_the_parts_that_differ_and_no_others(enter: Enter, office: Office) -> None:
    client = enter("pimpinan")
    tags = tags_of(client)
    office.bump(subject="dinkes", value=0.123)
    sent = renew_unit(client, HERE, tags=tags, told=office.revision).json["response"]
    assert "12,3%" in json.dumps(sent["unit-tiles"])
    assert not {"unit-past", "unit-signs", "unit-complaints", "unit-spread"} & set(sent)


def test_a_page_says_which_revision_and_address_it_shows(enter: Enter, office: Office) -> None:
    client = enter("pimpinan")
    office.bump()
    shown = renew_unit(client, HERE, told=office.revision).json["response"][unit.SHOWN]
    assert (shown["data-revision"], shown["data-view"]) == (str(office.revision), f"/unit{HERE}")


def shown_at(office: Office, revision: int, **more: str) -> dict[str, str]:
    """The mark of a page about dinkes that shows ``revision``, worked out now."""
    at = f"{office.services().now().timestamp():.0f}"
    return {"revision": str(revision), "view": f"/unit{HERE}", "unit": "dinkes", "at": at, **more}


def test_a_page_that_the_news_do_not_concern_is_left_alone(enter: Enter, office: Office) -> None:
    client = enter("pimpinan")
    mark = shown_at(office, office.revision)
    office.bump(subject="dinkes", value=0.123)
    office.concerned = frozenset({"disdik", "aceh"})
    answer = renew_unit(client, HERE, told=office.revision, **mark).json["response"]
    assert list(answer) == [unit.SHOWN]
    assert answer[unit.SHOWN]["data-revision"] == str(office.revision)


RENEWED = {
    "the news concern it": ({"concerned": frozenset({"dinkes", "aceh"})}, {}),
    "the news concern everybody": ({"concerned": None}, {}),
    "it was worked out long ago": ({"concerned": frozenset()}, {"at": "1"}),
    "it shows another address": ({"concerned": frozenset()}, {"view": "/unit?unit=disdik"}),
    "it does not say whom it is about": ({"concerned": frozenset()}, {"unit": ""}),
}


@pytest.mark.parametrize(("said", "mark"), RENEWED.values(), ids=RENEWED)
def test_a_page_is_renewed_if(
    enter: Enter, office: Office, said: dict[str, Any], mark: dict[str, str]
) -> None:
    client = enter("pimpinan")
    mark = shown_at(office, office.revision, **mark)
    office.bump(subject="dinkes", value=0.123)
    vars(office).update(said)
    answer = renew_unit(client, HERE, told=office.revision, **mark).json["response"]
    assert "12,3%" in json.dumps(answer["unit-tiles"])


def test_an_answer_is_worked_out_once_for_all_who_may_see_the_same(
    enter: Enter, office: Office
) -> None:
    renew_ringkasan(enter("pimpinan"))
    asked = office.asked_scores
    for _ in range(3):
        renew_ringkasan(enter("pimpinan"))
    assert office.asked_scores == asked


def test_nobody_is_given_the_answer_of_another_scope(enter: Enter) -> None:
    whole = renew_ringkasan(enter("pimpinan")).json["response"]["ringkasan-units"]["rowData"]
    part = renew_ringkasan(enter("atasan")).json["response"]["ringkasan-units"]["rowData"]
    assert {row["id"] for row in part} < {row["id"] for row in whole}


def test_a_revision_a_browser_was_told_is_never_answered_from_before(
    enter: Enter, office: Office
) -> None:
    client = enter("pimpinan")
    renew_ringkasan(client)
    office.bump(value=0.123)
    sent = renew_ringkasan(client, told=office.revision).json["response"]
    assert "12,3%" in json.dumps(sent["ringkasan-tiles"])


def test_the_remembered_revision_is_asked_anew_only_for_a_newer_one() -> None:
    asked: list[int] = []

    def ask() -> Live:
        asked.append(1)
        return Live(len(asked), NOW)

    current = Current(ask)
    assert [current.at_least(wanted).revision for wanted in (1, 1, 2, 1)] == [1, 1, 2, 2]


def test_tags_of_another_page_are_not_taken_for_ones_own() -> None:
    found = [part([1]), part({"a": None})]
    assert fresh(found, [tag for tag, _ in found]) == [dash.no_update] * 2
    assert fresh(found, [found[0][0]]) == [[1], {"a": None}]
    assert fresh(found, []) == [[1], {"a": None}]
