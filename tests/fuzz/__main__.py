"""`make fuzz`: damaged files through every reader, many of them.

For each format N files are made from sound ones by random damage (seeded: the same N and SEED give
the same files) and read through the whole of `pipelines.articles`. What is counted: errors that
came out of a reader, files that gave nothing, markup in a stored text, readings that took over two
seconds of processor time, and the most memory used. Files that failed are left in build/fuzz. Exit status 1 if
anything failed.

N=100000 files a format, READERS="html warc" for some only, SEED=1, JOBS=2 processes.
"""

import datetime as dt
import os
import random
import re
import resource
import sys
import time
import zlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipelines.articles import Batch, InputFile, Quarantine, ReadOptions, read_entries
from tests.fuzz.mutations import mutated
from tests.fuzz.seeds import FORMATS

FAILED = Path("build/fuzz")
SLOW_SECONDS = 2.0
MOST_BYTES = 1 << 30
SHARE = 500
RUNS = re.compile(r"<!--|</?(?:script|style|iframe|svg|object|embed)(?![\w-])", re.IGNORECASE)
NOW = dt.datetime(2025, 11, 20, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Outcome:
    """What a share of the files of one format came to."""

    format: str
    files: int
    articles: int
    rejected: int
    failures: tuple[str, ...]
    slowest: float
    seconds: float
    peak: int


def main() -> int:
    """Run all shares of all formats, a line a format."""
    number = int(os.environ.get("N", "100000"))
    wanted = os.environ.get("READERS", "").split() or list(FORMATS)
    failed = False
    for name in wanted:
        begun = time.monotonic()
        shares = [(name, first, min(SHARE, number - first)) for first in range(0, number, SHARE)]
        with ProcessPoolExecutor(int(os.environ.get("JOBS", "2"))) as pool:
            outcomes = list(pool.map(read_share, shares))
        failed |= tell(name, outcomes, time.monotonic() - begun)
    return int(failed)


def tell(name: str, outcomes: list[Outcome], seconds: float) -> bool:
    """Print the line of one format; return whether anything failed."""
    failures = [failure for outcome in outcomes for failure in outcome.failures]
    peak = max(outcome.peak for outcome in outcomes)
    print(
        f"{name:<11}{sum(o.files for o in outcomes):>8,} files "
        f"{sum(o.articles for o in outcomes):>8,} articles "
        f"{sum(o.rejected for o in outcomes):>8,} rejected {len(failures):>4} failures  "
        f"slowest {max(o.slowest for o in outcomes):.2f} s  peak {peak / 1e6:.0f} MB  "
        f"{seconds:.0f} s",
        flush=True,
    )
    for failure in failures[:10]:
        print(f"    {failure}", flush=True)
    if peak > MOST_BYTES:
        print(f"    memory above {MOST_BYTES / 1e6:.0f} MB", flush=True)
    return bool(failures) or peak > MOST_BYTES


def read_share(share: tuple[str, int, int]) -> Outcome:
    """Read one share of the damaged files of a format."""
    name, first, number = share
    file_name, make = FORMATS[name]
    seeds = make()
    folder = Path(os.environ.get("FUZZ_DIR", "build/fuzz")) / f"work-{os.getpid()}"
    (folder / "scratch").mkdir(parents=True, exist_ok=True)
    path = folder / file_name
    articles = rejected = 0
    slowest = 0.0
    failures = []
    path.write_bytes(seeds[0])
    read_one(path, folder)  # what is loaded once is not the first file's fault
    begun = time.monotonic()
    for index in range(first, first + number):
        chance = random.Random(f"{os.environ.get('SEED', '1')}/{name}/{index}")
        raw = mutated(seeds, chance)
        path.write_bytes(raw)
        start = time.process_time()
        try:
            batches = read_one(path, folder)
            wrong = judged(batches)
            articles += sum(batch.articles.height for batch in batches)
            rejected += sum(batch.rejected.height for batch in batches)
        except BaseException as error:  # whatever comes out is what is looked for
            wrong = f"{type(error).__name__}: {error}"[:200]
        took = time.process_time() - start
        slowest = max(slowest, took)
        if took > SLOW_SECONDS:
            wrong = wrong or f"took {took:.1f} s"
        if wrong:
            kept = FAILED / f"{name}-{index}-{zlib.crc32(raw):08x}{path.suffix}"
            kept.write_bytes(raw)
            failures.append(f"{kept}: {wrong}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    seconds = time.monotonic() - begun
    return Outcome(name, number, articles, rejected, tuple(failures), slowest, seconds, peak)


def read_one(path: Path, folder: Path) -> list[Batch]:
    """Read one file as a run would."""
    options = ReadOptions(scratch=folder / "scratch")
    entry = InputFile(path, path.name, options)
    quarantine = Quarantine(None)
    return list(read_entries([entry], run_id="fuzz", now=NOW, quarantine=quarantine))


def judged(batches: list[Batch]) -> str:
    """Return what is wrong with a reading, or nothing."""
    seen = sum(batch.seen for batch in batches)
    if not seen:
        return "gave nothing"
    for batch in batches:
        if batch.seen != batch.articles.height + batch.rejected.height + batch.unchanged:
            return "does not account for every input"
        told = [batch.articles[column] for column in ("text", "title", "byline", "publisher")]
        for column in told:
            for value in column.drop_nulls():
                if RUNS.search(value):
                    return f"markup in {column.name}: {value[:60]!r}"
                if any(ord(c) < 32 and c not in "\n\t" for c in value):
                    return f"control character in {column.name}"
        if batch.rejected["detail"].str.contains("the rest of the file cannot be read").any():
            found = batch.rejected["detail"].to_list()
            return next(f"unforeseen: {d}" for d in found if "the rest of the file" in d)
    return ""


if __name__ == "__main__":
    sys.exit(main())
