"""Readings where they are shown: goals by aspect, signs, elements of satisfaction, others."""

from dataclasses import dataclass

from dashboard.readings import ASPECTS, ELEMENTS, SIGNS, Reading


@dataclass(frozen=True)
class Groups:
    """Readings where they are shown: goals by aspect, signs, elements of satisfaction, others."""

    goals: dict[str, list[Reading]]
    signs: list[Reading]
    elements: list[Reading]
    others: list[Reading]


def grouped(found: list[Reading]) -> Groups:
    """Each reading in one place; one with a goal stands among the goals."""
    plain = [r for r in found if not r.has_goal]
    apart = (*SIGNS, *ELEMENTS)
    goals = {a: [r for r in found if r.has_goal and r.aspect == a] for a in ASPECTS}
    return Groups(
        goals={aspect: readings for aspect, readings in goals.items() if readings},
        signs=[r for r in plain if r.indicator.id in SIGNS and r.value],
        elements=[r for r in found if r.indicator.id in ELEMENTS],
        others=[r for r in plain if r.indicator.id not in apart],
    )
