"""The folders that sources read from: a file is read as soon as nobody writes it any more."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from data.refresh import Refresh
from data.settings import Files
from data.sources.finding import SETTLE, Place, rested
from data.sources.watching import Watch


class Inbox(Watch):
    """Watches the folders of all sources.

    ``hurry`` is called with each source that a file, just completed, may belong to. ``look_again``
    is called with a file that has not rested, and when it may have: ``arrived`` is to be told then.
    """

    def __init__(
        self, refresh: Refresh, hurry: Callable[[str], None],
        look_again: Callable[[Path, datetime], None],
    ) -> None:  # fmt: skip
        self._base = refresh.base
        self._sources = {n: s for n, s in refresh.sources.items() if isinstance(s, Files)}
        self._hurry = hurry
        self._look_again = look_again
        self._now = refresh.now
        self._old_enough = rested(SETTLE, refresh.now)
        roots = [self._place(source).root for source in self._sources.values()]
        folders = [root for root in roots if root.is_dir()]
        super().__init__(folders, self.arrived, self._may_be_read)

    def arrived(self, path: Path) -> None:
        """Have the sources that ``path`` may belong to looked at."""
        for name, source in self._sources.items():
            if self._place(source).takes(path):
                self._hurry(name)

    def _place(self, source: Files) -> Place:
        return Place.at(source.path, self._base)

    def _may_be_read(self, path: Path) -> bool:
        complete = self._old_enough(path)
        if not complete:
            self._look_again(path, self._now() + SETTLE)
        return complete
