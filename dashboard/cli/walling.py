"""Wall displays for the pages: as config.yaml says of them, and what only they ask for."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pandas as pd

from dashboard.remember import Remembered
from dashboard.walls import Wall
from data.alerting.rules import alert_rules
from data.looks import Looker
from data.settings import WallSetting
from data.store import walls
from scoring.look import Look
from scoring.scope import Scope
from scoring.streaks import streaks_of

STREAKS_KEPT = 60.0
"""Seconds; a streak is told a minute late at most, and many complaints are read for it."""


def services_of(looker: Looker) -> dict[str, Any]:
    """The fields of Services that are about wall displays."""
    desk = WallDesk(looker)
    return {
        "walls": {name: wall_of(name, said) for name, said in looker.settings.walls.items()},
        "alerts_by_unit": desk.alerts_by_unit,
        "streaks": Remembered(desk.streaks, STREAKS_KEPT),
    }


def wall_of(name: str, said: WallSetting) -> Wall:
    """One display as pages know it."""
    return Wall(
        name=name,
        units=said.units,
        pages=said.pages,
        title={"id": said.title.id, "en": said.title.en} if said.title else {},
        rhythm=said.rhythm,
        stay=said.stay,
        language=said.language,
        theme=said.theme,
        dark=said.dark,
        small_group=said.small_group,
        streak=said.streak,
        streak_span=timedelta(days=said.streak_days),
    )


@dataclass(frozen=True)
class WallDesk:
    """Answers what wall displays ask, each in a read transaction of its own."""

    looker: Looker

    def alerts_by_unit(self, scope: Scope) -> pd.DataFrame:
        """Alerts that fire in visible units, by rule; none about persons."""
        with self.looker.engine.connect() as connection:
            found = walls.alerts_by_unit(connection, scope)
        known = alert_rules(self.looker.settings)
        told = [known.get(rule) for rule in found["rule"]]
        return found.assign(
            urgent=[rule is not None and rule.urgent for rule in told],
            **{
                f"title_{language}": [
                    rule.title[language] if rule else name
                    for rule, name in zip(told, found["rule"], strict=True)
                ]
                for language in ("id", "en")
            },
        )

    def streaks(self, scope: Scope, span: timedelta) -> pd.DataFrame:
        """Complaints answered in time on end in visible units, of those received in ``span``."""
        now = self.looker.now()
        with self.looker.engine.connect() as connection:
            found = walls.received_since(connection, scope, now - span)
            units = walls.tree(connection, scope)
            calendars = self.looker.calendars(connection)
        at = pd.Timestamp(now).tz_convert("UTC")
        frames = {"units": units, "complaints": found}
        newest = self.looker.newest(now)
        return streaks_of(Look(frames, calendars, self.looker.rules, newest, at))
