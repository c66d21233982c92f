"""The day in words: how many goals are reached, what is late and where, and what gets worse."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.texts import Texts

NAMED = 2
"""So many are named; of more it is said how many there are."""

OTHERS = {
    "at_risk": "headline.at_risk",
    "stale": "headline.some_stale",
    "thin": "headline.some_thin",
    "unavailable": "headline.some_unavailable",
}
"""What is said of goals that are neither met nor missed."""


@dataclass(frozen=True)
class Standing:
    """What the headline rests on.

    ``bands``: how many goals are in each. ``missed``: names of those that are not reached.
    ``late``: open complaints over their limit, by the name of the unit that has them; None where
    the period is over, or the viewer sees no complaints. ``worse``: what gets worse, as names of
    indicator and unit, the most evident first; None where no week has been looked at.
    """

    period: str
    bands: Counter[str]
    missed: tuple[str, ...] = ()
    late: Mapping[str, int] | None = None
    worse: tuple[tuple[str, str], ...] | None = None

    @property
    def judged(self) -> int:
        """Goals that can be judged."""
        return sum(self.bands[band] for band in ("met", "at_risk", "missed"))

    @property
    def goals(self) -> int:
        """All goals."""
        return self.bands.total()

    @property
    def band(self) -> str:
        """The mark that stands beside the words: the worst of the goals."""
        order = ("missed", "at_risk", "met", "stale")
        return next((band for band in order if self.bands[band]), "thin")


def verdict(standing: Standing, texts: Texts) -> str:
    """Whether service is good in the period, by its goals."""
    bands, period = standing.bands, texts.within(standing.period)
    if not standing.judged:
        return texts(f"headline.{'stale' if bands['stale'] else 'thin'}", period=period)
    told = {"period": period, "met": bands["met"], "n": standing.goals}
    if bands["met"] == standing.goals:
        return texts("headline.all_met", **told)
    return texts("headline.some_met", **told, rest=_rest(standing, texts))


def _rest(standing: Standing, texts: Texts) -> str:
    """What is not reached, by name while these are few, and how many goals are elsewhere."""
    names, bands = standing.missed, standing.bands
    if 0 < len(names) <= NAMED:
        said = joined([_within(name) for name in names], texts)
        missed = [texts("headline.missed_named", names=said)]
    else:
        missed = [texts("headline.missed", n=len(names))] if names else []
    others = [texts(key, n=bands[band]) for band, key in OTHERS.items() if bands[band]]
    return "; ".join([*missed, *others])


def lateness(standing: Standing, texts: Texts) -> str | None:
    """How many complaints are over their limit, and where most of them are."""
    if standing.late is None:
        return None
    count = sum(standing.late.values())
    if not count:
        return texts("headline.none_late")
    unit, most = max(standing.late.items(), key=lambda found: (found[1], found[0]))
    whole = texts.number(count)
    if len(standing.late) == 1:
        return texts("headline.late_one", n=whole, unit=unit)
    return texts("headline.late", n=whole, unit=unit, most=texts.number(most))


def worsening(standing: Standing, texts: Texts) -> str | None:
    """What gets worse, and where."""
    if standing.worse is None:
        return None
    if not standing.worse:
        return texts("headline.none_worse")
    named = [
        texts("headline.worse_one", name=_within(name), unit=unit)
        for name, unit in standing.worse[:NAMED]
    ]
    more = len(standing.worse) - len(named)
    rest = texts("headline.worse_rest", n=texts.number(more)) if more else ""
    return texts(
        "headline.worse", what="; ".join(named) if more else joined(named, texts), rest=rest
    )


def _within(name: str) -> str:
    """A name as it stands within a sentence; an abbreviation stays as it is."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def joined(names: tuple[str, ...] | list[str], texts: Texts) -> str:
    """Names as a list within a sentence."""
    return f" {texts('headline.and')} ".join(names)
