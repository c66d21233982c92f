"""What civil servants are told of themselves, out of what is kept."""

from dataclasses import dataclass, replace

import pandas as pd

from dashboard.cli.ageing import ages_of
from dashboard.cli.around import ALL, rows_behind, spared, visible_name, with_share
from dashboard.cli.explaining import Explaining, day_before
from dashboard.own import Own
from dashboard.why import Why
from data.looks import Looker
from data.store import queries
from scoring.composite import EVIDENT
from scoring.explain import Explanation, changes, explained
from scoring.goals import Goal
from scoring.look import Look
from scoring.prospect import prospects
from scoring.scope import Scope

OF_CASES = "beta"
"""Family of indicators that are shares of cases: of these it is known what more cases do."""


@dataclass(frozen=True)
class Owning(Explaining):
    """Explains all goals of one person at once, with their records."""

    looker: Looker

    def own(self, scope: Scope, person: str, period: str) -> Own | None:
        """See OwnOf."""
        subject = ("person", person)
        with self.looker.engine.connect() as connection:
            name = visible_name(connection, scope, *subject)
            if name is None:
                return None
            look = self._present(connection, subject, period)
            people = queries.people(connection, scope, search=person, limit=ALL)
            unit = str(people.loc[people["person_id"] == person, "unit"].iloc[0])
            signals = queries.signals(connection, scope, "person", subjects=(person,))
            old = ages_of(self.ages, connection, period, None, None)
        parts = self.contributions(scope, "person", period, subjects=(person,))
        goals = {name: self.goals[name] for name in parts["goal"]}
        since = day_before(look)
        earlier = replace(look, now=look.moment(since + pd.Timedelta(days=1)))
        after, before = (
            with_share(explained(seen, *subject, goals, self.min_evidence, judged_only=True), parts)
            for seen in (look, earlier)
        )
        why = Why(
            name=name,
            explanation=spared(after, scope, look),
            rows=rows_behind(look, scope, subject, after),
            standing=pd.DataFrame(),
            signals=signals.set_index("indicator"),
            changed=changes(before, after),
            since=since,
            min_evidence=self.min_evidence,
            ages=old,
        )
        was, now = evident(before), evident(after)
        coming = self._ahead(look, after, parts, goals)
        return Own(unit, why, coming, began=now - was, ended=was - now)

    def _ahead(
        self, look: Look, found: Explanation, parts: pd.DataFrame, goals: dict[str, Goal]
    ) -> pd.DataFrame:
        coming = {
            part.indicator.id: len(part.coming)
            for part in found.parts
            if part.indicator.family == OF_CASES and not part.coming.empty
        }
        return prospects(parts, coming, goals, self.min_evidence, look.today)


def evident(found: Explanation) -> frozenset[str]:
    """Indicators that take part in the score."""
    return frozenset(p.indicator.id for p in found.parts if p.score.get("band") in EVIDENT)
