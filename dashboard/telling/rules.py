"""The rules an indicator goes by, in words, with the values in force."""

from collections.abc import Callable, Mapping
from typing import Any

from dashboard.texts import Texts

Said = Callable[[Any, Texts], str]


def rule(name: str, value: Any, texts: Texts) -> str:
    """One rule by its name, such as ``limits.answer``, with its value."""
    how = HOW.get(name, _number)
    return texts(f"rule.{name}", value=how(value, texts))


def rules(found: Mapping[str, Any], texts: Texts) -> tuple[str, ...]:
    """Rules in the order given."""
    return tuple(rule(name, value, texts) for name, value in found.items())


def by_kind(limits: Mapping[str, float | None], texts: Texts) -> str:
    """Limits per kind of complaint, in working days."""
    if set(limits) <= {"default"}:
        return _days(limits.get("default"), texts)
    return "; ".join(
        f"{texts.code('limit_kind', kind)}: {_days(days, texts)}" for kind, days in limits.items()
    )


def steps(found: tuple[tuple[float, str], ...], texts: Texts) -> str:
    """Steps of discipline, with the days they begin at."""
    return "; ".join(
        texts("rule.step", days=texts.plain(days), step=texts.code("discipline_step", code))
        for days, code in found
    )


def _days(days: float | None, texts: Texts) -> str:
    if days is None:
        return texts("rule.no_limit")
    return texts("rule.days", days=texts.plain(days))


def _flag(value: bool, texts: Texts) -> str:
    return texts("rule.holds" if value else "rule.holds_not")


def _number(value: float, texts: Texts) -> str:
    return texts.plain(value)


def _share(value: float, texts: Texts) -> str:
    return texts.expected(value, "share")


def _weight(value: float, texts: Texts) -> str:
    return "1/9" if abs(value - 1 / 9) < 1e-9 else texts.plain(value)


def _bounds(bounds: tuple[float, float, float], texts: Texts) -> str:
    """Lowest index of each category, the best first."""
    named = zip("ABC", reversed(bounds), strict=True)
    return "; ".join(f"{category} ≥ {texts.number(low, 2)}" for category, low in named)


def _roles(roles: tuple[str, ...], texts: Texts) -> str:
    return ", ".join(texts.code("giver_role", role).lower() for role in roles) or texts("rule.none")


HOW: Mapping[str, Said] = {
    "limits.forward": by_kind,
    "limits.answer": by_kind,
    "limits.finish": by_kind,
    "limits.use_due": _flag,
    "limits.pauses": _flag,
    "in_hand": _share,
    "plan.main": _share,
    "plan.additional": _share,
    "plan.cap": _share,
    "survey.weight": _weight,
    "survey.bounds": _bounds,
    "unheard": _roles,
    "discipline.steps": steps,
}
"""How the value of a rule is said; the others are numbers."""
