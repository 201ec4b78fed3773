"""The stages that are timed, each on generated input: extraction, reading, loading, publishing."""

import datetime as dt
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import polars as pl

from pipelines.articles import read_inputs
from pipelines.claims import extract_frame, extractor_version
from pipelines.records import EXTRACTION_SCHEMA, REJECTED_SCHEMA
from pipelines.syndicate import cluster, compare, syndicate
from tests.bench import generated, hostile, memory, rewrites, single
from tests.bench.scan import scan
from tests.bench.timing import Measure, best_of
from warehouse.article_load import load_articles
from warehouse.connect import open_live
from warehouse.load import load_claims
from warehouse.publish import publish

PROBE = 50
"""Articles read first to see how many fit into the time."""

COPIES = 2_000
"""Of the one article, so that its time is that of many."""

Writer = Callable[[Sequence[str], Path], None]


def time_extraction(
    name: str, articles: pl.DataFrame, runs: int, budget_seconds: float
) -> list[Measure]:
    """Time `extract_frame`, and a plain word scan of the same texts as the yardstick beside it.

    As many of the articles are taken as a first probe says fit into the budget of one run.
    """
    probe = articles.head(PROBE)
    extract_frame(probe.head(1))
    fitting = int(PROBE / best_of(1, lambda: extract_frame(probe)) * budget_seconds)
    taken = articles.head(max(PROBE, fitting))
    scanned = best_of(5, partial(scan, taken))
    found: list[int] = []
    seconds = best_of(runs, lambda: found.append(extract_frame(taken).height))
    note = f"{seconds / scanned:,.0f} × the scan; {found[0]:,} claims"
    return [
        Measure(f"scan, {name}", "articles", taken.height, scanned, 5, "Polars contains_any"),
        Measure(f"extraction, {name}", "articles", taken.height, seconds, runs, note),
    ]


def time_single(runs: int) -> list[Measure]:
    """Time one article by itself, many times over, beside the scan of as many copies of it."""
    copies = generated.articles(COPIES, 0.0, 0).with_columns(text=pl.lit(single.TEXT))
    return time_extraction("one article", copies, runs, budget_seconds=1.0)


def time_hostile(runs: int) -> list[Measure]:
    """Time each hostile text, and tell how much longer one of four times its length takes."""
    measures = []
    long = hostile.texts(4 * hostile.LENGTH)
    frame = generated.articles(1, 0.0, 0)
    for name, text in hostile.texts(hostile.LENGTH).items():
        once, four_times = (frame.with_columns(text=pl.lit(it)) for it in (text, long[name]))
        seconds = best_of(runs, partial(extract_frame, once))
        longer = best_of(runs, partial(extract_frame, four_times))
        scanned = best_of(5, partial(scan, once))
        note = f"{seconds / scanned:,.0f} × the scan; four times as long: {longer / seconds:.1f} ×"
        measures.append(Measure(f"hostile, {name}", "characters", len(text), seconds, runs, note))
    return measures


def time_memory(count: int) -> Measure:
    """Measure the peak of a process that streams articles, beside one that only scans them."""
    started = time.perf_counter()
    most = memory.peak("extract", count)
    seconds = time.perf_counter() - started
    note = f"{most:,.0f} MB at most, {most / memory.peak('scan', count):.1f} × a scan's process"
    return Measure("memory, streaming", "articles", count, seconds, 1, note)


def time_reader(name: str, write: Writer, texts: Sequence[str], runs: int) -> Measure:
    """Time `read_inputs` over files in one format, opening the files included."""
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        write(texts, folder)

        def read() -> int:
            batches = read_inputs([folder], run_id="bench", now=dt.datetime.now(dt.UTC), known=None)
            return sum(batch.articles.height for batch in batches)

        found = read()
        if found != len(texts):
            raise SystemExit(f"{name}: {found} of {len(texts)} articles were read")
        megabytes = sum(path.stat().st_size for path in folder.iterdir()) / 1_000_000
        seconds = best_of(runs, read)
        note = f"{megabytes / seconds:,.1f} MB of files a second"
        return Measure(f"read {name}", "articles", found, seconds, runs, note)


def time_warehouse(articles: pl.DataFrame, copies: int, runs: int) -> list[Measure]:
    """Time loading into a fresh file, loading the same again, and publishing a snapshot.

    The claims of `articles` are extracted once and repeated under `copies` article names.
    """
    articles, claims = _repeated(articles, extract_frame(articles), copies)
    rejected = pl.DataFrame(schema=REJECTED_SCHEMA)
    ledger = _ledger(articles, claims)
    rows = articles.height + claims.height
    with tempfile.TemporaryDirectory() as directory:
        home = Path(directory)
        files = iter(range(runs))

        def load(path: Path) -> None:
            with open_live(path) as con:
                load_articles(con, articles, rejected)
                load_claims(con, claims, ledger)

        first = best_of(runs, lambda: load(home / f"{next(files)}.duckdb"))
        again = best_of(runs, lambda: load(home / "0.duckdb"))
        with open_live(home / "0.duckdb") as con:
            published = best_of(runs, lambda: publish(con, home / "snapshots"))
    return [
        Measure("load, new", "rows", rows, first, runs, "articles and claims, a new file"),
        Measure("load, unchanged", "rows", rows, again, runs, "the same rows again"),
        Measure("publish", "rows", rows, published, runs, "raw tables only, fsync included"),
    ]


def time_syndication(count: int, runs: int) -> list[Measure]:
    """Time clustering stories and `count` rewrites that a stored index of as many others awaits.

    The first row is sketching, finding, judging and storing; the second compares each copy with
    its origin besides.
    """
    before, arriving = (rewrites.rewrites(count, seed).articles for seed in (1, 2))
    rejected = pl.DataFrame(schema=REJECTED_SCHEMA)
    clustered, compared, copies = [], [], 0
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as directory, open_live(Path(directory) / "x") as con:
            con.execute("set threads = 1")
            load_articles(con, before, rejected)
            syndicate(con)
            load_articles(con, arriving, rejected)
            started = time.perf_counter()
            cluster(con)
            clustered.append(time.perf_counter() - started)
            copies = compare(con).compared
            compared.append(time.perf_counter() - started)
    n, note = arriving.height, f"{before.height:,} texts in the index"
    return [
        Measure("cluster copies", "articles", n, min(clustered), runs, note),
        Measure("cluster and compare", "articles", n, min(compared), runs, f"{copies:,} copies"),
    ]


def _repeated(
    articles: pl.DataFrame, claims: pl.DataFrame, copies: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    numbers = [f"-{number}" for number in range(copies)]
    return (
        pl.concat(articles.with_columns(pl.col("article_id") + number) for number in numbers),
        pl.concat(
            claims.with_columns(
                pl.col("article_id") + number,
                pl.col("claim_id") + number,
                pl.col("part_of") + number,
                pl.col("restates") + number,
            )
            for number in numbers
        ),
    )


def _ledger(articles: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    counts = claims.group_by("article_id", "version").agg(n_claims=pl.len())
    return (
        articles.select("article_id", "version", "run_id")
        .join(counts, on=["article_id", "version"], how="left")
        .with_columns(
            pl.col("n_claims").fill_null(0).cast(pl.Int32),
            extractor_version=pl.lit(extractor_version()),
        )
        .select(EXTRACTION_SCHEMA.names())
    )
