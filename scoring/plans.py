"""Items of performance plans (SKP), and outcomes of programmes, as stated when they were."""

import numpy as np
import pandas as pd

from scoring import progress
from scoring.activities import activity_lines
from scoring.look import Look
from scoring.periods import bounds
from scoring.records import Records
from scoring.service import DAY, excused_days, spells_of, unit_on

FIRST, LAST = "first", "after"
LEAST_ELAPSED = 0.1
"""Share of the time that must have gone before anything is forecast from it alone."""


def items_of(look: Look) -> pd.DataFrame:
    """SKP items whose own period has begun, with achievement, pace and the unit of the person.

    first, after: the item's own period (naive days, the second excluded). stated: the day its
    realisation is of. achievement, reason; pace, pace_reason, due (what was due by then); elapsed:
    share of the person's working time of the item's period that had gone by ``stated``.
    """
    items = _in_time(look, look.rows("targets"))
    over = items["stated"] >= items[LAST] - DAY
    done = progress.achievement(items, over, look.rules.plan.cap)
    elapsed = elapsed_of(look, items)
    paced = progress.pace(items, elapsed)
    counted = items["pattern"] == "count"
    pace = paced["pace"].where(counted, done["achievement"]).clip(upper=look.rules.plan.cap)
    return items.assign(
        unit=unit_on(look, items["person"], items["stated"]),
        achievement=done["achievement"], reason=done["reason"], elapsed=elapsed,
        pace=pace, pace_reason=paced["reason"].where(counted, done["reason"]),
        due=paced["expected"].where(counted, items["target"]),
    )  # fmt: skip


def outcomes_of(look: Look) -> pd.DataFrame:
    """Outcomes of programmes, with their achievement: the way from baseline to target, 1 is all.

    Without a baseline, or with one from which the target does not lie in the direction that is
    better, realised per target. Less is better: measured downwards.
    """
    found = _in_time(look, look.rows("outcomes"))
    way = found["target"] - found["baseline"]
    onward = way.where((way < 0) == (found["better"] == "lower")).where(way != 0)
    gone = ((found["realised"] - found["baseline"]) / onward).clip(lower=0)
    plain = progress.achievement(found.assign(pattern="position"), found["stated"].notna())
    reached = gone.where(onward.notna(), plain["achievement"])
    return found.assign(
        achievement=reached.clip(upper=look.rules.plan.cap),
        reason=plain["reason"].where(reached.isna()),
        unit=look.units(found["unit"]),
    )


def carried(look: Look, items: pd.DataFrame) -> pd.DataFrame:
    """Each item once in every period from the one it was stated in to the end of its own.

    place: its line among ``items``. day: the first of the period it stands in.
    """
    parts = []
    for period in look.periods:
        stands = (items["stated"] < period.end) & (items[LAST] > period.start)
        stands &= items[FIRST] < period.end
        parts.append(pd.DataFrame({"place": np.flatnonzero(stands), "day": period.start}))
    return pd.concat(parts, ignore_index=True)


def item_records(look: Look) -> Records:
    """Items as carried through periods, for their person and unit."""
    items = look.once(items_of)
    lines = items.iloc[carried(look, items)["place"]].reset_index(drop=True)
    return look.records("targets", lines["target_id"], unit=lines["unit"], person=lines["person"])


def elapsed_of(look: Look, items: pd.DataFrame) -> pd.Series:
    """Share of each person's working time of the item's period gone by the day it was stated.

    Only days in service are working time: who came in July is not half a year late.
    """
    spans = _in_service(look, items)[["person", FIRST, LAST]].assign(
        unit=unit_on(look, items["person"], items["stated"]), until=items["stated"] + DAY
    )
    number = spans.groupby(list(spans), sort=False, dropna=False).ngroup()
    spans = spans[~number.duplicated()].reset_index(drop=True)
    until = spans["until"].where(spans["until"] < spans[LAST], spans[LAST])
    gone, whole = (
        look.calendars.minutes_in(spans["unit"], spans[FIRST], end) for end in (until, spans[LAST])
    )
    so_far, in_all = (_absent(look, spans, end) for end in (until, spans[LAST]))
    share = progress.elapsed_share(gone, whole, so_far, in_all)
    return pd.Series(share.to_numpy()[number], index=items.index)


def _in_service(look: Look, items: pd.DataFrame) -> pd.DataFrame:
    """Items with first and after cut to the days their person is in service."""
    served = look.once(spells_of).groupby("person").agg({FIRST: "min", LAST: "max"})
    begun, gone = (
        pd.Series(served[c].reindex(items["person"]).to_numpy(), index=items.index)
        for c in (FIRST, LAST)
    )
    return items.assign(
        **{
            FIRST: items[FIRST].where(~(begun > items[FIRST]), begun),
            LAST: items[LAST].where(~(gone < items[LAST]), gone),
        }
    )


def _absent(look: Look, spans: pd.DataFrame, until: pd.Series) -> pd.Series:
    """Working minutes of absence of each span's person from its first day to ``until``."""
    lines = spans[["person", "unit", FIRST]].assign(until=until).reset_index(names="line")
    away = look.once(excused_days).merge(lines, on="person")
    away = away[(away["day"] >= away[FIRST]) & (away["day"] < away["until"])]
    minutes = look.calendars.minutes_in(away["unit"], away["day"], away["day"] + DAY)
    lost: pd.Series = minutes.groupby(away["line"]).sum().reindex(spans.index).fillna(0.0)
    return lost


