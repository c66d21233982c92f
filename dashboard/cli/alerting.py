"""Alerts for the pages: what may be seen, with names; and the deeds, each checked by its verb."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from dashboard.account import Account
from dashboard.alerts import COLUMNS, RULES, SILENCES, STEPS, Alert, Deeds
from dashboard.cli.acting import acting
from dashboard.cli.evidence import Evidence
from dashboard.remember import Remembered
from dashboard.view import Viewer
from data.alerting.desk import Line
from data.alerting.verbs import Actor, Verbs
from data.looks import Looker
from data.store import accounts, alert_queries, alerts, deeds, notices, silences
from data.store.convert import told
from data.store.engine import Connection
from scoring.alerts.finding import measure
from scoring.alerts.record import track
from scoring.alerts.rule import LEVELS, Rule
from scoring.alerts.silence import silence_of
from scoring.columns import DTYPES
from scoring.scope import Scope

RULES_KEPT = 20.0
MEDIANS = {
    "acknowledge_median": "acknowledge_median_minutes",
    "recovery_median": "recovery_median_minutes",
}


def services_of(looker: Looker) -> dict[str, Any]:
    """The fields of Services that are about alerts."""
    desk = AlertDesk(looker)
    return {
        "alerts": desk.alerts,
        "alert": desk.alert,
        "alert_count": desk.alert_count,
        "silences": desk.silences,
        "alert_rules": Remembered(desk.alert_rules, RULES_KEPT),
        "failed_notices": desk.failed_notices,
        "assignable": desk.assignable,
        "deeds": desk.deeds,
    }


def actor_of(account: Account) -> Actor:
    """Who acts, and within what."""
    viewer = Viewer(account)
    if not viewer.may("act_on_alerts"):
        raise ValueError("alert_id: this account only looks; log in as yourself")
    return Actor(account.account_id, viewer.scope, directs=viewer.may("direct_alerts"))


@dataclass(frozen=True)
class AlertDesk:
    """Answers questions about alerts, each in a read transaction of its own."""

    looker: Looker

    @cached_property
    def verbs(self) -> Verbs:
        """What people may do."""
        known = self.looker
        return Verbs(known.settings, known.engine, known.base, known.now)

    @property
    def deeds(self) -> Deeds:
        """The verbs, as pages call them: the account first, the rest by name."""
        verbs = self.verbs
        by = {
            name: acting(getattr(verbs, name), actor_of)
            for name in ("acknowledge", "assign", "follow_up", "dismiss", "silence", "unsilence")
        }
        return Deeds(**by)

    def alerts(
        self, scope: Scope, *, unit: str | None = None, person: str | None = None,
        state: Literal["open", "ended"] = "open", limit: int = 500,
    ) -> pd.DataFrame:  # fmt: skip
        """Visible alerts with everything a list shows."""
        urgent = [name for name, rule in self.verbs.alert_rules.items() if rule.urgent]
        with self.looker.engine.connect() as connection:
            found = alert_queries.listed(
                connection, scope, unit=unit, person=person, is_open=state == "open",
                urgent=urgent, limit=limit,
            )  # fmt: skip
            return self._told(connection, found)

    def alert(self, scope: Scope, alert_id: int) -> Alert | None:
        """One alert with its history and its evidence; None where it may not be seen."""
        with self.looker.engine.connect() as connection:
            found = alert_queries.one(connection, scope, alert_id)
            if found.empty:
                return None
            line: dict[Any, Any] = {
                str(k): v for k, v in self._told(connection, found).iloc[0].items()
            }
            steps = self._steps(connection, alert_id)
        evidence = Evidence(self.looker, scope)
        return {**line, "steps": steps, "records": evidence.records(line),
                "seen": evidence.seen(line)}  # fmt: skip

    def alert_count(self, scope: Scope, account_id: str) -> tuple[int, int]:
        """How many alerts wait for the account, and how many it may see fire."""
        with self.looker.engine.connect() as connection:
            return alert_queries.count(connection, scope, account_id, self.looker.now())

    def silences(self, scope: Scope) -> pd.DataFrame:
        """Visible silences, the newest first."""
        now = self.looker.now()
        with self.looker.engine.connect() as connection:
            seen = alert_queries.silences(connection, scope)
            found = silences.listed(connection)
            found = found[found["silence_id"].isin(seen)].reset_index(drop=True)
            places = found.assign(officer=pd.Series(pd.NA, index=found.index, dtype="str"))
            named = alerts.named(connection, places)
            by = found["by"].map(self._names(connection)).fillna(found["by"])
        active = found["ended_at"].isna() & (found["until"] > pd.Timestamp(now))
        return named.assign(by=by, active=active)[[*SILENCES]]

    def alert_rules(self) -> pd.DataFrame:
        """Every rule, and how often it has fired and been right."""
        known = self.verbs.alert_rules
        with self.looker.engine.connect() as connection:
            history, done = alert_queries.history(connection), deeds.of(connection)
            calendars = self.looker.calendars(connection)
        now = pd.Timestamp(self.looker.now()).tz_convert("UTC")
        tracked = track(history, done, known, calendars, now).rename(columns=MEDIANS)
        told = pd.DataFrame(
            [_rule(rule) for rule in known.values()],
            columns=["rule", "kind", "title_id", "title_en", "on", *RULES[-3:]],
        )
        enough = tracked["judged"] >= self.looker.settings.alerts.judge_from
        tracked = tracked.assign(right=tracked["right"].where(enough))
        return told.merge(tracked, on="rule", how="left")[[*RULES]]

    def failed_notices(self) -> pd.DataFrame:
        """What could not be told."""
        with self.looker.engine.connect() as connection:
            return notices.failed(connection)

    def assignable(self, scope: Scope, alert_id: int) -> list[tuple[str, str]]:
        """Accounts that may be asked to deal with an alert."""
        with self.looker.engine.connect() as connection:
            found = alert_queries.one(connection, scope, alert_id)
            if found.empty:
                return []
            able = self.verbs.able(self.verbs.people(connection), found.to_dict("records")[0])
        return [(account.account_id, account.name) for account in able]

    @staticmethod
    def _names(connection: Connection) -> dict[str, str]:
        return {a.account_id: a.name for a in accounts.everyone(connection)}

    def _told(self, connection: Connection, found: pd.DataFrame) -> pd.DataFrame:
        """Alerts with names, owners, silences and working times."""
        names = self._names(connection)
        rules = self.verbs.alert_rules
        named = alerts.named(connection, found)
        owners = deeds.owners(connection, found["alert_id"])
        told_to = dict(iter(owners.groupby("alert_id")))
        every = [
            _owners(told_to.get(row["alert_id"]), row)
            for row in found[["alert_id", "level", "assigned_to"]].to_dict("records")
        ]
        text = DTYPES["text"]
        return named.assign(
            subject_name=named["subject_name"].fillna(self._programmes(found)),
            rule_kind=found["rule"].map({n: r.kind for n, r in rules.items()}).astype(text),
            urgent=found["rule"].map(self.verbs.is_urgent).astype(bool),
            owners=_cells(found, [all_ for all_, _ in every]),
            owner_names=_cells(found, [tuple(names.get(a, a) for a in all_) for all_, _ in every]),
            mine_for=_cells(found, [mine for _, mine in every]),
            assigned_name=found["assigned_to"].map(names).astype(text),
            acknowledged_name=found["acknowledged_by"].map(names).astype(text),
            **self._silenced(connection, found, names),
            **self._minutes(connection, found),
        )[[*COLUMNS]]

    def _programmes(self, found: pd.DataFrame) -> pd.Series:
        """The name of each programme that an alert is about, as the office calls it."""
        settings = self.looker.settings
        language = settings.office.language
        known = {name: p.called(language) for name, p in settings.programmes.items()}
        names = [
            known.get(str(subject).rpartition("/")[2]) if kind == "programme" else None
            for kind, subject in zip(found["subject_kind"], found["subject_id"], strict=True)
        ]
        return pd.Series(names, index=found.index, dtype=DTYPES["text"])

    def _silenced(
        self, connection: Connection, found: pd.DataFrame, names: dict[str, str]
    ) -> dict[str, pd.Series]:
        """Until when each is silenced at present, and by whom."""
        now = self.looker.now()
        at = pd.Timestamp(now).tz_convert("UTC")
        standing = silences.listed(connection, now)
        number = silence_of(found, standing, alerts.tree(connection), at)
        kept = standing.set_index("silence_id")
        until, by = (kept[name].reindex(number).set_axis(found.index) for name in ("until", "by"))
        text = DTYPES["text"]
        return {
            "silenced_until": until,
            "silenced_by": by.astype(text),
            "silenced_name": by.map(names).astype(text),
        }

    def _minutes(self, connection: Connection, found: pd.DataFrame) -> dict[str, pd.Series]:
        """Working minutes until it was acknowledged, and until it was over."""
        calendars = self.looker.calendars(connection)
        ask, units, fired = calendars.minutes_between, found["unit"], found["fired_at"]
        return {
            "acknowledge_minutes": ask(units, fired, found["first_acknowledged_at"]),
            "recovery_minutes": ask(units, fired, found["ended_at"]),
        }

    def _steps(self, connection: Connection, alert_id: int) -> pd.DataFrame:
        names, found = self._names(connection), deeds.steps(connection, alert_id)
        to = found["to"].map(lambda to: to if to in LEVELS else names.get(to))
        by = found["by"].map(names).astype(DTYPES["text"])
        return found.assign(by_name=by, to_name=to.astype(DTYPES["text"]))[[*STEPS]]


def _owners(mine: pd.DataFrame | None, alert: Line) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whom an alert was told to, and those of them whose turn it is, or who was asked."""
    pairs = [] if mine is None else list(zip(mine["account"], mine["level"], strict=True))
    turn = [account for account, level in pairs if level == alert["level"]]
    asked = [alert["assigned_to"]] if told(alert["assigned_to"]) else []
    return tuple(account for account, _ in pairs), tuple(dict.fromkeys([*asked, *turn]))


def _cells(found: pd.DataFrame, tuples: list[tuple[str, ...]]) -> pd.Series:
    """A column whose cells are tuples."""
    return pd.Series(tuples, index=found.index, dtype=object)


def _rule(rule: Rule) -> tuple[Any, ...]:
    """What config.yaml says of a rule."""
    levels = tuple((level, after.total_seconds() / 60) for level, after in rule.steps.items())
    hold = rule.hold.total_seconds() / 60
    titles = (rule.title["id"], rule.title["en"])
    return (rule.id, rule.kind, *titles, rule.on, measure(rule), hold, levels)
