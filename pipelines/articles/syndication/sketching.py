"""What is stored of a text so that copies of it can be found without reading it again.

Belongs here: one row a text, made from the text alone. Does not belong here: comparing two texts
(`judgement`), storing (`warehouse.syndication`).
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
from pipelines.sketches import SKETCH_SCHEMA

PERMUTATIONS = 192
"""Of the MinHash: the likeness of two texts is told to ± 0.03.

Each two are a band. Texts that share a quarter of all their shingles, as one that keeps three
tenths of the other under a lead of its own, share a band with a chance of 0.998; ones that share a
fifth, of 0.98. With 32 bands of four, which are usual, one in eight of the former would be found.
"""

FEWEST_SHINGLES = 12
"""Shorter texts are one only where every word is the same: they have no bands."""

SKETCH = f"{RMinHash.ALGORITHM_VERSION}.1"
"""Version of the sketches, stored with each; those of another version cannot be compared."""

_MADE = (
    "medium", "credited", "credit_weight", "n_shingles", "words_digest", "signature",
)  # fmt: skip
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
    made = pl.DataFrame(
        {
            "medium": [medium_of(name) for name in articles["publisher"]],
            "credited": [credit.agency if credit else None for credit in found],
            "credit_weight": [credit.weight if credit else None for credit in found],
            "n_shingles": [len(of) for of in shingles],
            "words_digest": word_digests(words, texts),
            "signature": [row.tobytes() for row in minima.astype("<u2")],
        },
        schema={name: SKETCH_SCHEMA[name] for name in _MADE},
    ).with_columns(_bands(minima), number_marks(words, _MOST_NUMBERS))
    long_enough = pl.col("n_shingles") >= FEWEST_SHINGLES
    made = made.with_columns(bands=pl.when(long_enough).then("bands").otherwise(pl.lit([])))
    told = articles.select(
        "article_id",
        "version",
        "published_at",
        pl.coalesce(pl.coalesce("published_at", "retrieved_at").dt.date(), _UNDATED).alias("day"),
        pl.col("publisher").str.to_lowercase().str.strip_chars(),
        pl.lit(SKETCH).alias("sketch"),
    )
    sketches = pl.concat([told, made], how="horizontal").select(SKETCH_SCHEMA.names())
    return sketches.cast(SKETCH_SCHEMA)


def _minima(shingles: list[Hashes]) -> npt.NDArray[np.uint32]:
    """Return the MinHash of each text, one row of `PERMUTATIONS` minima each."""
    if not shingles:
        return np.zeros((0, PERMUTATIONS), np.uint32)
    offsets = np.cumsum([0, *map(len, shingles)]).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(
        np.concatenate(shingles), offsets, PERMUTATIONS, _SEED
    )
    return np.array(matrix.to_rows(), np.uint32)


def _bands(minima: npt.NDArray[np.uint32]) -> pl.Series:
    """Return one hash of each two minima."""
    left, right = (minima[:, side::2].astype(np.uint64) for side in (0, 1))
    mixed = (left * np.uint64(0x9E3779B97F4A7C15)) ^ (right * np.uint64(0xC2B2AE3D27D4EB4F))
    hashes = (mixed * np.uint64(0x165667B19E3779F9)) >> np.uint64(32)
    kind = pl.Array(pl.UInt32, PERMUTATIONS // 2)
    return pl.Series("bands", hashes.astype(np.uint32), kind).arr.to_list()
