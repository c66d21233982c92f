"""Who looks, and at what: Viewer (who may see whom, in one place) and Filters (the address)."""

from dataclasses import dataclass, fields, replace
from typing import Literal
from urllib.parse import parse_qs, urlencode

from dashboard.account import Account
from dashboard.walls import name_at
from scoring.scope import Scope

Permission = Literal[
    "see_units", "see_persons", "see_self", "see_sources", "see_alerts", "act_on_alerts",
    "direct_alerts", "supervise", "see_own", "see_objections", "decide_objections",
]  # fmt: skip
"""``act_on_alerts``: acknowledge, and tell what was done. ``direct_alerts``: ask somebody to deal
with one, silence it, or call it wrong: not of those it may be about. ``supervise``: verify
activities, and write notes about people. ``see_own``: oneself, of whom an account stands for a
person. ``decide_objections``: for whoever stands above; which ones, the deed itself asks."""

_OFFICER: frozenset[Permission] = frozenset(
    {"see_units", "see_self", "see_own", "see_objections", "see_alerts", "act_on_alerts"}
)
_MANAGER: frozenset[Permission] = _OFFICER | {"see_persons", "direct_alerts", "decide_objections"}
PERMISSIONS: dict[str, frozenset[Permission]] = {
    "admin": _MANAGER - {"decide_objections"} | {"see_sources"},
    "leader": _MANAGER | {"see_sources", "supervise"},
    "manager": _MANAGER | {"supervise"},
    "staff": _OFFICER,
    "wall": frozenset({"see_units"}),
}


@dataclass(frozen=True)
class Viewer:
    """The one who looks. The only place that decides who may see which units and persons."""

    account: Account

    def may(self, permission: Permission) -> bool:
        """Whether the role carries ``permission``; only a person can look at themselves."""
        if permission == "see_own" and self.account.person is None:
            return False
        return permission in PERMISSIONS[self.account.role]

    @property
    def home(self) -> str:
        """Where the viewer begins: who sees no other persons, with themselves."""
        return "/saya" if self.may("see_own") and not self.may("see_persons") else "/"

    @property
    def scope(self) -> Scope:
        """What every query is limited to."""
        return Scope(
            under=self.account.unit,
            persons=self.may("see_persons"),
            self_id=self.account.person if self.may("see_self") else None,
        )


@dataclass(frozen=True)
class Filters:
    """What is looked at. It *is* the query string, so that a link reproduces the view.

    ``wall`` is a part of the path where there is one (see ``at``).
    """

    period: str | None = None
    unit: str | None = None
    person: str | None = None
    source: str | None = None
    indicator: str | None = None
    goal: str | None = None
    view: str | None = None
    group: str | None = None
    alert: str | None = None
    day: str | None = None
    only: str | None = None
    saved: str | None = None
    compare: str | None = None
    step: str | None = None
    due: str | None = None
    record: str | None = None
    objection: str | None = None
    lang: str | None = None
    wall: str | None = None

    @classmethod
    def parse(cls, search: str | None) -> "Filters":
        """Read an address's query string; unknown keys are ignored, the last of a key counts."""
        found = parse_qs((search or "").lstrip("?"))
        return cls(**{f.name: found[f.name][-1] for f in fields(cls) if f.name in found})

    @classmethod
    def at(cls, path: str | None, search: str | None) -> "Filters":
        """Read an address; the name of a wall display is part of its path."""
        return replace(cls.parse(search), wall=name_at(path))

    def query(self, **changes: str | None) -> str:
        """The query string of these filters with ``changes``, '' when nothing is set."""
        given = vars(self) | changes
        if unknown := given.keys() - vars(self).keys():
            raise TypeError(f"{', '.join(unknown)}: no filter")
        text = urlencode({name: value for name, value in given.items() if value})
        return f"?{text}" if text else ""
