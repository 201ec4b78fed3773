"""Which pairs of texts are copies of one text, judged by their sketches.

Belongs here: the thresholds, each with its reason. Does not belong here: which pairs are worth
judging (`warehouse.syndication`), what follows for a cluster (`clusters`).

A copy may be cut, reordered and have another headline and lead, so what counts is containment: the
share of the shorter text's shingles that stand in the longer one. Four things look like copies:

- Two fillings of one template, as yesterday's bulletin and today's: half or more of the numbers
  that stand in the same words differ.
- Stories that share a paragraph of background: they share half of the shorter one at most.
- A later digest that prints several stories: it contains them, and is much longer.
- A publisher's follow-up with its own earlier paragraphs: of one publisher more is asked.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

CONTAINED = 0.55
"""Of the shorter text: a paragraph of background makes up less, even of a short story, and a new
lead leaves two thirds, even of a copy that was cut to three sentences."""
CONTAINED_SAME_PUBLISHER = 0.75
"""A publisher cuts its own story, but a part of it under another lead is a new one."""
PRESENT = 0.2
"""Of the longer text: three tenths that were kept, less the error of the estimate."""
PRESENT_LATER = 0.5
"""Of the longer text where it came later and neither credits the other's publisher: it is no source
that was cut, but prints the shorter one, whole, among other things."""
FEWEST_COMMON = 10.0
"""Shingles: about two sentences."""
CLOCKS_MINUTES = 60
"""Publishers' clocks and feeds differ by so much, so that within it neither text is the later."""
FEWEST_NUMBERS = 3
"""In common words: with fewer, differing ones are corrections and not another filling."""

_CHUNK = 50_000


class _Pair(NamedTuple):
    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]


def copies(pairs: pl.DataFrame, sketches: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of `pairs` (left, right: keys) whose two texts are copies of one text.

    `sketches` holds the row of every key (key, published_at, publisher, medium, credited,
    n_shingles, signature, numbers). Whether a pair is one depends on nothing but the two sketches,
    and not on their order.
    """
    if pairs.is_empty():
        return pairs
    row_of = sketches.select("key").with_row_index("row")
    rows = pairs.select(
        row_of.join(pairs.select(key=side).with_row_index("pair"), on="key")
        .sort("pair")["row"]
        .alias(side)
        for side in ("left", "right")
    )
    pair = _Pair(*(rows[side].to_numpy().astype(np.int64) for side in ("left", "right")))
    alike = _alike(pair, sketches)
    marks = sketches["numbers"].to_list()
    verdict = alike.tolist()
    for index in np.flatnonzero(alike):
        verdict[index] = not one_template(marks[pair.left[index]], marks[pair.right[index]])
    return pairs.filter(pl.Series(verdict, dtype=pl.Boolean))


def one_template(left: list[int], right: list[int]) -> bool:
    """Return whether most numbers that stand in the same words in both texts differ."""
    here, there = _by_place(left), _by_place(right)
    common = here.keys() & there.keys()
    same = sum(1 for place in common if here[place] & there[place])
    return len(common) >= FEWEST_NUMBERS and same * 2 <= len(common)


def _by_place(marks: list[int]) -> dict[int, set[int]]:
    places: dict[int, set[int]] = {}
    for mark in marks:
        places.setdefault(mark >> 32, set()).add(mark & 0xFFFFFFFF)
    return places


def _alike(pair: _Pair, sketches: pl.DataFrame) -> npt.NDArray[np.bool_]:
    """Return of each pair whether enough of the texts is the same, numbers left aside."""
    count = sketches["n_shingles"].to_numpy().astype(np.float64)
    left, right = count[pair.left], count[pair.right]
    jaccard = _likeness(pair, sketches["signature"])
    common = jaccard / (1 + jaccard) * (left + right)
    same = _equal(pair, sketches["publisher"], sketches["publisher"])
    embeds = _longer_is_later(pair, left, right, sketches["published_at"]) & ~_credits(
        pair, sketches
    )
    contained = np.where(same, CONTAINED_SAME_PUBLISHER, CONTAINED) * np.minimum(left, right)
    present = np.where(embeds, PRESENT_LATER, PRESENT) * np.maximum(left, right)
    alike: npt.NDArray[np.bool_] = common >= np.maximum.reduce(
        [contained, present, np.full_like(common, FEWEST_COMMON)]
    )
    return alike


def _likeness(pair: _Pair, signatures: pl.Series) -> npt.NDArray[np.float64]:
    """Return the estimated Jaccard likeness of each pair."""
    minima = np.frombuffer(b"".join(signatures), "<u2").reshape(len(signatures), -1)
    shares = [
        (minima[pair.left[at : at + _CHUNK]] == minima[pair.right[at : at + _CHUNK]]).mean(axis=1)
        for at in range(0, len(pair.left), _CHUNK)
    ]
    return np.concatenate(shares)


def _credits(pair: _Pair, sketches: pl.DataFrame) -> npt.NDArray[np.bool_]:
    """Return whether one text of each pair credits the publisher of the other."""
    credited, medium = sketches["credited"], sketches["medium"]
    return _equal(pair, credited, medium) | _equal(pair, medium, credited)


def _equal(pair: _Pair, left: pl.Series, right: pl.Series) -> npt.NDArray[np.bool_]:
    """Return of each pair whether its left value is told and the right one is the same."""
    both = pl.concat([left, right]).fill_null("").rank("dense").to_numpy()
    known = left.is_not_null().to_numpy()
    equal: npt.NDArray[np.bool_] = known[pair.left] & (
        both[: len(left)][pair.left] == both[len(left) :][pair.right]
    )
    return equal


def _longer_is_later(
    pair: _Pair,
    left: npt.NDArray[np.float64],
    right: npt.NDArray[np.float64],
    published_at: pl.Series,
) -> npt.NDArray[np.bool_]:
    minutes = (published_at.dt.epoch("s") / 60).to_numpy()  # NaN where not told: never later
    behind = minutes[pair.right] - minutes[pair.left]
    with np.errstate(invalid="ignore"):
        later: npt.NDArray[np.bool_] = np.where(right > left, behind, -behind) > CLOCKS_MINUTES
    return later
