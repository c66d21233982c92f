"""What rows may refer to: the units and persons kept so far, by identifier and by name."""

import pandas as pd

from data.intake import Known, folded
from data.store import rows
from data.store.engine import Connection


def known_rows(connection: Connection) -> Known:
    """What rows may refer to: all units and persons kept."""
    units, people = rows.read(connection, "units"), rows.read(connection, "people")
    aliases = units.assign(name=units["aliases"].str.split("|")).explode("name")
    named = pd.concat([units[["unit_id", "name"]], aliases[["unit_id", "name"]]]).dropna()
    return Known(
        units=frozenset(units["unit_id"]),
        people=frozenset(people["person_id"]),
        unit_names=_unambiguous(named["name"], named["unit_id"]),
        people_names=_unambiguous(people["name"], people["person_id"]),
        unit_of=dict(zip(people["person_id"], people["unit"], strict=True)),
    )


def _unambiguous(names: pd.Series, identifiers: pd.Series) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name, identifier in zip(names.map(folded), identifiers, strict=True):
        found[name] = identifier if found.get(name, identifier) == identifier else None
    return found
