"""Inputs to frames: the one entry to everything in this package.

Belongs here: putting drafts and rejections into bounded frames and keeping account. Does not belong
here: formats, identity, storing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.articles.addresses import plain_url
from pipelines.articles.completing import complete
from pipelines.articles.draft import (
    Draft,
    InputFile,
    Reading,
    ReadOptions,
    Rejection,
    Undated,
)
from pipelines.articles.identity import Known, Versions
from pipelines.articles.inbox import find_files
from pipelines.articles.quarantine import Quarantine
from pipelines.articles.readers import read_file, with_copy
from pipelines.records import ARTICLE_SCHEMA, REJECTED_SCHEMA

MAX_ROWS = 2_000
MAX_TEXT = 16_000_000
"""A batch ends after this many inputs, or code points of text; one article may go beyond."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some inputs, accounted for: `seen == len(articles) + len(rejected) + unchanged`.

    `articles` has the columns of ARTICLE_SCHEMA (a row: one new version of one article), `rejected`
    those of REJECTED_SCHEMA (a row: one input that could not be used). `unchanged` counts inputs
    whose text is already stored, or stood in this run before.
    """

    articles: pl.DataFrame
    rejected: pl.DataFrame
    seen: int
    unchanged: int


def read_inputs(
    paths: Sequence[Path],
    *,
    run_id: str,
    now: dt.datetime,
    known: Known | None = None,
    undated: Undated = "keep",
    options: ReadOptions | None = None,
    quarantine: Quarantine | None = None,
) -> Iterator[Batch]:
    """Read files and folders as a stream of batches, in an order that the input alone decides.

    `known` tells what is stored; `now` (with its time zone) becomes `seen_at` of rejections, and
    later dates of publication are doubted; `undated` says whether an article without a publication
    date is kept or rejected, where no `options` are given; `quarantine` keeps copies of what is
    rejected. No input raises: what cannot be used is a row of `rejected`. Raises `InboxError` at
    once if a path does not exist.
    """
    found = find_files(paths, options or ReadOptions(undated=undated))
    return read_entries(found, run_id=run_id, now=now, known=known, quarantine=quarantine)


def read_entries(
    entries: Iterable[InputFile | Rejection],
    *,
    run_id: str,
    now: dt.datetime,
    known: Known | None = None,
    quarantine: Quarantine | None = None,
) -> Iterator[Batch]:
    """Read files that are found already, each with its own options, as `read_inputs` does."""
    readings = _readings(entries, now.astimezone(dt.UTC))
    rows = _Rows(run_id, now.astimezone(dt.UTC), quarantine or Quarantine(None))
    return _batches(readings, Versions(known), rows)


def _readings(
    found: Iterable[InputFile | Rejection], now: dt.datetime
) -> Iterator[tuple[Reading, str | None]]:
    """Yield each reading with the name of its source."""
    for entry in found:
        if isinstance(entry, Rejection):
            yield entry, entry.source
            continue
        for reading in read_file(entry):
            yield with_copy(complete(reading, entry.options, now), entry), entry.options.source


def _batches(
    readings: Iterable[tuple[Reading, str | None]], versions: Versions, rows: _Rows
) -> Iterator[Batch]:
    articles: list[tuple[object, ...]] = []
    rejected: list[tuple[object, ...]] = []
    seen = length = 0
    for reading, source in readings:
        seen += 1
        if isinstance(reading, Rejection):
            rejected.append(rows.rejected(reading, source))
        elif (place := versions.place(reading)) is not None:
            articles.append(rows.article(reading, place, source))
            length += len(reading.text)
        if seen >= MAX_ROWS or length >= MAX_TEXT:
            yield _batch(articles, rejected, seen)
            articles, rejected, seen, length = [], [], 0, 0
    if seen:
        yield _batch(articles, rejected, seen)


def _batch(
    articles: list[tuple[object, ...]], rejected: list[tuple[object, ...]], seen: int
) -> Batch:
    return Batch(
        articles=pl.DataFrame(articles, schema=ARTICLE_SCHEMA, orient="row"),
        rejected=pl.DataFrame(rejected, schema=REJECTED_SCHEMA, orient="row"),
        seen=seen,
        unchanged=seen - len(articles) - len(rejected),
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Turns readings of one run into rows of the two frames."""

    run_id: str
    now: dt.datetime
    quarantine: Quarantine

    def article(
        self, draft: Draft, place: tuple[str, int, str], source: str | None
    ) -> tuple[object, ...]:
        article_id, version, digest = place
        about = draft.about
        return (
            article_id,
            version,
            plain_url(about.url) if about.url else None,
            about.publisher,
            about.title,
            about.byline,
            about.published_at,
            draft.retrieved_at,
            about.language,
            draft.text,
            digest,
            draft.raw_sha256,
            draft.media_type,
            source,
            draft.source_path,
            draft.text.count("\ufffd"),
            self.run_id,
        )

    def rejected(self, rejection: Rejection, source: str | None) -> tuple[object, ...]:
        return (
            source,
            rejection.source_path,
            rejection.raw_sha256,
            rejection.reason,
            rejection.detail,
            self.quarantine.keep(rejection),
            self.now,
            self.run_id,
        )
