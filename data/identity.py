"""NIP and NI PPPK: eighteen digits that must never have been a number."""

import pandas as pd

NIP_KINDS = ("pns", "pppk", "pppk_part_time")
_PUNCTUATION = r"[\s'’.\-]"


def tidied(identifiers: pd.Series) -> pd.Series:
    """Identifiers without spaces, quotes and dots where that leaves the 18 digits of a NIP."""
    bare = identifiers.str.replace(_PUNCTUATION, "", regex=True)
    return identifiers.mask(bare.str.fullmatch(r"\d{18}").fillna(False).astype(bool), bare)


def nip_is_wrong(identifiers: pd.Series, kinds: pd.Series, today: pd.Timestamp) -> pd.Series:
    """Whether the identifier of a PNS or PPPK cannot be one.

    birth YYYYMMDD, first appointment YYYYMM (month 01-12; of a NI PPPK 21 and more), sex 1 or 2,
    sequence from 001; appointed at 18 or older and not in a year to come. There is no check digit.
    Source: Perka BKN 22/2007; what digits 13-14 of a NI PPPK mean is not verified, so that only 00
    is refused.
    """
    digits = identifiers.where(identifiers.str.fullmatch(r"\d{18}").fillna(False).astype(bool))
    birth = pd.to_datetime(digits.str[:8], format="%Y%m%d", errors="coerce")
    year, month = (pd.to_numeric(digits.str[a:b], errors="coerce") for a, b in ((8, 12), (12, 14)))
    right = (
        birth.notna()
        & (year >= birth.dt.year + 18)
        & (year <= today.year)
        & (month >= 1)
        & digits.str[14].isin(["1", "2"])
        & (digits.str[15:] != "000")
    )
    return kinds.isin(NIP_KINDS) & ~right.fillna(False)
