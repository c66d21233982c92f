import pytest

from tests.data.reading import files, reader, unreadable
from tests.realdata.folder import REALDATA

BOSTON = {"columns": {"unit_id": "case_enquiry_id", "name": "department"}}
NYC = {"columns": {"unit_id": "unique_key", "name": "agency", "parent": "due_date"}}
NEWPORT = {"columns": {"unit_id": "id", "name": "request_type.title"}, "partial": True}
pytestmark = pytest.mark.realdata


def batch_of(path: str, **more: object):
    if not (REALDATA / path).is_file():
        pytest.skip(f"{path} is not here; set PANTAU_REALDATA")
    (batch,) = reader(REALDATA, files(path, **more)).fetch({})
    return batch


def test_a_line_with_a_field_too_many_does_not_cost_the_others():
    batch = batch_of("boston311_sample/boston311-100-bad.tsv", **BOSTON)
    assert [row[1:] for row in unreadable(batch)] == [["field_count", "30 ≠ 29"]]
    assert len(batch.rows) == 99


@pytest.mark.parametrize("name", ["100", "dmy-100", "100-with-nonascii", "100-20dupes-random"])
def test_identifiers_keep_every_digit(name):
    batch = batch_of(f"boston311_sample/boston311-{name}.csv", **BOSTON)
    assert batch.rows["case_enquiry_id"].str.fullmatch(r"\d{12}").all()


def test_absent_keys_of_a_document_are_nothing():
    batch = batch_of("nyc311/nyc311_2012_socrata.json", **NYC)
    assert len(batch.rows) == 1000
    assert batch.rows["due_date"].notna().sum() == 285


def test_keys_that_contain_dots_are_found():
    batch = batch_of("newport_seeclickfix/newport_issues_min.json", **NEWPORT)
    assert len(batch.rows) == 1031
    assert batch.rows["request_type.title"].isna().sum() == 60


def test_a_mark_at_the_start_of_a_file_is_no_part_of_its_header():
    columns = {"unit_id": "Id", "name": "NamaUnor", "parent": "DiatasanId"}
    batch = batch_of("aceh_units/jatim_siasn_unor_tree.csv", columns=columns)
    assert len(batch.rows) == 5301
