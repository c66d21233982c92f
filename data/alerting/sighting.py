"""What rules find now: read for the offices concerned, and judged by the pure core."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from data.alerting.desk import Desk
from data.alerting.rules import CLOCKED, UPKEEP, Asked
from data.rules import goals_of
from data.silence import source_table
from data.store import alerts, offices, queries, rejects, sights
from data.store.engine import Connection
from data.store.kept import Kept
from data.store.parts import Part
from data.watch import Watcher
from scoring.alerts.finding import conditions
from scoring.alerts.machine import shaped
from scoring.alerts.rule import Rule
from scoring.alerts.shapes import CONDITIONS
from scoring.alerts.sight import Sight
from scoring.cases import cases_of
from scoring.goals import expected, judged
from scoring.indication import Spread, spread_of
from scoring.look import Look
from scoring.scope import EVERYTHING

PLACE = ":alerts"
"""Where it is noted what was decided, and when."""
BACK = pd.Timedelta(days=31)
"""How far before the newest period records are looked through: older ones wait unseen."""
EACH_DAY = 20
"""A slow look is followed by a rest so many times as long as it took, of five minutes at least."""
REST = timedelta(minutes=5)


@dataclass(frozen=True)
class Found:
    """``conditions`` of a look, what was ``asked``, and ``marks`` to know the next look by."""

    conditions: pd.DataFrame
    asked: Asked
    marks: Mapping[str, str]


@dataclass(frozen=True)
class Sighting(Watcher, Desk):
    """Looks at what alerts are about. ``give_way``: waits while something more urgent is done."""

    give_way: Callable[[], None] = lambda: None

    def found(
        self, connection: Connection, changed: Collection[str] | None, now: datetime
    ) -> Found:
        """What rules find: about figures of ``changed`` offices (None: all), and what time tells.

        All offices are asked about where a source has fallen silent, or speaks again.
        """
        at = pd.Timestamp(now).tz_convert("UTC")
        roots = offices.roots(connection)
        everywhere = sorted(set(roots.values()))
        sources = source_table(self, connection, now)
        silent = ",".join(sorted(sources.loc[sources["silent"].astype(bool), "source"]))
        known = rejects.marks(connection, PLACE)
        if changed is None or silent != known.get("silent", ""):
            changed = everywhere
        figures = [office for office in everywhere if office in set(changed)]
        slow = [o for o in everywhere if known.get(f"upkeep:{o}", "") <= at.isoformat()]
        scored = sights.scored(connection)
        kept = alerts.still_open(connection)
        parts = [self._clocked(connection, at, sources, kept)]
        parts += [self._figures(connection, figures, at, sources, kept)] if figures else []
        parts += [self._upkeep(connection, office, at, sources, kept) for office in slow]
        whole = shaped(pd.concat([p for p in parts if not p.empty] or parts), CONDITIONS)
        marks = {f"scored:{name}": times for name, times in scored.items() if name in set(changed)}
        return Found(whole, Asked(figures, slow), {"silent": silent, **marks})

    def _clocked(
        self, connection: Connection, at: pd.Timestamp, sources: pd.DataFrame, kept: pd.DataFrame
    ) -> pd.DataFrame:
        """Findings about single complaints and sources."""
        rules = self._of(CLOCKED)
        frames = {"units": sights.units(connection)}
        about = kept.loc[kept["subject_kind"] == "complaint", "subject_id"]
        if any("complaint" in rule.subjects for rule in rules):
            frames |= sights.cases(connection, at, list(about))
        look = self._look(connection, frames, at)
        cases = look.once(cases_of) if "complaints" in frames else pd.DataFrame()
        sight = Sight(
            look, self.alert_rules, cases=cases, sources=sources,
            rejects=sights.rejects(connection), open_alerts=kept,
        )  # fmt: skip
        return self._asked(rules, sight)

    def _figures(
        self, connection: Connection, of: Collection[str], at: pd.Timestamp, sources: pd.DataFrame,
        kept: pd.DataFrame,
    ) -> pd.DataFrame:  # fmt: skip
        """Findings about the newest scores and signals of some offices."""
        rules = self._of((*CLOCKED, *UPKEEP), but=True)
        frames = {"units": sights.units(connection), "people": sights.people(connection, of)}
        look = self._look(connection, frames, at)
        scores = sights.scores(connection, of, look.periods[0].name)
        sight = Sight(
            look, self.alert_rules, scores=self.expecting(scores, at),
            signals=sights.signals(connection, of), sources=sources,
            spreads=self.spreads(connection, at), open_alerts=kept,
        )  # fmt: skip
        return self._asked(rules, sight)

    def _upkeep(
        self, connection: Connection, office: str, at: pd.Timestamp, sources: pd.DataFrame,
        kept: pd.DataFrame,
    ) -> pd.DataFrame:  # fmt: skip
        """Findings about records that are missing, or wait, in one office."""
        rules = self._of(UPKEEP)
        if not rules:
            return shaped(pd.DataFrame(), CONDITIONS)
        first = self.newest(at)[0].start - BACK
        main = office == offices.main_office(offices.roots(connection))
        part = Part(Kept(connection), office, ("unit", office), main)
        look = self._look(connection, sights.service(part, first), at)
        waits = sights.pending(connection, part, first)
        sight = Sight(
            look, self.alert_rules, active=sights.active(connection, part, first),
            pending=pending_days(look, waits), sources=sources, open_alerts=kept,
        )  # fmt: skip
        return self._asked(rules, sight)

    def expecting(self, scores: pd.DataFrame, at: pd.Timestamp) -> pd.DataFrame:
        """Scores with their goal, target and band, and at_risk and min_n."""
        goals, today = goals_of(self.settings), self.today(at)
        found = judged(scores, goals, today)
        return found.assign(**expected(scores, goals, today)[["at_risk", "min_n"]])

    def spreads(self, connection: Connection, at: pd.Timestamp) -> dict[str, Spread]:
        """The spread of predicates in each unit whose own predicate is known."""
        own: dict[str, dict[str, str]] = {}
        for told in self.settings.organisations:
            own.setdefault(told.unit, {})[told.period] = told.predicate
        found = {
            unit: spread_of(queries.ratings(connection, EVERYTHING, unit), self.today(at), known)
            for unit, known in own.items()
        }
        return {unit: spread for unit, spread in found.items() if spread is not None}

    def _look(
        self, connection: Connection, frames: dict[str, pd.DataFrame], at: pd.Timestamp
    ) -> Look:
        return Look(frames, self.calendars(connection), self.rules, self.newest(at), at)

    def _of(self, kinds: tuple[str, ...], *, but: bool = False) -> list[Rule]:
        """Rules that are on, of these kinds, or of all but these."""
        return [r for r in self.alert_rules.values() if r.on and (r.kind in kinds) is not but]

    def _asked(self, rules: list[Rule], sight: Sight) -> pd.DataFrame:
        parts = [self._conditions(rule, sight) for rule in rules]
        return shaped(pd.concat(parts) if parts else pd.DataFrame(), CONDITIONS)

    def _conditions(self, rule: Rule, sight: Sight) -> pd.DataFrame:
        self.give_way()
        return conditions(rule, sight)


def pending_days(look: Look, waits: pd.DataFrame) -> pd.DataFrame:
    """person, unit, pending_since, pending_n: activities that wait, by the day of their record."""
    noted = look.days(waits["recorded_at"]).fillna(waits["day"])
    lines = waits.assign(pending_since=noted, unit=look.units(waits["unit"]))
    keys = ["person", "unit", "pending_since"]
    return lines.groupby(keys, as_index=False).agg(pending_n=("day", "size"))
