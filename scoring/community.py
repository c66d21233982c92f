"""How people of a programme were served, beside what it reached: reach alone is no good service."""

import pandas as pd

REACH = ("outcome_achievement",)
CONDUCT = (
    "satisfaction_index", "answered_in_time", "resolved_in_time", "unanswered_closed_share",
    "reopened_share",
)  # fmt: skip
JUDGED = ("met", "at_risk", "missed")


def conduct(judged: pd.DataFrame) -> pd.DataFrame:
    """Per programme and period: whether its reach stands on good conduct.

    ``judged``: scores with bands. reached: the outcome goal is met (missing: nothing to judge by).
    missed: indicators of conduct that are missed, separated by `, `. reading: ``both`` (reached and
    served well), ``reach_without_conduct`` (reached, but people were served badly),
    ``conduct_without_reach``, ``neither``, or missing while one of the two cannot be judged.
    """
    found = judged[(judged["subject_kind"] == "programme") & judged["band"].isin(JUDGED)]
    keys = ["subject_id", "period"]
    reach = found[found["indicator"].isin(REACH)].set_index(keys)["band"] == "met"
    served = found[found["indicator"].isin(CONDUCT)]
    bad = served[served["band"] == "missed"].sort_values([*keys, "indicator"])
    missed = bad.groupby(keys)["indicator"].agg(", ".join)
    index = reach.index.union(pd.MultiIndex.from_frame(served[keys].drop_duplicates()))
    table = pd.DataFrame({"reached": reach.reindex(index), "missed": missed.reindex(index)})
    both = table["reached"].notna() & table.index.isin(served.set_index(keys).index)
    well = table["missed"].isna()
    told = table["reached"].fillna(value=False).astype(bool)
    reading = pd.Series("neither", index=table.index, dtype=object)
    reading = reading.mask(told & well, "both").mask(told & ~well, "reach_without_conduct")
    reading = reading.mask(~told & well, "conduct_without_reach")
    return table.assign(reading=reading.where(both)).reset_index()
