"""How old the data behind a figure are, and what that makes of its band."""

from dashboard.texts import Texts, missing
from dashboard.why import Why
from scoring.age import JUDGED, STALE
from scoring.explain import Part


def band_of(part: Part) -> str:
    """The band by the data there are; none where nothing is expected."""
    band = part.score.get("band")
    return "none" if missing(band) else str(band)


def band_shown(part: Part, why: Why) -> str:
    """The band as it is shown everywhere: stale where its sources have been silent too long."""
    known, band = why.ages.get(part.indicator.frame), band_of(part)
    old = known is not None and known.stale_since is not None
    return STALE if old and band in JUDGED else band


def age(part: Part, why: Why, texts: Texts) -> str | None:
    """How new its oldest source is; beyond its rhythm what that makes of the band, and what of it
    the data there are would make. None where the period is over, or nothing has come.
    """
    known = why.ages.get(part.indicator.frame)
    if known is None or known.newest is None:
        return None
    newest = texts.instant(known.newest.to_pydatetime())
    if known.stale_since is None:
        return texts("why.age", moment=newest)
    since = texts.moment(known.stale_since.to_pydatetime())
    if band_shown(part, why) != STALE:
        return texts("why.age_old", moment=newest, since=since)
    stale, band = texts.code("band", STALE), texts.code("band", band_of(part))
    return texts("why.age_stale", moment=newest, since=since, stale=stale, band=band)
