"""Whether a column is one of many values, however many: they are one parameter."""

import json
from collections.abc import Iterable

from sqlalchemy import (
    ARRAY,
    BigInteger,
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


def numbered(
    connection: Connection, column: ColumnElement[int], numbers: Iterable[int]
) -> ColumnElement[bool]:
    """Whether ``column`` is one of ``numbers``."""
    wanted = [int(number) for number in numbers]
    if connection.dialect.name == "postgresql":
        return column == any_(bindparam(None, wanted, type_=ARRAY(BigInteger)))
    listed = func.json_each(json.dumps(wanted)).table_valued("value")
    return column.in_(select(listed.c.value))
