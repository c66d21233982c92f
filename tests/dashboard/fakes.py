"""An invented office as plain frames behind Services: deterministic, scoped, and alive."""

import random
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from dashboard.account import Account
from dashboard.overview import Changes, Funnel, OverviewInfo, Queue, Visit
from dashboard.own import Own
from dashboard.readings import SIGNS
from dashboard.services import IndicatorInfo, Live, News, OfficeInfo, Services
from dashboard.why import Circumstances, Why
from scoring.composite import contributions
from scoring.goals import Goal, judged
from scoring.indication import Spread, spread_of
from scoring.indicators import INDICATORS as CATALOGUE
from scoring.queue import counted
from scoring.scope import EVERYTHING, Scope
from scoring.shapes import SCORES
from scoring.standing import compared
from tests.dashboard import done, queue, small, walls, weeks
from tests.dashboard.alarms import Alarms
from tests.dashboard.pleas import Pleas
from tests.dashboard.supervisor import Supervisor

ZONE = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 24, 14, 5, tzinfo=ZONE)
PASSWORD = "rahasia"

INDICATORS = tuple(
    IndicatorInfo(i.id, i.aspect, i.unit, i.better, i.frame, ("unit", "person"), i.definition)
    for i in CATALOGUE.values()
)
GOALS = {
    name: Goal(name, target, at_risk, min_n=8, weight=weight, subjects=subjects)
    for name, target, at_risk, weight, subjects in (
        ("answered_in_time", 0.9, 0.06, 2.0, ("unit", "person")),
        ("resolved_in_time", 0.85, 0.06, 2.0, ("unit", "person")),
        ("answer_time_median", 24.0, 6.0, 1.0, ("unit", "person")),
        ("approved_minutes_share", 0.8, 0.06, 1.0, ("unit", "person")),
        ("recorded_in_time", 0.95, 0.06, 1.0, ("unit", "person")),
        ("complaints_overdue", 0.0, 6.0, 1.0, ("unit", "person")),
        ("target_pace", 0.95, 0.1, 1.0, ("unit", "person")),
        ("behaviour_meets", 0.85, 0.1, 1.0, ("unit", "person")),
        ("satisfaction_index", 76.61, 5.0, 2.0, ("unit", "programme")),
        ("outcome_achievement", 0.8, 0.1, 1.0, ("programme",)),
    )
}
TARGETS = {goal.indicator: goal.target for goal in GOALS.values()}
FEW = {"unit": ("absences", "outcomes"), "person": ("surveys", "outcomes")}
"""Frames that say nothing of a kind of subject."""
_OFFICES = (
    ("dinkes", "Dinas Kesehatan", ("Pelayanan Kesehatan", "Kesehatan Masyarakat", "Sumber Daya")),
    ("disdik", "Dinas Pendidikan", ("Pembinaan SMA", "Pembinaan SMK", "Guru dan Tenaga Pendidik")),
    ("dinsos", "Dinas Sosial", ("Rehabilitasi Sosial", "Perlindungan dan Jaminan Sosial")),
    ("dukcapil", "Dinas Registrasi Kependudukan Aceh", ("Pencatatan Sipil", "Data")),
    ("pupr", "Dinas Pekerjaan Umum dan Penataan Ruang", ("Bina Marga", "Sumber Daya Air")),
)
_FIRST = (
    "Cut",
    "Teuku",
    "Muhammad",
    "Nurul",
    "Siti",
    "Rahmat",
    "Fitri",
    "Zulfikar",
    "Aisyah",
    "Iskandar",
)
_LAST = ("Meutia", "Rahmadi", "Hidayat", "Ramadhani", "Syahputra", "Maulida", "Nasution", "Yusuf")
_JOBS = ("Analis Kebijakan Ahli Muda", "Pranata Komputer Ahli Pertama", "Pengadministrasi Umum")
_TOPICS = ("Jalan rusak di Simpang Lima", "Antrean berobat", "Pungutan sekolah", "KTP belum terbit")
_WORK = ("Menyusun laporan bulanan", "Verifikasi berkas permohonan", "Rapat koordinasi bidang")

ACCOUNTS = {
    a.account_id: a
    for a in (
        Account("1", "Kepala Aceh", "leader", None, None),
        Account("2", "Kepala Dinas Kesehatan", "manager", "dinkes", None),
        Account("3", "Cut Meutia", "staff", "dinkes-1", "199001012015011001"),
        Account("4", "Pengelola", "admin", None, None),
        Account("5", "Layar Lobi", "wall", None, None),
    )
}
NAMES = {"pimpinan": "1", "atasan": "2", "pegawai": "3", "pengelola": "4"}
TOKENS = {"dinding-rahasia": "5"}


