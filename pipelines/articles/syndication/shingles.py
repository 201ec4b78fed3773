"""The words of many texts as flat arrays, and what is compared of them: shingles and numbers.

Belongs here: cutting texts into words and hashing runs of them, for a whole frame at once. Does not
belong here: which runs make a copy (`judgement`).

A shingle is a run of four words inside one sentence, or a shorter sentence as a whole: none crosses
the end of a sentence, so that sentences in another order, or with others left out between them,
keep every shingle. Hashes are CRCs and multiplications and the same on every machine, because they
are stored.
"""

from __future__ import annotations

import functools
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.lexicon import vocabularies
from pipelines.lexicon.reading import DATA

RUN = 4
"""Words of a shingle."""

Hashes = npt.NDArray[np.uint64]

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|\w+|[.!?…。！？]")
_ENDS = frozenset(".!?…。！？")
_NO_COUNTS = {"one"}  # rather a pronoun
_MASK = np.uint64(crc32(b"#"))
_FACTORS = np.array(
    [
        0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9,
        0x27D4EB2F165667C5, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F,
    ],
    np.uint64,
)  # fmt: skip
_AROUND = (-3, -2, -1, 1, 2, 3)
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of several texts, one after the other.

    `text`, `sentence` and `hash` tell of each word which text and which sentence of all it stands
    in and what it is; `is_number` where it counts or dates something. `n_texts` counts texts.
    """

    text: npt.NDArray[np.int64]
    sentence: npt.NDArray[np.int64]
    hash: Hashes
    is_number: npt.NDArray[np.bool_]
    n_texts: int


def words_of(texts: Sequence[str]) -> Words:
    """Return the words of the texts, their case left aside."""
    tokens = _Tokens()
    codes = array("I")
    bounds = [0]
    for text in texts:
        # Cutting at spaces and knowing the pieces is five times as fast as one pattern throughout.
        pieces = text.lower().replace("\n", " . ").split()
        codes.extend(chain.from_iterable(map(tokens.__getitem__, pieces)))
        bounds.append(len(codes))
    lengths = np.diff(bounds)
    code = np.frombuffer(codes, np.uint32) if codes else np.zeros(0, np.uint32)
    text_of = np.repeat(np.arange(len(lengths)), lengths)
    is_word = ~np.array(tokens.ends, np.bool_)[code]
    begins_text = np.diff(text_of, prepend=-1) != 0
    sentence = np.cumsum(~is_word | begins_text)[is_word]
    code = code[is_word]
    return Words(
        text_of[is_word],
        sentence,
        np.array(tokens.hashes, np.uint64)[code],
        np.array(tokens.numbers, np.bool_)[code],
        len(lengths),
    )


class _Tokens(dict[str, tuple[int, ...]]):
    """The pieces between spaces met so far, each as the numbers of its words and sentence ends.

    Of each word its hash and whether it is a number; `ends` where it is none but ends a sentence.
    """

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self.hashes: list[int] = []
        self.ends: list[bool] = []
        self.numbers: list[bool] = []

    def __missing__(self, piece: str) -> tuple[int, ...]:
        codes = tuple(self._code(token) for token in _TOKEN.findall(piece))
        self[piece] = codes
        return codes

    def _code(self, token: str) -> int:
        known = self._codes.get(token)
        if known is not None:
            return known
        encoded = token.encode("utf-8", "surrogatepass")
        # Two CRCs: of one with 32 bits, two of a million words would share their hash.
        self.hashes.append(crc32(encoded) << 32 | crc32(encoded[::-1]))
        self.ends.append(token in _ENDS)
        self.numbers.append(token[0].isdigit() or token in _number_words())
        return self._codes.setdefault(token, len(self._codes))


def shingles_of(words: Words) -> list[Hashes]:
    """Return the different shingles of each text, in the order of their hashes."""
    starts = np.diff(words.sentence, prepend=-1) != 0
    taken = _in_sentence(words, RUN - 1) | starts
    runs = _combined([_shifted(words, words.hash, step) for step in range(RUN)])[taken]
    bounds = _bounds(words.text[taken], words.n_texts)
    return [np.unique(runs[start:end]) for start, end in pairwise(bounds)]


def number_marks(words: Words, most: int) -> pl.Series:
    """Return the numbers of each text with the place where they stand, at most `most` of a text.

    The upper half of a mark is the hash of the three words before and behind (numbers among them
    masked), the lower that of the number: two fillings of one template share the upper halves and
    differ in the lower. Of too many, those with the smallest hashes stay, the same in every copy.
    """
    masked = np.where(words.is_number, _MASK, words.hash)
    around = [_shifted(words, masked, step) for step in _AROUND]
    place = _combined(around) >> _HALF
    mark = (place << _HALF) | (words.hash & _LOW)
    # One word beside it at least: a number alone in its line stands nowhere in particular.
    known = words.is_number & np.any([side != 0 for side in around], axis=0)
    marks = (
        pl.DataFrame({"text": words.text[known], "numbers": mark[known]})
        .unique()
        .sort("text", "numbers")
        .group_by("text", maintain_order=True)
        .agg(pl.col("numbers").head(most))
    )
    texts = pl.DataFrame({"text": np.arange(words.n_texts)})
    placed = texts.join(marks, on="text", how="left", maintain_order="left")
    return placed["numbers"].fill_null([])


def word_digests(words: Words, texts: Sequence[str]) -> list[bytes]:
    """Return a digest of the words of each text in order, or of the text where it has none."""
    bounds = _bounds(words.text, words.n_texts)
    told = (
        words.hash[start:end].tobytes() or text.encode("utf-8", "surrogatepass")
        for (start, end), text in zip(pairwise(bounds), texts, strict=True)
    )
    return [blake2b(of, digest_size=16).digest() for of in told]


def _bounds(text: npt.NDArray[np.int64], n_texts: int) -> list[int]:
    """Return where each text begins in an array of what is text by text, and the end."""
    bounds: list[int] = np.searchsorted(text, np.arange(n_texts + 1)).tolist()
    return bounds


@functools.cache
def _number_words() -> frozenset[str]:
    numbers = vocabularies.numbers(DATA).values()
    words = {number.word for number in numbers if number.kind in ("unit", "tens")}
    return frozenset(words - _NO_COUNTS)


def _in_sentence(words: Words, step: int) -> npt.NDArray[np.bool_]:
    """Return where the word so many steps on (or back) stands in the same sentence."""
    inside = np.zeros(len(words.sentence), np.bool_)
    if step > 0:
        inside[:-step] = words.sentence[step:] == words.sentence[:-step]
    else:
        inside[-step:] = words.sentence[-step:] == words.sentence[: len(inside) + step]
    return inside


def _shifted(words: Words, hashes: Hashes, step: int) -> Hashes:
    """Return of each word the hash of that so many steps on; 0 outside of the sentence."""
    if step == 0:
        return hashes
    return np.where(_in_sentence(words, step), np.roll(hashes, -step), np.uint64(0))


def _combined(columns: list[Hashes]) -> Hashes:
    """Return one well mixed hash of the hashes in order."""
    mixed = np.zeros(len(columns[0]), np.uint64)
    for column, factor in zip(columns, _FACTORS, strict=False):
        mixed = (mixed ^ column) * factor
        mixed ^= mixed >> np.uint64(29)
    return mixed
