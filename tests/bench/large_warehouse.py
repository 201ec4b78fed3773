"""A warehouse of many articles, made in DuckDB itself, and one more article to load into it.

The rows have the shapes of real ones, and their keys, spans and references hold; the texts are
about a third of an article's usual length, so that a million fit. The index in which copies are
found is left empty: the models do not read it.
"""

import datetime as dt
import sys
from pathlib import Path

import polars as pl

from pipelines.lexicon.frames import actor_frame, alias_frame, place_frame
from pipelines.lexicon.publishers import publisher_frame
from pipelines.records import (
    ARTICLE_SCHEMA,
    CLAIM_SCHEMA,
    EXTRACTION_SCHEMA,
    REJECTED_SCHEMA,
    claim_id,
    text_sha256,
)
from warehouse.article_load import load_articles
from warehouse.connect import open_live
from warehouse.load import load_claims, load_reference

STATEMENTS = Path(__file__).with_suffix(".sql")
TEXT = "The ministry said that more than 365 soldiers fell near the town on Friday."
FIGURE = "more than 365"


def make(path: Path, count: int) -> None:
    """Make a warehouse of `count` articles and a fifth as many claims, before any models."""
    with open_live(path) as con:
        load_reference(con, actor_frame(), alias_frame(), place_frame(), publisher_frame())
        con.execute(f"set variable n = {count}")
        if count:
            con.execute(STATEMENTS.read_text(encoding="utf-8"))


def add_article(path: Path, number: int) -> None:
    """Load one more article with one claim, as ingestion and extraction would."""
    name = f"added-{number}"
    now = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    article = pl.DataFrame(
        [
            {
                "article_id": name,
                "version": 1,
                "url": f"https://www.reuters.com/{number}",
                "publisher": "Reuters",
                "title": "One more",
                "published_at": now,
                "retrieved_at": now,
                "language": "en",
                "text": TEXT,
                "text_sha256": text_sha256(TEXT),
                "n_replaced": 0,
            }
        ],
        schema=ARTICLE_SCHEMA,
    )
    start = TEXT.index(FIGURE)
    span = (start, start + len(FIGURE))
    claim = pl.DataFrame(
        [
            {
                "claim_id": claim_id(name, 1, *span, "killed", "bench-1"),
                "article_id": name,
                "version": 1,
                "extractor_version": "bench-1",
                "start": span[0],
                "end": span[1],
                "figure": FIGURE,
                "implicit": False,
                "category": "killed",
                "value": 365,
                "qualifier": "more_than",
                "low": 366,
                "low_closed": False,
                "high_closed": False,
                "approximate": False,
                "victim_side": "ukraine",
                "victim_class": "military",
                "claimant": "Russian Defence Ministry",
                "attribution": "direct",
                "period_start": now.date(),
                "period_end": now.date(),
                "period_kind": "day",
                "cumulative": False,
                "verification": "not_stated",
                "confidence": 0.9,
                "evidence": "[]",
            }
        ],
        schema=CLAIM_SCHEMA,
    )
    ledger = pl.DataFrame(
        [{"article_id": name, "version": 1, "extractor_version": "bench-1", "n_claims": 1}],
        schema=EXTRACTION_SCHEMA,
    )
    with open_live(path) as con:
        load_articles(con, article, pl.DataFrame(schema=REJECTED_SCHEMA))
        load_claims(con, claim, ledger)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