def tree() -> pd.DataFrame:
    """The units, parents first."""
    rows = [("aceh", "Pemerintah Aceh", None, "government", 0)]
    for key, name, divisions in _OFFICES:
        rows.append((key, name, "aceh", "office", 1))
        for number, division in enumerate(divisions, start=1):
            rows.append((f"{key}-{number}", f"Bidang {division}", key, "division", 2))
    units = pd.DataFrame(rows, columns=["unit_id", "name", "parent", "level", "depth"])
    people = [
        sum(x == u or x.startswith(f"{u}-") for x in PERSONS["unit"]) for u in units["unit_id"]
    ]
    return units.assign(
        people=[
            len(PERSONS) if u == "aceh" else n
            for u, n in zip(units["unit_id"], people, strict=True)
        ]
    )


def persons() -> pd.DataFrame:
    """Civil servants, by name."""
    dice = random.Random(3)
    rows = []
    for key, _, divisions in _OFFICES:
        for number, division in enumerate(divisions, start=1):
            for i in range(12):
                born = f"19{dice.randint(70, 99)}0{dice.randint(1, 9)}1{dice.randint(0, 9)}"
                nip = f"{born}20150{dice.randint(1, 2)}1{dice.randint(100, 999)}"
                name = f"{dice.choice(_FIRST)} {dice.choice(_LAST)}"
                rows.append(
                    (nip, name, dice.choice(_JOBS), f"{key}-{number}", f"Bidang {division}", "pns")
                )
                if (key, number, i) == ("dinkes", 1, 0):
                    rows[-1] = (
                        "199001012015011001",
                        "Cut Meutia",
                        _JOBS[0],
                        "dinkes-1",
                        f"Bidang {division}",
                        "pns",
                    )
    columns = ["person_id", "name", "position", "unit", "unit_name", "kind"]
    return pd.DataFrame(rows, columns=columns).sort_values("name", ignore_index=True)


PERSONS = persons()
UNITS = tree()
PERIODS = (*(f"2026-{m:02d}" for m in range(11, 0, -1)), "2026-Q4", "2026-Q3", "2026")


def _at_or_under(unit: str | None) -> set[str]:
    if unit is None:
        return set(UNITS["unit_id"])
    found = {unit}
    for key, parent in zip(UNITS["unit_id"], UNITS["parent"], strict=True):
        if parent in found:
            found.add(key)
    return found


def _visible_people(scope: Scope) -> pd.DataFrame:
    near = PERSONS["unit"].isin(_at_or_under(scope.under)) if scope.persons else False
    return PERSONS[near | PERSONS["person_id"].eq(scope.self_id)]


def _score(indicator: IndicatorInfo, subject: str, period: str) -> tuple[float | None, int]:
    dice = random.Random(f"{indicator.id}{subject}{period}")
    n = dice.randint(2, 24) if subject.isdigit() else dice.randint(12, 480)
    value: float | None
    if indicator.id in SIGNS:
        value = dice.choice((0.0, 0.0, 0.0, 0.04 if indicator.unit == "share" else 3.0))
    elif indicator.unit == "share":
        base = random.Random(f"{indicator.id}{subject}").uniform(0.68, 0.97)
        value = min(1.0, max(0.0, base + dice.uniform(-0.06, 0.06)))
    elif indicator.unit == "hours":
        value = dice.uniform(4, 120 if "resolution" in indicator.id else 40)
    elif indicator.unit == "index":
        value = dice.uniform(*(2.7, 3.8) if "element" in indicator.id else (3.4, 4.6))
        value = dice.uniform(70, 92) if indicator.id == "satisfaction_index" else value
    elif indicator.unit == "rate":
        value = dice.uniform(2, 6)
    else:
        value = float(dice.randint(0, 9) if "overdue" in indicator.id else dice.randint(0, 240))
    if indicator.id == "recorded_in_time" and subject.startswith("dinsos"):
        return None, 0
    return value, n


