"""What is made of frames that did not change is made once."""

import pandas as pd

from dashboard.same import as_before, made_once


def test_of_the_same_frames_and_equal_texts_it_is_made_once() -> None:
    made = []
    rows = made_once(lambda frame, said: made.append(said) or frame.to_dict("records"))
    one, other = pd.DataFrame({"n": [1]}), pd.DataFrame({"n": [1]})
    assert rows(one, "a") is rows(one, "a")
    assert made == ["a"]
    assert [rows(one, "b"), rows(other, "a")] == [[{"n": 1}], [{"n": 1}]]
    assert made == ["a", "b", "a"]


def test_only_frames_are_taken_for_the_ones_before() -> None:
    one, same, other = (pd.DataFrame({"n": [n]}) for n in (1, 1, 2))
    assert as_before(same, one) is one
    assert as_before(other, one) is other
    assert as_before(same, None) is same
    assert as_before("new", one) == "new"
