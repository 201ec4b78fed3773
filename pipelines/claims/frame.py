"""Frames in, frames out: the extractor over a batch of articles, and claims as rows."""

import gc
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import polars as pl

from pipelines.claims.extract import extract_claims
from pipelines.claims.version import extractor_version
from pipelines.lexicon import load_lexicon
from pipelines.records import CLAIM_SCHEMA, Article, Claim

__all__ = ["READ_LANGUAGES", "articles_of", "claim_row", "extract_frame", "extractor_version"]

READ_LANGUAGES = ("en",)
"""The languages (ISO 639-1) that there is an extractor for; unknown ones are tried."""

_OBJECTS = 50_000
"""So many objects (of some thirty articles) are made before garbage is looked for."""
_as_json = json.JSONEncoder(separators=(",", ":")).encode
_COLUMNS = (
    "article_id",
    "text",
    "version",
    "publisher",
    "title",
    "published_at",
    "language",
    "url",
)


def extract_frame(articles: pl.DataFrame) -> pl.DataFrame:
    """Return one row per claim (`CLAIM_SCHEMA`) of a frame with one row per article version.

    `articles` needs the columns of `Article`; others are passed over. Order follows the articles
    and, within one, the text. Articles in a language that is not read make no claims.
    """
    lexicon = load_lexicon()
    articles = articles.filter(pl.col("language").fill_null("en").is_in(READ_LANGUAGES))
    with _rare_collections():
        claims = [c for article in articles_of(articles) for c in extract_claims(article, lexicon)]
    return claim_frame(claims)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for cycles of garbage after many articles, not several times in each.

    What reads an article is freed with it, but for some thousand objects; looking through the
    lexicon again and again took a tenth of the time.
    """
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_OBJECTS, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def articles_of(articles: pl.DataFrame) -> Iterator[Article]:
    """Yield the rows of an article frame as records."""
    for row in articles.select(_COLUMNS).iter_rows():
        yield Article(*row)


def claim_frame(claims: Iterable[Claim]) -> pl.DataFrame:
    """Return claims as a frame of `CLAIM_SCHEMA`, `evidence` as JSON."""
    return pl.DataFrame([claim_row(claim) for claim in claims], schema=CLAIM_SCHEMA, orient="row")


def claim_row(claim: Claim) -> dict[str, Any]:
    """Return a claim as one row by column name."""
    row = {column: getattr(claim, column) for column in CLAIM_SCHEMA if column != "evidence"}
    evidence = [
        {"slot": e.slot, "start": e.start, "end": e.end, "how": e.how, "rule": e.rule}
        for e in claim.evidence
    ]
    row["evidence"] = _as_json(evidence)
    return row
