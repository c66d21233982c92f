"""Findings about the upkeep of records: verification, faults of data, the spread of predicates."""

import pandas as pd

from scoring.alerts.quiet import ACTIVITY
from scoring.alerts.rule import Rule
from scoring.alerts.sight import Frame, Sight, conditions_of, empty, findings, frames_of
from scoring.day_sums import waits_too_long
from scoring.indication import Spread
from scoring.service import supervisors_of

BACKLOG = 10.0
"""Activities past the limit of verification that are a backlog, where a rule does not say."""
FAULTS = 0.05
"""Share of a source's rows that stand rejected, where a rule does not say."""
NO_SPREAD = ("too_small", "organisation_unrated")
"""Notes that say that nothing can be said."""


def verification_backlog(rule: Rule, sight: Sight) -> Frame:
    """``threshold`` activities wait for verification past its limit, by their supervisor's unit.

    By person: of that supervisor. Who is not named as anybody's supervisor: the unit of the work.
    since: the day the oldest was recorded. Good is less than the threshold by ``recover`` of it.
    """
    if sight.pending is None:
        return empty()
    lines = pd.concat([_waiting(sight, sight.pending), _nothing_waits(sight)])
    kinds = {"unit": "unit", "person": "supervisor"}
    parts = [_counted(lines, k, column) for k, column in kinds.items() if k in rule.subjects]
    if not parts:
        return empty()
    counts = pd.concat(parts, ignore_index=True)
    found = _beyond(counts["value"], rule.threshold or BACKLOG, rule.recover)
    frames, since = frames_of(ACTIVITY), sight.look.calendars.start_of(counts["since"])
    told = counts.assign(
        found=found, since=since, target=rule.threshold or BACKLOG,
        n=counts["value"], indicator="verified_in_time", cause=sight.cause_of(frames),
    )  # fmt: skip
    return conditions_of(rule, sight, told)


def _waiting(sight: Sight, pending: Frame) -> Frame:
    """How many activities of each line wait too long, with their supervisor and that one's unit."""
    lines = pending.reset_index(drop=True)
    boss = supervisors_of(sight.look, lines["person"]).astype(object)
    late = waits_too_long(sight.look, lines["unit"], lines["person"], lines["pending_since"])
    unit = boss.map(sight.home).fillna(lines["unit"].astype(object))
    counted = lines["pending_n"].astype("float64").where(late, 0.0)
    since = lines["pending_since"].where(late).astype("datetime64[us]")
    return pd.DataFrame({"supervisor": boss, "unit": unit, "n": counted, "since": since})


def _nothing_waits(sight: Sight) -> Frame:
    """Every supervisor and unit with nothing, so that a backlog that is gone is known to be."""
    boss = sight.look.rows("people")["supervisor"].dropna().drop_duplicates().astype(object)
    units = sight.look.rows("units")["unit_id"].astype(object)
    names = pd.concat([pd.DataFrame({"supervisor": boss}), pd.DataFrame({"unit": units})])
    since = pd.Series(pd.NaT, index=names.index, dtype="datetime64[us]")
    return names.assign(n=0.0, since=since)


def _counted(lines: Frame, kind: str, column: str) -> Frame:
    sums = lines.groupby(column, as_index=False).agg({"n": "sum", "since": "min"})
    sums = sums.rename(columns={column: "subject_id", "n": "value"})
    return sums.assign(subject_kind=kind)


def data_faults(rule: Rule, sight: Sight) -> Frame:
    """Rows of a source that stand rejected: ``threshold`` below 1 is a share of all, else a count.

    Good is less than the threshold by ``recover`` of it. A source without rows is unknown.
    """
    rejects = sight.rejects
    if rejects.empty or "source" not in rule.subjects:
        return empty()
    most = FAULTS if rule.threshold is None else rule.threshold
    read = rejects["read"].astype("float64")
    count = rejects["rejected"].astype("float64")
    value = count / read.where(read > 0) if most < 1 else count
    lines = pd.DataFrame(
        {
            "subject_kind": "source", "subject_id": rejects["source"], "value": value,
            "found": _beyond(value, most, rule.recover), "target": most, "n": read,
            "unit": None, "officer": None,
        }
    )  # fmt: skip
    return conditions_of(rule, sight, lines)


def _beyond(value: pd.Series, most: float, recover: float) -> pd.Series:
    """Bad from ``most`` on; good below it by the share ``recover`` of it, or at nothing."""
    good = (value < most * (1 - recover)) | (value == 0)
    return findings(value >= most, good, value.isna())


def distribution(rule: Rule, sight: Sight) -> Frame:
    """The spread of official predicates departs from the pattern of the organisation's own.

    value: in how many ways; n: people rated. A warning to the rater, never a verdict; too few
    rated people, or an organisation that is not rated itself, are unknown.
    """
    if not sight.spreads or "unit" not in rule.subjects:
        return empty()
    rows = [
        {"subject_kind": "unit", "subject_id": unit, "period": spread.period,
         "n": sum(spread.counts.values()), **_departing(spread)}
        for unit, spread in sight.spreads.items()
    ]  # fmt: skip
    return conditions_of(rule, sight, pd.DataFrame(rows))


def _departing(spread: Spread) -> dict[str, object]:
    silent = any(note.code in NO_SPREAD for note in spread.notes)
    ways = sum(note.code not in NO_SPREAD for note in spread.notes)
    return {"value": float(ways), "found": "bad" if ways else "unknown" if silent else "good"}
