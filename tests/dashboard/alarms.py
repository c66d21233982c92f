"""Invented alerts that can be acted on: scoped, with steps, silences and deeds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd

from dashboard.account import Account
from dashboard.alerts import COLUMNS, FAILED, RECORDS, RULES, SEEN, SILENCES, STEPS, Deeds
from dashboard.view import Viewer
from scoring.scope import Scope

SELF = "199001012015011001"
OTHER = "198001012010011002"
NOW = pd.Timestamp("2026-11-24T07:05:00Z")
NAMES = {"1": "Kepala Aceh", "2": "Kepala Dinas Kesehatan", "3": "Cut Meutia", "4": "Pengelola"}
RULED = (
    ("late", "deadline_passed", "Pengaduan lewat tenggat", "Overdue complaint", True),
    ("near", "deadline_near", "Tenggat pengaduan mendekat", "Limit of a complaint near", False),
    ("missed", "target_missed", "Sasaran tidak tercapai", "Goal missed", False),
    ("pace", "pace", "Sasaran terancam pada akhir periode", "Goal at risk", False),
    (
        "worse",
        "worsening",
        "Memburuk dibanding riwayatnya",
        "Worsening against its past",
        False,
    ),
    ("quiet", "silent_subject", "Pegawai tanpa aktivitas", "Person without activities", False),
    ("source", "silent_source", "Sumber data diam", "Silent data source", True),
    ("faults", "data_faults", "Banyak baris ditolak", "Many rows rejected", False),
    ("unverified", "verification_backlog", "Verifikasi menumpuk", "Verification backlog", False),
)
MEASURES = {"deadline_near": 0.8, "pace": 0.9, "silent_subject": 5.0}
KINDS = {rule: kind for rule, kind, *_ in RULED}
URGENT = {rule for rule, *_, urgent in RULED if urgent}
EMPTY: dict[str, Any] = dict.fromkeys(COLUMNS) | {
    "indicator": "", "inhibited": False, "owners": (), "owner_names": (), "mine_for": (),
}  # fmt: skip


def ago(**time: float) -> pd.Timestamp:
    """A point in time before now."""
    return NOW - pd.Timedelta(**time)


def alert(number: int, rule: str, about: tuple[str, str], **more: Any) -> dict[str, Any]:
    """One alert that has fired three hours ago, told to the head of its office."""
    kind, subject = about
    begun = more.pop("fired_at", ago(hours=3))
    given = {
        "alert_id": number, "rule": rule, "rule_kind": KINDS[rule], "urgent": rule in URGENT,
        "subject_kind": kind, "subject_id": subject, "state": "firing", "state_since": begun,
        "pending_since": begun - pd.Timedelta(hours=1), "fired_at": begun,
        "seen_at": ago(minutes=4),
        "office": "dinkes", "unit": "dinkes", "unit_name": "Dinas Kesehatan", "level": "supervisor",
        "owners": ("2",), "owner_names": (NAMES["2"],), "mine_for": ("2",),
    }  # fmt: skip
    return EMPTY | given | more


def late(number: int, minutes: float, **more: Any) -> dict[str, Any]:
    """A complaint over its limit."""
    given = {"value": -minutes, "unit": "dinkes-1", "unit_name": "Bidang Pelayanan Kesehatan",
             "subject_name": f"ADU-{4100 + number}", "officer": OTHER,
             "officer_name": "Teuku Rahmadi", "indicator": "resolved_in_time",
             "target": 6300.0}  # fmt: skip
    about = ("complaint", f"ADU-{4100 + number}")
    return alert(number, "late", about, fired_at=ago(minutes=minutes), **given | more)


def of_self(number: int, rule: str, about: tuple[str, str], **more: Any) -> dict[str, Any]:
    """About Cut Meutia, or in her hands; it has reached her only."""
    hers = {"officer": SELF, "officer_name": NAMES["3"], "unit": "dinkes-1", "level": "officer",
            "unit_name": "Bidang Pelayanan Kesehatan", "owners": ("3",), "mine_for": ("3",),
            "owner_names": (NAMES["3"],)}  # fmt: skip
    return alert(number, rule, about, **hers | more)


def usual() -> list[dict[str, Any]]:
    """What fires in the invented office."""
    education = {"unit": "disdik", "unit_name": "Dinas Pendidikan", "office": "disdik"}
    head = {"level": "head", "owners": ("2", "1"), "owner_names": (NAMES["2"], NAMES["1"]),
            "mine_for": ("1",)}  # fmt: skip
    return [
        alert(1, "source", ("source", "simpeg"), subject_name="simpeg", since=ago(hours=26),
              unit=None, unit_name=None, owners=("4",), owner_names=("Pengelola",),
              mine_for=("4", "1"), fired_at=ago(hours=5)),
        *(late(number, 40.0 * (31 - number)) for number in range(2, 31)),
        of_self(31, "late", ("complaint", "ADU-4131"), value=-95.0, subject_name="ADU-4131",
                indicator="answered_in_time"),
        alert(32, "missed", ("unit", "dinkes"), subject_name="Dinas Kesehatan", value=0.712,
              target=0.9, n=148, indicator="answered_in_time", period="2026-11",
              since=ago(days=3), fired_at=ago(days=2), **head),
        alert(33, "missed", ("unit", "disdik"), subject_name="Dinas Pendidikan", value=0.781,
              target=0.85, n=97, indicator="resolved_in_time", period="2026-11",
              fired_at=ago(days=1), **education | {"mine_for": (), "owners": (),
              "owner_names": (), "level": None}),
        alert(34, "worse", ("unit", "dinkes-2"), subject_name="Bidang Kesehatan Masyarakat",
              value=0.55, target=0.92, n=40, indicator="answered_in_time", period="2026-W47",
              unit="dinkes-2", unit_name="Bidang Kesehatan Masyarakat",
              acknowledged_by="2", acknowledged_name=NAMES["2"], acknowledged_at=ago(hours=1),
              acknowledged_until=NOW + pd.Timedelta(days=1), acknowledge_minutes=120.0,
              first_acknowledged_at=ago(hours=1)),
        of_self(35, "quiet", ("person", SELF), subject_name=NAMES["3"], value=3.0,
                target=3.0, indicator="activities_recorded", since=ago(days=5),
                level="supervisor", mine_for=("3", "2")),
        alert(36, "unverified", ("unit", "pupr-1"), subject_name="Bidang Bina Marga", value=64.0,
              target=10.0, indicator="verified_in_time", unit="pupr-1",
              unit_name="Bidang Bina Marga", office="pupr", state="recovering",
              owners=("1",), owner_names=(NAMES["1"],), mine_for=()),
        alert(37, "pace", ("unit", "dukcapil"), subject_name="Dinas Registrasi Kependudukan Aceh",
              value=0.61, target=0.95, n=18, indicator="target_pace", period="2026-11",
              unit="dukcapil", unit_name="Dinas Registrasi Kependudukan Aceh", office="dukcapil",
              state="pending", fired_at=None, pending_since=ago(minutes=50), level=None,
              owners=(), owner_names=(), mine_for=()),
        alert(38, "missed", ("unit", "dinsos"), subject_name="Dinas Sosial", value=71.2,
              target=76.61, n=61, indicator="satisfaction_index", period="2026-11", unit="dinsos",
              unit_name="Dinas Sosial", office="dinsos", inhibited=True, mine_for=()),
    ]  # fmt: skip


def over() -> list[dict[str, Any]]:
    """What has ended."""
    return [
        late(101, 900.0, state="ended", ended_at=ago(hours=6), acknowledge_minutes=35.0,
             recovery_minutes=410.0),
        alert(102, "missed", ("unit", "disdik"), subject_name="Dinas Pendidikan", value=0.86,
              target=0.85, n=120, indicator="resolved_in_time", period="2026-10", unit="disdik",
              unit_name="Dinas Pendidikan", state="ended", fired_at=ago(days=20),
              ended_at=ago(days=12), recovery_minutes=2700.0),
    ]  # fmt: skip


@dataclass
class Alarms:
    """Holds alerts; ``reach``: units at or under one; ``news`` is called after every deed."""

    reach: Callable[[str | None], set[str]]
    news: Callable[[], None]
    rows: list[dict[str, Any]] = field(default_factory=lambda: [*usual(), *over()])
    done: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    silenced: list[dict[str, Any]] = field(default_factory=list)
    failing: list[tuple[Any, ...]] = field(default_factory=list)

    def alerts(
        self, scope: Scope, *, unit: str | None = None, person: str | None = None,
        state: str = "open", limit: int = 500,
    ) -> pd.DataFrame:  # fmt: skip
        """Those within scope, in the order they stand."""
        near = self.reach(unit)
        found = [
            row for row in self.rows
            if self._sees(scope, row) and (row["state"] == "ended") == (state == "ended")
            and (unit is None or row["unit"] in near)
            and person in (None, row["officer"], row["subject_id"])
        ]  # fmt: skip
        return pd.DataFrame(found[:limit], columns=COLUMNS).astype(object)

    def alert(self, scope: Scope, number: int) -> dict[str, Any] | None:
        """One of them, with its evidence."""
        found = next((r for r in self.rows if r["alert_id"] == number), None)
        if found is None or not self._sees(scope, found):
            return None
        return found | {"steps": self._steps(found), "records": _records(found),
                        "seen": _seen(found)}  # fmt: skip

    def alert_count(self, scope: Scope, account_id: str) -> tuple[int, int]:
        """Those that wait for an account, and all."""
        found = [r for r in self.rows if r["state"] != "ended" and self._sees(scope, r)]
        waiting = [r for r in found if account_id in r["mine_for"] and not r["acknowledged_by"]
                   and not r["inhibited"] and not r["silenced_until"]]  # fmt: skip
        return len(waiting), len(found)

    def silences(self, scope: Scope) -> pd.DataFrame:
        """Everything that was silenced."""
        found = self.silenced if scope.persons else []
        return pd.DataFrame(found, columns=SILENCES).astype(object)

    def alert_rules(self) -> pd.DataFrame:
        """The rules, each with an invented record."""
        rows = [
            (rule, kind, said, told, rule != "pace", 12 * n, n, 2 if n == 3 else 8 + n,
             None if n == 3 else 0.9 - 0.1 * n, 45.0 * (n + 1), 900.0 + 300 * n,
             MEASURES.get(kind), 450.0 * (n == 2), (("officer", 0.0), ("head", 1350.0)))
            for n, (rule, kind, said, told, _) in enumerate(RULED)
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=RULES)

    def failed_notices(self) -> pd.DataFrame:
        """What could not be delivered."""
        return pd.DataFrame(self.failing, columns=FAILED)

    def assignable(self, scope: Scope, number: int) -> list[tuple[str, str]]:
        """Everybody, for one who sees the alert."""
        return list(NAMES.items()) if self.alert(scope, number) else []

    def deeds(self) -> Deeds:
        """What may be done."""
        return Deeds(self.acknowledge, self.assign, self.follow_up, self.dismiss, self.silence,
                     self.unsilence)  # fmt: skip

    def acknowledge(self, account: Account, *, alert_id: int, note: str, until: datetime) -> None:
        """Seen, until a moment."""
        row = self._one(account, alert_id, note=note)
        row |= {"acknowledged_by": account.account_id, "acknowledged_name": account.name,
                "acknowledged_at": NOW, "acknowledged_until": pd.Timestamp(until),
                "first_acknowledged_at": NOW, "acknowledge_minutes": 95.0}  # fmt: skip
        self._note(account, alert_id, "acknowledged", note=note, until=pd.Timestamp(until))

    def assign(self, account: Account, *, alert_id: int, to: str, note: str) -> None:
        """Somebody is asked to deal with it."""
        row = self._one(account, alert_id, to=to)
        row |= {"assigned_to": to, "assigned_name": NAMES[to], "mine_for": (to,)}
        self._note(account, alert_id, "assigned", note=note, to=to, to_name=NAMES[to])

    def follow_up(self, account: Account, *, alert_id: int, note: str) -> None:
        """What was done about it."""
        self._one(account, alert_id, note=note)
        self._note(account, alert_id, "followed_up", note=note)

    def dismiss(self, account: Account, *, alert_id: int, note: str) -> None:
        """It was wrong."""
        self._one(account, alert_id, note=note)
        self._note(account, alert_id, "dismissed", note=note)

    def silence(
        self, account: Account, *, rule: str | None, unit: str | None,
        subject: tuple[str, str] | None, reason: str, until: datetime,
    ) -> None:  # fmt: skip
        """Show, do not tell."""
        _required(reason=reason)
        kind, about = subject or (None, None)
        made = (len(self.silenced) + 1, rule, unit, unit, kind, about, about, account.name,
                reason, NOW, pd.Timestamp(until), True)  # fmt: skip
        self.silenced.append(dict(zip(SILENCES, made, strict=True)))
        near = self.reach(unit) | ({None} if unit is None else set())
        for row in (r for r in self.rows if r["rule"] == rule and r["state"] != "ended"):
            if about in (None, row["subject_id"]) and row["unit"] in near:
                row |= {"silenced_until": pd.Timestamp(until), "silenced_name": account.name}
        self.news()

    def unsilence(self, account: Account, *, silence_id: int) -> None:  # noqa: ARG002
        """Tell again."""
        found = [s for s in self.silenced if s["silence_id"] == silence_id and s["active"]]
        if not found:
            raise ValueError("silence_id: not in force; one that is would be right")
        found[0]["active"] = False
        self.news()

    def _sees(self, scope: Scope, row: dict[str, Any]) -> bool:
        own = scope.self_id is not None and scope.self_id in (row["subject_id"], row["officer"])
        whole = scope.under is None or row["unit"] in self.reach(scope.under)
        return own or (scope.persons and whole)

    def _one(self, account: Account, number: int, **required: str) -> dict[str, Any]:
        _required(**required)
        scope = Viewer(account).scope
        for row in self.rows:
            if row["alert_id"] == number and self._sees(scope, row):
                return row
        raise ValueError("alert_id: not visible; one of your own units would be right")

    def _note(self, account: Account, number: int, verb: str, **more: Any) -> None:
        given = {"at": NOW, "by": account.account_id, "by_name": account.name, "verb": verb}
        self.done.append((number, dict.fromkeys(STEPS) | given | more))
        self.news()

    def _steps(self, row: dict[str, Any]) -> pd.DataFrame:
        begun = [(row["pending_since"], "pending", None), (row["fired_at"], "fired", None)]
        told = [(row["fired_at"], "told", row["level"])] if row["level"] else []
        own = [dict.fromkeys(STEPS) | {"at": at, "verb": verb, "to_name": to}
               for at, verb, to in (*begun, *told) if at is not None]  # fmt: skip
        ended = [dict.fromkeys(STEPS) | {"at": row["ended_at"], "verb": "recovered"}]
        deeds = [step for number, step in self.done if number == row["alert_id"]]
        last = ended if row["state"] == "ended" else []
        return pd.DataFrame([*own, *deeds, *last], columns=STEPS).astype(object)


def _required(**given: str) -> None:
    for name, value in given.items():
        if not value:
            raise ValueError(f"{name}: empty; some words would be right")


def _records(row: dict[str, Any]) -> pd.DataFrame:
    """Of a complaint itself, of a source what it rejected, of a figure fourteen complaints."""
    kind, subject = row["subject_kind"], str(row["subject_id"])
    known = {
        "complaint": [("complaints", subject)],
        "source": [("rejects", "unknown_unit"), ("rejects", "duplicate_key")],
        "person": [],
    }
    found = known.get(kind, [("complaints", f"ADU-{4200 + n}") for n in range(14)])
    rows = [(*one, "sp4n", f"complaints-2026-11.csv:{n + 3}") for n, one in enumerate(found)]
    return pd.DataFrame(rows, columns=RECORDS)


def _seen(row: dict[str, Any]) -> pd.DataFrame:
    if not row["indicator"]:
        return pd.DataFrame(columns=SEEN)
    value, target = row["value"], row["target"]
    rows = [
        (f"2026-{month:02d}", value + (11 - month) * (target - value) / 6, 90 + month, target,
         "missed" if month > 9 else "met")
        for month in range(4, 12)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=SEEN)
