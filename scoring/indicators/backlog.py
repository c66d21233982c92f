"""Indicators of the backlog: what is open at the end of a period, how late, and how old."""

import pandas as pd

from scoring.cases import HOUR, case_records, cases_of
from scoring.facts import Facts
from scoring.hands import MOMENT, cases_at, hands_of
from scoring.holders import holders_of
from scoring.look import Look
from scoring.periods import Period
from scoring.records import Records
from scoring.statistics import Count, Waiting

NAMED = ["complaint_id", "officer", "unit", "programme", "finish_tracked"]
TIMES = ["received", "finished", "finish_limit", "first_end", "reopened", "is_open"]


def complaints_open(look: Look) -> Facts:
    """Number of complaints open at the end of the period (or now).

    Unfair case considered: a complaint that the source calls closed without saying when is not
    open. n is the number of complaints open in it, or in as much time before.
    """
    return _at_ends(look, "open")


def complaints_overdue(look: Look) -> Facts:
    """Number of complaints open at the end of the period (or now) and past their finish limit.

    Unfair case considered: one without a limit, or whose end nobody records, cannot be overdue and
    is not looked at, so that 0 never stands where nothing could be judged; one whose limit was
    missed in other hands is not counted for the officer who has it now. n is the number of
    complaints with a limit that were open in the period, or in as much time before.
    """
    return _at_ends(look, "overdue", "finish_tracked")


def complaints_due_soon(look: Look) -> Facts:
    """Number of complaints open at the end of the period (or now) whose limit is about to run out.

    Unfair case considered: a paused one has more time left, for its limit moves. n as for overdue
    ones; how soon is soon: config, in working days.
    """
    return _at_ends(look, "due_soon", "finish_tracked")


def backlog_age_median(look: Look) -> Facts:
    """Median age of the complaints open at the end of the period (or now).

    Unfair case considered: by the clock since receipt, reopened ones too, in whosever hands it was;
    it describes what lies on a desk and judges nobody. Hours.
    """
    ends, records = look.once(_ends)
    age = ends["age"].where(ends["open"] == 1.0)
    done = {"ended": pd.Series(data=True, index=ends.index)}
    return Facts(records, Waiting(0.5), age, ends["day"], more=done)


def _at_ends(look: Look, state: str, tracked: str | None = None) -> Facts:
    ends, records = look.once(_ends)
    able = None if tracked is None else ends[tracked]
    value = ends[state] if tracked is None else ends[state].where(ends[tracked].astype(bool))
    why = None if state != "overdue" else ends["why"]
    return Facts(records, Count(), value, ends["day"], left_out=why, able=able)


def _ends(look: Look) -> tuple[pd.DataFrame, Records]:
    """Every case at the end of every period that it is ``counted_since``, archived ones left out.

    open, overdue, due_soon: 1, 0, or missing where it cannot be judged (why: as a code). age: hours
    since receipt.
    """
    lines = pd.concat([_end(look, period) for period in look.periods])
    if look.once(holders_of).lines.empty:
        lines = lines.reset_index(names="place").assign(why=None)
        return lines, look.once(case_records).at(lines["place"].to_numpy())
    lines = _for_each(look, lines)
    return lines, look.records(
        "complaints", lines["complaint_id"],
        unit=lines["unit"], person=lines["officer"], programme=lines["programme"],
    )  # fmt: skip


def _end(look: Look, period: Period) -> pd.DataFrame:
    """The cases as they stood at the end of one period, with the officer and unit of then."""
    cases, end = look.once(cases_of), look.end(period)
    names = ["unit", "finish_tracked"] if look.once(holders_of).lines.empty else NAMED
    there = cases_at(look, pd.Series(end - MOMENT, index=cases.index))[[*names, *TIMES]]
    there = there[~cases["archived"] & (cases["received"] < end) & ~_gone(look, period)]
    again = there["reopened"] < end
    over = (there["finished"] < end) | ((there["first_end"] < end) & ~again)
    still = ~over & (there["is_open"] | there["finished"].notna())
    limit = there["finish_limit"]
    near = limit <= look.calendars.after_workdays(
        there["unit"], pd.Series(end, index=there.index),
        pd.Series(look.rules.soon, index=there.index),
    )  # fmt: skip
    return there[names].assign(
        day=period.start,
        open=still.astype(float),
        overdue=(still & (limit < end)).astype(float).mask(limit.isna()),
        due_soon=(still & (limit >= end) & near).astype(float).mask(limit.isna()),
        age=(end - there["received"]).dt.total_seconds() / HOUR,
    )


def counted_since(period: Period) -> pd.Timestamp:
    """The day from which on a case must have been open to count at the end of ``period`` (naive).

    So long before the period as it lasts: who has just cleared their desk has 0 open cases, who had
    none for long has no backlog to be judged by.
    """
    return period.start - (period.end - period.start)


def _gone(look: Look, period: Period) -> pd.Series:
    """Cases that were over before they count for the period, and not opened again by its end.

    One that ended at an unknown time was over at its receipt.
    """
    cases, begin = look.once(cases_of), look.moment(counted_since(period))
    again = cases["reopened"] < look.end(period)
    ended = (cases["finished"] < begin) | ((cases["first_end"] < begin) & ~again)
    unknown = cases["finished"].isna() & ~cases["is_open"]
    return ended | (unknown & (cases["received"] < begin))


def _for_each(look: Look, lines: pd.DataFrame) -> pd.DataFrame:
    """A limit missed in other hands stands apart for the officer: no case, and why."""
    charged = look.once(hands_of)["finish"].cases["officer"].reindex(lines.index)
    inherited = (lines["overdue"] == 1) & lines["officer"].notna()
    inherited &= lines["officer"] != charged.fillna("")
    theirs = lines[inherited].assign(unit=None, programme=None, overdue=float("nan"))
    rest = lines.assign(officer=lines["officer"].mask(inherited), why=None)
    return pd.concat([rest, theirs.assign(why="inherited")], ignore_index=True)
