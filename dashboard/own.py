"""What civil servants are told of themselves: every goal with its records, and what may change."""

from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from dashboard.why import Why
from scoring.scope import Scope


@dataclass(frozen=True)
class Own:
    """One person in one period.

    ``unit``: whom news of the person concern. ``why``: all goals that concern the person, each with
    its records. ``ahead``: what cases in hand may still do to the score (prospect.COLUMNS).
    ``began``, ``ended``: indicators that have evidence since yesterday, or have none any more.
    """

    unit: str
    why: Why
    ahead: pd.DataFrame
    began: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()


class OwnOf(Protocol):
    """A person as Data saya shows it; None where the scope hides the person."""

    def __call__(self, scope: Scope, person: str, period: str) -> Own | None:
        """Of ``person`` in ``period``."""


def nobody(scope: Scope, person: str, period: str) -> Own | None:  # noqa: ARG001
    """Where nobody can be told: no page asks for oneself."""
    return None
