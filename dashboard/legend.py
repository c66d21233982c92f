"""What the signs of a trend stand for: periods, target, too few cases, weeks and their limits."""

from dashboard.charts import LINE
from dashboard.readings import Reading, kind_of
from dashboard.texts import Texts

WEEK = "#848c98"
THIN = "#8a8f98"
BAND = "rgba(138,143,152,.22)"


def legend(reading: Reading, texts: Texts) -> list[str]:
    """What is drawn, above the drawing: beside the lines it would lie on the values."""
    drawn = [key("●", LINE, texts(f"chart.by_{kind_of(reading.period)}"))]
    if reading.target is not None:
        said = texts.expected(reading.target, reading.indicator.unit)
        drawn.append(f"- - {texts('chart.target')} {said}")
    if any(reading.thin):
        drawn.append(key("○", THIN, texts("band.thin").lower()))
    weekly = [key("•", WEEK, texts("chart.by_week"))] if reading.weeks else []
    if banded(reading):
        weekly.append(key("■", BAND, usual(reading, texts)))
    return [*_rows(drawn), *_rows(weekly)]


def _rows(words: list[str]) -> list[str]:
    """Two to a row: a third would not fit on a telephone."""
    return ["    ".join(words[n : n + 2]) for n in range(0, len(words), 2)]


def key(sign: str, colour: str, said: str) -> str:
    """A sign in its colour, and what it stands for."""
    return f"<span style='color:{colour}'>{sign}</span> {said}"


def banded(reading: Reading) -> bool:
    """Whether its limits say something: not if any share at all lies within."""
    if not reading.weeks or reading.limits is None:
        return False
    low, high = reading.limits
    return reading.indicator.unit != "share" or low > 0 or high < 1


def usual(reading: Reading, texts: Texts) -> str:
    """Between which limits its weeks usually lie."""
    low, high = (texts.value(v, reading.indicator.unit) for v in reading.limits or (None, None))
    return texts("chart.usual", low=low, high=high)
