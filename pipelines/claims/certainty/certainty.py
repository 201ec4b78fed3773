"""What an article says of the truth of its figures: hedges, doubts, denials, verifications."""

import functools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipelines.claims.reading.document import Document
from pipelines.lexicon import Lexicon
from pipelines.records import Verification

_HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|apparently|is believed to|are believed to|"
    r"may have|possibly|presumably|estimated)\b"
)


@dataclass(frozen=True, slots=True)
class Remark:
    """Words on how sure figures are, in sentence `index`; `rule` names the pattern."""

    start: int
    end: int
    index: int
    status: Verification
    rule: str


def find_hedge(start: int, end: int, document: Document) -> str | None:
    """Return the word of a sentence that hedges its figures, or None."""
    hedge = _HEDGE.search(document.folded, start, end)
    return document.text[hedge.start() : hedge.end()] if hedge else None


def find_remarks(document: Document) -> list[Remark]:
    """Return the remarks of an article on how sure its figures are, in order.

    A sentence has one remark of each status; one that denies verification verifies nothing.
    """
    found: dict[tuple[int, Verification], Remark] = {}
    spans = document.sentences.spans
    folded = document.folded
    for number, index in _tried(document):
        doubt, span = document.lexicon.certainty[number], spans[index]
        match = doubt.pattern.search(folded, span.start, span.end)
        if match is not None:
            remark = Remark(match.start(), match.end(), index, doubt.status, doubt.doubt_id)
            found.setdefault((index, doubt.status), remark)
    return sorted(
        (
            remark
            for (index, status), remark in found.items()
            if status != "verified" or (index, "unverified") not in found
        ),
        key=lambda remark: remark.start,
    )


def _tried(document: Document) -> list[tuple[int, int]]:
    """Return each doubt with each sentence that holds its trigger, by their numbers."""
    automaton, doubts = _triggers(document.lexicon)
    starts = [span.start for span in document.sentences.spans]
    hits = automaton.find_matches_as_indexes(document.folded, overlapping=True)
    tried = {(trigger, bisect_right(starts, at) - 1) for trigger, at, _ in hits}
    return sorted((number, max(index, 0)) for trigger, index in tried for number in doubts[trigger])


@functools.lru_cache(maxsize=4)
def _triggers(lexicon: Lexicon) -> tuple[AhoCorasick, Sequence[Sequence[int]]]:
    """Return the automaton of all triggers, and the doubts of each by their numbers."""
    doubts: dict[str, list[int]] = {}
    for number, doubt in enumerate(lexicon.certainty):
        doubts.setdefault(doubt.trigger, []).append(number)
    automaton = AhoCorasick(
        list(doubts), matchkind=MatchKind.Standard, implementation=Implementation.DFA
    )
    return automaton, list(doubts.values())
