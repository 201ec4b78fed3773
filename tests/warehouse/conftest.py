"""Small records to load: an article, a claim and the ledger row of a reading, with defaults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from pipelines import records
from warehouse.connect import Connection, open_live

NOON = dt.datetime(2025, 11, 15, 12, 0, tzinfo=dt.UTC)
EXTRACTOR = "e1"

Row = dict[str, Any]


def article(
    article_id: str, text: str = "More than 365 fell.", version: int = 1, **more: Any
) -> Row:
    """One row of ARTICLE_SCHEMA."""
    row = {
        "article_id": article_id,
        "version": version,
        "publisher": "Sample Wire",
        "title": "A title",
        "published_at": NOON,
        "retrieved_at": NOON,
        "language": "en",
        "text": text,
        "text_sha256": records.text_sha256(text),
        "raw_sha256": "00",
        "media_type": "text/plain",
        "source_path": f"{article_id}.txt",
        "n_replaced": 0,
        "run_id": "run-1",
    }
    return row | more


def claim(article_id: str, figure: str, low: int, high: int | None, **more: Any) -> Row:
    """One row of CLAIM_SCHEMA: killed soldiers of ukraine on 2025-11-14, told by a ministry."""
    row = {
        "article_id": article_id,
        "version": 1,
        "extractor_version": EXTRACTOR,
        "start": 0,
        "end": len(figure),
        "figure": figure,
        "implicit": False,
        "category": "killed",
        "value": low,
        "qualifier": "exact",
        "low": low,
        "high": high,
        "low_closed": True,
        "high_closed": high is not None,
        "approximate": False,
        "victim_side": "ukraine",
        "victim_class": "military",
        "claimant": "the Ministry",
        "attribution": "direct",
        "period_start": dt.date(2025, 11, 14),
        "period_end": dt.date(2025, 11, 14),
        "period_kind": "day",
        "cumulative": False,
        "verification": "not_stated",
        "confidence": 1.0,
        "evidence": "[]",
    } | more
    natural = ("article_id", "version", "start", "end", "category", "extractor_version")
    return {"claim_id": records.claim_id(*(row[name] for name in natural))} | row


def frame(rows: list[Row], schema: pl.Schema) -> pl.DataFrame:
    """Rows as a frame of the schema; what a row does not name is null."""
    return pl.DataFrame(rows, schema=schema)


def articles(*rows: Row) -> pl.DataFrame:
    return frame(list(rows), records.ARTICLE_SCHEMA)


def claims(*rows: Row) -> pl.DataFrame:
    return frame(list(rows), records.CLAIM_SCHEMA)


def rejected(*rows: Row) -> pl.DataFrame:
    return frame(list(rows), records.REJECTED_SCHEMA)


def readings(held: pl.DataFrame, found: pl.DataFrame, extractor: str = EXTRACTOR) -> pl.DataFrame:
    """The ledger of an extractor that read `held` and found `found`."""
    counts = found.group_by("article_id", "version").len("n_claims")
    return held.join(counts, on=["article_id", "version"], how="left").select(
        "article_id",
        "version",
        pl.lit(extractor).alias("extractor_version"),
        pl.col("n_claims").fill_null(0).cast(pl.Int32),
        "run_id",
    )


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """The makers of rows and frames of this module."""
    return SimpleNamespace(
        article=article,
        claim=claim,
        frame=frame,
        articles=articles,
        claims=claims,
        rejected=rejected,
        readings=readings,
        noon=NOON,
    )


@pytest.fixture
def live_path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "tallywire.duckdb"


@pytest.fixture
def con(live_path: Path) -> Iterator[Connection]:
    with open_live(live_path) as connection:
        yield connection
