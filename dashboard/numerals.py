"""Numbers and days as a language writes them, by Babel; those written lately are kept."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, parse_pattern

MOST = 8192


@lru_cache(maxsize=MOST)
def number(language: str, digits: int, value: object) -> str:
    """A number with ``digits`` decimals."""
    return str(_pattern(digits, "").apply(rounded(value, digits), _locale(language)))


@lru_cache(maxsize=MOST)
def share(language: str, digits: int, value: object) -> str:
    """A share 0-1 as a percentage with ``digits`` decimals."""
    return str(_pattern(digits, "%").apply(rounded(value, digits + 2), _locale(language)))


@lru_cache(maxsize=MOST)
def day(language: str, pattern: str, value: date) -> str:
    """A calendar day by a pattern of Unicode (UTS 35)."""
    return str(format_date(value, pattern, locale=language))


@lru_cache(maxsize=MOST)
def digits_beside(value: object, target: object) -> int:
    """Decimals of a percentage with which a share does not look like a target that it is not."""
    if rounded(value, 6) == rounded(target, 6):
        return 1
    return next((d for d in (1, 2) if rounded(value, d + 2) != rounded(target, d + 2)), 3)


def rounded(value: object, digits: int) -> Decimal:
    """Half away from zero, as tables in the browser round; nothing is never negative."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + 0


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


@cache
def _pattern(digits: int, mark: str) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * digits if digits else "") + mark)
