"""pantau explain and pantau whatif, as they are typed."""

import json

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.cli.app import refresh_of
from dashboard.cli.around import peer_groups
from dashboard.cli.explaining import Explaining
from data.config import load
from scoring.scope import Scope
from tests.data.builders import PLAIN, config, source, write_config, write_rows

NIP, OTHER = "198609262015051001", "199001012015012002"
GOALS = {
    "late": {"indicator": "answered_in_time", "target": 0.9, "min_n": 1, "weight": 2},
    "done": {"indicator": "resolved_in_time", "target": 0.8, "min_n": 1},
}
LIMITS = {"answer": {"default": 5}, "finish": {"default": 10}}
CASES = (
    {"complaint_id": "c1", "unit": "u2", "received": "2024-03-04T09:00", "officer": NIP},
    {"complaint_id": "c2", "unit": "u2", "received": "2024-03-04T09:00", "officer": NIP,
     "first_answer": "2024-03-04T11:00"},
    {"complaint_id": "c3", "unit": "u2", "received": "2024-03-04T09:00", "officer": NIP,
     "status": "archived"},
)  # fmt: skip
AT = ("--as-of", "2024-03-15")
THEN = ("--period", "2024")


def wanted(**goals):
    """The configuration of the office, some goals changed."""
    changed = {name: goal | goals.get(name, {}) for name, goal in GOALS.items()}
    sources = {name: source(name, settle="0s") for name in PLAIN}
    return config(goals=changed, limits=LIMITS, sources=sources, period="year", history=20)


@pytest.fixture
def folder(tmp_path):
    """An office with two units, two civil servants and three complaints."""
    write_config(tmp_path, wanted())
    inbox = tmp_path / "inbox"
    units = [{"unit_id": "u1"}, {"unit_id": "u2", "parent": "u1", "name": "Loket"}]
    write_rows(inbox / "units/a.csv", "units", units)
    people = [{"person_id": NIP, "kind": "pns", "name": "Cut Nyak", "unit": "u2"},
              {"person_id": OTHER, "kind": "pns", "name": "Teuku Umar", "unit": "u1"}]  # fmt: skip
    write_rows(inbox / "people/a.csv", "people", people)
    write_rows(inbox / "complaints/a.csv", "complaints", CASES)
    return tmp_path


@pytest.fixture
def pantau(folder):
    """Runs a command on the office that has taken everything in: its result."""
    path = str(folder / "config.yaml")

    def run(*words):
        return CliRunner().invoke(app, [*words, "-c", path])

    run("ingest", "--once")
    return run


def test_a_person_is_explained_down_to_file_and_line(pantau):
    done = pantau("explain", NIP, *AT)
    assert done.exit_code == 0
    assert done.stdout.startswith(f"Cut Nyak ({NIP}) · Tahun 2024, per 16 Mar 2024 00:00 WIB")
    assert "50,0% (rentang 95%: 9,5% – 90,5%) berdasarkan 2 pengaduan" in done.stdout
    assert (
        "c1 | 12 Mar 2024 | belum dijawab, lewat tenggat" in done.stdout
    )  # 11 March 2024 was Nyepi
    assert "a.csv:2 (complaints)" in done.stdout
    assert "1 karena diarsipkan" in done.stdout


def test_a_unit_is_found_by_its_name_and_explained_in_english(pantau):
    done = pantau("explain", "loket", *AT, "--lang", "en", "--goal", "late")
    assert done.exit_code == 0
    assert "Complaints answered in time [Missed]" in done.stdout
    assert "Complaints resolved in time" not in done.stdout


def test_one_goal_keeps_the_share_it_has_among_all(pantau):
    alone = json.loads(pantau("explain", "u2", *AT, "--goal", "late", "--format", "json").stdout)
    whole = json.loads(pantau("explain", "u2", *AT, "--format", "json").stdout)
    shares = [
        next(p["score"]["share"] for p in data["parts"] if p["goal"] == "late")
        for data in (alone, whole)
    ]
    assert shares[0] == shares[1]
    assert alone["composite"]["score"] == whole["composite"]["score"]


def test_contributions_printed_sum_to_the_score(pantau):
    data = json.loads(pantau("explain", NIP, *AT, "--format", "json").stdout)
    added = sum(p["score"]["contribution"] or 0 for p in data["parts"] if p["goal"])
    assert added == pytest.approx(data["composite"]["score"])


def test_what_changed_is_told_since_the_day_asked_for(pantau):
    done = pantau("explain", NIP, *AT, "--since", "2024-03-08", "--goal", "late")
    assert "Sejak akhir 8 Mar 2024: 100,0% menjadi 50,0%" in done.stdout


def test_the_day_before_is_compared_with_when_nothing_else_is_asked_for(pantau):
    done = pantau("explain", NIP, "--as-of", "2024-03-11", "--goal", "late")
    assert "Tidak ada yang berubah sejak akhir 10 Mar 2024." in done.stdout
    later = pantau("explain", NIP, "--as-of", "2024-03-12", "--goal", "late")
    assert "Sejak akhir 11 Mar 2024: 100,0% menjadi 50,0%" in later.stdout


