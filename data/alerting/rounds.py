"""The rounds of the worker: each minute it decides what time has changed; what is due is told."""

import logging
import threading
from dataclasses import dataclass, field
from datetime import timedelta

from data.alerting.deciding import Alerting
from data.looks import Looker
from data.notify.teller import Teller
from data.objection_news import ObjectionNews

LOG = logging.getLogger("pantau.alerts")
DECIDE = timedelta(minutes=1)
TELL = timedelta(seconds=5)


@dataclass
class Rounds:
    """Decides and tells, one at a time each; a fault of one round does not stop the next."""

    looker: Looker
    _deciding: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        known = self.looker
        parts = (known.settings, known.engine, known.base, known.now)
        self._alerting, self._teller = Alerting(*parts), Teller(*parts)
        self._objections = ObjectionNews(*parts)

    def decide(self) -> None:
        """Decide about offices scored since the last decision, and about what time tells."""
        self._objections.watch()
        if not self.looker.settings.alerts.rules:
            return
        with self._deciding:
            self._alerting.catch_up()

    def tell(self) -> None:
        """Tell what is due."""
        told = self._teller.tell()
        if told:
            LOG.info("%d messages told", told)
