"""Fixtures of the series tests: a table read by a shape, and a home that it is stored in.

All figures are invented.
"""

import datetime as dt
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipelines.ingest import Account, Ingestion
from pipelines.series import Points, SeriesMapping, load_shape, read_points
from pipelines.series_ingest import ingest_series, read_series
from pipelines.sources import load_sources
from warehouse.connect import open_live

NOW = dt.datetime(2025, 11, 20, 12, tzinfo=dt.UTC)

LOSSES = {
    "kind": "series",
    "path": "losses.csv",
    "publisher": "Sample Tracker",
    "shape": "losses_wide_csv",
    "mapping": {
        "claimant": "General Staff of Ukraine",
        "victim_side": "russia",
        "since": "2022-02-24",
    },
}


def mapping(shape: str | None = None, **more: Any) -> SeriesMapping:
    return SeriesMapping.model_validate({**(load_shape(shape) if shape else {}), **more})


def table(raw: str | bytes, shape: str | None = None, name: str = "table", **more: Any) -> Points:
    """What a table gives, read by a shape with settings of one's own laid over it."""
    content = raw.encode() if isinstance(raw, str) else raw
    return read_points(content, name, "sample", mapping(shape, **more), NOW.date())


def picked(found: Points, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of the points, days as text."""
    rows = found.points.select(columns).iter_rows()
    return [tuple(str(v) if isinstance(v, dt.date) else v for v in row) for row in rows]


def rejected(found: Points) -> list[tuple[Any, ...]]:
    return found.rejected.select("row_number", "column_name", "reason").rows()


@pytest.fixture(scope="session")
def read() -> SimpleNamespace:
    """The readers of this module."""
    return SimpleNamespace(table=table, mapping=mapping, picked=picked, rejected=rejected)


@pytest.fixture
def home(tmp_path: Path) -> SimpleNamespace:
    """Paths of a home with one source, and `write`, `load`, `ask` on it."""
    folder = tmp_path / "home"
    folder.mkdir()
    live = folder / "tallywire.duckdb"
    runs = iter(range(1, 100))

    def configure(**settings: Any) -> None:
        sources = {"sources": {"losses": {**LOSSES, **settings}}}
        (folder / "sources.yml").write_text(json.dumps(sources))

    def load(at: dt.datetime = NOW) -> Account:
        source = load_sources(folder / "sources.yml")["losses"]
        points, done = read_series(source, folder / "fetched", now=at, tell=print)
        run = Ingestion(f"run-{next(runs)}", "losses", at, folder, folder)
        with open_live(live) as con:
            account = ingest_series(con, source, points, run, print)
        done()
        return account

    def ask(query: str) -> list[tuple[Any, ...]]:
        with open_live(live) as con:
            return con.execute(query).fetchall()

    def write(text: str) -> None:
        (folder / "losses.csv").write_text(text)

    configure()
    return SimpleNamespace(
        folder=folder, live=live, configure=configure, load=load, ask=ask, write=write
    )
