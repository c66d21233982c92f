"""Complaints as cases with two clocks: first answer, and completion."""

import pandas as pd

from scoring.look import Look

ENDED = ("closed", "archived")


def cases_of(look: Look) -> pd.DataFrame:
    """One line per complaint received before ``look.end``, archived ones included.

    Besides the columns of the frame:

    answer_limit, finish_limit: when each limit runs out (UTC), missing where there is none.
    answered, finished: when it happened, as far as it had by ``now``; not where that was before
    receipt, which cannot be.
    answer_invalid, finish_invalid: a time before receipt.
    disordered: first answered only after the end, which cannot be a waiting time either; but a
    late answer stays late, so that ending a case first does not excuse it.
    is_open: no completion known and no status that says it ended.
    """
    complaints = look.frames["complaints"]
    cases = complaints[complaints["received"] < look.end].reset_index(drop=True)
    times = {
        c: cases[c].mask(cases[c] >= look.now)
        for c in ("first_answer", "resolved", "closed", "reopened")
    }
    finished = times["resolved"].fillna(times["closed"])
    given = cases["resolved"].fillna(cases["closed"])
    reopened = times["reopened"] > finished
    finished = finished.mask(reopened)
    answer_invalid = times["first_answer"] < cases["received"]
    finish_invalid = finished < cases["received"]
    disordered = times["first_answer"] > finished.mask(finish_invalid)
    ended = cases["status"].isin(ENDED) & ~reopened & (given.isna() | (given < look.now))
    return cases.assign(
        **_limits(cases, look),
        answered=times["first_answer"].mask(answer_invalid),
        finished=finished.mask(finish_invalid),
        answer_invalid=answer_invalid,
        finish_invalid=finish_invalid,
        disordered=disordered & ~answer_invalid,
        archived=cases["status"] == "archived",
        is_open=finished.isna() & ~ended,
    )


def _limits(cases: pd.DataFrame, look: Look) -> dict[str, pd.Series]:
    calendar, limits = look.calendar, look.limits
    answer = calendar.after_workdays(cases["received"], limits.of(cases["kind"], limits.answer))
    finish = calendar.after_workdays(cases["received"], limits.of(cases["kind"], limits.finish))
    return {
        "answer_limit": answer,
        "finish_limit": cases["due"].fillna(finish) if limits.use_due else finish,
    }


def on_time(done: pd.Series, limit: pd.Series, look: Look) -> pd.Series:
    """True, false or missing: whether each case kept its limit, if that was decided in the period.

    A case is decided when it is done or when its limit runs out, whichever comes first; so an
    open case past its limit is missed, and a young open one is not counted either way.
    """
    decided_at = done.where(done < limit, limit)
    hit = (done <= limit).astype("boolean")
    return hit.where(limit.notna() & look.during(decided_at))
