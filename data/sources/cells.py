"""Values of workbooks, documents and databases as text that loses nothing."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType

EXACT = 2**53
"""Up to here every whole number is a float of its own."""


def as_text(value: object) -> str | None:
    """``value`` as text, or None where it is empty.

    Whole numbers keep every digit and have no decimals; a float too large to be exact is written
    with an exponent, so that it is refused where an identifier is expected. Times are ISO 8601.
    """
    if type(value) is str:
        return value if value.isascii() and "\0" not in value else _kept(value)
    if value is None:
        return None
    kind = _TEXTS.get(type(value)) or next(
        (text for known, text in _TEXTS.items() if isinstance(value, known)), str
    )
    return kind(value)


def _kept(text: str) -> str:
    """``text`` without NUL and halves of surrogate pairs, which no database can keep."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _decimals(value: float) -> str:
    if value.is_integer() and abs(value) <= EXACT:
        return str(int(value))
    if abs(value) > EXACT or value != value:
        return repr(value)
    return format(Decimal(repr(value)), "f")


def _duration(value: timedelta) -> str:
    sign = "-" if value < timedelta(0) else ""
    return f"{sign}PT{_decimals(abs(value).total_seconds())}S"


def _nested(value: object) -> str:
    return _kept(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str))


_TEXTS: Mapping[type, Callable[..., str]] = MappingProxyType(
    {
        str: _kept,
        bool: lambda value: "true" if value else "false",
        int: str,
        float: _decimals,
        Decimal: lambda value: format(value, "f"),
        datetime: datetime.isoformat,
        date: date.isoformat,
        time: time.isoformat,
        timedelta: _duration,
        bytes: bytes.hex,
        memoryview: memoryview.hex,
        dict: _nested,
        list: _nested,
    }
)
