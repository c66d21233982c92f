"""Sentences about objections (keberatan): their number, what they are about, and every step."""

from collections.abc import Mapping
from typing import Any

from dashboard.texts import Texts, missing

Row = Mapping[Any, Any]


def number(row: Row, texts: Texts) -> str:
    """Such as ``KB-2026-0007``: the year it was filed in, by the office's clock."""
    year = row["filed_at"].astimezone(texts.zone).year
    return texts("objection.number", year=year, n=f"{int(row['objection_id']):04d}")


def about(row: Row, texts: Texts) -> str:
    """The record and the goal it is about, or the figure as a whole."""
    goal = texts.code("indicator", row["indicator"])
    if missing(row["key"]):
        return texts("objection.about_figure", goal=goal, period=texts.period(str(row["period"])))
    return texts("objection.about_record", record=row["key"], goal=goal)


def standing(row: Row) -> str:
    """Its state; one whose limit has passed is ``overdue``."""
    return "overdue" if bool(row["overdue"]) else str(row["state"])


def deadline(row: Row, texts: Texts) -> str:
    """By when it is to be decided and how long that is; or when it was."""
    if not missing(row["decided_at"]):
        return texts("objection.decided_at", moment=texts.moment(row["decided_at"]))
    left = texts.working_left(row["minutes_left"])
    return texts("objection.due", moment=texts.moment(row["due_at"], short=True), left=left)


def step(row: Row, texts: Texts) -> str:
    """Who did what."""
    return texts(f"objection_step.{row['verb']}", who=row["by_name"])


def outcome(row: Row, texts: Texts) -> str | None:
    """What a decision does to the score, in a sentence; None while it is open."""
    state = str(row["state"])
    if state == "upheld" and missing(row["key"]):
        return texts("objection.upheld_figure")
    return texts(f"objection.{state}_means") if state in ("upheld", "rejected") else None
