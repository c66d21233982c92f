"""Predicates of performance (predikat kinerja): what two ratings indicate, and their spread.

Nothing here rates anybody. The official predicate is set by the rater and imported; what is
worked out here is shown beside it as indicated or suggested (indikasi, saran). Rules of
PermenPANRB 6/2022 and SE MenPANRB 3/2023 [S; the annexes themselves were not seen].
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType
from typing import Literal

import pandas as pd

from scoring.columns import DTYPES
from scoring.shapes.codes import LEVELS, PREDICATES

ORGANISATION_PREDICATES = ("excellent", "good", "needs_improvement", "poor", "very_poor")
_CATEGORY = DTYPES["category"]

MATRIX: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("above", "below"): "poor",
        ("above", "meets"): "good",
        ("above", "above"): "very_good",
        ("meets", "below"): "poor",
        ("meets", "meets"): "good",
        ("meets", "above"): "good",
        ("below", "below"): "very_poor",
        ("below", "meets"): "needs_improvement",
        ("below", "above"): "needs_improvement",
    }
)
"""(results, behaviour) -> predicate [S, six independent implementations agree cell by cell]."""

_SHARED = {
    "baik": "good",
    "butuhperbaikan": "needs_improvement",
    "cukup": "needs_improvement",
    "kurang": "poor",
    "misconduct": "poor",
    "sangatkurang": "very_poor",
}
PREDICATE_WORDS: Mapping[str, str] = MappingProxyType({"sangatbaik": "very_good"} | _SHARED)
ORGANISATION_WORDS: Mapping[str, str] = MappingProxyType({"istimewa": "excellent"} | _SHARED)
LEVEL_WORDS: Mapping[str, str] = MappingProxyType(
    {"diatasekspektasi": "above", "sesuaiekspektasi": "meets", "dibawahekspektasi": "below"}
)


def indicated(results: pd.Series, behaviour: pd.Series) -> pd.Series:
    """The predicate that the two ratings (LEVELS) indicate by the matrix; missing if one is."""
    pairs = pd.Series(list(zip(results, behaviour, strict=True)), index=results.index, dtype=object)
    found: pd.Series = pairs.map(MATRIX.get).astype(_CATEGORY)
    return found


def differs(official: pd.Series, indicated: pd.Series) -> pd.Series:
    """Whether the official predicate is another than the indicated; missing if either is.

    A difference is no fault: the rater may know more. It is shown, never corrected.
    """
    return (official != indicated).astype("boolean").mask(official.isna() | indicated.isna())


def named(texts: pd.Series, words: Mapping[str, str] = PREDICATE_WORDS) -> pd.Series:
    """The code each label stands for, whatever its case and spacing; unknown is missing.

    ``words``: PREDICATE_WORDS of persons (Sangat Baik), ORGANISATION_WORDS (Istimewa) or
    LEVEL_WORDS. "Kurang/Misconduct" and "Butuh Perbaikan (Cukup)" are one label said twice; two
    labels that mean different codes are unknown, not a guess.
    """
    codes = {text: _code(text, words) for text in texts.dropna().unique()}
    found: pd.Series = texts.map(codes).astype(_CATEGORY)
    return found


def suggested_results(share: pd.Series, meets: float, above: float) -> pd.Series:
    """The level of results a composite share suggests: from ``above`` on, from ``meets`` on.

    A suggestion to the rater, never a rating; missing where the share is.
    """
    levels: pd.Series = pd.Series("below", index=share.index, dtype=_CATEGORY)
    return levels.mask(share >= meets, "meets").mask(share >= above, "above").where(share.notna())


def suggested_behaviour(counts: pd.DataFrame, min_n: int, below: float, above: float) -> pd.Series:
    """The level of behaviour that feedback suggests; ``counts`` has a column for each of LEVELS.

    below, above: from which share of the feedback that level is suggested; meets otherwise. None
    with fewer than ``min_n``, and none when both shares are reached: givers who disagree suggest
    nothing. No national formula was found [unverified], so the shares are the office's own, and
    who counts (self-feedback does not, to be fair) is decided before. Never a rating.
    """
    n = counts[list(LEVELS)].sum(axis=1)
    low, high = (
        counts[level] / n >= share for level, share in (("below", below), ("above", above))
    )
    levels: pd.Series = pd.Series("meets", index=counts.index, dtype=_CATEGORY)
    levels = levels.mask(low, "below").mask(high, "above")
    return levels.where((n >= min_n) & ~(low & high) & (n > 0))


@dataclass(frozen=True)
class Rule:
    """What is expected of how many of the rated people hold one of ``predicates``.

    at_least, at_most: that ``share`` of them. largest: no other predicate has more. some: anyone.
    """

    kind: Literal["at_least", "at_most", "largest", "some"]
    predicates: tuple[str, ...]
    share: float | None = None


@dataclass(frozen=True)
class Note:
    """Where the spread departs from the pattern, in people, for a page to say it in a sentence.

    ``code``: a rule's kind, too_small (fewer rated than ``expected``) or organisation_unrated.
    ``found`` people hold one of ``predicates`` where ``expected`` would be the least (at_most: the
    most) in keeping with ``share``; ``n`` people are rated, ``unrated`` are not yet.
    """

    code: str
    n: int
    unrated: int
    found: int = 0
    expected: int = 0
    predicates: tuple[str, ...] = ()
    share: float | None = None


PATTERNS: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        "excellent": (Rule("largest", ("very_good",)), Rule("at_most", ("very_good",), 0.7)),
        "good": (
            Rule("largest", ("good",)),
            Rule("at_most", ("good",), 0.7),
            Rule("some", ("needs_improvement", "poor")),
        ),
        "needs_improvement": (
            Rule("at_least", ("needs_improvement",), 0.6),
            Rule("at_most", ("very_good",), 0.1),
        ),
        "poor": (
            Rule("at_least", ("poor",), 0.6),
            Rule("at_least", ("needs_improvement",), 0.1),
            Rule("at_most", ("very_good",), 0.1),
        ),
        "very_poor": (
            Rule("at_least", ("very_poor",), 0.6),
            Rule("at_least", ("needs_improvement", "poor"), 0.1),
            Rule("at_most", ("very_good",), 0.0),
        ),
    }
)
"""Patterns by organisation predicate [S, one secondary source]; "most" is read as the largest."""


def distribution_warnings(
    predicates: pd.Series,
    organisation: str | None,
    patterns: Mapping[str, tuple[Rule, ...]] = PATTERNS,
    smallest: int = 10,
) -> tuple[Note, ...]:
    """Where the official predicates of an organisation's people depart from its pattern.

    The pattern is a consideration for the rater: this warns and never re-rates. Unfair case
    considered: among fewer than ``smallest`` rated people shares mean nothing, and one note says
    so; people not yet rated are told, not counted.
    """
    counts = predicates.value_counts()
    n, unrated = int(counts.sum()), int(predicates.isna().sum())
    if pd.isna(organisation):
        return (Note("organisation_unrated", n, unrated),)
    if n < smallest:
        return (Note("too_small", n, unrated, found=n, expected=smallest),)
    held = {predicate: int(counts.get(predicate, 0)) for predicate in PREDICATES}
    notes = (_note(rule, held, n, unrated) for rule in patterns.get(organisation, ()))
    return tuple(note for note in notes if _departs(note))


def _note(rule: Rule, held: Mapping[str, int], n: int, unrated: int) -> Note:
    found = sum(held[predicate] for predicate in rule.predicates)
    share = Fraction(str(rule.share or 0)) * n
    others = (people for predicate, people in held.items() if predicate not in rule.predicates)
    expected = {
        "at_least": ceil(share),
        "at_most": floor(share),
        "largest": max(others, default=0),
        "some": 1,
    }
    return Note(rule.kind, n, unrated, found, expected[rule.kind], rule.predicates, rule.share)


def _departs(note: Note) -> bool:
    over = note.found > note.expected
    return over if note.code == "at_most" else note.found < note.expected


def _code(text: object, words: Mapping[str, str]) -> str | None:
    said = re.split(r"[/(]", str(text).casefold().replace(")", ""))
    codes = {words.get("".join(part.split())) for part in said}
    return codes.pop() if len(codes) == 1 else None
