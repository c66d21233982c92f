"""Text as found in a source, understood as a value; what is not understood is never guessed.

Every function takes a column of text (missing cells are NaN) and gives the values; a cell that
has text but no value was not understood.
"""

import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatch

import numpy as np
import pandas as pd

from data.settings import Mapped
from scoring.columns import DTYPES, Column
from scoring.periods import bounds

_MONTHS = {
    name: str(number)
    for number, names in enumerate(
        (
            "jan january januari",
            "feb february februari peb pebruari",
            "mar march maret",
            "apr april",
            "may mei",
            "jun june juni",
            "jul july juli",
            "aug august agu agt ags agustus",
            "sep sept september",
            "oct october okt oktober",
            "nov november nop nopember",
            "dec december des desember",
        ),
        start=1,
    )
    for name in names.split()
}
_DATE = r"(\d{1,4})[\s/.\-]+(\d{1,2}|[A-Za-z]{3,9})\.?[\s/.\-,]+(\d{1,4})"
_PARTS = re.compile(_DATE + r"(?:[\s,T]+(.*))?")
_TIMES = ("%H:%M:%S", "%H:%M:%S.%f", "%H:%M", "%I:%M:%S %p", "%I:%M %p")
_OFFSET = re.compile(r"\d[T ]\d.*(?:Z|[+-]\d\d:?(?:\d\d)?)$")
_ISO_DAY = r"\d{4}-\d\d-\d\d|\d{8}"
_ISO = re.compile(rf"(?:{_ISO_DAY})(?:[T ].*)?")
_DAY_ONLY = {"iso": re.compile(_ISO_DAY), **dict.fromkeys(("dmy", "mdy"), re.compile(_DATE))}
_HOUR = re.compile(r"%-?[HIXcTRs]")
_RANGE = (pd.Timestamp("1000-01-01"), pd.Timestamp("9999-12-31"))
"""What databases can keep and every zone can show; beyond lie only placeholders."""
_DECIMAL_COMMA = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_ISO_SPAN = r"\d{4}-?\d\d-?\d\dT[\d:.]+(?:Z|[+-][\d:]+)?"
_SPAN = re.compile(rf"(?:{_ISO_SPAN}/{_ISO_SPAN};)*{_ISO_SPAN}/(?:{_ISO_SPAN})?")
"""Intervals; the last may have no end yet."""
_TRUE = frozenset({"true", "ya", "yes", "y", "1", "benar"})
_FALSE = frozenset({"false", "tidak", "no", "n", "0", "salah"})
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")


def understood(found: pd.Series, column: Column, how: Mapped, zone: str, office: str) -> pd.Series:
    """``found`` as values of ``column``, in its canonical dtype; missing where not understood.

    ``zone``: of times without one. ``office``: the zone whose calendar days are meant.
    """
    if column.kind == "moment":
        return _tried(found, how.formats, _until if column.until else _moment, how.zone or zone)
    if column.kind == "day":
        return _days(found, how.formats, how.zone or zone, office)
    if column.kind == "category":
        return _codes(found, column, how.values)
    return _PLAIN[column.kind](found, how)


def is_scientific(found: pd.Series) -> pd.Series:
    """Whether an identifier was turned into a number such as 1.98609E+17 and lost its digits."""
    return found.str.fullmatch(_SCIENTIFIC).fillna(False).astype(bool)


def is_period(found: pd.Series) -> pd.Series:
    """Whether a text names a period, such as 2026, 2026-Q4 or 2026-11."""
    named = [text for text in found.dropna().unique() if bounds(text) is not None]
    return found.isin(named)


def _days(found: pd.Series, formats: tuple[str, ...], zone: str, office: str) -> pd.Series:
    """A bare day as it is written; a time as the office's day at that moment."""

    def days(texts: pd.Series, form: str, _zone: str) -> pd.Series:
        moments = _moment(texts, form, zone)
        return _day(moments, office).mask(_is_bare(texts, form), _day(moments, zone))

    return _tried(found, formats, days, zone)


def _day(moments: pd.Series, zone: str) -> pd.Series:
    day: pd.Series = moments.dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()
    return day


def _until(found: pd.Series, form: str, zone: str) -> pd.Series:
    """A time limit: of a bare day its end is meant."""
    moments = _moment(found, form, zone)
    ends = _local(_day(moments, zone) + pd.Timedelta(days=1), zone) - pd.Timedelta(microseconds=1)
    return moments.mask(_is_bare(found, form), ends)


def _is_bare(found: pd.Series, form: str) -> pd.Series:
    """Whether a text that was understood by ``form`` names a day without a time of day."""
    if form in _DAY_ONLY:
        return found.str.fullmatch(_DAY_ONLY[form]).fillna(False).astype(bool)
    timed = form.startswith("epoch") or _HOUR.search(form) is not None
    return pd.Series(not timed, index=found.index)


def _tried(
    found: pd.Series, formats: tuple[str, ...], parse: Callable[[pd.Series, str, str], pd.Series],
    zone: str,
) -> pd.Series:  # fmt: skip
    values = parse(found, formats[0], zone)
    for form in formats[1:]:
        left = found[values.isna() & found.notna()]
        if not left.empty:
            values = values.fillna(parse(left, form, zone).reindex(values.index))
    return values


