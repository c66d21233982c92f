"""Keeping: the same on SQLite and on PostgreSQL."""

import threading
from datetime import date, timedelta

import pandas as pd
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, update

from data.store import accounts, offices, queries, rejects, rows, scores, state
from data.store.engine import open_engine, upgrade, writing
from data.store.tables import ACCOUNTS, METADATA
from scoring.scope import EVERYTHING, Scope
from scoring.shapes import SHAPES
from tests.data.builders import NOW, activities, complaints, frame, table

COMPLAINTS = SHAPES["complaints"]


def put(engine, good, *, source="lapor", partial=False, name="complaints", now=NOW):
    """Keep rows in a transaction of their own: (new, corrected, unchanged)."""
    with writing(engine) as connection:
        done = rows.put(connection, SHAPES[name], good, source, now, partial=partial)
    return done.new, done.corrected, done.unchanged


def kept(engine, name="complaints"):
    with engine.connect() as connection:
        return rows.read(connection, name, provenance=True)


def test_migrations_make_exactly_the_tables_that_are_described(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_migrations_run_twice_without_harm(engine):
    put(engine, complaints({}))
    upgrade(engine)
    assert len(kept(engine)) == 1


def test_two_processes_may_migrate_at_once(fresh_postgres_url, tmp_path):
    for url in (fresh_postgres_url, f"sqlite:///{tmp_path / 'new.db'}"):
        at_once(lambda url=url: upgrade(open_engine(url)), 3)
        with open_engine(url).connect() as connection:
            assert state.live(connection) == (0, None)


def at_once(work, times):
    """Run ``work`` in so many threads that begin together; what each gave."""
    begin, given = threading.Barrier(times), []

    def run():
        begin.wait()
        given.append(work())

    threads = [threading.Thread(target=run, daemon=True) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(given) == times, "a thread fell"
    return given


# --- rows ------------------------------------------------------------------------------------


def test_a_row_with_a_new_key_is_new(engine):
    assert put(engine, complaints({}, {})) == (2, 0, 0)


def test_the_same_row_again_is_unchanged_and_keeps_where_it_came_from(engine):
    put(engine, complaints({}), source="first")
    assert put(engine, complaints({}), source="second") == (0, 0, 1)
    assert kept(engine)[["source", "label"]].to_numpy().tolist() == [["first", "a.csv:2"]]


def test_another_value_corrects_the_row_and_where_it_came_from(engine):
    put(engine, complaints({}), source="first")
    assert put(engine, complaints({"status": "closed"}), source="second") == (0, 1, 0)
    assert kept(engine)[["status", "source"]].to_numpy().tolist() == [["closed", "second"]]


def test_a_value_that_is_taken_back_corrects_too(engine):
    put(engine, complaints({"rating": 4}))
    assert put(engine, complaints({"rating": None})) == (0, 1, 0)
    assert kept(engine)["rating"].isna().all()


REPEATS = {
    "the same": ([{}, {}], (1, 0, 1)),
    "another": ([{"status": "received"}, {"status": "closed"}], (1, 1, 0)),
    "there and back": ([{"rating": 1}, {"rating": 2}, {"rating": 1}], (1, 1, 1)),
}


@pytest.mark.parametrize(("given", "counted"), REPEATS.values(), ids=REPEATS)
def test_of_a_key_that_repeats_in_a_batch_the_last_row_counts(engine, given, counted):
    batch = complaints(*({"complaint_id": "c1", **row} for row in given))
    assert put(engine, batch) == counted
    (row,) = kept(engine).to_dict("records")
    assert (row["status"], row["label"]) == (batch["status"].iloc[-1], batch.index[-1])


def test_columns_a_source_does_not_speak_of_stay_as_they_are(engine):
    put(engine, complaints({"category": "jalan"}))
    answer = complaints({"first_answer": "2026-11-21T02:00Z"})[["complaint_id", "first_answer"]]
    assert put(engine, answer, partial=True) == (0, 1, 0)
    assert kept(engine)[["category", "status"]].to_numpy().tolist() == [["jalan", "received"]]


def test_what_a_partial_source_corrects_is_told_as_whole_rows(engine):
    put(engine, complaints({"unit": "u1"}))
    answer = complaints({"first_answer": "2026-11-21T02:00Z"})[["complaint_id", "first_answer"]]
    with writing(engine) as connection:
        done = rows.put(connection, COMPLAINTS, answer, "answers", NOW, partial=True)
    assert done.before[["unit", "first_answer"]].isna().to_numpy().tolist() == [[False, True]]
    assert done.after[["unit", "first_answer"]].isna().to_numpy().tolist() == [[False, False]]


def test_rows_of_a_partial_source_with_an_unknown_key_are_strangers_and_not_kept(engine):
    batch = complaints({"complaint_id": "c9"}, {"complaint_id": "c9", "rating": 2})
    with writing(engine) as connection:
        done = rows.put(connection, COMPLAINTS, batch, "answers", NOW, partial=True)
    assert done.strangers.tolist() == ["a.csv:2", "a.csv:3"]
    assert (done.new, done.corrected, done.unchanged, len(kept(engine))) == (0, 0, 0, 0)


def test_a_batch_that_fails_half_way_leaves_nothing(engine):
    def fail():
        with writing(engine) as connection:
            rows.put(connection, COMPLAINTS, complaints({}), "lapor", NOW, partial=False)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert kept(engine).empty


def test_many_keys_are_found_again_in_one_question(engine):
    many = complaints(*({} for _ in range(2_000)))
    put(engine, many)
    assert put(engine, many) == (0, 0, 2_000)


WHOLE = {
    "everything said": {
        "unit": "u1", "officer": "p1", "category": "jalan 'rusak' \" % ; --", "channel": "résumé ✓",
        "received": "2026-11-20T02:00:00.000001Z", "first_answer": "1000-01-01T00:00Z",
        "resolved": "9999-12-30T23:59:59.999999Z", "due": "2026-11-24T16:59:59.999999Z",
        "rating": 4.300000000000001, "answer_tracked": False,
    },
    "nothing said but what must be": {"status": None, "kind": None, "answer_tracked": None},
}  # fmt: skip


@pytest.mark.parametrize("row", WHOLE.values(), ids=WHOLE)
def test_a_row_comes_back_exactly_as_it_was_kept(engine, row):
    given = complaints(row)
    put(engine, given)
    back = kept(engine).drop(columns=["source", "label"])
    pd.testing.assert_frame_equal(back, given.reset_index(drop=True), check_exact=True)


def test_a_day_comes_back_exactly_as_it_was_kept(engine):
    given = activities({"day": "2026-11-20", "minutes": 0.1}, {"day": "1999-12-31"})
    put(engine, given, name="activities")
    back = kept(engine, "activities").drop(columns=["source", "label"])
    pd.testing.assert_frame_equal(back, given.reset_index(drop=True), check_exact=True)


def test_identifiers_keep_leading_noughts(engine):
    put(engine, complaints({"complaint_id": "0017"}))
    assert kept(engine)["complaint_id"].tolist() == ["0017"]


# --- rejected rows ---------------------------------------------------------------------------


def reject(engine, *found, whole=()):
    """Keep rejected rows: (label, key) each."""
    columns = ["label", "row_key", "column", "reason", "value"]
    lines = [(label, key, "unit", "unknown_unit", "u9") for label, key in found]
    with writing(engine) as connection:
        rejected = pd.DataFrame(lines, columns=columns, dtype=object)
        rejects.replace_rejects(connection, "lapor", rejected, whole, NOW)


def standing(engine):
    with engine.connect() as connection:
        return rejects.listed(connection)["label"].tolist()


def test_rejected_rows_of_a_file_read_again_are_replaced(engine):
    reject(engine, ("a.csv:2", "k1"), ("a.csv:3", "k2"), ("b.csv:2", "k3"), ("aa.csv:2", "k4"))
    reject(engine, ("a.csv:3", "k2"), whole=("a.csv",))
    assert standing(engine) == ["a.csv:3", "aa.csv:2", "b.csv:2"]


def test_signs_that_mean_something_to_a_database_mean_nothing_in_a_files_name(engine):
    reject(engine, ("a_b%.csv:2", "k1"), ("aXb1.csv:2", "k2"))
    reject(engine, whole=("a_b%.csv",))
    assert standing(engine) == ["aXb1.csv:2"]


def test_a_rejected_row_vanishes_when_its_key_comes_right(engine):
    reject(engine, ("a.csv:2", "k1"), ("a.csv:3", "k2"))
    with writing(engine) as connection:
        rejects.come_right(connection, "lapor", ["k1", "k9"])
    assert standing(engine) == ["a.csv:3"]


def test_a_rejected_row_of_another_source_stays(engine):
    reject(engine, ("a.csv:2", "k1"))
    with writing(engine) as connection:
        rejects.come_right(connection, "other", ["k1"])
    assert standing(engine) == ["a.csv:2"]


# --- revision, lease, scores -----------------------------------------------------------------


def test_the_revision_counts_news_alone(engine):
    with writing(engine) as connection:
        given = [state.looked(connection, NOW, news=news) for news in (True, False, True, False)]
        assert given == [1, 1, 2, 2]
        assert state.live(connection) == (2, pd.Timestamp(NOW))


def test_no_news_is_lost_however_many_tell_at_once(engine):
    def tell():
        with writing(engine) as connection:
            return state.looked(connection, NOW, news=True)

    assert sorted(at_once(tell, 6)) == [1, 2, 3, 4, 5, 6]


LASTS = timedelta(seconds=30)


def lease(engine, holder, later=0):
    with writing(engine) as connection:
        now = NOW + timedelta(seconds=later)
        return state.lease(connection, "worker", holder, now, LASTS)


def test_a_second_holder_waits_and_takes_over_after_expiry(engine):
    assert [lease(engine, "a"), lease(engine, "b"), lease(engine, "b", 29)] == [True, False, False]
    assert [lease(engine, "b", 31), lease(engine, "a", 32)] == [True, False]


def test_a_holder_who_renews_keeps_the_lease(engine):
    assert [lease(engine, "a"), lease(engine, "a", 20), lease(engine, "b", 40)] == [
        True, True, False,
    ]  # fmt: skip


def test_a_released_lease_is_free_at_once(engine):
    lease(engine, "a")
    with writing(engine) as connection:
        state.release(connection, "worker", "b")
        assert not state.lease(connection, "worker", "b", NOW, LASTS)
        state.release(connection, "worker", "a")
        assert state.lease(connection, "worker", "b", NOW, LASTS)


def test_there_are_never_two_holders(engine):
    for later in range(0, 720, 60):
        held = at_once(lambda later=later: lease(engine, str(threading.get_ident()), later), 4)
        assert held.count(True) == 1


def score(**more):
    """One score, as scoring gives it."""
    plain = {"indicator": "complaints_open", "subject_kind": "unit", "subject_id": "u1",
             "period": "2026-11", "value": 3.0, "n": 4, "low": None, "high": None,
             "expected": None,
             "available": True}  # fmt: skip
    numbers = dict.fromkeys(("value", "low", "high", "expected"), float)
    return pd.DataFrame([plain | more]).astype(numbers)


def save(engine, found, office="u1"):
    with writing(engine) as connection:
        return scores.save(connection, office, "2026-11", found)


NEWS = {
    "another value": {"value": 4.0},
    "more cases": {"n": 5},
    "an interval": {"low": 0.5, "high": 0.75},
    "no value": {"value": None},
    "no longer available": {"available": False},
    "another subject": {"subject_id": "u2"},
}


@pytest.mark.parametrize("change", NEWS.values(), ids=NEWS)
def test_scores_are_news_only_when_they_change(engine, change):
    assert save(engine, score())
    assert not save(engine, score())
    assert save(engine, score(**change))
    assert not save(engine, score(**change))


def test_scores_that_are_gone_are_news_and_gone(engine):
    save(engine, score())
    assert save(engine, score().iloc[:0])
    assert table(engine, "scores") == []


def test_scores_of_another_office_and_another_period_stay(engine):
    save(engine, score(subject_id="u5"), office="u5")
    with writing(engine) as connection:
        scores.save(connection, "u1", "2026-10", score(period="2026-10"))
    save(engine, score())
    assert len(table(engine, "scores")) == 3


def test_a_subject_that_has_come_to_another_office_is_taken_over(engine):
    save(engine, score(), office="u1")
    assert save(engine, score(), office="u5")
    assert [row[4] for row in table(engine, "scores")] == ["u5"]


def note(engine, office="u1"):
    with writing(engine) as connection:
        state.mark_stale(connection, {office: state.Days()})


def test_an_office_scored_by_somebody_else_in_the_meantime_is_left_alone(engine):
    note(engine)
    with writing(engine) as connection:
        (mine,) = (theirs,) = state.stale(connection, NOW, NOW)
        assert state.scored(connection, theirs, NOW, None)
        assert not state.scored(connection, mine, NOW, None)


def test_a_note_that_comes_while_an_office_is_scored_stays(engine):
    note(engine)
    with engine.connect() as connection:
        (under_way,) = state.stale(connection, NOW, NOW)
    note(engine)
    with writing(engine) as connection:
        state.scored(connection, under_way, NOW, None)
        assert [found.office for found in state.stale(connection, NOW, NOW)] == ["u1"]


def test_an_office_is_to_be_scored_when_its_time_has_come(engine):
    note(engine)
    with writing(engine) as connection:
        (first,) = state.stale(connection, NOW, NOW)
        state.scored(connection, first, NOW, NOW + timedelta(hours=1))
        assert state.stale(connection, NOW + timedelta(minutes=59), NOW) == []
        assert len(state.stale(connection, NOW + timedelta(hours=1), NOW)) == 1


# --- offices ---------------------------------------------------------------------------------


def tree(engine, **parents):
    """Keep units with these parents: the office of each."""
    units = [{"unit_id": unit, "parent": parent} for unit, parent in parents.items()]
    put(engine, frame("units", *units), name="units")
    with writing(engine) as connection:
        offices.rebuild(connection)
        return offices.roots(connection)


TREES = {
    "one": ({"u1": None, "u2": "u1", "u3": "u2"}, {"u1": "u1", "u2": "u1", "u3": "u1"}),
    "two": ({"u1": None, "u2": "u1", "v1": None}, {"u1": "u1", "u2": "u1", "v1": "v1"}),
    "a parent that is not there": ({"u2": "u9"}, {"u2": "u2"}),
    "its own parent": ({"u1": "u1"}, {"u1": "u1"}),
    "a circle": ({"u1": "u2", "u2": "u1", "u3": "u2"}, {"u1": "u1", "u2": "u1", "u3": "u1"}),
}


@pytest.mark.parametrize(("parents", "wanted"), TREES.values(), ids=TREES)
def test_the_office_of_a_unit_is_the_root_of_its_tree(engine, parents, wanted):
    assert tree(engine, **parents) == wanted


MOVES = {
    "nothing": ({"a": "a"}, {"a": "a"}, set()),
    "a unit": ({"a": "a", "b": "a", "c": "c"}, {"a": "a", "b": "c", "c": "c"}, {"a", "c"}),
    "a new root above": ({"b": "b"}, {"b": "a", "a": "a"}, {"a", "b"}),
    "the main office is another": ({"b": "b"}, {"b": "b", "a": "a"}, {"a", "b"}),
    "a new office": ({"a": "a"}, {"a": "a", "b": "b"}, {"b"}),
}


@pytest.mark.parametrize(("before", "after", "wanted"), MOVES.values(), ids=MOVES)
def test_offices_that_win_or_lose_are_known(before, after, wanted):
    assert offices.moved(before, after) == wanted


# --- who sees what ---------------------------------------------------------------------------


@pytest.fixture
def office(engine):
    """u1 over u2 and u3; p1 in u1, p2 in u2, p3 in u3, each with one complaint and one activity."""
    tree(engine, u1=None, u2="u1", u3="u1")
    people = [{"person_id": f"p{n}", "unit": f"u{n}", "name": f"Ali {n}"} for n in (1, 2, 3)]
    cases = [{"complaint_id": f"c{n}", "unit": f"u{n}", "officer": f"p{n}"} for n in (1, 2, 3)]
    done = [{"activity_id": f"a{n}", "unit": f"u{n}", "person": f"p{n}"} for n in (1, 2, 3)]
    put(engine, frame("people", *people), name="people")
    put(engine, complaints(*cases))
    put(engine, activities(*done), name="activities")
    subjects = [("unit", f"u{n}") for n in (1, 2, 3)] + [("person", f"p{n}") for n in (1, 2, 3)]
    found = [score(subject_kind=kind, subject_id=subject) for kind, subject in subjects]
    save(engine, pd.concat(found, ignore_index=True))
    return engine


SCOPES = {
    "the leader": (Scope(None, True, None), "u1 u2 u3", "p1 p2 p3", "c1 c2 c3", "p1 p2 p3"),
    "a manager": (Scope("u2", True, "p2"), "u2", "p2", "c2", "p2"),
    "a civil servant": (Scope("u2", False, "p3"), "u2", "p3", "c2 c3", "p3"),
    "a civil servant without unit": (Scope(None, False, "p3"), "u1 u2 u3", "p3", "c1 c2 c3", "p3"),
    "a wall display": (Scope("u2", False, None), "u2", "", "c2", ""),
    "nobody's unit": (Scope("u9", True, None), "", "", "", ""),
}


@pytest.mark.parametrize(
    ("scope", "units", "persons", "cases", "officers"), SCOPES.values(), ids=SCOPES
)
def test_a_viewer_sees_their_own_part(office, scope, units, persons, cases, officers):
    with office.connect() as connection:
        seen = queries.complaints(connection, scope)
        found = (
            queries.units(connection, scope)["unit_id"],
            queries.people(connection, scope)["person_id"],
            seen["complaint_id"],
            seen["officer_name"].dropna().str.replace("Ali ", "p"),
        )
    assert [" ".join(one) for one in found] == [units, persons, cases, officers]
    assert seen["officer"].notna().tolist() == seen["officer_name"].notna().tolist()


@pytest.mark.parametrize(
    ("scope", "units", "persons"), [case[:3] for case in SCOPES.values()], ids=SCOPES
)
def test_a_viewer_sees_the_scores_of_their_own_part(office, scope, units, persons):
    with office.connect() as connection:
        for kind, wanted in (("unit", units), ("person", persons)):
            seen = queries.scores(connection, scope, kind, "2026-11")
            assert " ".join(seen["subject_id"]) == wanted


@pytest.mark.parametrize(("scope", "persons"), [(c[0], c[2]) for c in SCOPES.values()], ids=SCOPES)
def test_a_viewer_sees_the_activities_of_persons_they_may_see(office, scope, persons):
    with office.connect() as connection:
        seen = [
            queries.activities(connection, scope, person, date(2026, 11, 1), date(2026, 11, 30))
            for person in ("p1", "p2", "p3")
        ]
    assert " ".join(row["person"].iloc[0] for row in seen if len(row)) == persons


FINDS = {
    "a word": ("ali", "p1 p2 p3"),
    "two words": ("3 ali", "p3"),
    "an identifier": ("p2", "p2"),
    "a sign that means something": ("%", ""),
    "nothing": ("budi", ""),
}


@pytest.mark.parametrize(("search", "wanted"), FINDS.values(), ids=FINDS)
def test_people_are_found(office, search, wanted):
    with office.connect() as connection:
        assert " ".join(queries.people(connection, EVERYTHING, None, search)["person_id"]) == wanted


def test_units_and_what_is_under_them_can_be_asked_for_alone(office):
    with office.connect() as connection:
        assert len(queries.complaints(connection, EVERYTHING, "u1")) == 3
        assert len(queries.complaints(connection, EVERYTHING, "u2")) == 1
        assert len(queries.scores(connection, EVERYTHING, "person", unit="u2")) == 1


# --- accounts --------------------------------------------------------------------------------

ALI = accounts.Kept("ali", "Ali", "manager", "u2", "p2")
WALL = accounts.Kept("wall", "Layar", "wall", "u1", None)


def account(engine, kept, password=None):
    with writing(engine) as connection:
        return accounts.add(connection, kept, password)


def test_a_password_is_kept_as_an_argon2id_hash_alone(engine):
    account(engine, ALI, "rahasia sekali")
    with engine.connect() as connection:
        (kept_hash,) = connection.execute(select(ACCOUNTS.c.password_hash)).one()
    assert kept_hash.startswith("$argon2id$")
    assert "rahasia" not in str(table(engine, "accounts"))


LOGINS = {
    "the right password": ("ali", "rahasia sekali", ALI),
    "a wrong password": ("ali", "rahasia", None),
    "no password": ("ali", "", None),
    "an unknown name": ("budi", "rahasia sekali", None),
    "a wall display has no password": ("wall", "", None),
}


@pytest.mark.parametrize(("name", "password", "who"), LOGINS.values(), ids=LOGINS)
def test_a_log_in(engine, name, password, who):
    account(engine, ALI, "rahasia sekali")
    account(engine, WALL)
    with engine.connect() as connection:
        assert accounts.verify(connection, name, password) == who


def test_an_inactive_account_is_none(engine):
    account(engine, ALI, "rahasia sekali")
    token = account(engine, WALL)
    with writing(engine) as connection:
        connection.execute(update(ACCOUNTS).values(active=False))
        assert accounts.verify(connection, "ali", "rahasia sekali") is None
        assert accounts.find(connection, "ali") is None
        assert accounts.by_token(connection, token) is None
        assert accounts.everyone(connection) == []


def test_of_a_token_only_the_digest_is_kept(engine):
    token = account(engine, WALL)
    assert token not in str(table(engine, "accounts"))
    with engine.connect() as connection:
        assert accounts.by_token(connection, token) == WALL
        assert accounts.by_token(connection, token[:-1]) is None
        assert accounts.by_token(connection, "") is None


def test_an_account_added_again_replaces_the_first(engine):
    account(engine, ALI, "rahasia sekali")
    account(engine, accounts.Kept("ali", "Ali", "staff", None, "p2"), "lain sama sekali")
    with engine.connect() as connection:
        assert [found.role for found in accounts.everyone(connection)] == ["staff"]
        assert accounts.verify(connection, "ali", "rahasia sekali") is None


def test_an_account_that_is_removed_is_gone(engine):
    account(engine, ALI, "rahasia sekali")
    with writing(engine) as connection:
        assert accounts.remove(connection, "ali")
        assert not accounts.remove(connection, "ali")
        assert accounts.find(connection, "ali") is None


def test_moments_before_and_after_each_other_sort_as_they_read(engine):
    lease(engine, "a")
    with writing(engine) as connection:
        ends = NOW + LASTS
        assert not state.lease(connection, "worker", "b", ends, LASTS)
        assert state.lease(connection, "worker", "b", ends + timedelta(microseconds=5), LASTS)


@pytest.mark.parametrize(
    ("scope", "wanted"),
    [(EVERYTHING, "p1 p2"), (Scope(under="u2"), "p2"), (Scope(under="u3"), "")],
)
@pytest.mark.usefixtures("office")
def test_ratings_of_a_unit_are_those_of_its_visible_people(engine, scope, wanted):
    held = [{"rating_id": f"r{n}", "person": f"p{n}", "predicate": "good"} for n in (2, 3)]
    put(engine, frame("ratings", *held), name="ratings")
    moved = {"person_id": "p3", "unit": "elsewhere", "name": "Ali 3"}
    put(engine, frame("people", moved), name="people")
    with engine.connect() as connection:
        found = queries.ratings(connection, scope, "u1").sort_values("person")
    told = dict(zip(found["person"], found["predicate"], strict=True))
    assert " ".join(told) == wanted
    assert told.get("p2", "good") == "good"
    assert pd.isna(told.get("p1"))
