"""Who may log in."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["leader", "manager", "staff", "admin", "wall"]


@dataclass(frozen=True)
class Account:
    """Who may log in: role, and the unit or person it stands for (None: the whole tree)."""

    account_id: str
    name: str
    role: Role
    unit: str | None
    person: str | None
