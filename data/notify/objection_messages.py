"""What a message about objections says. A name stands only where one person reads it."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from data.notify.channels import Message
from data.notify.messages import Line, Writer
from data.store.convert import told

ORDER = ("passed", "near", "filed", "upheld", "rejected", "taken_up")
"""Which part comes first."""
PAGE = "/keberatan"


@dataclass(frozen=True)
class ObjectionWriter:
    """Writes with ``writer``. ``named``: the reader is the one it is meant for."""

    writer: Writer
    named: bool

    def message(self, key: str, found: pd.DataFrame) -> Message:
        """A message about objections, as ``objection_notices.still`` tells of them."""
        parts = [(what, found[found["what"] == what]) for what in ORDER]
        write = self._named if self.named else self._counted
        said = [(f"objection.{what}", write(part)) for what, part in parts if not part.empty]
        alone = int(found["objection_id"].iloc[0]) if len(found) == 1 and self.named else None
        page = PAGE if alone is None else f"{PAGE}?objection={alone}"
        return self.writer.letter(key, self._subject(found), said, page)

    def _subject(self, found: pd.DataFrame) -> str:
        say = self.writer.say
        if len(found) == 1:
            return say(f"subject.objection.{found['what'].iloc[0]}")
        return say("subject.objection.many", count=say.number(len(found)))

    def _named(self, part: pd.DataFrame) -> list[str]:
        """A line for each: its number; whose it is and by when, for whoever decides."""
        return [self._line(line) for line in part.to_dict("records")]

    def _line(self, line: Line) -> str:
        say = self.writer.say
        year = line["filed_at"].astimezone(say.zone).year
        number = say("objection.number", year=year, n=f"{int(line['objection_id']):04d}")
        if line["what"] in ("upheld", "rejected"):
            return say("objection.own_line", number=number)
        if line["what"] == "taken_up":
            return say("objection.own_due", number=number, due=say.moment(line["due_at"]))
        who, unit = (
            str(line[f"{c}_name"] if told(line[f"{c}_name"]) else line[c])
            for c in ("person", "unit")
        )
        return say(
            "objection.line", number=number, who=who, unit=unit, due=say.moment(line["due_at"])
        )

    def _counted(self, part: pd.DataFrame) -> list[str]:
        """How many of each unit: nobody is named, and no number leads to anybody."""
        say = self.writer.say
        counted = Counter(part["unit_name"].fillna(say("nowhere")))
        return [
            say("objection.counted", unit=unit, count=say.number(count))
            for unit, count in counted.items()
        ]
