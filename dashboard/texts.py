"""The only maker of sentences: phrases per language, numbers, dates and durations by Babel."""

import math
import re
from datetime import date, datetime, timedelta
from functools import cached_property
from types import MappingProxyType
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from flask import has_request_context, request

from dashboard import numerals
from dashboard.phrases import ONE, family, phrases
from dashboard.services import OfficeInfo
from dashboard.view import Filters

LANGUAGES = ("id", "en")
LANGUAGE_COOKIE = "pantau_lang"
WORKING_DAY = 450
QUARTERS = MappingProxyType({"1": "I", "2": "II", "3": "III", "4": "IV"})


def chosen_language(wanted: str | None, office: OfficeInfo) -> str:
    """The language to speak: asked for in the address, else remembered, else the office's."""
    remembered = request.cookies.get(LANGUAGE_COOKIE) if has_request_context() else None
    for language in (wanted, remembered, office.language):
        if language in LANGUAGES:
            return str(language)
    return LANGUAGES[0]


def texts_of(filters: Filters, office: OfficeInfo) -> "Texts":
    """The sentences for one who looks at ``filters``."""
    return Texts(chosen_language(filters.lang, office), office.zone)


def missing(value: object) -> bool:
    """Whether there is no value: None, NaN, NaT or NA."""
    if value is None or isinstance(value, float):
        return value is None or math.isnan(value)
    return not isinstance(value, str | int) and str(value) in ("NaT", "<NA>")


