"""The frames that finding copies of texts (`articles.syndication`) and storing them share.

Belongs here: their schemas, column by column as in the `raw` tables. Does not belong here: making
or comparing sketches. Imports Polars only.
"""

from __future__ import annotations

import polars as pl

SKETCH_SCHEMA = pl.Schema(
    {
        "article_id": pl.String(),
        "version": pl.Int32(),
        "day": pl.Date(),
        "published_at": pl.Datetime("us", "UTC"),
        "publisher": pl.String(),
        "medium": pl.String(),
        "credited": pl.String(),
        "credit_weight": pl.Int8(),
        "n_shingles": pl.Int32(),
        "words_digest": pl.Binary(),
        "signature": pl.Binary(),
        "bands": pl.List(pl.UInt32()),
        "numbers": pl.List(pl.UInt64()),
        "sketch": pl.String(),
    }
)
"""One row is what is kept of one article version for comparison (key: article_id, version).

`day` is that of publication, else of retrieval, in UTC; `publisher` is in lower case, `medium` the
lexicon's name for it, and `credited` that of the agency which the text credits; `signature` holds
the lower 16 bits of each minimum of a MinHash, `bands` a hash of each two of them, `numbers` each
number with the words around it; `sketch` is the version of how all this is made.
"""

COPY_SCHEMA = pl.Schema(
    {
        "article_id": pl.String(),
        "version": pl.Int32(),
        "origin_id": pl.String(),
        "origin_version": pl.Int32(),
        "origin_latest": pl.Int32(),
        "kept": pl.Float64(),
        "figures_changed": pl.List(
            pl.Struct(
                {
                    "before": pl.String(),
                    "after": pl.String(),
                    "sentence_before": pl.String(),
                    "sentence_after": pl.String(),
                }
            )
        ),
    }
)
"""`raw.article_copy`: one row is a text compared with its origin (key: article_id, version)."""
