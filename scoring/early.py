"""Early warning on the own baseline, with a stated budget of false concerns.

A cumulative sum of evidence per subject, indicator and direction: each period adds the log of how
much likelier its figure is after a fall (rise) of 0.85 standard deviations of the usual figure
than without one (binomial for shares, Poisson for counts, normal otherwise; for normal figures
this is Page's CUSUM with k = 0.425). Below nothing the sum begins anew; there a run begins.
Source: Page 1954; Steiner et al. 2000 (likelihood-ratio weights); Montgomery, Introduction to
Statistical Quality Control, chapter 9.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scoring import thresholds
from scoring.baseline import Flags, Floats, Whole
from scoring.learnt import Learnt, Stream, learnt_of, prior, variance

SHIFT = 0.85  # sought, in standard deviations: under 1, as no baseline is quite known
LAG = 4  # points younger than this do not belong to a baseline yet
MOST = 0.8  # of the line: evidence that one period can give, so that none alone is a concern
HEAD = 0.2  # of the line: evidence to begin with, as a change may have begun while learning
DOUBT = 0.5  # discount of a run that is as long as its baseline, which may itself be off


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
    """Sums up to each point, to look up what any stretch of a stream says.

    Peers move a rate towards ``side`` only: where a fall is looked for they may lower it. What
    they add to a rate and to a variance weighs less as the baseline grows.
    """

    def __init__(self, stream: Stream, known: Learnt, side: Whole) -> None:
        hits, cases = prior(stream)
        self.rows, self.known = np.arange(len(side)), known
        self.centre = np.nan_to_num(known.rate) if stream.family == "value" else 0.0 * side
        off = stream.events - stream.cases * self.centre[:, None]
        self.events, self.cases = _summed(off, hits), _summed(stream.cases, cases)
        self.squares = _summed(off**2 / stream.cases, 0.0)
        learnt = np.minimum(stream.learnt, stream.count)
        excused = np.where(known.moved * side > 0, known.moved, 0.0)
        self.moved = excused * self.cases[self.rows, learnt]
        with np.errstate(invalid="ignore", divide="ignore"):
            self.wider = known.each / self._own(learnt)

    def up_to(self, base: Whole) -> tuple[Floats, Floats]:
        """Rate of the first ``base`` points, with what peers add, and their cases."""
        cases = self.cases[self.rows, base]
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.centre + (self.events[self.rows, base] + self.moved) / cases, cases

    def each(self, base: Whole) -> Floats:
        """Variance of a value among the first ``base`` points, with what peers add."""
        with np.errstate(invalid="ignore"):
            own = self.wider * self._own(base)
        return np.where(np.isfinite(own), own, self.known.each)

    def between(self, start: Whole, stop: Whole) -> tuple[Floats, Floats]:
        """Rate of the points from ``start`` to before ``stop``, and their cases."""
        rows = self.rows
        cases = self.cases[rows, stop] - self.cases[rows, start]
        with np.errstate(invalid="ignore", divide="ignore"):
            rate = (self.events[rows, stop] - self.events[rows, start]) / cases
        return self.centre + rate, cases

    def _own(self, base: Whole) -> Floats:
        cases = self.cases[self.rows, base]
        with np.errstate(invalid="ignore", divide="ignore"):
            off = self.events[self.rows, base] ** 2 / cases
            return (self.squares[self.rows, base] - off) / (cases - 1)


def _summed(cells: Floats, first: float) -> Floats:
    """``first``, and what it grows to with each cell that is there."""
    begin = np.full((len(cells), 1), first)
    return np.cumsum(np.hstack([begin, np.nan_to_num(cells)]), axis=1)


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


def watch(stream: Stream, side: Whole, share: Floats, learn: int) -> Watch:
    """Watch each subject towards ``side`` (-1 a fall, 1 a rise), period by period.

    share: the part of the budget that each may spend, in false signals per period. Once the line
    is crossed the signal holds, until evidence of being back has undone half the line. The points
    of a signal that ended belong to the baseline again; one that does not end needs a rebasing.
    """
    known = learnt_of(stream)
    line = lines(stream, known, share, learn)
    sums = Sums(stream, known, side)
    *_, state = states(stream, side, line, sums)
    return _found(stream, sums, state, line)


def lines(stream: Stream, known: Learnt, share: Floats, learn: int) -> Floats:
    """The evidence that makes a signal; NaN for whom cannot be watched."""
    if stream.family == "value":
        needed = thresholds.of_values(share, known.trust, learn)
    else:
        rate = known.rate if stream.family == "share" else np.zeros(len(share))
        needed = thresholds.of_counts(share, rate, learn)
    return np.where(np.isnan(known.each), np.nan, needed)


def states(stream: Stream, side: Whole, line: Floats, sums: Sums) -> Iterator[State]:
    """The state after learning, and after each point from the first on that anybody has."""
    rows = len(line)
    state = State(stream.learnt, np.full(rows, -1), HEAD * line, np.zeros(rows))
    yield state
    for place in range(int(stream.learnt.min()), stream.events.shape[1]):
        here = (place >= stream.learnt) & (place < stream.count) & ~np.isnan(line)
        base = _base(stream, state.start, np.full(rows, place))
        gain = np.minimum(_gain(stream, sums, base, side, place), MOST * line)
        run = sums.between(state.start, np.full(rows, place + 1))[1]
        needed = line * _discount(run, sums.up_to(base)[1])
        state = _step(state, place, here, np.where(here, gain, 0.0), needed, line)
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
    return np.minimum(start, np.maximum(place - LAG, np.minimum(stream.learnt, stream.count)))


def _discount(run: Floats, base: Floats) -> Floats:
    """How many times more evidence it takes, as the baseline is known from ``base`` cases only."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return 1 + DOUBT * run / base


def _gain(stream: Stream, sums: Sums, base: Whole, side: Whole, place: int) -> Floats:
    """The log of how much likelier this period's figure is after the shift than without it."""
    events, cases = stream.events[:, place], stream.cases[:, place]
    rate = sums.up_to(base)[0]
    each = sums.each(base) if stream.family == "value" else variance(stream, rate)
    other = rate + side * SHIFT * np.sqrt(each / sums.known.usual)
    if stream.family == "value":
        return (other - rate) * (events - cases * (other + rate) / 2) / each
    other = np.maximum(other, rate / 2)
    if stream.family == "share":
        other = np.minimum(other, (1 + rate) / 2)
        missed = (cases - events) * np.log((1 - other) / (1 - rate))
    else:
        missed = (rate - other) * cases
    return (events * np.log(other / rate) + missed) / sums.known.spread


def _found(stream: Stream, sums: Sums, state: State, line: Floats) -> Watch:
    start = np.minimum(state.start, stream.count)
    base = _base(stream, start, stream.count - 1)
    rate, cases = sums.up_to(base)
    recent, run = sums.between(start, stream.count)
    evidence = state.total / _discount(run, cases)
    return Watch(state.raised >= 0, start, state.raised, evidence, line, base, rate, recent)
