"""Complaints as cases with three clocks: forwarding, first answer, and completion."""

import numpy as np
import pandas as pd

from scoring.holders import holders_of, received_of
from scoring.look import Look
from scoring.pauses import pauses_of
from scoring.records import Records
from scoring.rules import in_force

ENDED = ("closed", "archived")
HOUR = 3600.0
CLOCKS = ("forward", "answer", "finish")
TIMES = ("forwarded", "first_answer", "resolved", "closed", "reopened")


def cases_of(look: Look) -> pd.DataFrame:
    """One line per complaint received before ``look.now``, archived ones included.

    Besides the columns of the frame, ``unit`` and ``officer`` being those that have it now (the
    root where no unit is told):

    forward_limit, answer_limit, finish_limit: when each limit runs out (UTC), missing where there
    is none. paused: pauses that its limits are moved by. forwarded, answered, finished: when it
    happened, as far as it had by ``now``; not where that was before receipt, which cannot be.
    answer_invalid, finish_invalid, forward_invalid: a time before receipt.
    first_end: when it was ended first, whether or not it was opened again.
    disordered: first answered only after the end, which cannot be a waiting time either; but a
    late answer stays late, so that ending a case first does not excuse it.
    is_open: no completion known and no status that says it ended. archived: outside all figures.
    programme: the programmes it belongs to, separated by `|`.
    """
    cases = look.once(received_of)
    times = {c: cases[c].mask(cases[c] >= look.now) for c in TIMES}
    opened = times["reopened"].mask(times["reopened"] < cases["received"])
    ends = {c: times[c].mask(opened > times[c]) for c in ("resolved", "closed")}
    finished = ends["resolved"].fillna(ends["closed"])
    early = {
        "forward": times["forwarded"] < cases["received"],
        "answer": times["first_answer"] < cases["received"],
        "finish": finished < cases["received"],
    }
    disordered = times["first_answer"] > finished.mask(early["finish"])
    first = times["resolved"].fillna(times["closed"])
    over = ~(cases["closed"].fillna(cases["resolved"]) >= look.now)
    ended = cases["status"].isin(ENDED) & over & ~(opened > first)
    return cases.assign(
        **_limits(cases, look),
        **{f"{clock}_invalid": wrong for clock, wrong in early.items()},
        forwarded=times["forwarded"].mask(early["forward"]),
        answered=times["first_answer"].mask(early["answer"]),
        finished=finished.mask(early["finish"]),
        closed_by=cases["closed_by"].mask(cases["closed"] >= look.now),
        first_end=first.fillna(opened).mask(first < cases["received"]),
        reopened=opened,
        disordered=disordered & ~early["answer"],
        archived=(cases["status"] == "archived") & over,
        is_open=finished.isna() & ~ended,
        programme=programmes_of(cases, look, "category", "categories"),
        **_now(cases, look),
    )


def _now(cases: pd.DataFrame, look: Look) -> dict[str, pd.Series]:
    """The officer and unit that have each case now."""
    holders = look.once(holders_of)
    if holders.lines.empty:
        return {}
    return holders.at(cases, pd.Series(look.now, index=cases.index))


def case_records(look: Look) -> Records:
    """Every case, for its officer, its unit and its programmes."""
    cases = look.once(cases_of)
    return look.records(
        "complaints", cases["complaint_id"],
        unit=cases["unit"], person=cases["officer"], programme=cases["programme"],
    )  # fmt: skip


def programmes_of(rows: pd.DataFrame, look: Look, column: str, told: str) -> pd.Series:
    """The programmes each row of a unit of this office belongs to, separated by `|`.

    By its ``column``, which a programme names as ``told``, and by its unit.
    """
    if not look.rules.programmes:
        return pd.Series(None, index=rows.index, dtype=object)
    found, unit, told_by = np.full(len(rows), "", dtype=object), rows["unit"], rows[column]
    above = look.ancestors
    for name, programme in look.rules.programmes.items():
        under = above if not programme.units else above[above["ancestor"].isin(programme.units)]
        member = told_by.isin(getattr(programme, told)) & unit.isin(under["unit"])
        found[member.to_numpy()] += "|" + name
    return pd.Series(found, index=rows.index, dtype=object).str.lstrip("|").replace("", None)


def _limits(cases: pd.DataFrame, look: Look) -> dict[str, pd.Series]:
    """When each clock's limit runs out, by the rules in force when the case came in."""
    versions = in_force(look.rules.limits, look.days(cases["received"]))
    paused = cases["waiting"]
    for rules, begun in versions:
        paused = paused if rules.pauses else paused.mask(begun)
    pauses, found = pauses_of(paused, look.now), {"paused": paused}
    for clock in CLOCKS:
        days = np.full(len(cases), np.nan)
        for rules, begun in versions:
            days = np.where(begun, rules.of(cases["kind"], getattr(rules, clock)), days)
        told = pd.Series(days, index=cases.index)
        found[f"{clock}_limit"] = look.calendars.after_workdays(
            cases["unit"], cases["received"], told, pauses
        )
    due = cases["due"].where(cases["due"] > cases["received"])
    for rules, begun in versions:
        due = due if rules.use_due else due.mask(begun)
    return found | {"finish_limit": due.fillna(found["finish_limit"])}
