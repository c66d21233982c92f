"""Deciding: what fires, what is over, and who is told; all of it in one transaction, or nothing."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from data.alerting.desk import Line, subject_of
from data.alerting.outbox import Event
from data.alerting.people import Owners, People
from data.alerting.sighting import EACH_DAY, PLACE, REST, Found, Sighting
from data.store import alerts, concerning, deeds, offices, rejects, sights, state
from data.store.alerts import KEY, Saved
from data.store.convert import told
from data.store.engine import Connection, writing
from scoring.alerts import escalation, machine
from scoring.alerts.rule import LEVELS, Level
from scoring.alerts.shapes import CONDITIONS
from scoring.columns import DTYPES

FREED = "freed"
"""The step of an alert whose cause is over: it is told from now on."""


@dataclass(frozen=True)
class Alerting(Sighting):
    """Decides about the alerts of one installation."""

    def decide(self, changed: Collection[str] | None = None) -> bool:
        """Look at the figures of ``changed`` offices (None: all) and at what time tells; any news?

        Alerts, changes of state, notices and the revision are kept together. Who decides later
        than somebody else who has decided meanwhile leaves it at that.
        """
        now = self.now()
        with self.engine.connect() as connection:
            found = self.found(connection, changed, now)
        took = self.now() - now
        with writing(self.engine) as connection:
            if rejects.marks(connection, PLACE).get("decided", "") > now.isoformat():
                return False
            news = self._decided(connection, found, now)
            rest = (now + max(REST, EACH_DAY * took)).isoformat()
            rejects.remember(
                connection, PLACE,
                {"decided": now.isoformat(), **found.marks}
                | {f"upkeep:{office}": rest for office in found.asked.slow},
            )  # fmt: skip
            if news:
                state.looked(connection, now, news=True, units=(), topics={concerning.ALERTS})
        return news

    def catch_up(self) -> bool:
        """Decide about the figures of all offices that were scored since the last decision."""
        return self.decide(self.behind())

    def behind(self) -> set[str]:
        """The offices that were scored since the last decision."""
        with self.engine.connect() as connection:
            known, scored = rejects.marks(connection, PLACE), sights.scored(connection)
        return {
            office for office, times in scored.items() if known.get(f"scored:{office}") != times
        }

    def _decided(self, connection: Connection, found: Found, now: datetime) -> bool:
        """Keep what follows from what was found, and put what is to be told into the outbox."""
        at = pd.Timestamp(now).tz_convert("UTC")
        before = alerts.still_open(connection)
        stands = self._standing(before, found)
        whole = machine.shaped(pd.concat([found.conditions, stands]), CONDITIONS)
        back = before[machine.ran_out(before, at)]
        calendars = self.calendars(connection)
        after, flips = machine.step(before, whole, self.alert_rules, calendars, at)
        saved = alerts.save(
            connection, before, self._whole(connection, before, after, found), flips
        )
        for alert in back.to_dict("records"):
            until = alert["acknowledged_until"]
            deeds.add(connection, alert["alert_id"], now, None, "came_back", until=until)
        for number in saved.alerts.loc[machine.freed(before, saved.alerts), "alert_id"]:
            deeds.add(connection, int(number), now, None, FREED)
        lasting = saved.alerts[saved.alerts["state"] != "ended"].reset_index(drop=True)
        ends = (self.silenced(connection, lasting, now), _freed(connection, lasting))
        due = escalation.due(lasting, self.alert_rules, calendars, at, *ends)
        people = self.people(connection)
        outbox = self.outbox(people)
        outbox.post(connection, list(self._told(connection, lasting, due, people, now)), now)
        outbox.recovered(connection, self._recovered(saved), now)
        return saved.news or not due.empty or not back.empty

    def _standing(self, before: pd.DataFrame, found: Found) -> pd.DataFrame:
        """What was found last of alerts that nobody has asked about now: it stands."""
        kinds = before["rule"].map({name: str(r.kind) for name, r in self.alert_rules.items()})
        unasked = before[~found.asked.whether(before, kinds) & before["found"].notna()]
        return machine.shaped(unasked, CONDITIONS)

    def _whole(
        self, connection: Connection, before: pd.DataFrame, after: pd.DataFrame, found: Found
    ) -> pd.DataFrame:
        """Alerts after a step, with what was found last, and their office: a programme's unit.

        When data last told of one is when somebody has really asked.
        """
        latest = found.conditions.set_index(KEY)["found"]
        keys = pd.MultiIndex.from_frame(after[KEY])
        new = pd.Series(latest.reindex(keys).to_numpy(), index=after.index, dtype=object)
        known = before.set_index("alert_id").reindex(after["alert_id"]).set_index(after.index)
        last, seen = known["found"].astype(object), known["seen_at"]
        text = after["rule"].dtype
        office = _office(after, offices.roots(connection)).astype(text)
        programme = after["subject_kind"] == "programme"
        return after.assign(
            found=new.fillna(last).astype(text),
            seen_at=after["seen_at"].where(new.notna() | seen.isna(), seen),
            unit=after["unit"].mask(programme, after["unit"].fillna(office)),
            office=office,
        )[alerts.COLUMNS]

    def _told(
        self, connection: Connection, lasting: pd.DataFrame, due: pd.DataFrame, people: People,
        now: datetime,
    ) -> Iterator[Event]:  # fmt: skip
        """Write down who is told of what is due; each as an event."""
        levels = due.groupby("alert_id")["level"].agg(list).to_dict()
        wanted = lasting[lasting["alert_id"].isin(list(levels))]
        for alert in wanted.to_dict("records"):
            alert_id = int(alert["alert_id"])
            owned = _owners(people, alert, levels[alert_id])
            what = _what(alert)
            for owners in owned:
                verb = "told" if what != "escalated" else what
                deeds.add(connection, alert_id, now, None, verb, to=owners.level, note=owners.note)
                deeds.own(connection, alert_id, owners.accounts, owners.level)
                yield Event(
                    alert_id, what, f"{owners.level}:{alert[_mark(what)]}", owners.accounts,
                    subject_of(alert).unit, self.is_urgent(str(alert["rule"])), owners.note,
                )  # fmt: skip
                what = "escalated"
            highest = max((o.level for o in owned), key=LEVELS.index)
            alerts.change(connection, [alert_id], level=highest)

    def _recovered(self, saved: Saved) -> pd.DataFrame:
        """Alerts that fired and are over by themselves, not with their rule."""
        over = saved.flips[
            (saved.flips["after"] == "ended") & saved.flips["before"].isin(machine.ACTIVE)
        ]
        ended = saved.alerts[saved.alerts["alert_id"].isin(over["alert_id"])]
        on = [name for name, rule in self.alert_rules.items() if rule.on]
        ended = ended[ended["rule"].isin(on)]
        return ended.assign(urgent=ended["rule"].map(self.is_urgent).astype(bool))


def _office(found: pd.DataFrame, roots: Mapping[str, str]) -> pd.Series:
    """The office of each alert: of its unit, or of its programme; missing of a source."""
    placed = found["unit"].map(dict(roots)).astype(object)
    named = found["subject_id"].str.split("/").str[0].astype(object)
    main = offices.main_office(roots)
    own = named.where(named.isin(set(roots.values())), main)
    return placed.fillna(own.where(found["subject_kind"] == "programme"))


def _freed(connection: Connection, lasting: pd.DataFrame) -> pd.Series:
    """When the cause of each alert was last over; missing: none has explained it."""
    moments = deeds.newest(connection, FREED, lasting["alert_id"])
    return lasting["alert_id"].map(moments).astype(DTYPES["moment"])


def _owners(people: People, alert: Line, levels: list[Level]) -> list[Owners]:
    """Who is told at each of these levels; where two come to the same, once."""
    found = [people.owners(subject_of(alert), level) for level in levels]
    return list({owners.level: owners for owners in reversed(found)}.values())[::-1]


def _what(alert: Line) -> str:
    """What the first telling at this look says."""
    if told(alert["level"]):
        return "escalated"
    return "came_back" if told(alert["acknowledged_until"]) else "fired"


def _mark(what: str) -> str:
    """The moment that makes a telling one of its kind."""
    return "acknowledged_until" if what == "came_back" else "fired_at"
