"""The rounds of the worker: it decides what scores and time have changed; what is due is told.

Once a minute, and right after a scoring; then it rests ten times as long as that took, so that
deciding costs no more than a tenth of a processor however fast news come. Not before every source
has been looked at once: an office that begins would seem silent while its past is taken in.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from data.alerting.deciding import Alerting
from data.looks import Looker
from data.notify.teller import Teller
from data.objection_news import ObjectionNews
from data.store import state

LOG = logging.getLogger("pantau.alerts")
DECIDE = timedelta(minutes=1)
TELL = timedelta(seconds=5)
REST = 10
"""A round is followed by a rest so many times as long as it took, of three seconds at least,
and of a minute at most."""
LEAST = timedelta(seconds=3)


@dataclass
class Rounds:
    """Decides and tells, one at a time each; a fault of one round does not stop the next.

    ``give_way``: waits while something more urgent is done.
    """

    looker: Looker
    give_way: Callable[[], None] = lambda: None
    _deciding: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        known = self.looker
        parts = (known.settings, known.engine, known.base, known.now)
        self._alerting = Alerting(*parts, give_way=self.give_way)
        self._teller = Teller(*parts)
        self.rests_until = known.now()
        self._objections = ObjectionNews(*parts)
        self._begun = False

    def decide(self) -> None:
        """Decide about offices scored since the last decision, and about what time tells."""
        self._objections.watch()
        if not self.looker.settings.alerts.rules or self._awaits_first_looks():
            return
        with self._deciding:
            began = self.looker.now()
            self._alerting.catch_up()
            now = self.looker.now()
            self.rests_until = now + min(DECIDE, max(LEAST, REST * (now - began)))

    def is_behind(self) -> bool:
        """Whether offices have been scored since the last decision."""
        if not self.looker.settings.alerts.rules or self._awaits_first_looks():
            return False
        return bool(self._alerting.behind())

    def _awaits_first_looks(self) -> bool:
        """Whether a source has neither brought what it has nor failed: that is no silence yet."""
        if self._begun:
            return False
        with self.looker.engine.connect() as connection:
            states = state.source_states(connection)
        over = states["last_success"].notna() | states["failures"].fillna(0).gt(0)
        sources = self.looker.settings.sources.items()
        asked = {name for name, source in sources if source.kind != "push"}
        self._begun = asked <= set(states.loc[over, "source"])
        return not self._begun

    def tell(self) -> None:
        """Tell what is due."""
        told = self._teller.tell()
        if told:
            LOG.info("%d messages told", told)
