"""To whom it is told that something has become of an objection, and through which channels."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from data.alerting.outbox import EVERYBODY, Address, Outbox, key_of
from data.store import objection_notices
from data.store.engine import Connection

TO_DECIDERS = ("filed", "near", "passed")
"""What whoever decides is told; the rest is told to the one who objected."""


@dataclass(frozen=True)
class ObjectionPost:
    """Puts notices about objections into the ``outbox``; the teller tells them."""

    outbox: Outbox

    def post(
        self, connection: Connection, told: Mapping[int, tuple[str, ...]], what: str, now: datetime
    ) -> None:
        """Have ``what`` told of each objection to its accounts; once, whatever becomes of it.

        What concerns the one who objected goes only where nobody else reads.
        """
        due, night = self.outbox.when(now)
        kind = objection_notices.MORNING if night else objection_notices.KIND
        for number, accounts in told.items():
            for address in self.outbox.reached(accounts, None):
                if what in TO_DECIDERS or self._of_one(address):
                    key = key_of(objection_notices.KIND, *address, f"{number}:{what}")
                    objection_notices.put(connection, key, address, {number: what}, now, due, kind)

    def _of_one(self, address: Address) -> bool:
        channel, reader = address
        return self.outbox.settings.channels[channel].of_one or reader != EVERYBODY
