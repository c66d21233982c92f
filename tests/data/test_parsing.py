"""Text is understood as a value, or it is not; it is never guessed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from data.intake import conform
from data.parsing import is_scientific, understood
from data.settings import Files, Mapped
from scoring.columns import DTYPES, Column
from scoring.shapes import SHAPES
from tests.data.builders import KNOWN, NOW, ZONE, found, texts

NEW_YORK = "America/New_York"


def value(text, kind="moment", zone=ZONE, office=None, column=None, **how):
    """What ``text`` is understood as, plain; None where it is not."""
    column = column or Column(kind, "")
    mapped = Mapped.model_validate({"column": "x", **how})
    (one,) = understood(texts(text), column, mapped, zone, office or zone)
    return None if pd.isna(one) else one


def utc(text):
    return None if text is None else pd.Timestamp(text, tz="UTC")


MOMENTS = {
    "ISO in the office's zone": ("2026-11-24 09:15:00", "iso", "2026-11-24 02:15"),
    "ISO without seconds": ("2026-11-24T09:15", "iso", "2026-11-24 02:15"),
    "ISO in UTC": ("2026-11-24T09:15:00Z", "iso", "2026-11-24 09:15"),
    "ISO with an offset": ("2026-11-24T09:15:00+08:00", "iso", "2026-11-24 01:15"),
    "ISO with an offset of hours": ("2026-11-24 09:15:00-05", "iso", "2026-11-24 14:15"),
    "ISO with a fraction": ("2026-11-24T09:15:00.125", "iso", "2026-11-24 02:15:00.125"),
    "ISO day": ("2026-11-24", "iso", "2026-11-23 17:00"),
    "day first": ("24/11/2026", "dmy", "2026-11-23 17:00"),
    "day first with time": ("24/11/2026 09:15", "dmy", "2026-11-24 02:15"),
    "day first, short": ("3-1-2026", "dmy", "2026-01-02 17:00"),
    "day first with dots": ("03.01.2026 9:15:30", "dmy", "2026-01-03 02:15:30"),
    "dots in the time": ("24/11/2026 14.05", "dmy", "2026-11-24 07:05"),
    "dots in the time with seconds": ("24 Nov 2026 14.05.30", "dmy", "2026-11-24 07:05:30"),
    "month first": ("11/24/2026", "mdy", "2026-11-23 17:00"),
    "month first in the afternoon": ("11/24/2026 02:15:00 PM", "mdy", "2026-11-24 07:15"),
    "month first at midnight": ("11/24/2026 12:00:00 AM", "mdy", "2026-11-23 17:00"),
    "month first at noon": ("11/24/2026 12:00:00 PM", "mdy", "2026-11-24 05:00"),
    "Agu": ("06 Agu 2026", "dmy", "2026-08-05 17:00"),
    "Januari": ("3 Januari 2026", "dmy", "2026-01-02 17:00"),
    "May": ("29 May 2023", "dmy", "2023-05-28 17:00"),
    "Mei": ("29 Mei 2023", "dmy", "2023-05-28 17:00"),
    "Nop": ("12 Nop 2025", "dmy", "2025-11-11 17:00"),
    "Peb": ("1 Peb 2024", "dmy", "2024-01-31 17:00"),
    "Des with a dot": ("31 Des. 2024, 23:59", "dmy", "2024-12-31 16:59"),
    "a name of a month in capitals": ("17 AGUSTUS 2026", "dmy", "2026-08-16 17:00"),
    "seconds since 1970": ("1795485600", "epoch_s", "2026-11-24 02:00"),
    "milliseconds since 1970": ("1795485600125", "epoch_ms", "2026-11-24 02:00:00.125"),
    "a pattern of one's own": ("24#11#2026 09h15", "%d#%m#%Y %Hh%M", "2026-11-24 02:15"),
}


@pytest.mark.parametrize(("text", "form", "wanted"), MOMENTS.values(), ids=MOMENTS)
def test_a_moment_is_understood(text, form, wanted):
    assert value(text, format=form) == utc(wanted)


RUBBISH = {
    "no such day": ("31/02/2024", "dmy"),
    "no such month": ("2024-13-01", "iso"),
    "no such hour": ("2024-01-01 25:00", "iso"),
    "month first read as day first": ("11/24/2026", "dmy"),
    "a year of two digits": ("24/11/26", "dmy"),
    "a year alone": ("2024", "iso"),
    "a year and a month": ("2024-05", "iso"),
    "the word now": ("now", "iso"),
    "the word today": ("today", "%Y-%m-%d"),
    "a word": ("besok", "dmy"),
    "an unknown month": ("12 Xyz 2026", "dmy"),
    "a time after midnight only": ("24/11/2026 soon", "dmy"),
    "the placeholder of .NET": ("0001-01-01T00:00:00", "iso"),
    "beyond all calendars": ("9999-12-31 23:59", "iso"),
    "seconds without end": ("9e99", "epoch_s"),
    "endless seconds": ("inf", "epoch_s"),
    "a day where seconds are expected": ("2026-11-24", "epoch_s"),
}


@pytest.mark.parametrize(("text", "form"), RUBBISH.values(), ids=RUBBISH)
def test_rubbish_is_never_guessed_to_be_a_moment(text, form):
    assert value(text, format=form) is None


@pytest.mark.parametrize("kind", sorted(DTYPES))
def test_nothing_is_understood_as_nothing(kind):
    assert value(None, kind, column=Column(kind, "", values=("a",), otherwise="a")) is None


def test_the_first_format_that_fits_is_used():
    formats = ["%d/%m/%Y %H:%M", "dmy", "iso"]
    assert value("24/11/2026 09:15", format=formats) == utc("2026-11-24 02:15")
    assert value("24/11/2026", format=formats) == utc("2026-11-23 17:00")
    assert value("2026-11-24", format=formats) == utc("2026-11-23 17:00")


CLOCK_CHANGES = {
    "a skipped hour is the first moment after it": ("2026-03-08 02:30", "2026-03-08 07:00"),
    "an hour that came twice is its first": ("2026-11-01 01:30", "2026-11-01 05:30"),
    "an offset tells which": ("2026-11-01 01:30:00-05:00", "2026-11-01 06:30"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CLOCK_CHANGES.values(), ids=CLOCK_CHANGES)
def test_at_a_clock_change(text, wanted):
    assert value(text, zone=NEW_YORK) == utc(wanted)


LIMITS = {
    "a bare day": ("2026-11-24", "iso", ZONE, "2026-11-24 16:59:59.999999"),
    "a bare day, day first": ("24/11/2026", "dmy", ZONE, "2026-11-24 16:59:59.999999"),
    "a bare day with a name": ("24 Nop 2026", "dmy", ZONE, "2026-11-24 16:59:59.999999"),
    "a bare day by pattern": ("24#11#2026", "%d#%m#%Y", ZONE, "2026-11-24 16:59:59.999999"),
    "a day of 23 hours": ("2026-03-08", "iso", NEW_YORK, "2026-03-09 03:59:59.999999"),
    "a day of 25 hours": ("2026-11-01", "iso", NEW_YORK, "2026-11-02 04:59:59.999999"),
    "a time": ("2026-11-24 14:05", "iso", ZONE, "2026-11-24 07:05"),
    "a time with a dot": ("24/11/2026 14.05", "dmy", ZONE, "2026-11-24 07:05"),
    "midnight": ("2026-11-24 00:00", "iso", ZONE, "2026-11-23 17:00"),
    "seconds since 1970": ("1795485600", "epoch_s", ZONE, "2026-11-24 02:00"),
    "a time by pattern": ("24#11#2026 09h15", "%d#%m#%Y %Hh%M", ZONE, "2026-11-24 02:15"),
}


@pytest.mark.parametrize(("text", "form", "zone", "wanted"), LIMITS.values(), ids=LIMITS)
def test_a_time_limit_without_a_time_of_day_runs_until_the_day_ends(text, form, zone, wanted):
    assert value(text, zone=zone, format=form, column=Column("moment", "", until=True)) == utc(
        wanted
    )


DAYS = {
    "a bare day": ("2026-11-24", ZONE, ZONE, "2026-11-24"),
    "a bare day of another zone stays": ("2026-11-24", "UTC", ZONE, "2026-11-24"),
    "late in UTC is tomorrow in Aceh": ("2026-11-24T20:00:00Z", ZONE, ZONE, "2026-11-25"),
    "so it is without an offset": ("2026-11-24 20:00", "UTC", ZONE, "2026-11-25"),
    "early in Aceh is yesterday in New York": (
        "2026-11-24T06:00:00+07:00", NEW_YORK, NEW_YORK, "2026-11-23",
    ),
    "a time of the office's own": ("2026-11-24 23:59", ZONE, ZONE, "2026-11-24"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "zone", "office", "wanted"), DAYS.values(), ids=DAYS)
def test_a_day_is_a_calendar_day_of_the_office(text, zone, office, wanted):
    assert value(text, "day", zone, office) == pd.Timestamp(wanted)


def test_a_zone_of_the_column_counts_before_the_one_of_the_source():
    mapped = Mapped.model_validate({"column": "x", "zone": "UTC"})
    moments = understood(texts("2026-11-24 09:00"), Column("moment", ""), mapped, ZONE, ZONE)
    assert moments.tolist() == [utc("2026-11-24 09:00")]


def test_date_and_time_in_two_columns_are_one_moment():
    columns = {
        "complaint_id": "no",
        "received": {"column": ["tanggal", "jam"], "format": ["%d/%m/%Y %H:%M", "dmy"]},
    }
    source = Files.model_validate(
        {"kind": "files", "frame": "complaints", "path": "x", "columns": columns}
    )
    rows = found(
        {"no": "1", "tanggal": "24/11/2026", "jam": "09:15"},
        {"no": "2", "tanggal": "24/11/2026", "jam": None},
    )
    taken = conform(rows, source, ZONE, KNOWN, pd.Timestamp(NOW))
    assert taken.good["received"].tolist() == [utc("2026-11-24 02:15"), utc("2026-11-23 17:00")]


NUMBERS = {
    "whole": ("12", None, 12.0),
    "decimal point": ("12.5", None, 12.5),
    "negative": ("-3", None, -3.0),
    "decimal comma": ("12,5", "decimal_comma", 12.5),
    "thousands and decimal comma": ("1.234.567,5", "decimal_comma", 1234567.5),
    "a comma where a point is expected": ("12,5", None, None),
    "a point where a comma is expected": ("12.5", "decimal_comma", None),
    "an exponent where a comma is expected": ("1.98609E+17", "decimal_comma", None),
    "infinite": ("inf", None, None),
    "not a number": ("nan", None, None),
    "a unit": ("12 menit", None, None),
    "a word": ("dua", None, None),
}


@pytest.mark.parametrize(("text", "form", "wanted"), NUMBERS.values(), ids=NUMBERS)
def test_a_number_is_understood_or_not(text, form, wanted):
    assert value(text, "number", format=form) == wanted


FLAGS = {
    "ya": ("Ya", {}, True),
    "tidak": ("TIDAK", {}, False),
    "one": ("1", {}, True),
    "nought": ("0", {}, False),
    "the source's own word": ("Utama", {"utama": "true", "tambahan": "false"}, True),
    "the source's own word for no": ("tambahan", {"Utama": "true", "Tambahan": "false"}, False),
    "anything else": ("mungkin", {}, None),
}


@pytest.mark.parametrize(("text", "values", "wanted"), FLAGS.values(), ids=FLAGS)
def test_a_flag_is_understood_or_not(text, values, wanted):
    assert value(text, "flag", values=values) == wanted


STATUS = SHAPES["complaints"].columns["status"]
WORDS = {"Ditutup oleh*": "closed", "Selesai": "closed", "Ditutup oleh Sistem": "archived"}
CODES = {
    "a word": ("Selesai", "closed"),
    "without regard to case": ("selesai", "closed"),
    "any text at the star": ("Ditutup oleh Admin", "closed"),
    "the whole word counts before the star": ("Ditutup oleh Sistem", "archived"),
    "our own code": ("waiting", "waiting"),
    "a status nobody knows": ("Diteruskan", "unknown"),
}


@pytest.mark.parametrize(("text", "wanted"), CODES.values(), ids=CODES)
def test_a_status_is_understood_or_becomes_unknown(text, wanted):
    assert value(text, column=STATUS, values=WORDS) == wanted


def test_a_code_nobody_knows_of_a_column_without_unknown_is_not_understood():
    assert value("Ramah", column=SHAPES["feedback"].columns["value"]) is None


SPANS = {
    "one": ("2026-11-24T02:00:00Z/2026-11-25T02:00:00Z", True),
    "two": ("2026-11-24T02:00Z/2026-11-25T02:00Z;2026-11-26T02:00Z/2026-11-27T02:00Z", True),
    "still running": ("2026-11-24T02:00:00Z/", True),
    "running after one that ended": ("2026-11-24T02Z/2026-11-25T02Z;2026-11-26T02Z/", True),
    "no end, though another follows": ("2026-11-24T02Z/;2026-11-26T02Z/2026-11-27T02Z", False),
    "no beginning": ("/2026-11-25T02:00:00Z", False),
    "no slash": ("2026-11-24T02:00:00Z", False),
    "not available": ("n/a", False),
}


@pytest.mark.parametrize(("text", "good"), SPANS.values(), ids=SPANS)
def test_intervals_are_understood_or_not(text, good):
    assert (value(text, "spans") == text) is good


SCIENTIFIC = {
    "1.98609E+17": True,
    "1,98609E+17": True,
    "2e5": True,
    "198609262015051001": False,
    "E17": False,
    "A1E5": False,
}


@pytest.mark.parametrize(("text", "wanted"), SCIENTIFIC.items())
def test_an_identifier_that_became_a_number_is_recognised(text, wanted):
    assert is_scientific(texts(text)).tolist() == [wanted]


SECONDS = some.datetimes(
    min_value=datetime(1950, 1, 1), max_value=datetime(2100, 1, 1)  # noqa: DTZ001
).map(lambda moment: moment.replace(microsecond=0, tzinfo=UTC))  # fmt: skip
MONTHS = ["Jan", "Peb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nop", "Des"]
WRITTEN = {
    "iso": lambda moment: f"{moment:%Y-%m-%d %H:%M:%S}",
    "iso ": lambda moment: moment.isoformat(),
    "dmy": lambda moment: f"{moment:%d/%m/%Y %H:%M:%S}",
    "dmy ": lambda moment: f"{moment.day} {MONTHS[moment.month - 1]} {moment:%Y %H.%M.%S}",
    "mdy": lambda moment: f"{moment:%m/%d/%Y %I:%M:%S %p}",
    "epoch_s": lambda moment: str(int(moment.timestamp())),
    "epoch_ms": lambda moment: str(int(moment.timestamp()) * 1000),
    "%Y%m%d%H%M%S": lambda moment: f"{moment:%Y%m%d%H%M%S}",
}


@pytest.mark.parametrize("form", WRITTEN)
@given(moment=SECONDS)
def test_any_moment_written_in_a_format_and_read_back_is_the_same_moment(form, moment):
    local = moment.astimezone(ZoneInfo(ZONE))
    assert value(WRITTEN[form](local), format=form.strip()) == utc(f"{moment:%Y-%m-%d %H:%M:%S}")


@given(text=some.text(max_size=20), form=some.sampled_from(["iso", "dmy", "mdy", "epoch_s"]))
def test_no_text_at_all_makes_reading_fail(text, form):
    for kind in ("moment", "day"):
        understood(texts(text), Column(kind, ""), Mapped(column="x", format=form), ZONE, ZONE)
