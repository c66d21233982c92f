"""Findings about figures: a target missed, a worsening against the own past, an outlier.

A figure whose source is silent is unknown, and names the alert about that source as its cause: a
figure that nobody feeds neither accuses nor absolves.
"""

import pandas as pd

from scoring.alerts.rule import Rule
from scoring.alerts.sight import Frame, Sight, asked, conditions_of, empty, findings, frames_of
from scoring.goals import SLACK, is_lower, value_known
from scoring.indicators import INDICATORS
from scoring.standing import compared

UNKNOWN = ("thin", "unavailable", "stale")
"""Bands that say that nothing can be said."""
RATE = 0.05
"""Share of outliers that may be so by chance alone, where a rule does not say."""


def target_missed(rule: Rule, sight: Sight) -> Frame:
    """Band missed of the newest period.

    Good is what lies past the threshold of ``missed`` (target less at_risk) by ``recover`` of the
    target, but a share need never be more than all, nor anything less than nothing. Thin figures
    are unknown.
    """
    lines = asked(rule, sight.scores)
    if lines.empty:
        return empty()
    lines = lines[lines["band"] != "none"]
    value = value_known(lines, lines["target"])
    past = margin(lines, value)
    enough = (rule.recover * lines["target"].abs()).clip(upper=reach(lines))
    found = findings(lines["band"] == "missed", past >= enough - SLACK, lines["band"].isin(UNKNOWN))
    return of_figures(rule, sight, lines.assign(found=found, value=value))


def margin(lines: Frame, value: pd.Series) -> pd.Series:
    """How far on the good side of the threshold of ``missed`` each value lies."""
    over = (value - lines["target"]) * sign(lines)
    return over + lines["at_risk"].fillna(0.0)


def reach(lines: Frame) -> pd.Series:
    """How far on that side the best possible value would be; unlimited where there is none."""
    unit = lines["indicator"].map({i.id: i.unit for i in INDICATORS.values()})
    most = lines["target"].where(is_lower(lines["indicator"]), 1 - lines["target"])
    limited = is_lower(lines["indicator"]) | (unit == "share")
    spare = (most + lines["at_risk"].fillna(0.0)).clip(lower=0.0)
    return spare.where(limited, float("inf"))


def sign(lines: Frame) -> pd.Series:
    """1 where more is better, -1 where less is."""
    return 1.0 - 2.0 * is_lower(lines["indicator"])


def worsening(rule: Rule, sight: Sight) -> Frame:
    """A concern of the subject's own weeks (SIGNALS), within the budget of false alarms.

    value and target: the recent figure, and the own earlier one. Too few weeks are unknown.
    """
    lines = asked(rule, sight.signals)
    if lines.empty:
        return empty()
    concern = lines["concern"].astype("boolean").fillna(value=False)
    told = {
        "found": findings(concern, ~concern, lines["method"].isna() | (lines["method"] == "thin")),
        "value": lines["recent"].where(concern, lines["last"]),
        "target": lines["baseline"], "n": lines["recent_n"].round(),
        "since": _mondays(sight, lines["since"]), "period": lines["as_of"],
    }  # fmt: skip
    return of_figures(
        rule, sight, lines[["subject_kind", "subject_id", "indicator"]].assign(**told)
    )


def _mondays(sight: Sight, weeks: pd.Series) -> pd.Series:
    days = pd.to_datetime(weeks.astype(object) + "-1", format="%G-W%V-%u")
    return sight.look.calendars.start_of(days.astype("datetime64[us]"))


def outlier(rule: Rule, sight: Sight) -> Frame:
    """Standing out on the bad side among comparable subjects, fairly to size and mix (standing.py).

    ``threshold``: the share of those named that may be so by chance (0.05). Hysteresis: no longer
    named, it is good only once an ordinary peer would do as badly with half that probability.
    target: what is usual among the peers. Fewer than five peers, or too few cases, are unknown.
    """
    lines = asked(rule, sight.scores)
    if lines.empty:
        return empty()
    lines = lines.reset_index(drop=True)
    rate = RATE if rule.threshold is None else rule.threshold
    stands = compared(lines, _groups(sight, lines), rate)
    lower = is_lower(lines["indicator"])
    tail = stands["p_high"].where(lower, stands["p_low"])
    named = stands["flag"] == pd.Series("low", index=lines.index).mask(lower, "high")
    judges = lines["indicator"].map({i.id: i.better for i in INDICATORS.values()}) != "neither"
    unknown = tail.isna() | lines["band"].isin(UNKNOWN)
    found = findings(named, tail >= rate / 2, unknown)
    return of_figures(rule, sight, stands.assign(found=found, target=stands["usual"])[judges])


def _groups(sight: Sight, lines: Frame) -> pd.Series:
    """What peers have in common: units their level, persons their office."""
    units = sight.look.rows("units").drop_duplicates("unit_id").set_index("unit_id")
    above = sight.look.ancestors
    offices = above[above["ancestor"].map(units["level"]) == "office"]
    office = offices.drop_duplicates("unit").set_index("unit")["ancestor"]
    subject = lines["subject_id"].astype(object)
    group = subject.map(units["level"].astype(object))
    return group.mask(lines["subject_kind"] == "person", subject.map(sight.home).map(office))


def of_figures(rule: Rule, sight: Sight, lines: Frame) -> Frame:
    """CONDITIONS of figures; unknown and with a cause where a source they rest on is silent."""
    names = lines["indicator"].unique()
    silent = {i for i in names if sight.silent_of(frames_of(str(i)))}
    cause = lines["indicator"].map({i: sight.cause_of(frames_of(str(i))) for i in names})
    found = lines["found"].mask(lines["indicator"].isin(silent), "unknown")
    return conditions_of(rule, sight, lines.assign(found=found, cause=cause.astype(object)))
