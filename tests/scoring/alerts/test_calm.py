"""A stable office is calm: the alerts of simulated months beside the number they may cost.

Twenty sections get two complaints each working day and answer 97 % of them in time, where 90 % are
wanted and 85 % are missed. A hundred persons record something on nine working days of ten. Looks
are at 15:30 of each of the 21 working days of November 2026.

What may be expected at most, by the union bound (a chance for each look that counts, as if looks
had nothing in common, which they have):

* target missed: it fires at a look that is bad, two working days after the first that could be.
* silence of four working days: each of the days could be the last of four.
* outliers: where all are alike, a look names anybody with the probability of the rate (Benjamini
  and Hochberg); mid-p and the few cases can only make it less.
"""

import numpy as np
import pandas as pd
from scipy.stats import binom

from scoring.alerts.replay import replay
from tests.scoring.alerts.builders import HOUR, rule, rules, scores, sight
from tests.scoring.builders import frame, people

SECTIONS, STAFF, A_DAY, GOOD, RECORDS = 20, 100, 2, 0.97, 0.9
DAYS = pd.bdate_range("2026-11-02", "2026-11-30")
HOLD, LEAST, SILENT, RATE = 2, 10, 4, 0.01
BUDGET = 4.0
"""False alerts a month that such an office may cost its leaders: one a week."""
RULES = rules(
    rule("missed", hold=HOLD * 7.5 * HOUR, recover=0.02),
    rule("quiet", "silent_subject", subjects=("person",), threshold=SILENT),
    rule("odd", "outlier", threshold=RATE, hold=HOLD * 7.5 * HOUR),
)
UNITS = frame(
    "units", {"unit_id": "D", "name": "D", "level": "office"},
    *({"unit_id": f"S{n}", "name": "S", "parent": "D", "level": "section"}
      for n in range(SECTIONS)),
)  # fmt: skip
HERE = people(*({"person_id": f"P{n}", "unit": f"S{n % SECTIONS}"} for n in range(STAFF)))


def expected_at_most():
    """False alerts of a month, by rule."""
    n = A_DAY * np.arange(1, len(DAYS) + 1)
    counts = np.flatnonzero(n >= LEAST)[HOLD:]
    bad = binom.cdf(np.ceil(0.85 * n - 1e-9) - 1, n, GOOD)[counts]
    return {
        "missed": SECTIONS * bad.sum(),
        "quiet": STAFF * (len(DAYS) - SILENT) * (1 - RECORDS) ** SILENT,
        "odd": RATE * len(DAYS),
    }


def month(seed, worse=None):
    """The looks of one month; section S0 answers ``worse`` in time, if said."""
    rng = np.random.default_rng(seed)
    share = np.full(SECTIONS, GOOD)
    share[0] = GOOD if worse is None else worse
    hits = np.cumsum(rng.binomial(A_DAY, share, (len(DAYS), SECTIONS)), axis=0)
    last = np.full(STAFF, np.datetime64("2026-10-30", "us"))
    for day, so_far in enumerate(hits):
        n = A_DAY * (day + 1)
        yield sight(
            f"{DAYS[day]:%Y-%m-%d} 15:30", frames={"units": UNITS, "people": HERE},
            scores=figures(so_far, n), active=pd.DataFrame({"person": HERE["person_id"],
                                                            "newest": last}),
        )  # fmt: skip
        last = np.where(rng.random(STAFF) < RECORDS, DAYS[day].to_datetime64(), last)


def figures(hits, n):
    """Shares of every section; fewer than ten cases are thin."""
    lines = scores(*({"subject_id": f"S{s}", "value": h / n, "n": n} for s, h in enumerate(hits)))
    return lines.assign(band=lines["band"].mask(lines["n"] < LEAST, "thin"))


def fired(sights):
    """What fires, line by line."""
    found = replay(RULES, sights)
    return found[(found["after"] == "firing") & found["level"].isna()]


def test_what_may_be_expected_of_a_stable_office_lies_within_the_budget():
    assert sum(expected_at_most().values()) <= BUDGET


def test_months_of_a_stable_office_cost_no_more_alerts_than_expected():
    months = [fired(month(seed)) for seed in range(3)]
    assert sum(map(len, months)) <= 3 * sum(expected_at_most().values())


def test_the_same_month_tells_of_a_section_that_is_not_stable():
    found = fired(month(0, worse=0.6))
    told = found[(found["subject_id"] == "S0") & (found["rule"] == "missed")]
    first = np.flatnonzero(A_DAY * np.arange(1, len(DAYS) + 1) >= LEAST)[0] + HOLD
    assert told["at"].min().tz_convert("Asia/Jakarta").normalize().tz_localize(None) <= DAYS[first]