def test_another_period_is_explained_when_asked_for(pantau):
    done = pantau("explain", NIP, *AT, "--period", "2024-02")
    assert "Februari 2024" in done.stdout


WRONG = {
    "nobody": (("explain", "Cut Nyak Dien"), "is neither a person nor a unit; perhaps Cut Nyak"),
    "an unknown goal": (("explain", NIP, "--goal", "x"), "is not a goal; write one of late, done"),
    "no period": (("explain", NIP, "--period", "soon"), "is not a period; write 2026-11"),
    "known then without a day": (("explain", NIP, "--known-then"), "names no day"),
}


@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG)
def test_what_is_not_there_ends_with_2_and_says_what_would_be_right(pantau, words, said):
    done = pantau(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_name_that_two_have_asks_for_the_identifier(pantau, folder):
    more = [{"person_id": "197001011995011001", "name": "Teuku Umar", "unit": "u2"}]
    write_rows(folder / "inbox/people/b.csv", "people", more)
    pantau("ingest")
    done = pantau("explain", "Teuku Umar")
    assert (done.exit_code, "is the name of several" in done.stderr) == (2, True)


@pytest.fixture
def explaining(pantau, folder):
    """Asked as pages ask."""
    return Explaining(refresh_of(folder / "config.yaml"))


SCOPES = {
    "another's unit": (Scope(under="u2", persons=True), OTHER, False),
    "one's own unit": (Scope(under="u2", persons=True), NIP, True),
    "oneself": (Scope(under="u2", self_id=NIP), NIP, True),
    "a colleague": (Scope(under="u2", self_id=OTHER), NIP, False),
}


@pytest.mark.parametrize(("scope", "person", "seen"), SCOPES.values(), ids=SCOPES)
def test_a_person_outside_the_scope_is_not_even_asked_for(explaining, scope, person, seen):
    assert (explaining.explain(scope, "person", person, "2024", goal="late") is not None) is seen
    assert (explaining.circumstances(scope, person, "2024") is not None) is seen


def test_peers_are_the_people_of_ones_office_and_units_of_ones_level(explaining):
    with explaining.looker.engine.connect() as connection:
        assert peer_groups(connection, "person") == {NIP: "u1", OTHER: "u1"}
        assert peer_groups(connection, "unit") == {"u1": "office", "u2": "office"}


def test_pages_and_command_line_give_the_same_contribution(explaining, pantau):
    kept = explaining.explain(Scope(persons=True), "unit", "u2", "2024", goal="late")
    data = json.loads(pantau("explain", "u2", "--period", "2024", "--format", "json").stdout)
    (part,) = kept.explanation.parts
    told = next(p for p in data["parts"] if p["goal"] == "late")
    assert part.score["value"] == told["score"]["value"]
    assert set(part.records["key"]) == {record["key"] for record in told["records"]}


def changed_config(folder, **goals):
    """A copy of config.yaml with changed goals."""
    elsewhere = folder / "copy"
    elsewhere.mkdir()
    write_config(elsewhere, wanted(**goals))
    return str(elsewhere / "config.yaml")


def test_whatif_lists_whom_another_target_would_move(pantau, folder):
    done = pantau("whatif", *THEN, changed_config(folder, late={"target": 0.5}), "--format", "json")
    rows = {row["subject_id"]: row for row in json.loads(done.stdout)}
    assert set(rows) == {"u1", "u2", NIP}
    assert rows["u2"]["name"] == "Loket"
    assert rows["u2"]["bands"] == "late: missed > met"
    assert rows["u2"]["score_after"] > rows["u2"]["score_before"]


def test_whatif_says_so_where_nobody_would_move(pantau, folder):
    done = pantau("whatif", *THEN, changed_config(folder))
    assert (done.exit_code, done.stdout) == (0, "nobody would move\n")


def test_whatif_writes_nothing(pantau, folder):
    before = {p: p.read_bytes() for p in folder.rglob("*.db")}
    pantau("whatif", *THEN, changed_config(folder, late={"target": 0.5}))
    assert {p: p.read_bytes() for p in folder.rglob("*.db")} == before


def test_whatif_names_what_it_does_not_weigh(pantau, folder):
    path = changed_config(folder)
    settings = load(folder / "copy" / "config.yaml")
    assert settings.goals
    other = wanted()
    other["limits"] = {"answer": {"default": 9}}
    write_config(folder / "copy", other)
    done = pantau("whatif", *THEN, path)
    assert "not weighed here, for it changes what is measured: limits" in done.stderr


def test_whatif_before_anything_is_kept_makes_no_database(folder):
    done = CliRunner().invoke(
        app, ["whatif", changed_config(folder), "-c", str(folder / "config.yaml")]
    )
    assert (done.exit_code, "is not there yet" in done.stderr) == (1, True)
    assert not list(folder.rglob("*.db"))
