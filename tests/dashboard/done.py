"""Complaints that a person has finished: one in time, one late, one without a limit, one before."""

import pandas as pd

COLUMNS = ("complaint_id", "received", "first_answer", "finished", "answer_limit", "finish_limit")
DONE = (
    ("ADU-71", "2026-11-02", "2026-11-03", "2026-11-06", "2026-11-09", "2026-11-23"),
    ("ADU-72", "2026-10-05", "2026-10-20", "2026-11-20", "2026-10-12", "2026-10-26"),
    ("ADU-73", "2026-11-10", None, "2026-11-12", None, None),
    ("ADU-74", "2026-10-05", "2026-10-06", "2026-10-09", "2026-10-12", "2026-10-26"),
)
"""Each at nine in Aceh."""


def cases(person: str | None) -> pd.DataFrame:
    """All of them, as Services tells complaints."""
    found = pd.DataFrame(DONE, columns=[*COLUMNS])
    for name in COLUMNS[1:]:
        found[name] = pd.to_datetime(found[name] + "T02:00:00Z", utc=True)
    plain = {"unit": "dinkes-1", "unit_name": "Bidang Pelayanan Kesehatan", "category": "Perizinan",
             "status": "resolved", "status_found": "Selesai", "is_open": False, "officer": person,
             "officer_name": None, "minutes_left": None, "next_limit": pd.NaT}  # fmt: skip
    return found.assign(**plain)
