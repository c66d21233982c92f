"""The ``limits`` of config.yaml: time limits, with the days on which they were in force."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field

from data.settings.values import Cited, Days, Section, suggestion
from scoring.shapes.codes import COMPLAINT_KINDS

ONE_DAY = timedelta(days=1)


def _kinds(found: Mapping[str, float | None]) -> Mapping[str, float | None]:
    known = (*COMPLAINT_KINDS, "default")
    for kind in found:
        if kind not in known:
            raise ValueError(f"{kind!r} is not a kind of complaint; {suggestion(kind, known)}")
    return found


PerKind = Annotated[Mapping[str, Days | None], AfterValidator(_kinds)]
"""Working days per kind of complaint. A kind without an entry has what ``default`` says, else no
limit."""


class Deadlines(Section):
    """Time limits in working days, in force from ``since`` on.

    ``forward``, ``answer``, ``finish``: of complaints, per kind. ``record``, ``verify``: of
    activities. ``pauses``: days spent waiting for the reporter are not counted.
    """

    forward: PerKind = Field(default_factory=dict)
    answer: PerKind = Field(default_factory=dict)
    finish: PerKind = Field(default_factory=dict)
    record: Days = 1.0
    verify: Days = 3.0
    use_due: bool = True
    pauses: bool = True
    since: date | None = None
    source: Cited = Cited()


class EarlierLimits(Deadlines):
    """Time limits that are no longer in force; ``until``: the last day they were."""

    until: date | None = None

    @property
    def order(self) -> date:
        """A day that comes before that of every later version."""
        return self.since or self.until or date.max


class Limits(Deadlines):
    """The limits in force, and ``earlier`` ones; what those do not say is as it is now."""

    earlier: tuple[EarlierLimits, ...] = ()

    @property
    def versions(self) -> tuple[Deadlines, ...]:
        """All versions in order, each whole and with the day it begins; the first may have none."""
        older = sorted(self.earlier, key=lambda version: version.order)
        ends = [None, *(version.until for version in older)]
        return tuple(
            self._whole(version, version.since or _after(end))
            for version, end in zip((*older, self), ends, strict=True)
        )

    def _whole(self, version: Deadlines, since: date | None) -> Deadlines:
        said = {name: getattr(version, name) for name in version.model_fields_set}
        known = {name: getattr(self, name) for name in Deadlines.model_fields} | said
        values = {name: known[name] for name in Deadlines.model_fields}
        return Deadlines.model_construct(**values | {"since": since})


def _after(end: date | None) -> date | None:
    return None if end is None else end + ONE_DAY
