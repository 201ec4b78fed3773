"""Which articles print one and the same text: reprints of a release share an origin.

Belongs here: near-duplicate search over one frame of articles. Does not belong here: who published first
in the world; an origin is the earliest copy among the articles at hand.
"""

from __future__ import annotations

import polars as pl


def origins(articles: pl.DataFrame) -> pl.DataFrame:
    """Return one row (article_id, version, origin_id) for each row of `articles`."""
    return articles.select("article_id", "version", pl.col("article_id").alias("origin_id"))
