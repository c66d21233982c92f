"""Early warning on the own baseline, with a stated budget of false concerns.

A cumulative sum of evidence per subject, indicator and direction: each period adds the log of how
much likelier its figure is after a fall (rise) of 0.9 standard deviations of the usual figure
than without one (binomial for shares, Poisson for counts, normal otherwise; for normal figures
this is Page's CUSUM with k = 0.45). Below nothing the sum begins anew; there a run begins.
Source: Page 1954; Steiner et al. 2000 (likelihood-ratio weights); Montgomery, Introduction to
Statistical Quality Control, chapter 9.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scoring import thresholds
from scoring.baseline import Flags, Floats, Whole
from scoring.learnt import Learnt, Stream, learn, prior, variance

SHIFT = 0.9  # sought, in standard deviations: a little under 1, as no baseline is quite known
LAG = 6  # points younger than this do not belong to a baseline yet
MOST = 0.6  # of the line: evidence that one period can give, so that none alone is a concern
HEAD = 0.1  # of the line: evidence to begin with, as a change may have begun while learning
DOUBT = 0.25  # discount of a run that is as long as its baseline, which may itself be off


@dataclass(frozen=True)
class Watch:
    """What one direction holds at the newest point; places are points of the subject, -1 is none.

    held: a signal stands. start: where the present run begins. raised: where the line was crossed.
    evidence and line: of the run, and what makes a signal. base: points of the baseline that the
    run is measured against, and its rate; recent: the rate of the run.
    """

    held: Flags
    start: Whole
    raised: Whole
    evidence: Floats
    line: Floats
    base: Whole
    rate: Floats
    recent: Floats


class Sums:
    """Sums of events and cases up to each point, to look any stretch of a stream up.

    Peers move a baseline towards ``side`` only: where a fall is looked for they may lower it.
    """

    def __init__(self, stream: Stream, known: Learnt, side: Whole) -> None:
        hits, cases = prior(stream)
        zero = np.zeros((len(stream.count), 1))
        self.rows = np.arange(len(stream.count))
        self.events = np.cumsum(np.hstack([zero + hits, np.nan_to_num(stream.events)]), axis=1)
        self.cases = np.cumsum(np.hstack([zero + cases, np.nan_to_num(stream.cases)]), axis=1)
        learnt = self.cases[:, min(stream.learn, stream.events.shape[1])]
        self.moved = np.where(known.moved * side > 0, known.moved, 0.0) * learnt

    def up_to(self, base: Whole) -> tuple[Floats, Floats]:
        """Rate of the first ``base`` points, with what peers add, and their cases."""
        cases = self.cases[self.rows, base]
        with np.errstate(invalid="ignore", divide="ignore"):
            return (self.events[self.rows, base] + self.moved) / cases, cases

    def between(self, start: Whole, stop: Whole) -> tuple[Floats, Floats]:
        """Events and cases of the points from ``start`` to before ``stop``."""
        rows = self.rows
        events = self.events[rows, stop] - self.events[rows, start]
        return events, self.cases[rows, stop] - self.cases[rows, start]


@dataclass(frozen=True)
class State:
    """Where each subject stands after a point; all zero and -1 at first.

    start: where the run begins. raised: where the standing signal was raised, -1 without one.
    total: evidence of the run. hold: what is left of a signal before it ends.
    """

    start: Whole
    raised: Whole
    total: Floats
    hold: Floats


def watch(stream: Stream, side: Whole, share: Floats) -> Watch:
    """Watch each subject towards ``side`` (-1 a fall, 1 a rise), period by period.

    share: the part of the budget that each may spend, in false signals per period. Once the line
    is crossed the signal holds, until evidence of being back has undone half the line. The points
    of a signal that ended belong to the baseline again; one that does not end needs a rebasing.
    """
    known = learn(stream)
    trust = known.trust if stream.family == "value" else None
    needed = thresholds.line(share, trust, stream.learn)
    line = np.where(np.isnan(known.each), np.nan, needed)
    sums = Sums(stream, known, side)
    *_, state = states(stream, side, known, line, sums)
    return _found(stream, sums, state, line)


def states(stream: Stream, side: Whole, known: Learnt, line: Floats, sums: Sums) -> Iterator[State]:
    """The state after learning, and after each point that follows."""
    rows = len(line)
    state = State(np.full(rows, stream.learn), np.full(rows, -1), HEAD * line, np.zeros(rows))
    yield state
    for place in range(stream.learn, stream.events.shape[1]):
        here = (place < stream.count) & ~np.isnan(line)
        base = _base(stream, state.start, np.full(rows, place))
        rate, cases = sums.up_to(base)
        gain = np.minimum(_gain(stream, known, rate, side, place), MOST * line)
        gain = np.where(here, gain, 0.0)
        run = sums.between(state.start, np.full(rows, place + 1))[1]
        needed = line * _discount(run, cases)
        state = _step(state, place, here, gain, needed, line)
        yield state


def _step(old: State, place: int, here: Flags, gain: Floats, needed: Floats, line: Floats) -> State:
    held = old.raised >= 0
    total = np.where(held, old.total + gain, np.maximum(old.total + gain, 0.0))
    hold = np.minimum(old.hold + gain, line)
    crossed = here & ~held & (total > needed)
    back = held & (hold <= line / 2)
    raised = np.where(crossed, place, np.where(back, -1, old.raised))
    total = np.where(back, 0.0, total)
    start = np.where(here & (total <= 0) & (raised < 0), place + 1, old.start)
    return State(start, raised, total, np.where(crossed, line, hold))


def _base(stream: Stream, start: Whole, place: Whole) -> Whole:
    """Points that belong to the baseline at ``place``: neither of the run, nor too young."""
    return np.minimum(start, np.maximum(place - LAG, stream.learn))


def _discount(run: Floats, base: Floats) -> Floats:
    """How many times more evidence it takes, as the baseline is known from ``base`` cases only."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return 1 + DOUBT * run / base


def _gain(stream: Stream, known: Learnt, rate: Floats, side: Whole, place: int) -> Floats:
    """The log of how much likelier this period's figure is after the shift than without it."""
    events, cases = stream.events[:, place], stream.cases[:, place]
    each = variance(stream, rate, known.each)
    other = rate + side * SHIFT * np.sqrt(each / known.usual)
    if stream.family == "value":
        return (other - rate) * (events - (other + rate) / 2) / each
    other = np.maximum(other, rate / 2)
    if stream.family == "share":
        other = np.minimum(other, (1 + rate) / 2)
        missed = (cases - events) * np.log((1 - other) / (1 - rate))
    else:
        missed = (rate - other) * cases
    return (events * np.log(other / rate) + missed) / known.spread


def _found(stream: Stream, sums: Sums, state: State, line: Floats) -> Watch:
    end = stream.events.shape[1]
    stop = np.minimum(np.maximum(stream.count, stream.learn), end)
    start = np.minimum(state.start, end)
    base = _base(stream, start, stop - 1)
    rate, cases = sums.up_to(np.minimum(base, stream.count))
    events, run = sums.between(start, stop)
    with np.errstate(invalid="ignore", divide="ignore"):
        recent = np.where(run > 0, events / run, np.nan)
    evidence = state.total / _discount(run, cases)
    return Watch(state.raised >= 0, start, state.raised, evidence, line, base, rate, recent)
