"""Which articles print one and the same text: reprints of a release share an origin.

Belongs here: near-duplicate search over one frame of articles. Does not belong here: who published
first in the world; an origin is the earliest copy among the articles at hand.

Two texts are one where half of their shingles (runs of five words) are the same, or four fifths of
the shorter one stand in a text of at most twice its length. So a reprint may have another headline,
a changed figure or a cut tail. It keeps most of its numbers: where two texts hold three numbers or
more and share at most half of them, they are two fillings of one template, such as the bulletin of
yesterday and that of today, and not reprints.

Texts are compared only where they share one of their smallest shingle hashes, with at most
`_CANDIDATES` others each, and a shingle that half of the world prints leads to `_POSTINGS` texts at
most: the work grows with the number of articles, not with its square.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b
from zlib import crc32

import polars as pl

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SHINGLE_WORDS = 5
_FEWEST_SHINGLES = 12  # shorter texts are one only where every word is the same
_SKETCH = 24
_CANDIDATES = 8
_POSTINGS = 16


def origins(articles: pl.DataFrame) -> pl.DataFrame:
    """Return one row (article_id, version, origin_id) for each row of `articles`, in its order.

    Needs the columns article_id, version, published_at and text. `origin_id` is the article_id of
    the earliest published copy (undated ones come last, equal times are decided by article_id).
    The versions of one article share its origin. The order of the rows changes nothing.
    """
    in_time = articles.sort("published_at", "article_id", "version", nulls_last=True)
    prints = _Prints()
    found = {
        (article_id, version): prints.origin_of(article_id, text)
        for article_id, version, text in in_time.select("article_id", "version", "text").iter_rows()
    }
    keys = articles.select("article_id", "version")
    return keys.with_columns(pl.Series("origin_id", [found[key] for key in keys.rows()], pl.String))


@dataclass(frozen=True, slots=True)
class _Print:
    """What is kept of a text for comparison: hashes of its shingles, and its numbers."""

    origin_id: str
    shingles: array[int]
    numbers: frozenset[str]


class _Prints:
    """The texts met so far, earliest first, and the ways to find one that is like another."""

    def __init__(self) -> None:
        self._origin_of_article: dict[str, str] = {}
        self._origin_of_words: dict[bytes, str] = {}
        self._prints: list[_Print] = []
        self._postings: dict[int, list[int]] = {}

    def origin_of(self, article_id: str, text: str) -> str:
        """Return the origin of the next text in time, which may be itself."""
        words = _WORD.findall(text.casefold())
        exact = _digest(words or [text])
        shingles = _shingles(words)
        origin_id = self._origin_of_article.get(article_id) or self._origin_of_words.get(exact)
        if len(shingles) >= _FEWEST_SHINGLES and exact not in self._origin_of_words:
            sketch = sorted(shingles)[:_SKETCH]
            numbers = frozenset(_NUMBER.findall(text))
            origin_id = origin_id or self._nearest(shingles, sketch, numbers)
            self._add(_Print(origin_id or article_id, array("I", shingles), numbers), sketch)
        origin_id = origin_id or article_id
        self._origin_of_article[article_id] = origin_id
        self._origin_of_words.setdefault(exact, origin_id)
        return origin_id

    def _nearest(
        self, shingles: frozenset[int], sketch: list[int], numbers: frozenset[str]
    ) -> str | None:
        hits = Counter[int]()
        for shingle in sketch:
            hits.update(self._postings.get(shingle, ()))
        # The most hits first, then the earliest: a choice that does not depend on hashing order.
        candidates = sorted(hits, key=lambda index: (-hits[index], index))[:_CANDIDATES]
        best = max(
            ((_likeness(shingles, numbers, self._prints[i]), -i) for i in candidates),
            default=(0.0, 0),
        )
        return self._prints[-best[1]].origin_id if best[0] > 0 else None

    def _add(self, printed: _Print, sketch: list[int]) -> None:
        self._prints.append(printed)
        for shingle in sketch:
            posting = self._postings.setdefault(shingle, [])
            if len(posting) < _POSTINGS:
                posting.append(len(self._prints) - 1)


def _likeness(shingles: frozenset[int], numbers: frozenset[str], other: _Print) -> float:
    """Return the Jaccard likeness of two texts, or 0 where they are not prints of one."""
    fewer = min(len(numbers), len(other.numbers))
    if fewer >= 3 and len(numbers & other.numbers) * 2 <= fewer:
        return 0.0
    common = len(shingles.intersection(other.shingles))
    short, long = sorted((len(shingles), len(other.shingles)))
    jaccard = common / (short + long - common)
    contained = common >= 0.8 * short and short * 2 >= long
    return jaccard if jaccard >= 0.5 or contained else 0.0


def _shingles(words: list[str]) -> frozenset[int]:
    shifted = (words[i:] for i in range(_SHINGLE_WORDS))
    # Python's own hash of a string differs in each process; a CRC is the same everywhere.
    return frozenset([crc32(" ".join(run).encode()) for run in zip(*shifted, strict=False)])


def _digest(words: list[str]) -> bytes:
    return blake2b(" ".join(words).encode(), digest_size=16).digest()
