"""Fixtures of the ingestion tests: a home of one's own, and one reading into its live file."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipelines.articles import ReadOptions, find_files
from pipelines.ingest import Account, Ingestion, ingest, retry
from warehouse.connect import open_live

NOW = dt.datetime(2025, 11, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def home(tmp_path: Path) -> SimpleNamespace:
    """Paths of a home, and `read`, `retry` and `ask` on it."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    live = tmp_path / "home" / "tallywire.duckdb"
    quarantine = tmp_path / "home" / "quarantine"
    scratch = tmp_path / "home" / "scratch"
    runs = iter(range(1, 100))

    def reading(source: str) -> Ingestion:
        return Ingestion(f"run-{next(runs)}", source, NOW, quarantine, scratch)

    def read(options: ReadOptions | None = None, told: Callable[[str], None] = print) -> Account:
        options = options or ReadOptions(undated="reject")
        with open_live(live) as con:
            return ingest(con, find_files([inbox], options), reading("inbox"), told)

    def again(undated: str = "reject", reasons: tuple[str, ...] = ()) -> Account:
        with open_live(live) as con:
            return retry(con, reading("retry"), lambda _: ReadOptions(undated=undated), reasons)

    def ask(query: str) -> list[tuple[object, ...]]:
        with open_live(live) as con:
            return con.execute(query).fetchall()

    return SimpleNamespace(
        inbox=inbox,
        live=live,
        quarantine=quarantine,
        scratch=scratch,
        read=read,
        retry=again,
        ask=ask,
    )
