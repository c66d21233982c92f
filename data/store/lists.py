"""Whether a column is one of many values, however many: they are one parameter."""

import json
from collections.abc import Iterable

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Text,
    any_,
    bindparam,
    func,
    select,
)


def among(
    connection: Connection, column: ColumnElement[str], keys: Iterable[str]
) -> ColumnElement[bool]:
    """Whether ``column`` is one of ``keys``."""
    if connection.dialect.name == "postgresql":
        return column == any_(bindparam(None, list(keys), type_=ARRAY(Text)))
    listed = func.json_each(json.dumps(list(keys))).table_valued("value")
    return column.in_(select(listed.c.value))
