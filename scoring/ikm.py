"""The public satisfaction index (IKM) of a survey (SKM), PermenPANRB 14/2017.

Formula [S, many sources], categories [S; the annex itself was not seen], 0.11 in print and 1/9
exactly [S]. Answers are a matrix, one line per sheet and one column per element (unsur), missing
as NaN; ``codes`` says which subject (0 .. ``size`` - 1) each sheet counts for. Which column is U8
and which U9 differs between sources, so columns have no names here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import stdtrit

from scoring.columns import DTYPES
from scoring.evidence import CONFIDENCE, Floats

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Exact = npt.NDArray[Any]

BOUNDS: Mapping[str, float] = MappingProxyType({"A": 88.31, "B": 76.61, "C": 65.0, "D": 0.0})
BEST, CONVERTED = 4, 25
CHI_SQUARE, ERROR, PROPORTION = 3.841, 0.05, 0.5


@dataclass(frozen=True)
class Scale:
    """How means become an index and a category; the same for all that is shown together.

    ``weight`` of an element: exact (1 / number of elements) or a number such as the printed 0.11,
    read as the decimal it is written as. ``bounds``: where each category begins.
    """

    weight: Literal["exact"] | float = "exact"
    bounds: Mapping[str, float] = field(default_factory=lambda: BOUNDS)

    def weight_of_each(self, elements: int) -> Fraction:
        """The weight of one of so many elements, without error."""
        return Fraction(1, elements) if self.weight == "exact" else Fraction(str(self.weight))


@dataclass(frozen=True)
class Elements:
    """Answers per subject (line) and element (column); n + invalid + blank are all sheets.

    ``n``, ``total``: valid answers and their sum. ``invalid``: given, but not a whole 1 to 4.
    ``sheets``: sheets of the subject with at least one valid answer.
    """

    n: Ints
    total: Ints
    invalid: Ints
    blank: Ints
    sheets: Ints

    @property
    def means(self) -> Floats:
        """Mean per element (NRR), 1-4; NaN where nobody answered."""
        return np.where(self.n > 0, self.total / np.maximum(self.n, 1), np.nan)

    @property
    def unanswered(self) -> Flags:
        """Elements without a valid answer: while there is one, the subject has no index."""
        return np.asarray(self.n == 0, dtype=np.bool_)


def valid(answers: Floats) -> Flags:
    """Whether each answer is a whole 1, 2, 3 or 4; 0, 5, 2.5 and missing are not."""
    return np.asarray(np.isin(answers, range(1, BEST + 1)), dtype=np.bool_)


def elements_of(answers: Floats, codes: Ints, size: int) -> Elements:
    """Counts and sums of the answers of each subject, element by element."""
    good, blank = valid(answers), np.isnan(answers)
    return Elements(
        n=_summed(good, codes, size),
        total=_summed(np.where(good, answers, 0), codes, size),
        invalid=_summed(~good & ~blank, codes, size),
        blank=_summed(blank, codes, size),
        sheets=np.bincount(codes[good.any(axis=1)], minlength=size),
    )


def index_of(elements: Elements, scale: Scale | None = None) -> pd.DataFrame:
    """IKM per subject: the sum of the elements' means times their weight, times 25.

    value: as it is. rounded: to two decimals, half up. category: of the rounded value, by its
    lower bound, so that nothing falls between two. n: sheets. Unfair case considered: an element
    that nobody answered would count as 0 and lower the index; the index is missing instead.
    Rounding is exact: sums of whole numbers over whole numbers are kept as whole numerators and
    denominators of any length until the hundredths are taken, so 64.995 is a tie and goes up.
    """
    scale = scale or Scale()
    top, bottom = _fraction(elements, scale)
    hundredths = (200 * top + bottom) // (2 * bottom)
    whole = pd.Series(elements.n.all(axis=1))
    return pd.DataFrame(
        {
            "value": pd.Series((top / bottom).astype(float)).where(whole),
            "rounded": pd.Series((hundredths / 100).astype(float)).where(whole),
            "category": _category(hundredths, scale).where(whole),
            "n": elements.sheets,
        }
    )


def interval_of(
    answers: Floats, codes: Ints, elements: Elements, scale: Scale | None = None
) -> tuple[Floats, Floats]:
    """95 % interval of each subject's IKM: t, from how much whole sheets differ.

    For complete sheets it is the t interval of the mean weighted answer per sheet. A sheet with
    gaps pulls only on the elements it answers, each by its distance from the element's mean over
    the answers of that element (linearised variance; Woodruff 1971), so no sheet is thrown away
    and none is filled in. Missing below two sheets, and where all sheets agree: no spread is no
    evidence of certainty. Never outside what the scale can reach. Sheets are taken as a random
    sample of many; a population nearly all asked makes the interval too wide.
    """
    each = (scale or Scale()).weight_of_each(answers.shape[1]) * CONVERTED
    distance = (answers - elements.means[codes]) / np.maximum(elements.n, 1)[codes]
    pull = np.where(valid(answers), distance, 0).sum(axis=1) * float(each)
    squares = np.bincount(codes, weights=pull**2, minlength=len(elements.sheets))
    known = (elements.sheets > 1) & (squares > 1e-18) & elements.n.all(axis=1)
    m = np.where(known, elements.sheets, 2)
    half = stdtrit(m - 1, (1 + CONFIDENCE) / 2) * np.sqrt(squares * m / (m - 1))
    centre = np.nansum(elements.means, axis=1) * float(each)
    least = float(each * answers.shape[1])
    low, high = (np.clip(centre + s * half, least, BEST * least) for s in (-1, 1))
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def minimum_sample(population: pd.Series) -> pd.Series:
    """Fewest respondents for a population, to the nearest whole; missing below one person.

    Source: Krejcie and Morgan 1970, chi-square 3.841, proportion 0.5, error 0.05 [C, their table].
    """
    spread = CHI_SQUARE * PROPORTION * (1 - PROPORTION)
    people = population.astype("float64")
    needed = spread * people / (ERROR**2 * (people - 1) + spread)
    return (needed + 0.5).floordiv(1).where(people >= 1)


def _summed(matrix: npt.NDArray[Any], codes: Ints, size: int) -> Ints:
    columns = [np.bincount(codes, weights=column, minlength=size) for column in matrix.T]
    return np.stack(columns, axis=1).astype(np.int64)


def _fraction(elements: Elements, scale: Scale) -> tuple[Exact, Exact]:
    """Numerator and denominator of each subject's IKM, as whole numbers of any length."""
    weight = scale.weight_of_each(elements.n.shape[1])
    n, total = np.maximum(elements.n, 1).astype(object), elements.total.astype(object)
    top: Exact = np.zeros(len(n), dtype=object)
    bottom: Exact = np.ones(len(n), dtype=object)
    for column in range(n.shape[1]):
        top = top * n[:, column] + total[:, column] * bottom
        bottom = bottom * n[:, column]
    return top * (CONVERTED * weight.numerator), bottom * weight.denominator


def _category(hundredths: Exact, scale: Scale) -> pd.Series:
    found: pd.Series = pd.Series(pd.NA, index=range(len(hundredths)), dtype=DTYPES["category"])
    for category, bound in sorted(scale.bounds.items(), key=lambda item: item[1]):
        reached: Flags = (hundredths >= ceil(Fraction(str(bound)) * 100)).astype(bool)
        found = found.mask(reached, category)
    return found
