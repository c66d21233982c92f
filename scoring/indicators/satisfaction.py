"""Indicators of citizens' satisfaction: the index (IKM) of PermenPANRB 14/2017 and its elements."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from scoring.facts import Facts
from scoring.ikm import BEST, valid
from scoring.look import Look
from scoring.statistics import Count, Index, Mean
from scoring.surveys import ELEMENTS, answers_of, survey_records, surveys_of


def satisfaction_index(look: Look) -> Facts:
    """Public satisfaction index (IKM) of the answer sheets of the period, 25 to 100.

    Mean of each of the nine elements times its weight, summed, times 25, rounded half up to two
    decimals. Unfair case considered: an element nobody answered leaves the index missing, not
    lower; an answer that is not 1 to 4 is left out and counted as invalid. n: answered sheets.
    Source: PermenPANRB 14/2017; weight 1/9 or 0.11: config.
    """
    surveys, answers = look.once(surveys_of), look.once(answers_of)
    whole = pd.Series(valid(answers).any(axis=1).astype(float), index=surveys.index)
    told = {name: surveys[name] for name in ELEMENTS}
    return Facts(look.once(survey_records), Index(look.rules.survey), whole.where(whole > 0),
                 look.days(surveys["taken_at"]), more=told)  # fmt: skip


def survey_answers_invalid(look: Look) -> Facts:
    """Number of answers of the period's sheets that are none of 1 to 4, left out of the index."""
    surveys, answers = look.once(surveys_of), look.once(answers_of)
    given = ~np.isnan(answers)
    wrong = pd.Series((given & ~valid(answers)).sum(axis=1).astype(float), index=surveys.index)
    cells = pd.Series(given.sum(axis=1).astype(float), index=surveys.index)
    return Facts(look.once(survey_records), Count(), wrong, look.days(surveys["taken_at"]),
                 more={"weight": cells})  # fmt: skip


def _element(name: str) -> Callable[[Look], Facts]:
    def mean(look: Look) -> Facts:
        surveys = look.once(surveys_of)
        answers = surveys[name].where(valid(surveys[name].to_numpy(float)))
        day = look.days(surveys["taken_at"])
        return Facts(look.once(survey_records), Mean(1, BEST), answers, day)

    mean.__name__ = f"element_{name}"
    mean.__doc__ = (
        f"Mean answer (1 to 4) to element {name.upper()} of the satisfaction survey in the period."
    )
    return mean


elements = tuple(_element(name) for name in ELEMENTS)
"""One indicator per element of the survey."""
