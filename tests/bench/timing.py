"""What a measurement is, and the best of several runs of it.

The best run is the one that other work on the machine disturbed least.
"""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One row of the table: `count` things of `unit` in `seconds` (best of `runs`)."""

    name: str
    unit: str
    count: int
    seconds: float
    runs: int
    note: str = ""

    @property
    def rate(self) -> float:
        """Return units per second."""
        return self.count / self.seconds


def best_of(runs: int, work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of `runs` runs."""
    times = []
    for _ in range(runs):
        gc.collect()
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)
