"""Fixtures of the article tests: an inbox to put files into, and one way to read it."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from pipelines.articles import read_inputs

NOW = dt.datetime(2025, 11, 20, 12, tzinfo=dt.UTC)
Known = Mapping[str, tuple[int, str]]


@dataclass(frozen=True)
class Reading:
    """All batches of one reading, put together."""

    articles: pl.DataFrame
    rejected: pl.DataFrame
    seen: int
    unchanged: int

    @property
    def article(self) -> dict[str, object]:
        """The only article."""
        assert self.rejected.is_empty(), self.rejected.rows()
        return self.articles.row(0, named=True) if self.articles.height == 1 else {}

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """(source_path, reason) of the rejected inputs."""
        return list(zip(self.rejected["source_path"], self.rejected["reason"], strict=True))


def read(*paths: Path, known: Known | None = None) -> Reading:
    batches = list(read_inputs(paths, run_id="run-1", now=NOW, known=known))
    for batch in batches:
        assert batch.seen == batch.articles.height + batch.rejected.height + batch.unchanged
    if not batches:
        return Reading(pl.DataFrame(), pl.DataFrame(), 0, 0)
    return Reading(
        pl.concat([batch.articles for batch in batches]),
        pl.concat([batch.rejected for batch in batches]),
        sum(batch.seen for batch in batches),
        sum(batch.unchanged for batch in batches),
    )


def stored(articles: pl.DataFrame) -> dict[str, tuple[int, str]]:
    """What a warehouse that holds `articles` knows: latest version, all hashes in one string."""
    grouped = articles.sort("version").group_by("article_id", maintain_order=True)
    frame = grouped.agg(pl.col("version").last(), pl.col("text_sha256").str.join(" "))
    return {article_id: (version, hashes) for article_id, version, hashes in frame.iter_rows()}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def read_bytes(inbox: Path) -> Callable[[str, bytes], Reading]:
    """Write one file of the given name into the inbox and read the inbox."""

    def write_and_read(name: str, content: bytes) -> Reading:
        (inbox / name).write_bytes(content)
        return read(inbox)

    return write_and_read
