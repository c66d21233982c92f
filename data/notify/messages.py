"""What a message says. In public channels it is made of units, titles and counts alone."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.notify.channels import Message
from data.notify.phrases import Phrases
from data.settings.alerts import RuleSetting
from data.store.convert import told
from scoring.indicators import INDICATORS

ORDER = ("assigned", "escalated", "came_back", "fired", "recovered")
"""Which part comes first."""
DEADLINES = ("deadline_near", "deadline_passed")
HOUR = 60
Line = Mapping[Hashable, Any]
Said = list[tuple[str, list[str]]]
"""What is said: the heading of each part, and its lines."""


@dataclass(frozen=True)
class Writer:
    """Writes messages in the language of ``say``. ``most``: how many lines one lists.

    ``address``: of the pages. ``simulated``: said in front of every subject.
    """

    rules: Mapping[str, RuleSetting]
    say: Phrases
    most: int
    address: str | None = None
    simulated: bool = False

    def message(
        self, key: str, lines: pd.DataFrame, *, public: bool, digest: bool = False
    ) -> Message:
        """A message about ``lines``: ALERTS with ``what`` is told, subject_name and unit_name."""
        parts = [(what, lines[lines["what"] == what]) for what in ORDER]
        write = self._public if public else self._private
        said = [(what, write(part)) for what, part in parts if not part.empty]
        return self.letter(key, self._subject(lines, digest=digest), said)

    def letter(self, key: str, subject: str, said: Said, page: str = "") -> Message:
        """A message of headings with their lines; ``page``: what of the pages it leads to."""
        mark = self.say("simulated") if self.simulated else ""
        body = "\n".join([*self._cut(said), "", *self._foot(key, page)])
        return Message(key, mark + subject, body)

    def _cut(self, said: Said) -> list[str]:
        """Headings and lines, as many as one message lists, and how many more there are."""
        shown: list[str] = []
        left = self.most
        for what, lines in said:
            shown += [self.say(f"head.{what}"), *lines[:left]] if left else []
            left -= min(left, len(lines))
        more = sum(len(lines) for _, lines in said) - (self.most - left)
        return [*shown, self.say("more", count=self.say.number(more))] if more else shown

    def _subject(self, lines: pd.DataFrame, *, digest: bool) -> str:
        over = (lines["what"] == "recovered").all()
        if digest and not over:
            still = int((lines["what"] != "recovered").sum())
            return self.say("subject.digest", count=self.say.number(still))
        many = "subject.recovered_many" if over else "subject.many"
        if len(lines) > 1:
            return self.say(many, count=self.say.number(len(lines)))
        one = "subject.recovered" if over else "subject.one"
        return self.say(one, title=self._title(lines["rule"].iloc[0]))

    def _title(self, rule: str) -> str:
        known = self.rules.get(rule)
        return rule if known is None else str(getattr(known.title, self.say.language))

    def _public(self, part: pd.DataFrame) -> list[str]:
        """A line for each rule and unit: nobody is named."""
        counted = Counter(zip(part["rule"], part["unit_name"].fillna(""), strict=True))
        return [
            self.say(
                "public", unit=unit or self.say("nowhere"), count=self.say.number(count),
                title=self._title(rule),
            )
            for (rule, unit), count in counted.items()
        ]  # fmt: skip

    def _private(self, part: pd.DataFrame) -> list[str]:
        """A line for each alert: the most urgent first, then the oldest."""
        urgent = part["rule"].map(lambda r: r in self.rules and self.rules[r].urgent)
        ordered = part.assign(urgent=urgent).sort_values(
            ["urgent", "fired_at"], ascending=[False, True], kind="stable"
        )
        return [self._line(line) for line in ordered.to_dict("records")]

    def _line(self, line: Line) -> str:
        unit = line["unit_name"]
        where = str(unit) if told(unit) and line["subject_kind"] != "unit" else ""
        subject = self._name(line) + (self.say("unit", unit=where) if where else "")
        since = line["since"] if told(line["since"]) else line["fired_at"]
        return self.say(
            "line", title=self._title(str(line["rule"])), subject=subject,
            figure=self._figure(line), since=self.say.moment(since),
        )  # fmt: skip

    def _name(self, line: Line) -> str:
        if told(line["subject_name"]):
            return str(line["subject_name"])
        kind = str(line["subject_kind"])
        if kind in ("unit", "person"):
            return str(line["subject_id"])
        return self.say(f"subject_kind.{kind}", id=line["subject_id"])

    def _figure(self, line: Line) -> str:
        value, target, rule = line["value"], line["target"], self.rules.get(str(line["rule"]))
        if rule is None or not told(value):
            return ""
        if rule.kind in DEADLINES:
            hours = self.say.number(abs(float(value)) / HOUR)
            return self.say("figure.left" if value > 0 else "figure.over", value=hours)
        indicator = INDICATORS.get(str(line["indicator"]))
        unit = "count" if indicator is None else indicator.unit
        shown = self.say.value(float(value), unit)
        if not told(target):
            return self.say("figure.plain", value=shown)
        return self.say("figure.target", value=shown, target=self.say.value(float(target), unit))

    def _foot(self, key: str, page: str = "") -> list[str]:
        way = f"{self.address.rstrip('/')}{page}" if self.address and page else self.address
        here = [self.say("foot", address=way)] if way else []
        return [*here, self.say("reference", mark=key[:8])]
