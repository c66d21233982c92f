"""How a subject stands among its peers, in words: never by the raw figure alone."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.texts import Texts, missing
from scoring.indicators import Indicator


def standing(indicator: Indicator, found: pd.DataFrame, texts: Texts) -> tuple[str, ...]:
    """The shrunken figure, the interval of ranks, and whether it stands out; nothing without."""
    if indicator.id not in found.index:
        return ()
    row = found.loc[indicator.id].to_dict()
    if missing(row.get("shrunk")):
        return ()
    lines = [among(row, indicator.unit, texts)]
    if not missing(row.get("adjusted")):
        lines.append(texts("why.adjusted", value=texts.value(row["adjusted"], indicator.unit)))
    if not missing(row.get("flag")):
        lines.append(stands_out(row, indicator.unit, texts))
    return tuple(lines)


def among(row: Mapping[Any, Any], unit: str, texts: Texts) -> str:
    """The figure read in the light of the peers, and the ranks it may have."""
    return texts(
        "why.among",
        peers=texts.number(row["peers"]),
        value=texts.value(row["shrunk"], unit),
        low=texts.value(row["shrunk_low"], unit),
        high=texts.value(row["shrunk_high"], unit),
        first=texts.number(row["rank_low"]),
        last=texts.number(row["rank_high"]),
    )


def stands_out(row: Mapping[Any, Any], unit: str, texts: Texts) -> str:
    """That it differs from its peers by more than chance, in the direction of the value."""
    return texts(f"why.flag_{row['flag']}", usual=texts.value(row["usual"], unit))
