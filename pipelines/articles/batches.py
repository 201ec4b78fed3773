"""Inputs to frames: the one entry to everything in this package.

Belongs here: putting drafts and rejections into bounded frames and keeping account. Does not belong
here: formats, identity, storing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

from pipelines.articles.addresses import plain_url
from pipelines.articles.draft import Draft, InputFile, Rejection
from pipelines.articles.identity import Known, Versions
from pipelines.articles.inbox import find_files
from pipelines.articles.language import identify
from pipelines.articles.readers import read_file
from pipelines.records import ARTICLE_SCHEMA, REJECTED_SCHEMA

Undated = Literal["keep", "reject"]
NO_DATE = "add a line such as published: 2025-11-15, or read it with --undated keep"
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
) -> Iterator[Batch]:
    """Read files and folders as a stream of batches, in an order that the input alone decides.

    `known` tells what is stored; `now` (with its time zone) becomes `seen_at` of rejections;
    `undated` says whether an article without a publication date is kept or rejected. No input
    raises: what cannot be used is a row of `rejected`. Raises `InboxError` at once if a path does
    not exist.
    """
    readings = _readings(find_files(paths), undated)
    return _batches(readings, Versions(known), run_id, now.astimezone(dt.UTC))


def _readings(
    found: Iterable[InputFile | Rejection], undated: Undated
) -> Iterator[Draft | Rejection]:
    for entry in found:
        readings = (entry,) if isinstance(entry, Rejection) else read_file(entry)
        for reading in readings:
            if undated == "reject" and isinstance(reading, Draft):
                yield reading if reading.about.published_at else _undated(reading)
            else:
                yield reading


def _undated(draft: Draft) -> Rejection:
    unread = draft.about.unread_date
    cause = f"the date {unread[:40]!r} names no day" if unread else "no publication date"
    return Rejection(draft.source_path, draft.raw_sha256, "no_date", f"{cause}; {NO_DATE}")


def _batches(
    readings: Iterable[Draft | Rejection], versions: Versions, run_id: str, now: dt.datetime
) -> Iterator[Batch]:
    articles: list[tuple[object, ...]] = []
    rejected: list[tuple[object, ...]] = []
    seen = length = 0
    for reading in readings:
        seen += 1
        if isinstance(reading, Rejection):
            rejected.append(_rejected_row(reading, run_id, now))
        elif (place := versions.place(reading)) is not None:
            articles.append(_article_row(reading, place, run_id))
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


def _article_row(draft: Draft, place: tuple[str, int, str], run_id: str) -> tuple[object, ...]:
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
        identify(draft.text, about.language),
        draft.text,
        digest,
        draft.raw_sha256,
        draft.media_type,
        draft.source_path,
        run_id,
    )


def _rejected_row(rejection: Rejection, run_id: str, now: dt.datetime) -> tuple[object, ...]:
    return (
        rejection.source_path,
        rejection.raw_sha256,
        rejection.reason,
        rejection.detail,
        now,
        run_id,
    )
