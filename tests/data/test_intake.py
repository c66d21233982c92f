"""Rows as found become rows of a shape, or rejected rows with reasons; nothing is lost."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from data.identity import nip_is_wrong, tidied
from data.intake import conform
from data.settings import Files
from tests.data.builders import KNOWN, NOW, PLAIN, USUAL, ZONE, found, source, texts

NIP = "198609262015051001"
PPPK = "199001152025212003"


def taken(name, *rows, known=KNOWN, columns=None, **more):
    """What comes of rows of a frame, whose columns are called as ours are unless said otherwise."""
    said = source(name, **more)
    if columns is not None:
        said["columns"] = columns
    made = Files.model_validate(said)
    named = dict.fromkeys(part for how in made.columns.values() for part in how.parts)
    given = found(*rows).reindex(columns=list(named)).astype(object)
    return conform(given, made, ZONE, known, pd.Timestamp(NOW))


def plain(name, **more):
    """A good row of a frame, but for what is said."""
    return {**USUAL[name], **more}


def faults(batch):
    """(column, reason, value) of every fault."""
    return list(batch.rejected[["column", "reason", "value"]].itertuples(index=False, name=None))


REASONS = {
    "no key": ("complaints", {}, [("complaint_id", "missing", None)]),
    "a required cell that says nothing": (
        "complaints", {"complaint_id": "1", "received": " - "}, [("received", "missing", None)],
    ),
    "a day that is none": (
        "activities", {"activity_id": "1", "day": "31/02/2026"},
        [("day", "not_understood", "31/02/2026")],
    ),
    "a number that is none": (
        "activities", {"activity_id": "1", "minutes": "dua jam"},
        [("minutes", "not_understood", "dua jam")],
    ),
    "a code nobody knows": (
        "people", {"person_id": "p9", "kind": "honorer"}, [("kind", "unknown_value", "honorer")],
    ),
    "more than full time": (
        "people", {"person_id": "p9", "full_time": "1.5"}, [("full_time", "out_of_range", "1.5")],
    ),
    "less than no time": (
        "people", {"person_id": "p9", "full_time": "-0.1"}, [("full_time", "out_of_range", "-0.1")],
    ),
    "a unit nobody knows": (
        "complaints", {"complaint_id": "1", "unit": "u9"}, [("unit", "unknown_unit", "u9")],
    ),
    "a person nobody knows": (
        "activities", {"activity_id": "1", "person": "p9"}, [("person", "unknown_person", "p9")],
    ),
    "a NIP that became a number": (
        "people", {"person_id": "1.98609E+17"}, [("person_id", "nip_scientific", "1.98609E+17")],
    ),
    "a NIP that cannot be": (
        "people", {"person_id": "198613262015051001", "kind": "pns"},
        [("person_id", "nip_invalid", "198613262015051001")],
    ),
    "a period that is none": (
        "targets", {"target_id": "1", "period": "triwulan IV"},
        [("period", "not_understood", "triwulan IV")],
    ),
    "a period of an outcome that is none": (
        "outcomes", {"outcome_id": "1", "period": "all year"},
        [("period", "not_understood", "all year")],
    ),
    "no period": (
        "targets", {"target_id": "1", "period": "-"}, [("period", "missing", None)],
    ),
    "several faults in one row": (
        "activities", {"activity_id": "1", "person": "p9", "day": "x"},
        [("day", "not_understood", "x"), ("person", "unknown_person", "p9")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "row", "wanted"), REASONS.values(), ids=REASONS)
def test_a_row_is_rejected_with_a_reason_per_column(name, row, wanted):
    batch = taken(name, plain(name, **row))
    assert sorted((c, r, None if pd.isna(v) else v) for c, r, v in faults(batch)) == wanted
    assert batch.good.empty


def test_a_rejected_row_does_not_cost_the_others():
    batch = taken("complaints", plain("complaints", complaint_id="1"), {"complaint_id": "2"})
    assert batch.good.index.tolist() == ["a.csv:2"]
    assert batch.rejected["label"].tolist() == ["a.csv:3"]


@pytest.mark.parametrize("period", ["2026", "2026-Q4", "2026Q4", "2026-11", " 2026-11 "])
def test_a_plan_names_the_period_it_is_for(period):
    assert len(taken("targets", plain("targets", target_id="1", period=period)).good) == 1


def test_the_period_of_an_official_rating_is_kept_as_it_is_found():
    assert len(taken("ratings", plain("ratings", rating_id="1", period="triwulan IV")).good) == 1


def test_an_unknown_status_is_kept_as_unknown():
    batch = taken("complaints", plain("complaints", complaint_id="1", status="Diteruskan"))
    assert batch.good["status"].tolist() == ["unknown"]


def test_what_is_not_said_is_the_default():
    batch = taken("people", {"person_id": "p9", "name": "Ali", "unit": "u1"})
    assert batch.good[["kind", "full_time"]].to_numpy().tolist() == [["other", 1.0]]


def test_a_partial_source_says_nothing_of_columns_it_does_not_have():
    columns = {"person_id": "nip", "active_to": "keluar"}
    batch = taken("people", {"nip": "p1", "keluar": "2026-11-01"}, columns=columns, partial=True)
    assert batch.columns == ("person_id", "active_to")
    assert len(batch.good) == 1


def test_the_unit_of_an_activity_is_the_persons_own_where_it_is_not_said():
    batch = taken(
        "activities",
        plain("activities", activity_id="1", person="p2"),
        plain("activities", activity_id="2", person="p2", unit="u1"),
    )
    assert batch.good["unit"].tolist() == ["u2", "u1"]


UNITS = {
    "by identifier": ("u2", "id", "u2"),
    "by name": ("Bidang Satu", "name", "u1"),
    "by name without regard to case and spaces": ("BIDANG   satu ", "name", "u1"),
    "by alias": ("B1", "name", "u1"),
    "an identifier where a name is expected": ("u2", "name", None),
    "a name where an identifier is expected": ("Bidang Satu", "id", None),
    "a name that two units have": ("Bidang", "name", None),
}


@pytest.mark.parametrize(("text", "by", "wanted"), UNITS.values(), ids=UNITS)
def test_a_unit_is_recognised_or_the_row_is_rejected(text, by, wanted):
    columns = {"complaint_id": "no", "received": "t", "unit": {"column": "unit", "by": by}}
    batch = taken("complaints", {"no": "1", "t": "2026-11-20", "unit": text}, columns=columns)
    assert batch.good["unit"].tolist() == ([wanted] if wanted else [])
    assert [reason for _, reason, _ in faults(batch)] == ([] if wanted else ["unknown_unit"])


NIPS = {
    "PNS": (NIP, "pns", True),
    "PPPK": (PPPK, "pppk", True),
    "part-time PPPK": (PPPK, "pppk_part_time", True),
    "17 digits": (NIP[:-1], "pns", False),
    "19 digits": (NIP + "1", "pns", False),
    "a letter": (NIP[:-1] + "X", "pns", False),
    "born on 30 February": ("198602302015051001", "pns", False),
    "born in month 13": ("198613262015051001", "pns", False),
    "appointed at 17": ("198609262003051001", "pns", False),
    "appointed at 18": ("198609262004051001", "pns", True),
    "appointed long after today": ("198609262030051001", "pns", False),
    "appointed in month 0": ("198609262015001001", "pns", False),
    "neither month nor contract is doubtful, not wrong": ("198609262015131001", "pns", True),
    "sex 3": ("198609262015053001", "pns", False),
    "sequence 000": ("198609262015051000", "pns", False),
    "anything of other staff": ("K-17", "other", True),
}


@pytest.mark.parametrize(("nip", "kind", "good"), NIPS.values(), ids=NIPS)
def test_a_nip_can_be_one_or_not(nip, kind, good):
    wrong = nip_is_wrong(texts(nip), texts(kind), pd.Timestamp(NOW))
    assert wrong.tolist() == [not good]


TIDIED = {
    "19860926 201505 1 001": NIP,
    "'198609262015051001": NIP,
    "1986.0926.2015.05.1.001": NIP,
    "ADM-01": "ADM-01",
    "0012 34": "0012 34",
    "1.98609E+17": "1.98609E+17",
}


@pytest.mark.parametrize(("text", "wanted"), TIDIED.items())
def test_spaces_quotes_and_dots_are_taken_out_of_a_nip_and_of_nothing_else(text, wanted):
    assert tidied(texts(text)).tolist() == [wanted]


@settings(max_examples=30, deadline=None)
@given(digits=some.text("0123456789", min_size=1, max_size=40))
def test_identifiers_keep_every_digit(digits):
    batch = taken("people", plain("people", person_id=digits))
    assert batch.good["person_id"].tolist() == [digits]


CELLS = some.sampled_from(
    [None, "", "-", "u1", "u9", "p1", "p9", "2026-11-20", "31/02/2026", "1", "2", "9", "x", NIP,
     "1.98609E+17", "pns", "approved", "complaint", "leave"]
)  # fmt: skip
BATCHES = some.sampled_from(sorted(PLAIN)).flatmap(
    lambda name: some.tuples(
        some.just(name),
        some.lists(
            some.fixed_dictionaries(dict.fromkeys(source(name)["columns"], CELLS)), max_size=8
        ),
    )
)


@settings(max_examples=40, deadline=None)
@given(batch=BATCHES)
def test_every_row_is_either_kept_or_rejected(batch):
    name, rows = batch
    came = taken(name, *rows)
    labels = [f"a.csv:{line}" for line in range(2, len(rows) + 2)]
    assert sorted([*came.good.index, *set(came.rejected["label"])]) == sorted(labels)
    assert came.keys.index.tolist() == labels
