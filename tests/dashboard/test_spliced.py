"""Frames of which only the lines of subjects that news concern are asked for anew."""

from typing import Any

import pandas as pd
import pytest

from dashboard.services import News
from dashboard.spliced import Spliced
from scoring.scope import EVERYTHING

PERIOD = "2026-11"
PLACED = {"u1": "p1", "u2": "p2", "u3": "p3"}
ROWS = frozenset({"complaints"})


class Store:
    """Scores that change, and what was asked of them."""

    def __init__(self) -> None:
        self.values = {("unit", f"u{n}"): 0 for n in (1, 2, 3)} | {
            ("person", f"p{n}"): 0 for n in (1, 2, 3)
        }
        self.news = News(frozenset({"u1", "u2"}), ROWS)
        self.asked: list[tuple[str, ...]] = []

    def scores(
        self, _: Any, kind: str, __: str, *, subjects: tuple[str, ...] | None = None, **___: Any
    ) -> pd.DataFrame:
        """Two lines a subject."""
        every = sorted((s for k, s in self.values if k == kind), reverse=True)
        shown = [s for s in every if subjects is None or s in subjects]
        self.asked.append(tuple(shown))
        lines = [(s, i, self.values[kind, s]) for s in shown for i in ("a", "b")]
        return pd.DataFrame(lines, columns=["subject_id", "indicator", "value"])

    def spliced(self, seconds: float = 60.0) -> Spliced:
        """What is kept of them."""
        return Spliced(
            self.scores, lambda _: self.news,
            lambda units: frozenset(PLACED[u] for u in units), lambda _: ROWS, seconds,
        )  # fmt: skip


@pytest.mark.parametrize(("kind", "subject"), [("unit", "u2"), ("person", "p2")])
@pytest.mark.parametrize("subjects", [None, True])
def test_only_those_whom_news_concern_are_asked_for_and_all_is_as_asked_as_a_whole(
    kind: str, subject: str, subjects: bool | None
) -> None:
    store = Store()
    shown = tuple(s for k, s in store.values if k == kind) if subjects else None
    kept = store.spliced()
    kept(1, EVERYTHING, kind, PERIOD, subjects=shown)
    store.values[kind, subject] = 7
    found = kept(2, EVERYTHING, kind, PERIOD, subjects=shown)
    assert sorted(store.asked[1]) == [f"{kind[0]}1", f"{kind[0]}2"]
    pd.testing.assert_frame_equal(found, store.scores(None, kind, PERIOD, subjects=shown))


def test_lines_that_are_as_they_were_are_the_same_frame() -> None:
    store = Store()
    kept = store.spliced()
    first = kept(1, EVERYTHING, "unit", PERIOD)
    assert kept(2, EVERYTHING, "unit", PERIOD) is first
    store.values["unit", "u1"] = 7
    assert kept(3, EVERYTHING, "unit", PERIOD) is not first
    assert len(store.asked) == 3


WHOLE = {
    "anything may have changed": (News(frozenset({"u1"}), None), 60.0),
    "everybody is concerned": (News(None, ROWS), 60.0),
    "it was asked for long ago": (News(frozenset({"u1"}), ROWS), 0.0),
}


@pytest.mark.parametrize(("news", "seconds"), WHOLE.values(), ids=WHOLE)
def test_all_are_asked_for_again_if(news: News, seconds: float) -> None:
    store = Store()
    store.news = news
    kept = store.spliced(seconds)
    kept(1, EVERYTHING, "unit", PERIOD)
    kept(2, EVERYTHING, "unit", PERIOD)
    assert [len(asked) for asked in store.asked] == [3, 3]


def test_nobody_is_asked_for_when_news_are_of_something_else_or_of_others() -> None:
    store = Store()
    kept = store.spliced()
    first = kept(1, EVERYTHING, "unit", PERIOD, subjects=("u3",))
    store.news = News(None, frozenset({"weeks"}))
    kept(2, EVERYTHING, "unit", PERIOD, subjects=("u3",))
    store.news = News(frozenset({"u1"}), ROWS)
    assert kept(3, EVERYTHING, "unit", PERIOD, subjects=("u3",)) is first
    assert store.asked == [("u3",)]


def test_a_subject_that_is_new_or_gone_is_shown_so() -> None:
    store = Store()
    kept = store.spliced()
    kept(1, EVERYTHING, "unit", PERIOD)
    store.values["unit", "u4"] = 1
    del store.values["unit", "u2"]
    store.news = News(frozenset({"u2", "u4"}), ROWS)
    found = kept(2, EVERYTHING, "unit", PERIOD)
    assert list(found["subject_id"].unique()) == ["u3", "u1", "u4"]
