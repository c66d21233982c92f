"""Accounts save views of tables under a name of their own.

Wrong input raises ValueError "argument: what is wrong; what would be right".
"""

from dataclasses import dataclass
from typing import Any

from data.looks import Looker
from data.store import saved_views
from data.store.engine import writing

LONGEST_NAME, LONGEST_QUERY, MOST = 60, 500, 30


@dataclass(frozen=True)
class Viewing:
    """What may be done with saved views; they are no news to anybody."""

    looker: Looker

    def save(
        self, account: str, page: str, name: str, query: str, columns: dict[str, Any] | None
    ) -> None:
        """Keep a view of a page, in place of one of the same name."""
        said = " ".join((name or "").split())
        if not 0 < len(said) <= LONGEST_NAME:
            raise ValueError(f"name: is empty or too long; write 1 to {LONGEST_NAME} letters")
        if len(query) > LONGEST_QUERY:
            raise ValueError("query: is too long; open the page anew")
        with writing(self.looker.engine) as connection:
            if saved_views.count(connection, account) >= MOST:
                raise ValueError(f"name: there are {MOST} views already; delete one first")
            saved_views.save(connection, account, page, said, query, columns, self.looker.now())

    def drop(self, account: str, view_id: int) -> None:
        """Forget a view of one's own."""
        with writing(self.looker.engine) as connection:
            if not saved_views.drop(connection, account, view_id):
                raise ValueError("view_id: is none of yours; see the list")