@dataclass
class Office:
    """Holds the revision; ``bump`` changes one value of the top unit."""

    simulated: bool = True
    revision: int = 1
    looked_at: datetime = NOW
    build: str = "test"
    asked_live: int = 0
    asked_scores: int = 0
    concerned: frozenset[str] | None = None
    topics: frozenset[str] | None = None
    slow: float = 0.0
    changed: dict[tuple[str, str], float] = field(default_factory=dict)
    alarms: Alarms = field(init=False)
    supervisor: Supervisor = field(init=False)
    visited: dict[str, dict[str, str]] = field(default_factory=dict)
    pleas: Pleas = field(init=False)

    def __post_init__(self) -> None:
        self.pleas = Pleas(self.told)
        self.alarms = Alarms(_at_or_under, self.told)
        self.supervisor = Supervisor(_visible_people, self.told)

    def told(self) -> None:
        """A deed is news."""
        self.revision += 1

    def bump(
        self, subject: str = "aceh", indicator: str = "answered_in_time", value: float = 0.123
    ) -> None:
        """A look that brings news."""
        self.changed[(subject, indicator)] = value
        self.revision += 1
        self.looked_at += timedelta(seconds=10)

    def news(self, _: int) -> News:
        """What later looks concern."""
        return News(self.concerned, self.topics)

    def live(self) -> Live:
        """The revision now."""
        self.asked_live += 1
        return Live(self.revision, self.looked_at)

    def _rows(self, kind: str, subjects: list[str], period: str) -> list[tuple[object, ...]]:
        rows: list[tuple[object, ...]] = []
        for info in (i for i in INDICATORS if i.frame not in FEW.get(kind, ())):
            for subject in subjects:
                value, n = _score(info, subject, period)
                if period == PERIODS[0]:
                    value = self.changed.get((subject, info.id), value)
                known = value is not None
                near = (value - 0.05, value + 0.05) if value is not None else (None, None)
                ends = near if info.unit == "share" else (None, None)
                rows.append((info.id, kind, subject, period, value, n, *ends, None, known))
        return rows

    def _frame(self, rows: list[tuple[object, ...]]) -> pd.DataFrame:
        numbers = dict.fromkeys(("value", "low", "high", "expected"), float)
        return judged(pd.DataFrame(rows, columns=list(SCORES)).astype(numbers), GOALS)

    def scores(
        self,
        scope: Scope,
        subject_kind: str,
        period: str,
        *,
        unit: str | None = None,
        subjects: tuple[str, ...] | None = None,
    ) -> pd.DataFrame:
        """Scores of one period, within scope."""
        self.asked_scores += 1
        if subject_kind == "programme":
            seen = ["umkm", "izin"] if scope.under is None else []
        elif subject_kind == "service":
            near = _at_or_under(scope.under) & _at_or_under(unit)
            seen = [f"{u}/Izin {n}" for u in sorted(near) if "-" in u for n in ("usaha", "praktik")]
        elif subject_kind == "unit":
            seen = [
                u for u in UNITS["unit_id"] if u in _at_or_under(scope.under) & _at_or_under(unit)
            ]
        else:
            people = _visible_people(scope)
            seen = list(people[people["unit"].isin(_at_or_under(unit))]["person_id"])
        return self._frame(
            self._rows(subject_kind, [s for s in seen if subjects is None or s in subjects], period)
        )

    def history(self, scope: Scope, subject_kind: str, subjects: tuple[str, ...]) -> pd.DataFrame:
        """Scores of all periods, oldest first."""
        frames = [self.scores(scope, subject_kind, p, subjects=subjects) for p in reversed(PERIODS)]
        return pd.concat(frames, ignore_index=True)

    def contributions(
        self, scope: Scope, subject_kind: str, period: str, **which: Any
    ) -> pd.DataFrame:
        """What each goal adds to the score."""
        scores = self.scores(scope, subject_kind, period, **which)
        return contributions(scores[list(SCORES)], GOALS)

    def standing(
        self, scope: Scope, subject_kind: str, period: str, *,
        subjects: tuple[str, ...], indicators: tuple[str, ...],
    ) -> pd.DataFrame:  # fmt: skip
        """How subjects stand among all of their kind."""
        seen = self.scores(scope, subject_kind, period, subjects=subjects)
        everyone = self.scores(EVERYTHING, subject_kind, period)
        found = compared(everyone.loc[everyone["indicator"].isin(indicators), list(SCORES)])
        return found[found["subject_id"].isin(seen["subject_id"])]

    def signals(
        self, scope: Scope, subject_kind: str, *, unit: str | None = None,
        subjects: tuple[str, ...] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """What the weeks say; of all units or people the first one worsens."""
        if subject_kind == "unit":
            seen = [u for u in UNITS["unit_id"] if u in _at_or_under(scope.under)]
        else:
            people = _visible_people(scope)
            seen = list(people[people["unit"].isin(_at_or_under(unit))]["person_id"])
        return weeks.signals(subject_kind, [s for s in seen if s in (subjects or seen)])

    def explain(
        self, scope: Scope, subject_kind: str, subject_id: str, period: str,  # noqa: ARG002
        *, goal: str | None = None,
    ) -> Why | None:  # fmt: skip
        """Why; always out of the same few rows."""
        if not self._sees(scope, subject_kind, subject_id):
            return None
        return small.why(subject_kind, subject_id, GOALS, goal, persons=scope.persons)

    def circumstances(
        self,
        scope: Scope,
        person: str,
        period: str,  # noqa: ARG002
    ) -> Circumstances | None:
        """What a person's score must be read with."""
        return small.circumstances(person) if self._sees(scope, "person", person) else None

    def own(self, scope: Scope, person: str, period: str) -> Own | None:  # noqa: ARG002
        """Oneself: all goals out of the same few rows, with one complaint not decided yet."""
        if not self._sees(scope, "person", person):
            return None
        why = small.why("person", person, GOALS)
        judged_ = tuple(part for part in why.explanation.parts if part.goal)
        row = ("answered_in_time", 1, 80.0, 81.5, 74.0)
        ahead = pd.DataFrame([row], columns=["indicator", "n", "score", "best", "worst"])
        explanation = replace(why.explanation, parts=judged_)
        return Own("dinkes-1", replace(why, explanation=explanation), ahead)

    def spread(self, scope: Scope, unit: str) -> Spread | None:
        """Official predicates of a unit's people, most of them good."""
        if unit not in _at_or_under(scope.under):
            return None
        people = PERSONS.loc[PERSONS["unit"].isin(_at_or_under(unit)), "person_id"]
        held = ["very_good"] + ["good"] * (len(people) - 2) + [None] if len(people) > 2 else [None]
        rated = pd.DataFrame(
            {"person": people, "period": "2026-Q3", "predicate": held,
             "rated_on": pd.Timestamp("2026-10-05"), "rating_id": people}
        )  # fmt: skip
        return spread_of(rated, pd.Timestamp("2026-11-24"), {"2026-Q3": "good"})

    def _sees(self, scope: Scope, kind: str, subject: str) -> bool:
        if kind == "unit":
            return subject in _at_or_under(scope.under)
        return subject in set(_visible_people(scope)["person_id"])

    def people(
        self, scope: Scope, *, unit: str | None = None, search: str = "", limit: int = 50,
        only: Collection[str] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """Visible people."""
        seen = _visible_people(scope)
        seen = seen if only is None else seen[seen["person_id"].isin(only)]
        seen = seen[seen["unit"].isin(_at_or_under(unit))]
        wanted = search.lower()
        hit = seen["name"].str.lower().str.contains(wanted, regex=False) | seen[
            "person_id"
        ].str.contains(wanted, regex=False)
        return seen[hit].head(limit)

    def complaints(
        self,
        scope: Scope,
        *,
        unit: str | None = None,
        person: str | None = None,
        open_only: bool = True,
        step: str | None = None,
        due: str | None = None,
        limit: int = 500,
    ) -> pd.DataFrame:
        """Open complaints, most urgent first; of a person those that are finished as well."""
        dice = random.Random(9)
        rows = []
        leaves = [u for u in UNITS["unit_id"] if "-" in u]
        for number in range(60):
            home = dice.choice(leaves)
            who = PERSONS[PERSONS["unit"].eq(home)].iloc[dice.randint(0, 11)]
            left = None if number % 17 == 0 else float(dice.randint(-1800, 4200))
            received = pd.Timestamp(NOW).tz_convert("UTC") - pd.Timedelta(
                hours=dice.randint(1, 300)
            )
            limit_at = (
                None
                if left is None
                else pd.Timestamp(NOW).tz_convert("UTC") + pd.Timedelta(minutes=left * 3)
            )
            rows.append(
                {
                    "complaint_id": f"ADU-{4100 + number}",
                    "unit": home,
                    "unit_name": UNITS.set_index("unit_id")["name"][home],
                    "officer": who["person_id"] if scope.persons else None,
                    "officer_name": who["name"] if scope.persons else None,
                    "category": dice.choice(_TOPICS),
                    "kind": "complaint",
                    "channel": "web",
                    "received": received,
                    "first_answer": pd.NaT,
                    "finished": pd.NaT,
                    "answer_limit": limit_at,
                    "finish_limit": limit_at,
                    "status": dice.choice(("received", "in_progress", "waiting")),
                    "status_found": "Proses",
                    "is_open": True,
                    "next_limit": limit_at,
                    "minutes_left": left,
                    "source": "sp4n",
                    "label": f"sp4n.csv:{number}",
                    "_who": who["person_id"],
                }
            )
        frame = pd.DataFrame(rows).sort_values("minutes_left", ignore_index=True)
        near = frame["unit"].isin(_at_or_under(scope.under) & _at_or_under(unit))
        if person is not None:
            allowed = set(_visible_people(scope)["person_id"])
            near = frame["_who"].eq(person) & (person in allowed)
        for column, wanted in (("step", step), ("due", due)):
            near &= queue.placed(frame)[column].eq(wanted) if wanted else True
        found = frame[near].head(limit).drop(columns="_who")
        ended = near.any() and person is not None and not open_only
        return pd.concat([found, done.cases(person)], ignore_index=True) if ended else found

    def queue(self, scope: Scope, *, unit: str | None = None) -> Queue:
        """Open complaints, counted."""
        found = self.complaints(scope, unit=unit)
        return Queue(counted(queue.placed(found)), 252, 241)

    def funnel(self, scope: Scope, indicator: str, period: str, level: str) -> Funnel | None:
        """Units of one level; at least five of them."""
        units = UNITS[UNITS["level"].eq(level)]
        scores = self.scores(EVERYTHING, "unit", period, subjects=tuple(units["unit_id"]))
        part = scores.loc[scores["indicator"].eq(indicator), list(SCORES)].dropna(subset="value")
        return queue.funnel(part, indicator, units, _at_or_under(scope.under))

    def visit(self, account: Account, shown: Mapping[str, str]) -> Visit | None:
        """What was kept of the visit before, if there was one."""
        before = self.visited.get(account.account_id)
        self.visited[account.account_id] = dict(shown)
        return None if before is None else Visit(NOW - timedelta(hours=16), before)

    def activities(self, scope: Scope, person: str, *, first: date, last: date) -> pd.DataFrame:
        """Activities of one person, newest first."""
        columns = [
            "activity_id",
            "day",
            "start",
            "end",
            "minutes",
            "title",
            "quantity",
            "quantity_unit",
            "status",
            "recorded_at",
            "verified_at",
            "source",
            "label",
        ]
        if person not in set(_visible_people(scope)["person_id"]):
            return pd.DataFrame(columns=columns)
        dice, rows = random.Random(person), []
        day = last
        while day >= first:
            start = datetime(day.year, day.month, day.day, 8, 0, tzinfo=ZONE)
            for i in range(0 if day.weekday() > 4 else dice.randint(1, 4)):
                minutes = dice.choice((45, 60, 90, 120))
                begin = pd.Timestamp(start + timedelta(hours=2 * i)).tz_convert("UTC")
                status = dice.choice(
                    ("approved", "approved", "approved", "pending", "returned", "rejected")
                )
                rows.append(
                    (
                        f"{day}-{i}",
                        pd.Timestamp(day),
                        begin,
                        begin + pd.Timedelta(minutes=minutes),
                        float(minutes),
                        dice.choice(_WORK),
                        float(dice.randint(1, 9)),
                        "berkas",
                        status,
                        begin,
                        pd.NaT,
                        "ekinerja",
                        f"x:{i}",
                    )
                )
            day -= timedelta(days=1)
        return pd.DataFrame(rows, columns=columns)

    def sources(self) -> pd.DataFrame:
        """Three sources, one of them failing."""
        now = pd.Timestamp(self.looked_at).tz_convert("UTC")
        hour = pd.Timedelta(hours=1)
        rows = [
            (
                "sp4n",
                "complaints",
                "http",
                "ok",
                now,
                now,
                now + hour / 30,
                0,
                None,
                412,
                9,
                3,
                400,
                2,
                now - hour / 10,
                18233,
            ),
            (
                "ekinerja",
                "activities",
                "files",
                "ok",
                now,
                now,
                now + hour / 6,
                0,
                None,
                2210,
                180,
                14,
                2016,
                31,
                now - hour / 2,
                90412,
            ),
            (
                "simpeg",
                "people",
                "sql",
                "failing",
                now,
                now - 26 * hour,
                now + hour / 12,
                4,
                "simpeg: sambungan ditolak (10.1.4.2:5432)",
                0,
                0,
                0,
                0,
                0,
                now - 26 * hour,
                144,
            ),
        ]
        columns = [
            "source",
            "frame",
            "kind",
            "state",
            "last_attempt",
            "last_success",
            "next_attempt",
            "failures",
            "error",
            "read",
            "new",
            "corrected",
            "unchanged",
            "rejected",
            "newest",
            "kept",
        ]
        return pd.DataFrame(rows, columns=columns)

    def freshness(self) -> pd.DataFrame:
        """Per frame; where an office is slow, it is slow here."""
        time.sleep(self.slow)
        found = self.sources()
        return pd.DataFrame(
            {
                "frame": found["frame"],
                "last_success": found["last_success"],
                "newest": found["newest"],
                "failing": found["state"].eq("failing"),
            }
        )

    def rejects(self, source: str | None) -> pd.DataFrame:
        """Rejected rows."""
        seen = pd.Timestamp(NOW).tz_convert("UTC")
        rows = [
            (
                "ekinerja",
                f"aktivitas-2026-11.csv:{12 + i}",
                column,
                reason,
                value,
                seen - pd.Timedelta(minutes=i),
            )
            for i, (column, reason, value) in enumerate(
                [
                    ("person", "nip_scientific", "1,99001E+17"),
                    ("minutes", "out_of_range", "-30"),
                    ("day", "not_understood", "31/02/2026"),
                    ("unit", "unknown_unit", '=HYPERLINK("http://x")'),
                    ("activity_id", "duplicate_key", "A-1182"),
                    ("person", "unknown_person", "199912312020121009"),
                ]
                * 3
            )
        ] + [("sp4n", "halaman 4, baris 17", "received", "missing", None, seen)]
        frame = pd.DataFrame(
            rows, columns=["source", "label", "column", "reason", "value", "seen_at"]
        )
        return frame if source is None else frame[frame["source"].eq(source)]

    def services(self, **changes: object) -> Services:
        """All of it behind Services."""
        made = Services(
            office=OfficeInfo("Pemerintah Aceh", "Asia/Jakarta", "id", self.simulated),
            indicators=INDICATORS,
            build=self.build,
            now=lambda: self.looked_at,
            live=self.live,
            news=self.news,
            verify=lambda name, password: (
                ACCOUNTS.get(NAMES.get(name, "")) if password == PASSWORD else None
            ),
            account=ACCOUNTS.get,
            token=lambda token: ACCOUNTS.get(TOKENS.get(token, "")),
            periods=lambda: PERIODS,
            units=lambda scope: UNITS[UNITS["unit_id"].isin(_at_or_under(scope.under))],
            placed=lambda units: frozenset(PERSONS.loc[PERSONS["unit"].isin(units), "person_id"]),
            scores=self.scores,
            history=self.history,
            contributions=self.contributions,
            standing=self.standing,
            signals=self.signals,
            explain=self.explain,
            circumstances=self.circumstances,
            spread=self.spread,
            methodology=lambda: small.method(GOALS),
            people=self.people,
            complaints=self.complaints,
            activities=self.activities,
            freshness=self.freshness,
            sources=self.sources,
            rejects=self.rejects,
            alerts=self.alarms.alerts,
            alert=self.alarms.alert,
            alert_count=self.alarms.alert_count,
            silences=self.alarms.silences,
            alert_rules=self.alarms.alert_rules,
            failed_notices=self.alarms.failed_notices,
            assignable=self.alarms.assignable,
            deeds=self.alarms.deeds(),
            supervision=self.supervisor.supervision(),
            overview=OverviewInfo(),
            queue=self.queue,
            funnel=self.funnel,
            visit=self.visit,
            changes=lambda scope, since: Changes(3, 1, 2),
            alerts_by_unit=partial(walls.alerts_by_unit, _at_or_under),
            streaks=partial(walls.streaks, _at_or_under),
            walls=walls.WALLS,
            own=self.own,
            objections=self.pleas.services(),
            objections_waiting=self.pleas.waiting,
        )
        return replace(made, **changes)  # type: ignore[arg-type]
