"""Rows of a batch that were not kept, and which of them still stand rejected."""

import pandas as pd

from data.intake import Taken
from data.sources import Batch
from data.store.rows import Put


def rejected_of(batch: Batch, taken: Taken, put: Put) -> pd.DataFrame:
    """All rows of the batch that were not kept, with the key of each as far as it is known."""
    strangers = pd.DataFrame(
        {
            "label": put.strangers.to_numpy(),
            "column": taken.keys.name,
            "reason": "unknown_key",
            "value": put.strangers.index.to_numpy(),
        }
    )
    found = pd.concat([batch.unreadable, taken.rejected, strangers], ignore_index=True)
    keys = taken.keys[~taken.keys.index.duplicated()]
    return found.assign(row_key=found["label"].map(keys))


def standing(rejected: pd.DataFrame, taken: Taken) -> pd.DataFrame:
    """Rejected rows that no later row of the same batch with the same key has put right."""
    if rejected.empty:
        return rejected
    place = {label: number for number, label in enumerate(taken.keys.index)}
    again = taken.keys.isin(rejected["row_key"].dropna()) & taken.keys.index.isin(taken.good.index)
    good = taken.keys[again]
    settled = {key: place[label] for label, key in good.items()}
    later = rejected["row_key"].map(settled) > rejected["label"].map(place)
    return rejected[~later]
