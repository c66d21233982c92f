"""An office as somebody knew it on a past day, without what happened afterwards."""

from typing import Any

from tests.scoring.offices import Rows

MOMENTS = ("forwarded", "first_answer", "resolved", "closed", "reopened", "verified_at")


def known_by(rows: Rows, now: str) -> Rows:
    """The rows as somebody would have them who cannot look beyond ``now``."""
    blind = {name: [_blind(name, dict(row), now) for row in some] for name, some in rows.items()}
    begun = {"complaints": "received", "assignments": "assigned", "surveys": "taken_at",
             "feedback": "given_at", "activities": "recorded_at"}  # fmt: skip
    for name, column in begun.items():
        blind[name] = [r for r in blind[name] if r.get(column) is None or r[column] < now]
    handed = {r["complaint"]: r for r in sorted(blind["assignments"], key=lambda r: r["assigned"])}
    for case in blind["complaints"]:
        last = handed.get(case["complaint_id"], {})
        case |= {name: last[name] for name in ("officer", "unit") if name in last}
    return blind


def _blind(name: str, row: dict[str, Any], now: str) -> dict[str, Any]:
    later = {c for c, v in row.items() if c in MOMENTS and v is not None and v >= now}
    row |= dict.fromkeys(later)
    if name == "complaints" and (row["closed"] is None and later & {"resolved", "closed"}):
        row |= {"status": "in_progress", "closed_by": None}
    if later & {"resolved", "closed"} and not (row["resolved"] or row["closed"]):
        row |= {"rating": None}
    if name == "activities" and "verified_at" in later:
        row |= {"status": "pending"}
    if row.get("as_of") and row["as_of"] > now:
        row |= {"as_of": None, "realised": None}
    return row
