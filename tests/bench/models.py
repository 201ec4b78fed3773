"""The models of warehouses of many articles: all of them from nothing, and one article more.

Each size is measured in a process of its own, on two cores: `python -m tests.bench.models 10000`.
Times include what a run pays for dbt itself, but not the imports, so that the times of one more
article can be told as a ratio of the same step on an empty warehouse.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import large_warehouse
from tests.bench.memory import peak_here
from tests.bench.timing import Measure
from warehouse.connect import open_live
from warehouse.models import build_models

CORES = 2
STEPS = 3
ASKED = 7
QUESTIONS = Path(__file__).with_name("questions.sql")


def time_models(sizes: tuple[int, ...]) -> list[Measure]:
    """Time the models of each size; an empty warehouse is what the ratios are of."""
    empty = _measured(0)
    rows = []
    for size in sizes:
        told = _measured(size)
        ratio = told["one"] / empty["one"]
        name = f"{size:,} articles"
        rows += [
            Measure(f"models, {name}", "articles", size, told["all"], 1, _megabytes(told["peak"])),
            Measure(
                f"one more to {name}", "articles", 1, told["one"], STEPS, f"{ratio:.2f} × empty"
            ),
            Measure(f"ask {name}", "questions", 1, told["median"], ASKED, told["slowest"]),
        ]
    return rows


def _megabytes(peak: float) -> str:
    return f"from nothing, with tests; {peak:,.0f} MB at most"


def _measured(size: int) -> dict[str, float | str]:
    command = [sys.executable, "-m", "tests.bench.models", str(size)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(told.splitlines()[-1]))


def measure(size: int) -> dict[str, float | str]:
    """Make a warehouse of `size` articles and its models, add articles, and ask questions."""
    _use_cores()
    with tempfile.TemporaryDirectory() as directory:
        home = Path(directory)
        path = home / "tallywire.duckdb"
        command = [sys.executable, "-m", "tests.bench.large_warehouse", str(path), str(size)]
        subprocess.run(command, check=True)
        built = _seconds(lambda: build_models(path, home / "dbt"))
        steps = []
        for number in range(STEPS):
            large_warehouse.add_article(path, number)
            steps.append(_seconds(lambda: build_models(path, home / "dbt")))
        return {"all": built, "one": min(steps), "peak": peak_here(), **_asked(path)}


def _asked(path: Path) -> dict[str, float | str]:
    """Return the median time of all questions and the slowest of them, each warm."""
    times = {}
    with open_live(path) as con:
        con.execute(f"set threads = {CORES}")
        for question in QUESTIONS.read_text(encoding="utf-8").split(";"):
            if question.strip():
                name = question.strip().splitlines()[0].removeprefix("-- ")
                runs = [_seconds(lambda: con.execute(question).fetchall()) for _ in range(ASKED)]  # noqa: B023
                times[name] = statistics.median(runs[1:])
    slowest = max(times, key=lambda name: times[name])
    return {
        "median": statistics.median(times.values()),
        "slowest": f"median of {len(times)}; slowest {times[slowest] * 1000:,.0f} ms: {slowest}",
    }


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _use_cores() -> None:
    """Take two cores, where the process was given one."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(min(CORES, os.cpu_count() or 1)))


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
