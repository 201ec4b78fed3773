"""Which extracted claim stands for which annotated one, and which of its slots are right.

A claim finds an annotation when their spans overlap and they count the same thing. Names are right
when they share most of their words, days when they are one day apart at most: two careful people
differ by as much.
"""

import csv
import datetime as dt
import functools
import re
from collections.abc import Sequence
from pathlib import Path

from pipelines.evaluation.gold import Annotation

RECORD = ("qualifier", "victim_side", "victim_class", "claimant")
"""The slots that make a claim usable: with them right, the record is right."""

SLOTS = (*RECORD, "relay", "period", "cumulative", "place", "verification")

_NAMES = frozenset({"claimant", "relay", "place"})
_UNTOLD = {"victim_class": "unspecified", "verification": "not_stated", "cumulative": False}
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]\.?)?")
_OF_THE_SHORTER, _OF_THE_LONGER = 0.75, 0.34
_ONE_DAY = dt.timedelta(days=1)


def finds(gold: Annotation, read: Annotation) -> bool:
    """Tell whether a claim that was read finds an annotated one.

    For a vague magnitude without a value («dozens») any other vague one will do.
    """
    if gold.category != read.category:
        return False
    if read.start >= gold.end or gold.start >= read.end:
        return False
    if gold.qualifier == "vague" and gold.value is None:
        return read.qualifier == "vague"
    return gold.value == read.value and (gold.value_to or None) == (read.value_to or None)


def right_slots(gold: Annotation, read: Annotation) -> frozenset[str]:
    """Return the slots of `SLOTS` that a claim has right."""
    return frozenset(slot for slot in SLOTS if _is_right(slot, gold, read))


def pair(golds: Sequence[Annotation], reads: Sequence[Annotation]) -> list[tuple[int, int]]:
    """Return (index of the annotation, index of the claim that stands for it), each once.

    Where several fit, those with the most right slots are paired first, then those that come first.
    """
    candidates = sorted(
        (-len(right_slots(gold, read)), i, j)
        for i, gold in enumerate(golds)
        for j, read in enumerate(reads)
        if finds(gold, read)
    )
    by_gold: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in candidates:
        if i not in by_gold and j not in taken:
            by_gold[i] = j
            taken.add(j)
    return sorted(by_gold.items())


def _is_right(slot: str, gold: Annotation, read: Annotation) -> bool:
    if slot == "period":
        return _same_period(gold, read)
    told, got = getattr(gold, slot), getattr(read, slot)
    if slot in _NAMES:
        return same_name(told, got)
    untold = _UNTOLD.get(slot)
    return bool((told or untold) == (got or untold))


def _same_period(gold: Annotation, read: Annotation) -> bool:
    if not _same_day(gold.period_start, read.period_start):
        return False
    if gold.cumulative and not (gold.period_end and read.period_end):
        # A running total is open or ends on the day of the article: both readings stand.
        return True
    return _same_day(gold.period_end, read.period_end)


def _same_day(told: dt.date | None, got: dt.date | None) -> bool:
    if told is None or got is None:
        return told is got
    return abs(told - got) <= _ONE_DAY


def same_name(told: str | None, got: str | None) -> bool:
    """Tell whether two names mean the same one; None means only None.

    >>> same_name("Russian Ministry of Defence", "the Russian MoD"), same_name("Kyiv", "Moscow")
    (True, False)
    """
    if not told or not got:
        return not told and not got
    ours, theirs = _words(told), _words(got)
    if not ours or not theirs:
        return told.strip().lower() == got.strip().lower()
    shared = len(ours & theirs)
    shorter, longer = sorted((len(ours), len(theirs)))
    return shared >= _OF_THE_SHORTER * shorter and shared >= _OF_THE_LONGER * longer


def _words(name: str) -> frozenset[str]:
    """Return the words of a name that tell it from others, spelled one way."""
    means = _means()
    found = (means.get(word, (word,)) for word in _WORD.findall(name.lower()))
    return frozenset(word for words in found for word in words) - _empty_words()


@functools.cache
def _means() -> dict[str, tuple[str, ...]]:
    """Return what `same_words.csv` says: a word, and the words that it stands for, maybe none."""
    path = Path(__file__).with_name("same_words.csv")
    with path.open(encoding="utf-8", newline="") as handle:
        return {row["word"]: tuple(row["means"].split()) for row in csv.DictReader(handle)}


@functools.cache
def _empty_words() -> frozenset[str]:
    return frozenset(word for word, means in _means().items() if not means)
