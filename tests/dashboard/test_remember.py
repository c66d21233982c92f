"""Answers that are kept."""

import pandas as pd
import pytest

from dashboard.answers import answered
from dashboard.remember import Remembered
from scoring.scope import EVERYTHING, Scope
from tests.dashboard.conftest import Enter
from tests.dashboard.fakes import Office
from tests.dashboard.wire import open_page


def test_an_answer_is_asked_for_once_while_fresh() -> None:
    asked: list[int] = []
    kept = Remembered(lambda x: asked.append(x) or x, 60.0)
    assert [kept(1), kept(1), kept(2)] == [1, 1, 2]
    assert asked == [1, 2]


def test_an_old_answer_is_asked_for_again() -> None:
    asked: list[int] = []
    kept = Remembered(lambda: asked.append(1), 0.0)
    kept()
    kept()
    assert len(asked) == 2


def test_scopes_are_kept_apart_and_what_is_equal_after_news_is_the_same_frame(
    office: Office,
) -> None:
    names = ["Dinas Kesehatan"]
    services = answered(
        office.services(units=lambda scope: pd.DataFrame({"name": names, "of": str(scope)})),
        office.live,
    )
    everything = services.units(EVERYTHING)
    assert not services.units(Scope(under="dinkes")).equals(everything)
    office.bump()
    assert services.units(EVERYTHING) is everything
    names[0] = "Dinkes"
    office.bump()
    assert services.units(EVERYTHING)["name"].tolist() == ["Dinkes"]


def test_pages_do_not_change_the_frames_they_share(enter: Enter) -> None:
    client = enter("pimpinan")
    open_page(client, "/")  # a first visit is told of no changes, every later one is
    for path in ("/", "/unit", "/pegawai", "/data", "/pegawai?person=199001012015011001"):
        first = open_page(client, *path.split("?")[:2]) if "?" in path else open_page(client, path)
        again = open_page(client, *path.split("?")[:2]) if "?" in path else open_page(client, path)
        assert first.json == again.json


ABOUT = {
    "units": (frozenset({"complaints"}), True),
    "signals": (frozenset({"complaints"}), True),
    "periods": (frozenset({"complaints"}), False),
    "signals, of weeks": (frozenset({"weeks"}), False),
    "units, of anything": (None, False),
}


@pytest.mark.parametrize(("question", "said"), ABOUT.items(), ids=ABOUT)
def test_an_answer_is_kept_while_news_are_about_nothing_it_reads(
    office: Office, question: str, said: tuple[frozenset[str] | None, bool]
) -> None:
    topics, stays = said
    asked: list[str] = []
    named = {"units": (EVERYTHING,), "signals": (EVERYTHING, "unit"), "periods": ()}
    name = question.partition(",")[0]
    plain = office.services(**{name: lambda *args, **how: asked.append(name)})
    services = answered(plain, office.live)
    getattr(services, name)(*named[name])
    office.topics = topics
    office.bump()
    getattr(services, name)(*named[name])
    assert len(asked) == (1 if stays else 2)


def test_an_answer_that_was_on_its_way_when_news_came_is_not_kept(office: Office) -> None:
    def slow(_: Scope) -> int:
        office.bump()
        services.periods()
        return office.revision

    services = answered(office.services(units=slow), office.live)
    assert services.units(EVERYTHING) == 2
    assert services.units(EVERYTHING) == 3
