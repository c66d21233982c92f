"""Pages worked out ahead of the asking: as soon as there are news, and before browsers are told.

Told first, all who look at a page ask at once, and keep the processor from what they ask for. The
page most look at comes first. Of processes that share answers one works it out, and another, which
would only wait for it, meanwhile the next pages.
"""

import logging
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from threading import Lock, Thread

LOG = logging.getLogger(__name__)
MOST = 4
"""Pages worked out ahead of the asking, of each news."""

MOST_KNOWN = 500
"""Pages that are remembered; those not asked for the longest are forgotten first."""


@dataclass
class Asked:
    """A page somebody looks at. ``readers``: how many have asked for it since news of it."""

    unit: str
    work_out: Callable[[int], object]
    taken: Callable[[int], bool]
    readers: int = 0


class Ahead:
    """What is looked at in this process, and how it is worked out anew."""

    def __init__(self) -> None:
        self._asked: dict[Hashable, Asked] = {}
        self._turn = Lock()

    def note(
        self, page: Hashable, unit: str, work_out: Callable[[int], object],
        taken: Callable[[int], bool],
    ) -> None:  # fmt: skip
        """How a page about ``unit`` is worked out at a later revision, and whether another process
        is at it.
        """
        with self._turn:
            self._asked[page] = self._asked.pop(page, Asked(unit, work_out, taken))
            if len(self._asked) > MOST_KNOWN:
                del self._asked[next(iter(self._asked))]

    def asked(self, page: Hashable) -> None:
        """Somebody has asked for a page."""
        with self._turn:
            if known := self._asked.get(page):
                known.readers += 1

    def __call__(self, revision: int, units: Collection[str] | None) -> None:
        """Work out the page most look at, of those that news about ``units`` concern."""
        pages = self._concerned(units)
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
        """Pages that were asked for since the last news of them, those most asked for first.

        A page that was not is no longer looked at.
        """
        with self._turn:
            known = {p: a for p, a in self._asked.items() if units is None or a.unit in units}
            self._asked = {p: a for p, a in self._asked.items() if p not in known or a.readers}
            pages = sorted((a for a in known.values() if a.readers), key=lambda a: -a.readers)
            for page in pages:
                page.readers = 0
        return pages

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
