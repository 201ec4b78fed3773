"""Run every measurement on one core, print the table and write build/bench.json."""

import json
import os
import platform
import sys
import time
from pathlib import Path

# Pools of threads are sized when Polars is first imported: one core has to be settled before.
os.environ["POLARS_MAX_THREADS"] = "1"
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

import duckdb
import polars as pl

from tests.bench import generated, messages, models, packed, stages
from tests.bench.timing import Measure

OUTPUT = Path(__file__).parents[2] / "build" / "bench.json"
SEED = 20251001


def measure(*, quick: bool) -> list[Measure]:
    """Return all measurements; `quick` uses about a tenth of the input."""
    runs = 2 if quick else 3
    budget = 2.0 if quick else 15.0
    count = 500 if quick else 5_000
    relevant = generated.articles(count, 1.0, SEED)
    dense = generated.articles(count, 1.0, SEED + 2, telling=generated.BULLETIN)
    mixed = generated.articles(2_000 if quick else 20_000, generated.RELEVANT_SHARE, SEED + 1)
    texts = mixed["text"].head(200 if quick else 2_000).to_list()
    return [
        *stages.time_extraction("10 % relevant", mixed, runs, budget),
        *stages.time_extraction("all relevant", relevant, runs, budget),
        *stages.time_extraction("all bulletins", dense, runs, budget),
        *stages.time_single(runs),
        *stages.time_hostile(1 if quick else 3),
        stages.time_memory(2_000 if quick else 20_000),
        stages.time_reader("plain text", generated.write_plain, texts, runs),
        stages.time_reader("JSON Lines", generated.write_json_lines, texts, runs),
        stages.time_reader("JSON, a list", generated.write_json_list, texts, runs),
        stages.time_reader("CSV", generated.write_table, texts, runs),
        stages.time_reader("Parquet", generated.write_parquet, texts, runs),
        stages.time_reader("web pages", generated.write_pages, texts[: len(texts) // 4], runs),
        stages.time_reader("ZIP", packed.write_zip, texts, runs),
        stages.time_reader("tar.gz", packed.write_tar, texts, runs),
        stages.time_reader("JSON Lines, gzip", packed.write_compressed_lines, texts, runs),
        stages.time_reader("web archive", packed.write_crawl, texts[: len(texts) // 4], runs),
        stages.time_reader("feed", messages.write_feed, texts, runs),
        stages.time_reader("newsletters", messages.write_mails, texts, runs),
        stages.time_reader("Telegram export", messages.write_telegram, texts, runs),
        *stages.time_syndication(200 if quick else 2_000, runs),
        *stages.time_warehouse(dense.head(100), 10 if quick else 100, runs),
        *models.time_models((10_000, 100_000) if quick else (10_000, 100_000, 1_000_000)),
    ]


def write_json(measures: list[Measure], *, quick: bool) -> None:
    """Write the table with what it was measured on, for comparison with other runs."""
    document = {
        "quick": quick,
        "seed": SEED,
        "cores": 1,
        "machine": platform.machine(),
        "python": platform.python_version(),
        "polars": pl.__version__,
        "duckdb": duckdb.__version__,
        "measures": [vars(measure) | {"rate": measure.rate} for measure in measures],
    }
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def print_table(measures: list[Measure]) -> None:
    """Print one line a measurement."""
    print(f"{'measured on one core':<28}{'count':>9}{'seconds':>10}{'per second':>13}   note")
    for row in measures:
        print(
            f"{row.name:<28}{row.count:>9,}{row.seconds:>10.3f}{row.rate:>13,.0f}   "
            f"{row.unit}, best of {row.runs}{'; ' + row.note if row.note else ''}"
        )


def main() -> int:
    """Measure, print and write; return 0."""
    quick = os.environ.get("BENCH_QUICK", "") not in ("", "0")
    started = time.perf_counter()
    measures = measure(quick=quick)
    print_table(measures)
    write_json(measures, quick=quick)
    took = time.perf_counter() - started
    print(f"\n{'quick, ' if quick else ''}{took:.0f} s in all; written to {OUTPUT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
