"""The table of complaints: what the next limit is for."""

from dashboard.components.complaint_table import complaint_rows
from dashboard.texts import Texts
from scoring.scope import EVERYTHING
from tests.dashboard.fakes import Office

ID = Texts("id", "Asia/Jakarta")


def test_a_limit_says_what_it_is_for(office: Office) -> None:
    found = office.complaints(EVERYTHING)
    rows = {row["id"]: row["for"] for row in complaint_rows(found, ID)}
    unlimited = found["next_limit"].isna()
    to_answer = found["next_limit"] == found["answer_limit"]
    assert {rows[c] for c in found.loc[to_answer, "complaint_id"]} == {"jawaban pertama"}
    assert {rows[c] for c in found.loc[unlimited, "complaint_id"]} == {None}
    assert {rows[c] for c in found.loc[~to_answer & ~unlimited, "complaint_id"]} <= {"penyelesaian"}
