"""How a copy differs from its origin: the share that is the origin's, and the figures changed.

Belongs here: comparing the texts of copies with those of their origins. Does not belong here: which
text is the origin (`warehouse.syndication`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.articles.figure_changes import CutText, text_changes
from pipelines.articles.syndication.shingles import Hashes, shingles_of, words_of
from pipelines.sketches import COPY_SCHEMA


class _Comparison(NamedTuple):
    article_id: str
    version: int
    text: str
    origin_id: str
    origin_version: int
    origin_latest: int
    origin_text: str


def echoes(texts: pl.DataFrame) -> pl.DataFrame:
    """Return a row of COPY_SCHEMA for each copy: its comparison with the version it is nearest to.

    A row of `texts` is a copy beside one version of its origin: article_id, version, text,
    origin_id, origin_version, origin_latest (of the origin's versions), origin_text. Rows of one
    origin are best told together.
    """
    rows = [_Comparison(*row) for row in texts.select(_Comparison._fields).iter_rows()]
    nearest: dict[tuple[str, int], tuple[float, int, _Comparison]] = {}
    for row, kept in zip(rows, _kept(rows), strict=True):
        key, rank = (row.article_id, row.version), (kept, -row.origin_version, row)
        nearest[key] = max(nearest.get(key, rank), rank, key=lambda found: found[:2])
    cut = _Cut()
    return pl.DataFrame(
        [
            (*key, row.origin_id, row.origin_version, row.origin_latest, kept, cut.figures(row))
            for key, (kept, _, row) in nearest.items()
        ],
        schema=COPY_SCHEMA,
        orient="row",
    )


def _kept(rows: Sequence[_Comparison]) -> list[float]:
    """Return the share of each copy's shingles that stand in the origin's text beside it."""
    texts = list(dict.fromkeys(text for row in rows for text in (row.text, row.origin_text)))
    shingles = dict(zip(texts, shingles_of(words_of(texts)), strict=True))
    return [_share(shingles[row.text], shingles[row.origin_text]) for row in rows]


def _share(copy: Hashes, source: Hashes) -> float:
    common = len(np.intersect1d(copy, source, assume_unique=True))
    return common / len(copy) if len(copy) else 1.0


class _Cut:
    """The text of the last origin, cut once for all of its copies that follow."""

    def __init__(self) -> None:
        self._text = ""
        self._cut = CutText("")

    def figures(self, row: _Comparison) -> list[dict[str, str]]:
        if row.origin_text != self._text:
            self._text, self._cut = row.origin_text, CutText(row.origin_text)
        return [asdict(change) for change in text_changes(self._cut, row.text).figures]
