"""The memory of a process that streams articles: `python -m tests.bench.memory extract 4000`.

Runs as a process of its own, because the peak of a process only ever rises. `scan` in place of
`extract` looks for words only: what Python, Polars and the articles need by themselves.
"""

import resource
import subprocess
import sys
from pathlib import Path

from pipelines.claims import extract_frame
from tests.bench import generated
from tests.bench.scan import scan

BATCH = 500


def peak(work: str, count: int) -> float:
    """Return the most megabytes that a process of its own held while it did `work`."""
    command = [sys.executable, "-m", "tests.bench.memory", work, str(count)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main(work: str, count: int) -> None:
    """Stream so many articles in batches, one in ten of them relevant, and print the peak."""
    for first in range(0, count, BATCH):
        batch = generated.articles(BATCH, generated.RELEVANT_SHARE, first)
        if work == "extract":
            extract_frame(batch)
        else:
            scan(batch)
    print(peak_here())


def peak_here() -> float:
    """Return the most megabytes that this process held.

    Where the system tells it by itself: what `getrusage` tells begins with the parent's.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / 1024**2 if sys.platform == "darwin" else held / 1024


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
