"""The texts of a file to explain: documents as `tallywire extract` takes them, or an article."""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

from pipelines.articles.cleaning import clean_text
from pipelines.articles.decoding import decode
from pipelines.articles.draft import Draft, InputFile, UnusableError
from pipelines.articles.readers import read_file
from pipelines.extract import BadLineError, read_document
from pipelines.records import Article

_LINES = frozenset({".jsonl", ".ndjson"})


class ExplainError(Exception):
    """A file that cannot be explained; the message is one line."""


def read_articles(path: Path, published_at: dt.datetime | None) -> Iterator[Article]:
    """Yield the articles of a file; `-` is standard input, as text or as JSON Lines.

    `published_at` is taken where an article has no date of its own. Raises `ExplainError` where a
    line is no document or the file no text, and OSError where it cannot be read.
    """
    for article in _articles(path):
        if article.published_at is None and published_at is not None:
            yield Article(
                article.article_id,
                article.text,
                publisher=article.publisher,
                title=article.title,
                published_at=published_at,
                language=article.language,
                url=article.url,
            )
        else:
            yield article


def _articles(path: Path) -> Iterator[Article]:
    if path == Path("-"):
        given = sys.stdin.buffer.read()
        if given.lstrip().startswith(b"{"):
            yield from _documents("standard input", given)
        else:
            yield Article("standard input", _text(given))
        return
    if path.suffix.lower() in _LINES:
        given = path.read_bytes()
        first = given.split(b"\n", 1)[0]
        if b'"doc_id"' in first or not first.strip():
            yield from _documents(str(path), given)
            return
    yield from _drafts(path)


def _documents(name: str, given: bytes) -> Iterator[Article]:
    for number, line in enumerate(given.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield read_document(line)[1]
        except BadLineError as error:
            raise ExplainError(f"{name}: line {number}: {error}") from None


def _text(given: bytes) -> str:
    try:
        return clean_text(decode(given))
    except UnusableError as error:
        raise ExplainError(f"standard input: {error.detail}") from None


def _drafts(path: Path) -> Iterator[Article]:
    for reading in read_file(InputFile(path, path.name)):
        if not isinstance(reading, Draft):
            raise ExplainError(f"{reading.source_path}: {reading.reason}: {reading.detail}")
        about = reading.about
        yield Article(
            reading.source_path,
            reading.text,
            publisher=about.publisher,
            title=about.title,
            published_at=about.published_at,
            language=about.language,
            url=about.url,
        )
