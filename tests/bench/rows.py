"""What a benchmark says: a row with its target, and the table they make."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Literal


@dataclass(frozen=True)
class Row:
    """One figure; ``better`` says which way is good, ``target`` what is aimed at."""

    name: str
    value: float
    unit: str
    target: float
    better: Literal["lower", "higher"] = "lower"

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.value <= self.target if self.better == "lower" else self.value >= self.target


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds that ``work`` takes."""
    began = perf_counter()
    work()
    return perf_counter() - began


def paired(ours: Callable[[], float], bare: Callable[[], float], rounds: int) -> float:
    """Median of ours/bare over rounds in which the two take turns (drift hits both)."""
    return median(ours() / bare() for _ in range(rounds))


def percentile(values: Iterable[float], share: float) -> float:
    """The value that ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
