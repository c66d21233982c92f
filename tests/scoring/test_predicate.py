import numpy as np
import pandas as pd
import pytest

from scoring.predicate import (
    LEVEL_WORDS,
    ORGANISATION_PREDICATES,
    ORGANISATION_WORDS,
    PATTERNS,
    Note,
    Rule,
    differs,
    distribution_warnings,
    indicated,
    named,
    suggested_behaviour,
    suggested_results,
)
from scoring.shapes.codes import PREDICATES


def column(*values):
    return pd.Series(values, dtype=object)


def given(found):
    """The values of a column, missing as None."""
    return [None if pd.isna(value) else value for value in found]


def people(**counts):
    """A column of official predicates: so many people with each."""
    return column(*(name for name, n in counts.items() for _ in range(n)))


CELLS = [
    ("above", "below", "poor"),
    ("above", "meets", "good"),
    ("above", "above", "very_good"),
    ("meets", "below", "poor"),
    ("meets", "meets", "good"),
    ("meets", "above", "good"),
    ("below", "below", "very_poor"),
    ("below", "meets", "needs_improvement"),
    ("below", "above", "needs_improvement"),
]


@pytest.mark.parametrize(("results", "behaviour", "predicate"), CELLS)
def test_each_cell_of_the_matrix_indicates_its_predicate(results, behaviour, predicate):
    assert given(indicated(column(results), column(behaviour))) == [predicate]


def test_a_missing_or_unknown_rating_indicates_nothing():
    found = indicated(column("above", None, "tinggi"), column(None, "meets", "meets"))
    assert given(found) == [None, None, None]


LABELS = [
    ("Sangat Baik", "very_good"),
    ("  sangat   BAIK ", "very_good"),
    ("SangatBaik", "very_good"),
    ("Baik", "good"),
    ("Cukup", "needs_improvement"),
    ("Butuh Perbaikan", "needs_improvement"),
    ("Butuh Perbaikan/Cukup", "needs_improvement"),
    ("Cukup / Butuh perbaikan", "needs_improvement"),
    ("Butuh Perbaikan (Cukup)", "needs_improvement"),
    ("Kurang", "poor"),
    ("MISCONDUCT", "poor"),
    ("Kurang/Misconduct", "poor"),
    ("Kurang (Misconduct)", "poor"),
    ("Sangat Kurang", "very_poor"),
]


@pytest.mark.parametrize(("label", "code"), LABELS)
def test_labels_that_mean_the_same_are_one_code(label, code):
    assert given(named(column(label))) == [code]


@pytest.mark.parametrize(
    "label", ["Istimewa", "Baik/Kurang", "Baik sekali", "Sangat", "/", "", "3", 3, None]
)
def test_an_unknown_label_is_missing_and_never_a_guess(label):
    assert given(named(column(label))) == [None]


def test_the_top_predicate_of_an_organisation_is_istimewa_and_not_sangat_baik():
    labels = column("Istimewa", "Sangat Baik", "Baik", "Cukup", "Misconduct", "Sangat Kurang")
    excellent, *rest = ORGANISATION_PREDICATES
    assert given(named(labels, ORGANISATION_WORDS)) == [excellent, None, *rest]


def test_levels_are_named_however_they_are_spaced():
    labels = column("Di atas ekspektasi", "DIATAS EKSPEKTASI", "Sesuai Ekspektasi", "Dibawah")
    assert given(named(labels, LEVEL_WORDS)) == ["above", "above", "meets", None]


def test_an_official_predicate_differs_only_where_both_are_known():
    official, shown = column("good", "good", None, "poor"), column("good", "poor", "good", None)
    assert given(differs(official, shown)) == [False, True, None, None]


@pytest.mark.parametrize(
    ("share", "level"),
    [
        (0.0, "below"),
        (0.89, "below"),
        (0.9, "meets"),
        (1.09, "meets"),
        (1.1, "above"),
        (None, None),
    ],
)
def test_a_composite_share_suggests_a_level_of_results(share, level):
    shares = pd.Series([share], dtype="float64")
    assert given(suggested_results(shares, meets=0.9, above=1.1)) == [level]


@pytest.mark.parametrize(
    ("below", "meets", "above", "level"),
    [
        pytest.param(0, 4, 0, None, id="fewer than five"),
        pytest.param(0, 5, 0, "meets", id="five"),
        pytest.param(3, 7, 0, "below", id="three of ten below"),
        pytest.param(2, 8, 0, "meets", id="two of ten below"),
        pytest.param(0, 4, 6, "above", id="six of ten above"),
        pytest.param(0, 5, 5, "meets", id="half above"),
        pytest.param(4, 0, 6, None, id="givers disagree"),
        pytest.param(0, 0, 0, None, id="no feedback"),
    ],
)
def test_feedback_suggests_a_level_of_behaviour_only_when_there_is_enough(
    below, meets, above, level
):
    counts = pd.DataFrame({"below": [below], "meets": [meets], "above": [above]})
    assert given(suggested_behaviour(counts, min_n=5, below=0.3, above=0.6)) == [level]