def _in_time(look: Look, items: pd.DataFrame) -> pd.DataFrame:
    """Items whose period has begun, with its first day, the day after its last, and ``stated``.

    What is stated only later is not measured yet.
    """
    spans = {name: bounds(name) for name in items["period"].dropna().unique()}
    known = items["period"].isin([name for name, span in spans.items() if span is not None])
    items = items[known].reset_index(drop=True)
    first, after = (
        pd.to_datetime(items["period"].map({n: s[i] for n, s in spans.items() if s}))
        for i in (0, 1)
    )
    last = (after - DAY).where(after <= look.today, look.today)
    later = items["as_of"] > look.today
    stated = items["as_of"].mask(later).fillna(last)
    items = items.assign(
        **{FIRST: first, LAST: after, "stated": stated.where(stated < after, last)},
        realised=items["realised"].mask(later),
    )
    return items[first <= look.today].reset_index(drop=True)


def forecasts(look: Look) -> pd.DataFrame:
    """What each SKP item may end with: forecast, 95 % low and high, probability, basis.

    From the weeks of the activities that serve it; where these do not tell, from the share of time
    gone, without an interval (progress.forecast_by_week, forecast_by_share). Index: as items_of.
    """
    items = look.once(items_of)
    served = _in_service(look, items)
    weeks = progress.weekly_totals(_contributed(look, served), _worked(look, served))
    by_week = progress.forecast_by_week(items, weeks, _days_left(look, served))
    by_share = progress.forecast_by_share(items, items["elapsed"], LEAST_ELAPSED)
    told = by_week["basis"].notna()
    return by_week.where(told, by_share)


def _contributed(look: Look, items: pd.DataFrame) -> pd.DataFrame:
    """item, week, amount: what was done on complete days, refused and impossible work aside."""
    lines = activity_lines(look)
    sound = lines.loc[lines["fault"].isna() & (lines["refused_n"] == 0), "activity_id"]
    done = look.rows("activities")
    done = done[done["target"].notna() & done["activity_id"].isin(sound)]
    place = pd.Series(items.index, index=items["target_id"])
    lines = done.assign(item=done["target"].map(place[~place.index.duplicated()]))
    lines = lines.dropna(subset="item").astype({"item": "int64"})
    spans = items[[FIRST, LAST]].iloc[lines["item"].to_numpy()].set_axis(lines.index)
    here = (lines["day"] >= spans[FIRST]) & (lines["day"] < spans[LAST])
    lines = lines.assign(week=_week(lines["day"]), amount=lines["quantity"].fillna(0.0))
    return lines.loc[here & (lines["day"] < look.today), ["item", "week", "amount"]]


def _worked(look: Look, items: pd.DataFrame) -> pd.DataFrame:
    """item, week, days: working days of each item's person so far, absence taken out."""
    until = items[LAST].where(items[LAST] <= look.today, look.today)
    count = (((until - items[FIRST]).dt.days // 7) + 2).clip(lower=0).fillna(0).astype("int64")
    lines = items.loc[items.index.repeat(count), ["person", "unit", FIRST]]
    offset = lines.groupby(level=0).cumcount()
    monday = _week(lines[FIRST]) + pd.to_timedelta(7 * offset, unit="D")
    lines = lines.assign(week=monday, until=until.reindex(lines.index)).reset_index(names="item")
    begun = lines["week"].where(lines["week"] > lines[FIRST], lines[FIRST])
    ended = lines["week"] + pd.Timedelta(days=7)
    ended = ended.where(ended < lines["until"], lines["until"])
    return lines.assign(days=_days_at_work(look, lines, begun, ended))[["item", "week", "days"]]


def _days_left(look: Look, items: pd.DataFrame) -> pd.Series:
    """Working days of each item's person after its statement, absence known so far taken out."""
    begun = (items["stated"] + DAY).where(items["stated"] >= items[FIRST], items[FIRST])
    return _days_at_work(look, items, begun, items[LAST])


def _days_at_work(look: Look, lines: pd.DataFrame, begun: pd.Series, ended: pd.Series) -> pd.Series:
    """Working days of each line's person from ``begun`` to ``ended``, absence taken out."""
    spans = lines[["person", "unit"]].assign(begun=begun, ended=ended).reset_index(names="line")
    away = look.once(excused_days).merge(spans, on="person")
    away = away[(away["day"] >= away["begun"]) & (away["day"] < away["ended"])]
    days = look.calendars.workdays_in(away["unit"], away["day"], away["day"] + DAY)
    lost = days.groupby(away["line"]).sum().reindex(lines.index).fillna(0.0)
    return look.calendars.workdays_in(lines["unit"], begun, ended) - lost


def _week(days: pd.Series) -> pd.Series:
    """The Monday of each day's week."""
    monday: pd.Series = days - pd.to_timedelta(days.dt.day_of_week, unit="D")
    return monday
