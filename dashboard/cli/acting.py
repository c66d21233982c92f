"""Deeds of accounts: a verb of ``data`` as pages call it, the account first, the rest by name."""

from collections.abc import Callable
from typing import Any, TypeVar

from dashboard.account import Account

Who = TypeVar("Who")


def acting(verb: Callable[..., Any], who: Callable[[Account], Who]) -> Callable[..., Any]:
    """``verb``, called with an account; ``who`` says as whom it acts, or why it may not."""
    return lambda account, **args: verb(who(account), **args)
