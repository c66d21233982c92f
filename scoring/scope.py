"""Whose rows may be seen: handed to every query, decided in one place by the viewer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """Units at and under ``under``, their persons or not, and always one's own rows.

    ``under``: root of the visible part of the unit tree; None is the whole tree.
    ``persons``: whether single persons of those units may be seen.
    ``self_id``: the person who looks, if a civil servant; their own rows are always visible.
    """

    under: str | None = None
    persons: bool = False
    self_id: str | None = None


EVERYTHING = Scope(under=None, persons=True)
"""What the machine itself sees: command line, tests."""
