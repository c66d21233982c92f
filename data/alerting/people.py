"""Who answers for an alert: from the one in charge upward, by the tree of units."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from data.store.accounts import Kept
from scoring.alerts.rule import LEVELS, Level

HEADS = ("leader",)
LAST = "admin"
"""Who is told of what nobody answers for, and of sources."""


@dataclass(frozen=True)
class Subject:
    """What an alert is about: ``unit`` it belongs to, ``officer`` in charge, as far as told."""

    kind: str
    id: str
    unit: str | None
    officer: str | None


@dataclass(frozen=True)
class Owners:
    """Accounts that are told at ``level``; ``empty``: levels below it at which there is nobody."""

    level: Level
    accounts: tuple[str, ...]
    empty: tuple[str, ...] = ()

    @property
    def note(self) -> str | None:
        """What is to be said of levels at which there is nobody."""
        nobody = ", ".join(self.empty)
        told = self.level if self.accounts else "nobody"
        return f"{nobody}: no account; told {told}" if nobody or not self.accounts else None


@dataclass(frozen=True)
class People:
    """All active accounts, and the unit above each unit."""

    accounts: tuple[Kept, ...]
    parents: Mapping[str, str | None]

    def above(self, unit: str | None) -> Iterator[str]:
        """``unit`` and the units above it, the nearest first; a circle ends the climb."""
        passed: set[str] = set()
        while unit is not None and unit in self.parents and unit not in passed:
            passed.add(unit)
            yield unit
            unit = self.parents[unit]

    def owners(self, subject: Subject, level: Level) -> Owners:
        """Who is told at ``level``, or at the next above it at which there is somebody.

        Where there is nobody up to the head, those who look after the installation.
        """
        levels = LEVELS[LEVELS.index(level) :]
        found = {name: self._at(subject, name) for name in levels}
        for number, name in enumerate(levels):
            if found[name]:
                return Owners(name, found[name], tuple(levels[:number]))
        return Owners("head", self._of_role((LAST,)), tuple(levels))

    def _at(self, subject: Subject, level: Level) -> tuple[str, ...]:
        if level == "officer":
            if subject.kind == "source":
                return self._of_role((LAST,))
            who = subject.id if subject.kind == "person" else subject.officer
            return self._named(a for a in self.accounts if who and a.person == who)
        return self._nearest(("manager",) if level == "supervisor" else HEADS, subject)

    def _nearest(self, roles: tuple[str, ...], subject: Subject) -> tuple[str, ...]:
        """Accounts of ``roles`` of the nearest unit at or above; those of the whole tree last.

        Nobody is told as their own superior.
        """
        own = subject.id if subject.kind == "person" else subject.officer
        able = [a for a in self.accounts if a.role in roles and (own is None or a.person != own)]
        for unit in (*self.above(subject.unit), None):
            found = self._named(a for a in able if a.unit == unit)
            if found:
                return found
        return ()

    def _of_role(self, roles: tuple[str, ...]) -> tuple[str, ...]:
        return self._named(a for a in self.accounts if a.role in roles)

    @staticmethod
    def _named(found: Iterable[Kept]) -> tuple[str, ...]:
        return tuple(sorted(a.account_id for a in found))
