"""Signs of gaming: what makes figures look better without serving anybody. No verdicts."""

import pandas as pd

from scoring.activities import done_of, done_records
from scoring.bursts import in_burst
from scoring.cases import cases_of
from scoring.facts import Facts, first_reason
from scoring.hands import cases_at, records_at
from scoring.look import Look
from scoring.statistics import Share


def reopened_share(look: Look) -> Facts:
    """Share of complaints ended in the period that were opened again.

    Unfair case considered: it counts in the period of the first end, where it was called solved
    (of the reopening, if nobody says when that was), and for whoever had it then, not for the one
    it was given to afterwards. Share 0-1.
    """
    cases = look.once(cases_of)
    hits = cases["reopened"].notna().astype(float)
    return _of_ended(look, hits, cases["first_end"], finish=cases["finish_tracked"])


def unanswered_closed_share(look: Look) -> Facts:
    """Share of complaints ended in the period that never got an answer: closed is not solved.

    Unfair case considered: one that the reporter closed is left out, and so is one whose answer
    cannot be told, or is said to have come before it. For whoever had it when it was ended.
    Share 0-1.
    """
    cases = look.once(cases_of)
    hits = cases["answered"].isna().astype(float)
    return _of_ended(
        look, hits, cases["finished"], cases["answer_invalid"], cases["closed_by"] == "reporter",
        finish=cases["finish_tracked"], answer=cases["answer_tracked"],
    )  # fmt: skip


def mass_closed_share(look: Look) -> Facts:
    """Share of complaints ended in the period that were closed many at once by one officer.

    Unfair case considered: clearing up may be honest work; a sign to look at, no judgement. How
    many within how many minutes: config. Share 0-1.
    """
    cases = look.once(cases_of)
    limits = look.rules.suspicion
    ended = cases["finished"].mask(cases["archived"])
    officer = cases_at(look, ended)["officer"]
    hits = in_burst(officer, ended, limits.closed, limits.minutes).astype(float)
    return _of_ended(look, hits, cases["finished"], finish=cases["finish_tracked"])


def bulk_recorded_share(look: Look) -> Facts:
    """Share of activities of the period's days that were recorded in bulk long after.

    Unfair case considered: days away with reason are not counted; one who was offline may enter
    things later as well: a sign, no judgement. How many, how late: config. Share 0-1.
    """
    done = look.once(done_of)
    seen = done["timed"] > 0
    return Facts(look.once(done_records), Share(), done["bulk"].where(seen), done["day"],
                 able=seen, more={"weight": done["timed"].where(seen)})  # fmt: skip


def _of_ended(
    look: Look, hits: pd.Series, ended: pd.Series, impossible: pd.Series | bool = False,
    by_reporter: pd.Series | bool = False, **tracked: pd.Series,
) -> Facts:  # fmt: skip
    cases = look.once(cases_of)
    able = pd.concat(tracked, axis=1).astype(bool).all(axis=1)
    why = first_reason(
        cases.index, archived=cases["archived"], not_recorded=~able, before_receipt=impossible,
        by_reporter=by_reporter, end_unknown=ended.isna() & ~cases["is_open"],
    )  # fmt: skip
    day = look.days(ended.fillna(cases["received"].mask(cases["is_open"])))
    return Facts(records_at(look, ended), Share(), hits.where(why.isna() & ended.notna()), day,
                 left_out=why, able=able)  # fmt: skip