class Texts:
    """Sentences in one language, times in one zone."""

    def __hash__(self) -> int:
        return hash((self.language, self.zone_name))

    def __eq__(self, other: object) -> bool:
        mine = (self.language, self.zone_name)
        return isinstance(other, Texts) and mine == (other.language, other.zone_name)

    def __init__(self, language: str, zone: str) -> None:
        self.language = language
        self.zone_name = zone
        self._phrases = phrases(language)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone times are shown in."""
        return ZoneInfo(self.zone_name)

    def __call__(self, key: str, **values: object) -> str:
        """The phrase at ``key`` with ``values`` put in; of one, where ``n`` is one."""
        text = self._phrases[key]
        if str(values.get("n")) == "1":
            text = self._phrases.get(key + ONE, text)
        return text.format(**values) if values else text

    def code(self, family: str, code: object) -> str:
        """The name of a code of a family, such as band or reason; an unknown code is itself."""
        if missing(code):
            return self("value.none")
        return self._phrases.get(f"{family}.{code}", str(code))

    def family(self, name: str) -> dict[str, str]:
        """All phrases below ``name``, by the rest of their key."""
        return dict(family(self.language, name))

    def number(self, value: object, digits: int = 0) -> str:
        """A number with ``digits`` decimals, or a dash."""
        if missing(value):
            return self("value.none")
        return numerals.number(self.language, digits, value)

    def plain(self, value: object, most: int = 2) -> str:
        """A number with no more decimals than it has, at most ``most``; a dash without one."""
        if missing(value):
            return self("value.none")
        exact = numerals.rounded(value, most).normalize()
        return self.number(value, max(0, -int(exact.as_tuple().exponent)))

    def difference(self, value: float, unit: str) -> str:
        """How far apart two scores are; of shares in percentage points."""
        if unit == "share":
            return f"{self.plain(value * 100, 1)} {self('kpi.percent_points')}"
        return self.value(value, unit)

    def share(self, value: object, digits: int = 1) -> str:
        """A share 0-1 as a percentage, or a dash."""
        if missing(value):
            return self("value.none")
        return numerals.share(self.language, digits, value)

    def value(self, value: object, unit: str, target: object = None) -> str:
        """A score in the unit of its indicator, or a dash.

        A share that misses or exceeds its ``target`` by a hair is not rounded onto it.
        """
        if missing(value):
            return self("value.none")
        if unit == "share":
            beside = value if missing(target) else target
            return self.share(value, numerals.digits_beside(value, beside))
        if unit == "hours":
            return self.hours(value)
        return self.number(value, 0 if unit == "count" else 2)

    def measured(self, value: object, low: object, unit: str, target: object = None) -> str:
        """A score; of a wait that is not over for so many yet, what it exceeds: ``> 3 hari``."""
        if missing(value) and not missing(low):
            return self("value.exceeds", value=self.value(low, unit))
        return self.value(value, unit, target)

    def expected(self, target: float, unit: str) -> str:
        """A target; a share without needless decimals."""
        if unit != "share":
            return self.value(target, unit)
        return self.share(target, 0 if round(target * 100, 6).is_integer() else 1)

    def hours(self, value: object) -> str:
        """Hours as days and hours: ``2 hari 3 jam``."""
        return self.value(None, "") if missing(value) else self._span(float(str(value)) * 60, 1440)

    def lag(self, value: timedelta) -> str:
        """How long ago, in its two largest parts."""
        seconds = max(0, int(value.total_seconds()))
        if seconds < 60:
            return self("duration.second", n=seconds)
        return self._span(seconds / 60, 1440)

    def minutes(self, value: object) -> str:
        """Minutes as hours and minutes."""
        return self.value(None, "") if missing(value) else self._span(float(str(value)), 10**9)

    def working_left(self, minutes: object) -> str:
        """Working time until a limit: ``3 HK 2 jam lagi``, ``terlambat 1 HK``."""
        if missing(minutes):
            return self("duration.no_limit")
        time = self.working(minutes)
        return self("duration.left" if float(str(minutes)) >= 0 else "duration.late", time=time)

    def working(self, minutes: object) -> str:
        """Working time in its two largest parts: ``3 HK 2 jam``, or a dash."""
        if missing(minutes):
            return self("value.none")
        return self._span(abs(float(str(minutes))), WORKING_DAY, "duration.working_day")

    def _span(self, minutes: float, day: int, day_key: str = "duration.day") -> str:
        days, rest = divmod(int(minutes + 0.5), day)
        hours, left = divmod(rest, 60)
        parts = [(day_key, days), ("duration.hour", hours), ("duration.minute", left)]
        first = next((i for i, (_, n) in enumerate(parts) if n), None)
        if first is None:
            return self("duration.zero")
        shown = [(key, n) for key, n in parts[first : first + 2] if n]
        return " ".join(self(key, n=self.number(n)) for key, n in shown)

    def moment(self, value: datetime | None, *, short: bool = False) -> str:
        """A point in time in the office's zone: ``24 Nov 2026 14:05 WIB``; ``short``: no zone."""
        if value is None or missing(value):
            return self("value.none")
        local = value.astimezone(self.zone)
        if short:
            return str(format_datetime(local, "d MMM y HH:mm", locale=self.language))
        mark = self._phrases.get(f"zone.{self.zone_name}", local.tzname())
        return f"{format_datetime(local, 'd MMM y HH:mm', locale=self.language)} {mark}"

    def brief(self, value: datetime, period: str) -> tuple[str, str]:
        """A point in time without zone: ``24 Nov``, ``14:05``; nothing smaller than what is known.

        The year stands there where it is not that of ``period``, and then no time of day.
        """
        local = value.astimezone(self.zone)
        if not period.startswith(str(local.year)):
            return str(format_datetime(local, "d MMM y", locale=self.language)), ""
        time = "" if self.is_day(value) else format_datetime(local, "HH:mm", locale=self.language)
        return str(format_datetime(local, "d MMM", locale=self.language)), str(time)

    def instant(self, value: datetime) -> str:
        """A point in time; one that stands for a whole day as that day."""
        local = value.astimezone(self.zone)
        return self.day(local.date()) if self.is_day(value) else self.moment(value)

    def is_day(self, value: datetime) -> bool:
        """Whether a point in time stands for a whole day: midnight in the office's zone."""
        local = value.astimezone(self.zone)
        return (local.hour, local.minute, local.second) == (0, 0, 0)

    def day(self, value: date | None, *, weekday: bool = False) -> str:
        """A calendar day: ``24 Nov 2026``, or with its weekday."""
        if value is None or missing(value):
            return self("value.none")
        pattern = "EEEE, d MMMM y" if weekday else "d MMM y"
        return numerals.day(self.language, pattern, value)

    def tick(self, code: str, *, first: bool) -> str:
        """A period at an axis: a month, with its year where a year begins or the axis does."""
        if not re.fullmatch(r"\d{4}-\d{2}", code):
            return self.period(code, short=True)
        month, year = self.period(code, short=True).split(" ")
        return (
            f"{month}<br>{year}"
            if code.endswith("-01") or (first and not code.endswith("-12"))
            else month
        )

    def within(self, code: str) -> str:
        """A period as part of a sentence: ``in November 2026``, ``over all time``."""
        return (
            self("period.over_all") if code == "all" else self("period.in", name=self.period(code))
        )

    def period(self, code: str, *, short: bool = False) -> str:
        """A period by name: November 2026, Triwulan IV 2026, Tahun 2026, Seluruh waktu."""
        if found := re.fullmatch(r"(\d{4})-(\d{2})", code):
            month = date(int(found[1]), int(found[2]), 1)
            pattern = "MMM y" if short else "MMMM y"
            return str(format_date(month, pattern, locale=self.language))
        if found := re.fullmatch(r"(\d{4})-Q([1-4])", code):
            return self("period.quarter", q=QUARTERS[found[2]], year=found[1])
        if re.fullmatch(r"\d{4}", code):
            return self("period.year", year=code)
        return self.code("period", code)
