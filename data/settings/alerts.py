"""The ``alerts`` of config.yaml: rules, when each level is told, channels, and quiet hours."""

import re
from collections.abc import Iterator, Mapping
from datetime import time, timedelta
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from data.settings.contradictions import Place
from data.settings.values import Cited, Duration, IndicatorId, Said, Section, Title
from scoring.alerts.rule import LEVELS, Level, RuleKind

SubjectKind = Literal["unit", "person", "service", "programme", "complaint", "source"]
Role = Literal["leader", "manager", "staff", "admin", "wall"]
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
ACCOUNT = "{account}"
"""In the URL of a channel: put in for each account, so that each gets a message of their own."""


def _time(found: object) -> time:
    match = _TIME.fullmatch(str(found).strip())
    if isinstance(found, time):
        return found
    if not match:
        raise ValueError(f"{found!r} is not a time of day; write it as '07:30'")
    return time(int(match[1]), int(match[2]))


class RuleSetting(Section):
    """One rule; see scoring.alerts.rule.Rule. ``hold``, ``keep`` and ``steps`` are working time."""

    kind: RuleKind
    title: Title
    subjects: Annotated[tuple[SubjectKind, ...], Field(min_length=1)] = ("unit",)
    indicators: tuple[IndicatorId, ...] = ()
    hold: Duration = timedelta(0)
    keep: Duration = timedelta(0)
    recover: Annotated[float, Field(ge=0)] = 0.0
    share: Annotated[float, Field(gt=0, lt=1)] | None = None
    threshold: Annotated[float, Field(ge=0)] | None = None
    urgent: bool = False
    on: bool = True
    steps: Mapping[Level, Duration] = Field(default_factory=dict)
    source: Cited = Cited()

    @model_validator(mode="before")
    @classmethod
    def _on(cls, found: object) -> object:
        """YAML reads the key ``on`` as true."""
        if not isinstance(found, dict):
            return found
        return {("on" if key is True else key): value for key, value in found.items()}


class Told(Section):
    """Whom a channel reaches: these accounts, all of these roles, whoever answers for these units.

    ``units`` (with those below): the channel is told of their alerts, whoever they go to.
    """

    accounts: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    units: tuple[str, ...] = ()


class Channel(Section):
    """One way to tell. ``url``: of Apprise. ``public``: never a name or NIP, only units and counts.

    With ``{account}`` in the URL each account gets a message of its own.
    """

    url: Said
    to: Told
    public: bool = False
    language: Literal["id", "en"] | None = None

    @property
    def personal(self) -> bool:
        """Whether each account gets a message of its own."""
        return ACCOUNT in self.url

    @property
    def of_one(self) -> bool:
        """Whether what goes through it is read by the one it is meant for, and by nobody else."""
        alone = len(self.to.accounts) == 1 and not (self.to.roles or self.to.units)
        return not self.public and (self.personal or alone)


class Alerts(Section):
    """Rules and channels. ``digest``: when the night's alerts are told on each working day.

    ``together``: what comes within so long goes to the same reader as one message. ``lines``: how
    many of them it lists. ``give_up``: a message that could not be told for so long is given up.
    ``silence_at_most``: no silence lasts longer. ``judge_from``: of fewer alerts that are known to
    be right or wrong no share is told. ``address``: of the pages, written below messages.
    """

    rules: Mapping[str, RuleSetting] = Field(default_factory=dict)
    channels: Mapping[str, Channel] = Field(default_factory=dict)
    digest: Annotated[time, BeforeValidator(_time)] = time(7, 30)
    together: Duration = timedelta(minutes=1)
    lines: Annotated[int, Field(ge=1, le=100)] = 10
    give_up: Duration = timedelta(hours=24)
    silence_at_most: Duration = timedelta(days=31)
    judge_from: Annotated[int, Field(ge=1)] = 5
    address: str | None = None

    def contradictions(self) -> Iterator[tuple[Place, str]]:
        """What fits by itself and not together."""
        for name, rule in self.rules.items():
            yield from _of_rule(("alerts", "rules", name), rule)
        for name, channel in self.channels.items():
            place: Place = ("alerts", "channels", name)
            told = channel.to
            if not _understood(channel):
                wrong = "is no address that Apprise knows"
                yield (*place, "url"), f"{wrong}; write one as json://host/path or mailtos://..."
            if not (told.accounts or told.roles or told.units):
                yield (*place, "to"), "reaches nobody; write accounts:, roles: or units:"
            if told.units and channel.personal:
                wrong = f"has units, but the URL has {ACCOUNT}, which no unit has"
                yield (*place, "to"), f"{wrong}; write accounts: or roles:, or a URL without it"
            if channel.public and channel.personal:
                wrong = f"is public, but the URL names an account ({ACCOUNT})"
                yield (*place, "public"), f"{wrong}; write public: false"


def _understood(channel: Channel) -> bool:
    """Whether something can be sent there. Nothing is."""
    from data.notify.channels import understood  # Apprise takes long to import

    return understood(channel.url.replace(ACCOUNT, "account"))


def _of_rule(place: Place, rule: RuleSetting) -> Iterator[tuple[Place, str]]:
    """Levels that are told before those below them; a share that is missing."""
    if rule.kind == "deadline_near" and rule.share is None:
        yield (*place, "share"), "is missing; write the share of the limit that is used up, as 0.8"
    told = [(level, rule.steps[level]) for level in LEVELS if level in rule.steps]
    for (lower, first), (upper, later) in pairwise(told):
        if later < first:
            wrong = f"{upper} is told before {lower}"
            yield (*place, "steps", upper), f"{wrong}; write a longer time"
