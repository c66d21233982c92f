"""SP4N-LAPOR!: the official export in two layouts, and all that it cannot tell."""

import pytest

from tests.realdata.recount import (
    Case,
    Office,
    Tally,
    end_of,
    figures,
    local,
    said,
    table,
    tally,
    together,
)

pytestmark = pytest.mark.realdata
AS_OF, ZONE, ROOT = "2025-06-03", "Asia/Makassar", "samarinda"
LAYOUTS = ("samarinda_2024_export_21col.csv", "samarinda_2024_export_21col_preamble.csv")
ID, UNIT, STATUS = "Tracking ID", "ID Instansi Terdisposisi", "Status Laporan"
UNTOLD = (
    "answered_in_time",
    "answer_time_median",
    "answer_time_p90",
    "resolved_in_time",
    "resolution_time_median",
    "resolution_time_p90",
    "complaints_overdue",
    "complaints_invalid",
)


@pytest.fixture(scope="module")
def told(example):
    return example("sp4n_lapor_export", AS_OF)


@pytest.fixture(scope="module")
def layouts(told):
    return [table(told.realdata / "sp4n_lapor_export" / name, header=ID)[0] for name in LAYOUTS]


@pytest.fixture(scope="module")
def recounted(layouts):
    parents = {unit: ROOT for row in layouts[0] if (unit := said(row, UNIT))}
    now = end_of(AS_OF, ZONE)
    office = Office(ZONE, "ID", now, ROOT, parents, answers=False, ends=False)
    return figures(office, {row[ID]: case_of(row) for row in layouts[0]}.values())


def case_of(row):
    when = f"{row['Tanggal Laporan Masuk']} {row['Waktu Laporan Masuk']}"
    return Case(
        unit=said(row, UNIT),
        received=local(when, "UTC", "%d %b %Y %H:%M:%S"),
        over=row[STATUS].startswith(("Ditutup oleh ", "Diarsipkan oleh ")),
        archived=row[STATUS].startswith("Diarsipkan oleh "),
    )


def test_both_layouts_are_read_and_the_second_says_nothing_new(told, layouts):
    units, kept = {}, {}
    disposed = [[(r[UNIT], r["Instansi Terdisposisi"]) for r in rows if said(r, UNIT)]
                for rows in layouts]  # fmt: skip
    reports = [[(row[ID], case_of(row)) for row in rows] for rows in layouts]
    assert told.tallies == {
        "root": Tally(1, 1),
        "units": together(*(tally(units, rows) for rows in disposed)),
        "reports": together(*(tally(kept, rows) for rows in reports)),
    }


def test_no_row_is_rejected(told):
    assert told.rejects == []


@pytest.mark.parametrize(
    "indicator", ["complaints_received", "complaints_open", "complaints_archived"]
)
def test_every_count_of_every_unit_is_the_recounted_one(told, recounted, indicator):
    assert told.differing(recounted, indicator) == []


@pytest.mark.parametrize("indicator", UNTOLD)
def test_what_the_export_cannot_tell_is_unavailable_and_never_zero(told, recounted, indicator):
    assert {figure for key, figure in recounted.items() if key[2] == indicator} == {None}
    assert told.differing(recounted, indicator) == []


def test_reports_that_were_disposed_to_no_unit_belong_to_the_root_alone(told, layouts):
    received = {k[1]: r["value"] for k, r in told.scores.items() if k[2] == "complaints_received"}
    undisposed = sum(said(row, UNIT) is None for row in layouts[0])
    assert undisposed == 44
    assert received.pop(ROOT) - sum(received.values()) == undisposed


def test_no_person_is_scored_where_none_is_named(told):
    assert {kind for kind, _, _ in told.scores} == {"unit"}
