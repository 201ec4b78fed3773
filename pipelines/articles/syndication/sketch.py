"""What is stored of a text so that copies of it can be found without reading it again.

Belongs here: one row a text, made from the text alone. Does not belong here: comparing two texts
(`copies`), storing (`warehouse.syndication`).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl
from rensa import RMinHash

from pipelines.articles.syndication.credits import credit_of, medium_of
from pipelines.articles.syndication.shingles import (
    Hashes,
    number_marks,
    shingles_of,
    word_digests,
    words_of,
)

PERMUTATIONS = 256
"""Of the MinHash: the likeness of two texts is told to ± 0.03."""

BANDS = 128
"""Of two permutations each: texts that share a quarter of their shingles share a band for certain
(0.9997), ones that share a fifth almost so (0.995)."""

FEWEST_SHINGLES = 12
"""Shorter texts are one only where every word is the same: they have no bands."""

SKETCH = f"{RMinHash.ALGORITHM_VERSION}.1"
"""Version of the sketches, stored with each; those of another version cannot be compared."""

SKETCH_SCHEMA = pl.Schema(
    {
        "article_id": pl.String,
        "version": pl.Int32,
        "day": pl.Date,
        "published_at": pl.Datetime("us", "UTC"),
        "publisher": pl.String,
        "medium": pl.String,
        "credited": pl.String,
        "credit_weight": pl.Int8,
        "n_shingles": pl.Int32,
        "words_digest": pl.Binary,
        "signature": pl.Binary,
        "bands": pl.List(pl.UInt32),
        "numbers": pl.List(pl.UInt64),
        "sketch": pl.String,
    }
)
"""One row is the sketch of one article version (key: article_id, version).

`day` is that of publication, else of retrieval, in UTC; `publisher` is folded for comparison, and
`medium` the lexicon's name for it; `signature` holds the lower 16 bits of each minimum, `bands` a
hash of each two, `numbers` marks as of `number_marks`.
"""

_SEED = 1
_MOST_NUMBERS = 64
_UNDATED = pl.date(1970, 1, 1)


def sketch(articles: pl.DataFrame) -> pl.DataFrame:
    """Return the sketches (SKETCH_SCHEMA) of article versions, in their order.

    Needs the columns article_id, version, publisher, byline, published_at, retrieved_at and text.
    """
    texts = articles["text"].to_list()
    words = words_of(texts)
    shingles = shingles_of(words)
    minima = _minima(shingles)
    found = [
        credit_of(text, byline) for text, byline in articles.select("text", "byline").iter_rows()
    ]
    columns = {
        "medium": [medium_of(name) for name in articles["publisher"]],
        "credited": [credit.agency if credit else None for credit in found],
        "credit_weight": [credit.weight if credit else None for credit in found],
        "n_shingles": [len(of) for of in shingles],
        "words_digest": word_digests(words, texts),
        "signature": [row.tobytes() for row in minima.astype("<u2")],
        "bands": _bands(minima, shingles),
        "numbers": number_marks(words, _MOST_NUMBERS),
    }
    moment = pl.coalesce("published_at", "retrieved_at")
    told = articles.select(
        "article_id",
        "version",
        "published_at",
        pl.coalesce(moment.dt.date(), _UNDATED).alias("day"),
        pl.col("publisher").str.to_lowercase().str.strip_chars(),
        pl.lit(SKETCH).alias("sketch"),
        *[pl.Series(name, of, SKETCH_SCHEMA[name]) for name, of in columns.items()],
    )
    return told.select(SKETCH_SCHEMA.names()).cast(SKETCH_SCHEMA)


def _minima(shingles: list[Hashes]) -> npt.NDArray[np.uint32]:
    """Return the MinHash of each text, one row of `PERMUTATIONS` minima each."""
    if not shingles:
        return np.zeros((0, PERMUTATIONS), np.uint32)
    offsets = np.cumsum([0, *map(len, shingles)]).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(
        np.concatenate(shingles), offsets, PERMUTATIONS, _SEED
    )
    return np.array(matrix.to_rows(), np.uint32)


def _bands(minima: npt.NDArray[np.uint32], shingles: list[Hashes]) -> list[list[int]]:
    """Return one hash a band; none of a text that is too short to be compared."""
    left, right = (minima[:, side::2].astype(np.uint64) for side in (0, 1))
    mixed = (left * np.uint64(0x9E3779B97F4A7C15)) ^ (right * np.uint64(0xC2B2AE3D27D4EB4F))
    hashes = ((mixed * np.uint64(0x165667B19E3779F9)) >> np.uint64(32)).tolist()
    return [
        row if len(of) >= FEWEST_SHINGLES else [] for row, of in zip(hashes, shingles, strict=True)
    ]
