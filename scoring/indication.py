"""What the figures indicate of a predicate, beside the official one: two labelled things.

The official predicate is the rater's and is only imported. The dashboard's indication is worked out
from its own score and from feedback, says that it is one, and never replaces a rating. Where the
two differ that is shown, not corrected: the rater may know more.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from scoring.indicators.behaviour import feedback_of
from scoring.look import Look
from scoring.predicate import (
    Note,
    differs,
    distribution_warnings,
    indicated,
    suggested_behaviour,
    suggested_results,
)
from scoring.shapes.codes import LEVELS


@dataclass(frozen=True)
class Thresholds:
    """From where a level is suggested: the office's own examples, no rule.

    meets, above: composite of results and process, 0-1. below_share, above_share: of feedback.
    min_feedback: fewer voices suggest nothing.
    """

    meets: float = 0.75
    above: float = 0.95
    below_share: float = 0.5
    above_share: float = 0.7
    min_feedback: int = 5


@dataclass(frozen=True)
class Judgement:
    """The official predicate of one person, as imported, and what is indicated.

    ``official`` is empty where nothing was imported. ``results``, ``behaviour``: levels suggested
    (saran), None where there is too little to go by. ``predicate``: what both would give in the
    3x3 matrix, None unless both are known. ``differs``: from the official one; None if either is
    missing. ``voices``: feedback of others by level.
    """

    official: Mapping[str, object]
    results: str | None
    behaviour: str | None
    predicate: str | None
    differs: bool | None
    voices: Mapping[str, int]


def judgement_of(look: Look, person: str, score: float | None, limits: Thresholds) -> Judgement:
    """The official predicate of ``person`` beside what ``score`` (0-100) and feedback indicate."""
    official = _latest(look, pd.Series([person])).iloc[:1]
    voices = voices_of(look, pd.Series([person]))
    share = pd.Series([score], dtype="float64") / 100
    results = suggested_results(share, limits.meets, limits.above)
    behaviour = suggested_behaviour(
        voices.reset_index(drop=True), limits.min_feedback, limits.below_share, limits.above_share
    )
    predicate = indicated(results, behaviour)
    rated = official["predicate"] if len(official) else pd.Series([None], dtype="object")
    other = differs(rated.reset_index(drop=True), predicate)[0]
    return Judgement(
        official={} if official.empty else {str(k): v for k, v in official.iloc[0].items()},
        results=_known(results[0]), behaviour=_known(behaviour[0]), predicate=_known(predicate[0]),
        differs=None if pd.isna(other) else bool(other),
        voices={level: int(voices[level].iloc[0]) for level in LEVELS},
    )  # fmt: skip


def voices_of(look: Look, persons: pd.Series) -> pd.DataFrame:
    """Feedback of others in the looked-at periods: a line per person, a column per level."""
    heard = _heard(look)
    counts = pd.crosstab(heard["person"], heard["level"])
    return counts.reindex(index=persons, columns=list(LEVELS), fill_value=0)


def voices_by_role(look: Look, person: str) -> pd.DataFrame:
    """giver_role, value, below, meets, above: all feedback on one person, oneself included."""
    feedback = _within(look, look.once(feedback_of))
    mine = feedback[feedback["person"] == person]
    counts = pd.crosstab([mine["giver_role"], mine["value"]], mine["level"])
    return counts.reindex(columns=list(LEVELS), fill_value=0).reset_index()


def voices_on(look: Look, person: str) -> pd.DataFrame:
    """given_at (UTC), giver_role, value, level: each feedback on one person, the newest first."""
    feedback = _within(look, look.once(feedback_of))
    mine = feedback[feedback["person"] == person].sort_values("given_at", ascending=False)
    return mine[["given_at", "giver_role", "value", "level"]].reset_index(drop=True)


@dataclass(frozen=True)
class Spread:
    """How many people of a unit hold which official predicate for ``period``.

    ``organisation``: its own predicate, set by the leader one level above; None if not known.
    ``notes``: where the spread departs from the pattern: a warning only, nobody is re-rated.
    """

    period: str
    organisation: str | None
    counts: Mapping[str, int]
    unrated: int
    notes: tuple[Note, ...]


def spread_of(
    ratings: pd.DataFrame, today: pd.Timestamp, organisation: Mapping[str, str]
) -> Spread | None:
    """The spread of the newest period that anybody is rated for; None before the first.

    ratings: person, period, predicate, rated_on, rating_id: the people of the unit, with a line
    without a rating for who has none. ``organisation``: its predicate by period.
    """
    known = ratings[ratings["predicate"].notna() & ~(ratings["rated_on"] > today)]
    if known.empty:
        return None
    period = str(known.sort_values(["rated_on", "period"], na_position="first")["period"].iloc[-1])
    held = _newest(known[known["period"] == period])["predicate"]
    everybody = held.reindex(ratings["person"].unique())
    own = organisation.get(period)
    return Spread(
        period, own, {str(k): int(n) for k, n in held.value_counts().items()},
        int(everybody.isna().sum()), distribution_warnings(everybody, own),
    )  # fmt: skip


def _latest(look: Look, persons: pd.Series) -> pd.DataFrame:
    """The newest official rating of each of ``persons`` that has one, by person."""
    ratings = look.rows("ratings")
    known = ratings[ratings["person"].isin(persons)]
    return _newest(known[known["rated_on"].isna() | (known["rated_on"] <= look.today)])


def _newest(ratings: pd.DataFrame) -> pd.DataFrame:
    """The newest of each person, by person."""
    order = ["person", "rated_on", "period", "rating_id"]
    ordered = ratings.sort_values(order, na_position="first")
    return ordered.drop_duplicates("person", keep="last").set_index("person")


def _heard(look: Look) -> pd.DataFrame:
    feedback = _within(look, look.once(feedback_of))
    return feedback[feedback["heard"]]


def _within(look: Look, feedback: pd.DataFrame) -> pd.DataFrame:
    day = look.days(feedback["given_at"])
    return feedback[(day >= look.periods[-1].start) & (day < look.periods[0].end)]


def _known(value: object) -> str | None:
    return None if pd.isna(value) else str(value)  # type: ignore[call-overload]
