"""Sources that rows are pushed to, as senders may know them, and what is done with the rows."""

import hashlib
from collections.abc import Sequence
from functools import partial

from dashboard.delivery import Answer, Door, Field, KeyUsedError, NotKeptError, Push
from data import deliver
from data.refresh import Refresh
from data.settings import Push as Source
from data.settings import Settings
from data.sources.rows import essential


def push_of(refresh: Refresh) -> Push:
    """What senders may ask for."""
    return Push(doors_of(refresh.settings), partial(delivered, refresh))


def doors_of(settings: Settings) -> tuple[Door, ...]:
    """Every source that rows are pushed to."""
    return tuple(
        Door(
            source=name,
            frame=source.frame,
            meaning=source.shape.meaning,
            digest=hashlib.sha256(source.token.encode()).hexdigest(),
            fields=fields_of(source),
            most_rows=source.most_rows,
            most_bytes=source.most_bytes,
        )
        for name, source in settings.sources.items()
        if isinstance(source, Source)
    )


def fields_of(source: Source) -> tuple[Field, ...]:
    """The fields of a row, by the sender's names, in the order of the mapping."""
    columns: dict[str, list[str]] = {}
    for name, how in source.columns.items():
        for part in how.parts:
            columns.setdefault(part, []).append(name)
    for part in source.where:
        columns.setdefault(part, [])
    return tuple(_field(part, names, source) for part, names in columns.items())


def _field(part: str, names: list[str], source: Source) -> Field:
    ours = [source.shape.columns[name] for name in names]
    timed = [name for name in names if source.shape.columns[name].kind in ("moment", "day")]
    words = [source.columns[n].values or source.shape.columns[n].values for n in names]
    return Field(
        name=part,
        columns=tuple(names),
        meaning="; ".join(column.meaning for column in ours) or "chooses the rows that are read",
        kind=ours[0].kind if ours else "text",
        required=part in essential(source),
        values=tuple(word for some in words for word in some),
        formats=tuple(f for name in timed for f in source.columns[name].formats),
    )


def delivered(
    refresh: Refresh, source: str, rows: Sequence[object], body: str, key: str | None
) -> Answer:
    """Keep ``rows``, and say what became of each. Raises KeyUsedError, NotKeptError."""
    try:
        return deliver.deliver(refresh, source, rows, body, key)
    except deliver.KeyUsedError:
        raise KeyUsedError from None
    except deliver.NotKeptError as wrong:
        raise NotKeptError(str(wrong)) from None
