"""Streaks: how many complaints on end were answered within their limit, up to now."""

import pandas as pd

from scoring.cases import cases_of
from scoring.look import Look


def streaks_of(look: Look) -> pd.DataFrame:
    """Per unit, of the complaints in it and below: unit, kept, since.

    kept: how many were answered in time since the last one that was not; a complaint counts at
    the moment at which that is decided (answered, or its limit has run out). since: when the last
    one was missed (UTC); missing where none was. What was missed and kept in the same moment
    counts as missed last. Left out are the same as in ``answered_in_time``.
    """
    cases = look.once(cases_of)
    limit, answered = cases["answer_limit"], cases["answered"]
    at = answered.where(answered < limit, limit)
    counts = cases["answer_tracked"].astype(bool) & ~cases["archived"] & ~cases["answer_invalid"]
    decided = pd.DataFrame({"unit": cases["unit"], "at": at, "kept": answered <= limit})
    decided = decided[counts & limit.notna() & (at <= look.now)]
    placed = decided.merge(look.ancestors[["unit", "ancestor"]], on="unit")
    late = placed["at"].mask(placed["kept"]).groupby(placed["ancestor"])
    counted = placed["kept"] & ~(placed["at"] <= late.transform("max"))
    kept, since = counted.groupby(placed["ancestor"]).sum(), late.max()
    told = pd.DataFrame({"kept": kept.astype(int), "since": since})
    told = told.rename_axis("unit").reset_index()
    return told.sort_values(["kept", "unit"], ascending=[False, True], ignore_index=True)