def _moment(found: pd.Series, form: str, zone: str) -> pd.Series:
    if form in ("epoch_s", "epoch_ms"):
        return _epoch(found, form.removeprefix("epoch_"))
    if form == "iso":
        return _iso(found, zone)
    if form in ("dmy", "mdy"):
        return _local(_three_parts(found, form), zone)
    found = found.where(found.str.contains(r"\d").fillna(False).astype(bool))
    return _local(pd.to_datetime(found, format=form, errors="coerce"), zone)


def _epoch(found: pd.Series, unit: str) -> pd.Series:
    numbers = pd.to_numeric(found, errors="coerce")
    micros = numbers.astype("float64") * (1_000_000 if unit == "s" else 1_000)
    first, last = (day.timestamp() * 1e6 for day in _RANGE)
    kept = micros.where(micros.between(first, last)).round().astype("Int64")
    return _utc(pd.to_datetime(kept, unit="us", utc=True))


def _iso(found: pd.Series, zone: str) -> pd.Series:
    found = found.where(found.str.fullmatch(_ISO).fillna(False).astype(bool))
    with_offset = found.str.contains(_OFFSET).fillna(False).astype(bool)
    aware = pd.to_datetime(found.where(with_offset), format="ISO8601", errors="coerce", utc=True)
    naive = pd.to_datetime(found.mask(with_offset), format="ISO8601", errors="coerce")
    return _utc(aware).fillna(_local(naive, zone))


def _local(naive: pd.Series, zone: str) -> pd.Series:
    """Wall-clock times of ``zone`` as UTC: of an hour that occurs twice the first is meant."""
    first = np.ones(len(naive), dtype=bool)
    times = naive.astype("datetime64[us]")
    times = times.where(times.between(*_RANGE)).dt.tz_localize(
        zone, nonexistent="shift_forward", ambiguous=first
    )
    return _utc(times.dt.tz_convert("UTC"))


def _utc(moments: pd.Series) -> pd.Series:
    canonical: pd.Series = moments.astype(DTYPES["moment"])
    first, last = (day.tz_localize("UTC") for day in _RANGE)
    return canonical.where(canonical.between(first, last))


def _three_parts(found: pd.Series, order: str) -> pd.Series:
    """Day, month (a number or a name) and year in this ``order``, with or without time of day."""
    plain = {text: _plain(text, order) for text in found.dropna().unique()}
    texts = found.map(plain)
    values = pd.Series(pd.NaT, index=found.index, dtype="datetime64[us]")
    for form in ("%Y-%m-%d", *(f"%Y-%m-%d {time}" for time in _TIMES)):
        left = texts[values.isna() & texts.notna()]
        if left.empty:
            break
        parsed = pd.to_datetime(left, format=form, errors="coerce").astype("datetime64[us]")
        values = values.fillna(parsed.reindex(values.index))
    return values


def _plain(text: str, order: str) -> str | None:
    """``text`` as year-month-day with its time of day, or None."""
    match = _PARTS.fullmatch(text)
    if not match:
        return None
    first, second, year, clock = match.groups()
    named = not second.isdigit()
    day, month = (first, second) if order == "dmy" or named else (second, first)
    number = _MONTHS.get(month.lower(), month) if named else month
    if not number.isdigit() or len(year) != 4:
        return None
    date = f"{year}-{int(number):02}-{int(day):02}"
    return f"{date} {re.sub(r'(?<=[0-9])[.](?=[0-9]{2})', ':', clock.strip())}" if clock else date


def _codes(found: pd.Series, column: Column, values: Mapping[str, str]) -> pd.Series:
    """The code of each word: by the mapping (``*`` for any text), or a code itself."""
    words = {word.casefold(): code for word, code in values.items()}
    codes = {text: _code(text.casefold(), column, words) for text in found.dropna().unique()}
    return found.map(codes).astype(DTYPES["category"])


def _code(word: str, column: Column, words: Mapping[str, str]) -> str | None:
    if word in words:
        return words[word]
    if word in column.values:
        return word
    return next(
        (code for pattern, code in words.items() if "*" in pattern and fnmatch(word, pattern)),
        column.otherwise,
    )


def _texts(found: pd.Series, how: Mapped) -> pd.Series:
    if how.values:
        found = found.map(lambda text: how.values.get(text, text), na_action="ignore")
    return found.astype(DTYPES["text"])


def _numbers(found: pd.Series, how: Mapped) -> pd.Series:
    if how.format == "decimal_comma":
        found = found.where(found.str.fullmatch(_DECIMAL_COMMA).fillna(False).astype(bool))
        found = found.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    numbers = pd.to_numeric(found, errors="coerce").astype("float64")
    return numbers.where(np.isfinite(numbers))


def _whole(found: pd.Series, how: Mapped) -> pd.Series:
    numbers = _numbers(found, how)
    return numbers.where(numbers % 1 == 0).astype(DTYPES["whole"])


def _flags(found: pd.Series, how: Mapped) -> pd.Series:
    given = {word.casefold(): flag for word, flag in how.values.items()}
    words = found.str.casefold().map(lambda word: given.get(word, word), na_action="ignore")
    flags = pd.Series(pd.NA, index=found.index, dtype="boolean")
    return flags.mask(words.isin(_TRUE), True).mask(words.isin(_FALSE), False)


def _spans(found: pd.Series, how: Mapped) -> pd.Series:
    texts = _texts(found, how)
    return texts.where(texts.str.fullmatch(_SPAN).fillna(False).astype(bool))


_PLAIN: Mapping[str, Callable[[pd.Series, Mapped], pd.Series]] = {
    "text": _texts,
    "number": _numbers,
    "whole": _whole,
    "flag": _flags,
    "spans": _spans,
}
