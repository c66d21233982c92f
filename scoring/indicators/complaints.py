"""Indicators of complaints (pengaduan): three clocks, waiting times, and the backlog."""

from dataclasses import replace

import numpy as np
import pandas as pd

from scoring.cases import HOUR, case_records, cases_of
from scoring.facts import Facts, first_reason
from scoring.hands import hands_of, records_at, waits_of
from scoring.look import Look
from scoring.statistics import Count, Mean, Share, Waiting


def forwarded_in_time(look: Look) -> Facts:
    """Share of complaints forwarded within their limit, of those decided in the period.

    Forwarded: verified and handed to the competent unit; it counts for the one who hands it on,
    not for the one who gets it. Unfair case considered: as for first answers. Share 0-1. Limit:
    config; SP4N-LAPOR! promises 3 working days.
    """
    return _in_time(look, "forward", "forwarded")


def answered_in_time(look: Look) -> Facts:
    """Share of complaints first answered within their limit, of those decided in the period.

    Unfair case considered: an open complaint past its limit counts as missed, so that leaving
    hard cases open does not help; one still within its limit is not counted either way; one that
    was ended without an answer, or before it, is judged by its answer all the same; days spent
    waiting for the reporter are not counted; a limit missed in other hands counts for them.
    Archived ones and answers before receipt are left out. Share 0-1. Limits: config, per kind.
    """
    return _in_time(look, "answer", "answered")


def resolved_in_time(look: Look) -> Facts:
    """Share of complaints resolved within their limit, of those decided in the period.

    Unfair case considered: as for answers; besides, a complaint that ended at an unknown time
    (status closed, no closing time) is left out, neither kept nor missed. Share 0-1.
    """
    return _in_time(look, "finish", "finished")


def answer_time_median(look: Look) -> Facts:
    """Median time to first answer of complaints received in the period, open ones in it.

    Unfair case considered: hours by the clock, as the citizen waits; those still unanswered count
    as waiting until now (Kaplan-Meier), so that it does not look short because only quick ones are
    done; one ended without an answer goes on waiting; an officer's wait begins when the complaint
    came into their hands. Hours.
    """
    return replace(look.once(_answered), statistic=Waiting(0.5))


def answer_time_p90(look: Look) -> Facts:
    """Time within which nine of ten complaints received in the period were first answered.

    Unfair case considered: as for the median. Hours.
    """
    return replace(look.once(_answered), statistic=Waiting(0.9))


def resolution_time_median(look: Look) -> Facts:
    """Median time to resolution of complaints received in the period, open ones in it.

    Unfair case considered: hours by the clock; open ones count as waiting until now
    (Kaplan-Meier); one that ended at an unknown time is left out; an officer's wait begins when
    the complaint came into their hands. Hours.
    """
    return replace(look.once(_finished), statistic=Waiting(0.5))


def resolution_time_p90(look: Look) -> Facts:
    """Time within which nine of ten complaints received in the period were resolved.

    Unfair case considered: as for the median. Hours.
    """
    return replace(look.once(_finished), statistic=Waiting(0.9))


def reporter_rating(look: Look) -> Facts:
    """Mean rating that reporters gave to complaints ended in the period, as given (1-5).

    Unfair case considered: those who did not rate are not counted as displeased. It counts for
    whoever ended the complaint; one that ended at an unknown time stands in the period of its
    receipt.
    """
    cases = look.once(cases_of)
    ended = cases["received"].mask(cases["is_open"] & cases["finish_tracked"].astype(bool))
    day = look.days(cases["finished"].fillna(ended))
    rating = cases["rating"].mask(cases["archived"])
    facts = Facts(records_at(look, cases["finished"]), Mean(), rating, day)
    rated = facts.standing[(rating.notna() & day.notna()).to_numpy()]
    able = pd.Series(np.isin(facts.standing, rated), index=cases.index)
    return replace(facts, able=able)


def complaints_received(look: Look) -> Facts:
    """Number of complaints received in the period, archived ones included."""
    cases = look.once(cases_of)
    seen = pd.Series(1.0, index=cases.index)
    return Facts(look.once(case_records), Count(), seen, look.days(cases["received"]))


def complaints_archived(look: Look) -> Facts:
    """Number of complaints received in the period and archived: outside every other figure."""
    cases = look.once(cases_of)
    day = look.days(cases["received"])
    return Facts(look.once(case_records), Count(), cases["archived"].astype(float), day)


def complaints_invalid(look: Look) -> Facts:
    """Number of complaints received in the period with impossible times, left out of averages.

    Answered or resolved before receipt, or first answered after resolution. Not available where
    neither is recorded.
    """
    cases = look.once(cases_of)
    faulty = cases["answer_invalid"] | cases["finish_invalid"] | cases["disordered"]
    timed = cases["answer_tracked"] | cases["finish_tracked"]
    value = faulty.astype(float).mask(cases["archived"])
    day = look.days(cases["received"])
    return Facts(look.once(case_records), Count(), value, day, able=timed)


def _in_time(look: Look, clock: str, done: str) -> Facts:
    """Whether each case kept its limit, in the period in which that was decided.

    A case is decided when it is done or when its limit runs out, whichever comes first. What is no
    case, and never decided, stands in the period of its receipt.
    """
    hands = look.once(hands_of)[clock]
    cases = hands.cases
    limit = cases[f"{clock}_limit"]
    decided = look.days(cases[done].where(cases[done] < limit, limit))
    hit = (cases[done] <= limit).astype(float)
    why = _left_out(cases, clock, hands.inherited, limit)
    told = decided.where(decided.notna() | why.isna(), look.days(cases["received"]))
    return Facts(
        hands.records, Share(), hit.where(why.isna() & decided.notna()), told,
        left_out=why, able=cases[f"{clock}_tracked"], mix=cases["kind"],
    )  # fmt: skip


def _left_out(cases: pd.DataFrame, clock: str, inherited: pd.Series, limit: pd.Series) -> pd.Series:
    """Why a case is neither kept nor missed, as a code; missing where it is one of them."""
    unknown_end = (clock == "finish") & cases["finished"].isna() & ~cases["is_open"]
    return first_reason(
        cases.index,
        archived=cases["archived"],
        not_recorded=~cases[f"{clock}_tracked"].astype(bool),
        before_receipt=cases[f"{clock}_invalid"],
        end_unknown=unknown_end,
        no_limit=limit.isna(),
        inherited=inherited,
    )


def _answered(look: Look) -> Facts:
    return _waiting(look, "answer", "answered")


def _finished(look: Look) -> Facts:
    return _waiting(look, "finish", "finished")


def _waiting(look: Look, clock: str, done: str) -> Facts:
    cases, records = look.once(waits_of)[clock]
    ended = cases[done].notna()
    until = cases[done].fillna(look.now)
    why = first_reason(
        cases.index,
        archived=cases["archived"],
        not_recorded=~cases[f"{clock}_tracked"].astype(bool),
        before_receipt=cases[f"{clock}_invalid"],
        answered_after_end=cases["disordered"] & (clock == "answer"),
        end_unknown=(clock == "finish") & ~ended & ~cases["is_open"],
    )
    hours = ((until - cases["begun"]).dt.total_seconds() / HOUR).where(why.isna())
    return Facts(
        records, Waiting(0.5), hours, look.days(cases["received"]),
        left_out=why, able=cases[f"{clock}_tracked"], more={"ended": ended},
    )  # fmt: skip
