"""Pages worked out ahead of the asking: as soon as there are news, and before browsers are told.

Told first, all who look at a page ask at once, and keep the processor from what they ask for. The
page most look at comes first. Of processes that share answers one works it out, and another, which
would only wait for it, meanwhile the next pages.
"""

import logging
import time
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from threading import Lock, Thread

LOG = logging.getLogger(__name__)
LATELY = 120.0
"""Seconds after which a page nobody has asked for counts as closed."""

MOST = 4
"""Pages worked out ahead of the asking, of each news."""


@dataclass
class Asked:
    """A page somebody looks at. ``readers``: how many asked for it at the last news about it."""

    unit: str
    work_out: Callable[[int], object]
    taken: Callable[[int], bool]
    readers: int = 0
    at: float = 0.0


class Ahead:
    """What is looked at in this process, and how it is worked out anew."""

    def __init__(self) -> None:
        self._asked: dict[Hashable, Asked] = {}
        self._revision = 0
        self._turn = Lock()

    def note(
        self, page: Hashable, unit: str, revision: int, work_out: Callable[[int], object],
        taken: Callable[[int], bool],
    ) -> None:  # fmt: skip
        """Somebody asks for a page at a revision: how it is worked out at a later one, and whether
        another process is at it.
        """
        with self._turn:
            known = self._asked.setdefault(page, Asked(unit, work_out, taken))
            known.readers = known.readers + 1 if revision == self._revision else 1
            known.at = time.monotonic()

    def __call__(self, revision: int, units: Collection[str] | None) -> None:
        """Work out the page most look at, of those that news about ``units`` concern."""
        pages = self._concerned(units)
        self._revision = revision
        if not pages:
            return
        first, rest = pages[:1], pages[1:MOST]
        if first[0].taken(revision):
            self._beside(rest, revision)
            _done(first, revision)
        else:
            _done(first, revision)
            self._beside(rest, revision)

    def _concerned(self, units: Collection[str] | None) -> list[Asked]:
        """Pages somebody still looks at, those most look at first."""
        late = time.monotonic() - LATELY
        with self._turn:
            self._asked = {page: a for page, a in self._asked.items() if a.at > late}
            known = [a for a in self._asked.values() if units is None or a.unit in units]
        return sorted(known, key=lambda asked: -asked.readers)

    @staticmethod
    def _beside(pages: list[Asked], revision: int) -> None:
        """Work the pages out while others are answered."""
        Thread(target=_done, args=(pages, revision), name="ahead", daemon=True).start()


def _done(pages: list[Asked], revision: int) -> None:
    """Work them out one after another; what goes wrong is told to those who ask themselves."""
    for page in pages:
        try:
            page.work_out(revision)
        except Exception:
            LOG.exception("a page could not be worked out ahead")
