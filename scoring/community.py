"""How people of a programme were served, beside what it reached: reach alone is no good service."""

from collections.abc import Mapping

import pandas as pd

REACH = ("outcome_achievement",)
CONDUCT = (
    "satisfaction_index", "answered_in_time", "resolved_in_time", "unanswered_closed_share",
    "reopened_share",
)  # fmt: skip
JUDGED = ("met", "at_risk", "missed")
NEEDED = ["subject_id", "period", "indicator", "band"]
READINGS = {
    (True, True): "both",
    (True, False): "reach_without_conduct",
    (False, True): "conduct_without_reach",
    (False, False): "neither",
}
"""By whether it reached what it should, and whether people were served well."""


def conduct(judged: pd.DataFrame) -> pd.DataFrame:
    """Per programme and period: whether its reach stands on good conduct.

    ``judged``: scores with bands. reached: the outcome goal is met (missing: nothing to judge by).
    missed: indicators of conduct that are missed, separated by `, `. reading: ``both`` (reached and
    served well), ``reach_without_conduct`` (reached, but people were served badly),
    ``conduct_without_reach``, ``neither``, or missing while one of the two cannot be judged.
    """
    found = judged[(judged["subject_kind"] == "programme") & judged["band"].isin(JUDGED)]
    bands: dict[tuple[str, str], dict[str, str]] = {}
    for subject, period, indicator, band in found[NEEDED].itertuples(index=False, name=None):
        bands.setdefault((subject, period), {})[indicator] = band
    read = [(*key, *line) for key, told in sorted(bands.items()) if (line := _read(told))]
    return pd.DataFrame(read, columns=["subject_id", "period", "reached", "missed", "reading"])


def _read(bands: Mapping[str, str]) -> tuple[bool | None, str | None, str | None] | None:
    """reached, missed, reading of one programme; None where it has neither."""
    reach = [bands[name] == "met" for name in REACH if name in bands]
    served = [name for name in sorted(CONDUCT) if name in bands]
    missed = ", ".join(name for name in served if bands[name] == "missed")
    if not reach and not served:
        return None
    reading = READINGS[reach[0], not missed] if reach and served else None
    return reach[0] if reach else None, missed or None, reading
