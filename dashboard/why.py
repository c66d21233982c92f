"""Why a subject has its score, as pages and ``pantau explain`` are told it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from scoring.explain import Explanation
from scoring.indication import Judgement


@dataclass(frozen=True)
class Circumstances:
    """What the score of a person must be read with.

    ``service``: unit, unit_name, days, minutes expected in the period. ``absences``: kind, days:
    working days taken out of it. ``plan``: items of the SKP whose own period meets it, with
    achievement, pace and forecast (scoring.plans). ``discipline``: where a PNS stands
    (discipline.standing_of), an indication. ``judgement``: the official rating, and what the
    figures indicate. ``voices``: feedback on behaviour by giver_role and value, by level.
    ``entries``: each of it, the newest first: given_at, giver_role, value, level; nobody is named.
    ``over``: whether the period is.
    """

    service: pd.DataFrame
    absences: pd.DataFrame
    plan: pd.DataFrame
    discipline: Mapping[str, Any]
    judgement: Judgement
    voices: pd.DataFrame
    entries: pd.DataFrame
    over: bool = False


@dataclass(frozen=True)
class Age:
    """How new the oldest source of a frame is (scoring.age.ages); None: nothing came, not stale."""

    newest: pd.Timestamp | None
    stale_since: pd.Timestamp | None


@dataclass(frozen=True)
class Why:
    """The explanation of one subject, and what stands around it.

    ``rows``: per frame the rows behind the records, indexed by key, with ``source`` and ``label``
    (where each was read); a frame whose single rows the viewer may not see is not there.
    ``standing``: how it stands among its peers (scoring.standing), indexed by indicator.
    ``signals``: what its weeks say (shapes.SIGNALS), indexed by indicator.
    ``changed``: what differs from the end of the day ``since`` (explain.changes).
    ``min_evidence``: share of the weight without which there is no score.
    ``ages``: how old the data of each frame are; none of a period that is over.
    """

    name: str
    explanation: Explanation
    rows: Mapping[str, pd.DataFrame]
    standing: pd.DataFrame
    signals: pd.DataFrame
    changed: pd.DataFrame
    since: pd.Timestamp
    min_evidence: float
    circumstances: Circumstances | None = None
    ages: Mapping[str, Age] = field(default_factory=dict)
