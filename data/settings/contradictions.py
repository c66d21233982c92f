"""What in config.yaml fits by itself and not together; each with its place and a remedy."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise

from data.settings.goals import GoalSetting
from data.settings.hours import DateSpan, Hours
from data.settings.limits import Limits
from data.settings.values import DAY_MINUTES, WEEKDAYS, Window
from scoring.indicators import INDICATORS

Place = tuple[str | int, ...]
Found = Iterator[tuple[Place, str]]
FOLLOW = "write from: and until: so that one follows the other, or other subjects"


def of_limits(limits: Limits) -> Found:
    """Versions of which it is not clear when one ends and the next begins."""
    numbered = sorted(enumerate(limits.earlier), key=lambda item: item[1].order)
    places: list[Place] = [("limits", "earlier", number) for number, _ in numbered]
    for place, (_, version) in zip(places, numbered, strict=True):
        if version.since is None and version.until is None:
            yield place, "has no date; write until: and the last day it was in force"
        elif version.since and version.until and version.until < version.since:
            yield (*place, "until"), f"{version.until} is before {version.since}; write a later day"
    begins = [*(version.since for _, version in numbered), limits.since][1:]
    following: list[Place] = [*places, ("limits",)][1:]
    for place, (_, version), since in zip(following, numbered, begins, strict=True):
        yield from _joint(place, version.until, since)


def _joint(place: Place, until: date | None, since: date | None) -> Found:
    """Whether a version begins on the day after the one before it has ended."""
    if since is None and until is None:
        yield place, "begins on a day that is not told; write since: or until: of the one before"
    elif since and until and since != until + timedelta(days=1):
        wrong = f"{since} does not follow {until}, the last day of the one before"
        yield (*place, "since"), f"{wrong}; write {until + timedelta(days=1)}"


def of_goals(goals: Mapping[str, GoalSetting]) -> Found:
    """Goals for the same subjects on the same days; dates and floors on the wrong side."""
    for name, goal in goals.items():
        if goal.since and goal.until and goal.until < goal.since:
            yield ("goals", name, "until"), f"{goal.until} is before from; write a later day"
        if goal.floor is not None and not _worse(goal):
            wrong = f"{goal.floor:g} is not worse than the target {goal.target:g}"
            yield ("goals", name, "floor"), f"{wrong}; write a {_wrong_way(goal)} value"
    for (name, goal), (other, later) in combinations(goals.items(), 2):
        kinds = sorted({*goal.subjects} & {*later.subjects})
        if goal.indicator == later.indicator and kinds and _overlap(goal, later):
            wrong = (
                f"expects {goal.indicator} of {' and '.join(kinds)} on days on which {name} does"
            )
            yield ("goals", other), f"{wrong}; {FOLLOW}"


def _wrong_way(goal: GoalSetting) -> str:
    return "higher" if INDICATORS[goal.indicator].better == "lower" else "lower"


def _worse(goal: GoalSetting) -> bool:
    floor = goal.target if goal.floor is None else goal.floor
    return floor > goal.target if _wrong_way(goal) == "higher" else floor < goal.target


def _overlap(one: GoalSetting, other: GoalSetting) -> bool:
    first = max(one.since or date.min, other.since or date.min)
    return first <= min(one.until or date.max, other.until or date.max)


def of_hours(place: Place, hours: Hours, periods: Sequence[DateSpan]) -> Found:
    """Windows that overlap, and spans of days that end before they begin."""
    yield from _windows((*place, "hours"), hours)
    for number, span in enumerate(periods):
        yield from _windows((*place, "periods", number, "hours"), span.hours)
        if span.last < span.first:
            yield (
                (*place, "periods", number, "last"),
                f"{span.last} is before first; write a later day",
            )


def _windows(place: Place, hours: Hours) -> Found:
    for number, day in enumerate(WEEKDAYS):
        following = hours.get(WEEKDAYS[(number + 1) % 7], [])
        later = [(opening + DAY_MINUTES, closing) for opening, closing in following]
        ordered = [*sorted(hours.get(day, [])), *sorted(later)]
        for one, other in pairwise(ordered):
            if other[0] < one[1] and one[0] < DAY_MINUTES:
                wrong = f"{_clock(one)} and {_clock(other)} overlap"
                yield (*place, day), f"{wrong}; write windows that follow one another"


def _clock(window: Window) -> str:
    shown = [f"{minutes // 60 % 24:02d}:{minutes % 60:02d}" for minutes in window]
    return "-".join(shown)


def of_units(calendars: Mapping[str, Sequence[str]]) -> Found:
    """Units that are named in more than one of ``calendars``, or twice in one."""
    owner: dict[str, str] = {}
    for name, units in calendars.items():
        for number, unit in enumerate(units):
            if unit in owner:
                yield (
                    ("calendars", name, "units", number),
                    f"{unit!r} stands in {owner[unit]} already; keep one of them",
                )
            owner.setdefault(unit, name)