# Ten or more people of each organisation, and the notes that a reader of the pattern would make.
SPREADS = [
    pytest.param("excellent", {"very_good": 7, "good": 3}, [], id="70 % very good is the most"),
    pytest.param(
        "excellent", {"very_good": 8, "good": 2}, [("at_most", 8, 7)], id="80 % very good"
    ),
    pytest.param("excellent", {"very_good": 5, "good": 5}, [], id="a tie is still the largest"),
    pytest.param(
        "excellent", {"very_good": 4, "good": 6}, [("largest", 4, 6)], id="most are good only"
    ),
    pytest.param("good", {"good": 7, "very_good": 2, "poor": 1}, [], id="good with one poor"),
    pytest.param(
        "good", {"good": 7, "needs_improvement": 3}, [], id="good with some to be improved"
    ),
    pytest.param("good", {"good": 7, "very_good": 3}, [("some", 0, 1)], id="nobody below good"),
    pytest.param(
        "good", {"good": 7, "very_poor": 3}, [("some", 0, 1)], id="very poor is not what is meant"
    ),
    pytest.param(
        "good", {"good": 10}, [("at_most", 10, 7), ("some", 0, 1)], id="everybody is good"
    ),
    pytest.param(
        "needs_improvement", {"needs_improvement": 6, "good": 3, "very_good": 1}, [], id="60 %"
    ),
    pytest.param(
        "needs_improvement",
        {"needs_improvement": 5, "good": 3, "very_good": 2},
        [("at_least", 5, 6), ("at_most", 2, 1)],
        id="50 % and two very good",
    ),
    pytest.param(
        "poor", {"poor": 6, "needs_improvement": 1, "very_good": 1, "good": 2}, [], id="p"
    ),
    pytest.param(
        "poor",
        {"poor": 5, "good": 5},
        [("at_least", 5, 6), ("at_least", 0, 1)],
        id="poor organisation of good people",
    ),
    pytest.param("very_poor", {"very_poor": 6, "poor": 1, "good": 3}, [], id="very poor, one poor"),
    pytest.param(
        "very_poor",
        {"very_poor": 9, "very_good": 1},
        [("at_least", 0, 1), ("at_most", 1, 0)],
        id="one very good",
    ),
    pytest.param(
        "excellent", {"very_good": 8, "good": 3}, [("at_most", 8, 7)], id="8 of 11 > 70 %"
    ),
    pytest.param(
        "needs_improvement", {"needs_improvement": 6, "good": 5}, [("at_least", 6, 7)], id="6 of 11"
    ),
]


@pytest.mark.parametrize(("organisation", "counts", "expected"), SPREADS)
def test_a_spread_that_departs_from_the_pattern_is_told_with_numbers(
    organisation, counts, expected
):
    notes = distribution_warnings(people(**counts), organisation)
    assert [(note.code, note.found, note.expected) for note in notes] == expected


def test_a_note_says_which_predicates_of_how_many_people():
    (note,) = distribution_warnings(people(very_good=80, good=20), "excellent")
    assert note == Note("at_most", 100, 0, 80, 70, ("very_good",), 0.7)


def test_fewer_than_ten_people_are_too_few_whatever_their_predicates():
    notes = distribution_warnings(people(good=9), "very_poor")
    assert notes == (Note("too_small", 9, 0, found=9, expected=10),)


def test_people_not_yet_rated_are_told_and_not_counted():
    (note,) = distribution_warnings(column(*["good"] * 9, None, None), "good")
    assert (note.code, note.n, note.unrated) == ("too_small", 9, 2)


@pytest.mark.parametrize("organisation", [None, np.nan])
def test_an_organisation_without_predicate_has_no_pattern_to_hold_against(organisation):
    (note,) = distribution_warnings(people(good=20), organisation)
    assert note.code == "organisation_unrated"


def test_the_pattern_can_be_configured():
    patterns = {"good": (Rule("at_most", ("good", "very_good"), 0.5),)}
    (note,) = distribution_warnings(people(good=6, very_good=5, poor=9), "good", patterns)
    assert (note.found, note.expected, note.n) == (11, 10, 20)
    assert distribution_warnings(people(good=20), "poor", patterns) == ()


def test_a_share_is_taken_of_people_without_rounding_errors():
    # 0.7 * 30 is 21 in people, and a little less or more in binary numbers for other sizes.
    for n in range(10, 500, 10):
        most = n * 7 // 10
        assert distribution_warnings(people(very_good=most, good=n - most), "excellent") == ()
        over = people(very_good=most + 1, good=n - most - 1)
        assert len(distribution_warnings(over, "excellent")) == 1


def test_patterns_speak_of_known_predicates_only():
    assert set(PATTERNS) == set(ORGANISATION_PREDICATES)
    assert {p for rules in PATTERNS.values() for r in rules for p in r.predicates} <= set(
        PREDICATES
    )
