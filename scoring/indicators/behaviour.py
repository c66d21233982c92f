"""Indicators of behaviour (perilaku kerja): feedback on BerAKHLAK, and absence without reason.

They inform the rater, who decides; no national formula turns them into a rating.
"""

import pandas as pd

from scoring.absence import absence_facts
from scoring.facts import Facts, first_reason
from scoring.look import Look
from scoring.records import Records
from scoring.service import unit_on
from scoring.statistics import Count, Share


def behaviour_meets(look: Look) -> Facts:
    """Share of feedback on behaviour, given by others in the period, that sees expectations met.

    Unfair case considered: what people say of themselves is not counted; a single voice is thin
    and judges nobody. Share 0-1, of all seven BerAKHLAK values together.
    """
    return _seen(look, ("meets", "above"))


def behaviour_above(look: Look) -> Facts:
    """Share of feedback on behaviour, given by others in the period, that sees more than expected.

    Unfair case considered: as for meeting expectations. Share 0-1.
    """
    return _seen(look, ("above",))


def feedback_received(look: Look) -> Facts:
    """Number of times somebody else gave feedback on behaviour in the period."""
    feedback = look.once(feedback_of)
    value = pd.Series(1.0, index=feedback.index).where(feedback["heard"])
    return Facts(look.once(_records), Count(), value, look.days(feedback["given_at"]))


def unexcused_days(look: Look) -> Facts:
    """Working days absent without valid reason in the calendar year so far (PNS only).

    Against the thresholds of PP 94/2021 as an indication; a sanction needs an examination by the
    superior. Unfair case considered: PPPK have rules of their own and do not stand here; a day off
    is no absence; where no source ever tells of absence without reason nothing is said, not 0.
    """
    return absence_facts(look)


def feedback_of(look: Look) -> pd.DataFrame:
    """Feedback given before ``look.now``; heard: by somebody whose role counts."""
    feedback = look.rows("feedback")
    feedback = feedback[feedback["given_at"] < look.now].reset_index(drop=True)
    return feedback.assign(heard=~feedback["giver_role"].isin(look.rules.unheard))


def _records(look: Look) -> Records:
    feedback = look.once(feedback_of)
    unit = unit_on(look, feedback["person"], look.days(feedback["given_at"]))
    return look.records("feedback", feedback["feedback_id"], unit=unit, person=feedback["person"])


def _seen(look: Look, levels: tuple[str, ...]) -> Facts:
    feedback = look.once(feedback_of)
    why = first_reason(
        feedback.index, unheard=~feedback["heard"], not_measured=feedback["level"].isna()
    )
    hits = feedback["level"].isin(levels).astype(float).where(why.isna())
    return Facts(look.once(_records), Share(), hits, look.days(feedback["given_at"]), left_out=why)
