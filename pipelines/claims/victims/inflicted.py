"""Harm that a noun tells and a verb inflicts: «took 150 prisoners», «inflicting losses on».

The subject of such a verb does the harm; the noun alone would tell of its own losses.
"""

import re

from pipelines.claims.harm.predicates import Hit
from pipelines.claims.reading.chunks import Chunk, Reduced
from pipelines.claims.reading.document import Document
from pipelines.claims.victims.clauses import chunk_side, clause_before, is_done_to

_TAKING = re.compile(
    r"\b(?:took|takes?|taking|taken|bagged|rounded up|brought in|(?:is|are|was|were) holding|"
    r"(?:still )?holds?|seized|seizes|seizing)\s(?:some |about |around |up to |at least )?$"
)
_INFLICTING = re.compile(
    r"\b(?:inflict(?:ed|s|ing)?|caus(?:ed|es|ing)|deal(?:t|s|ing))\b[^.;:\"]{0,60}$"
)
_UPON = re.compile(r"\b(?:up)?on(?: the)?\b")
_BEFORE = 80
_BEHIND = 12


def does_harm(hit: Hit, reduced: Reduced, document: Document) -> bool:
    """Tell whether the subject before the harm word of a hit does the harm."""
    return is_done_to(hit, reduced) or _is_taken(hit, document) or is_inflicted(hit, document)


def is_inflicted(hit: Hit, document: Document) -> bool:
    """Tell whether losses are what somebody inflicts: «inflicting losses of 195 servicemen»."""
    if hit.verb.kind != "N" or hit.verb.start >= hit.chunk.start:
        return False
    before = document.folded[max(0, hit.verb.start - _BEFORE) : hit.verb.start]
    return _INFLICTING.search(before) is not None


def upon_whom(hit: Hit, reduced: Reduced, document: Document) -> tuple[str, Chunk] | None:
    """Return the side that losses are inflicted on, told behind them: «… upon Ukrainian units»."""
    if not is_inflicted(hit, document):
        return None
    first = clause_before(hit, reduced).first
    for chunk in reduced.chunks[max(first, hit.position - _BEHIND) : hit.position + _BEHIND]:
        near = max(hit.verb.end, chunk.start - 8)
        if chunk.kind in ';"c' and chunk.start > hit.chunk.end:
            return None
        if chunk.start >= hit.verb.end and _UPON.search(document.folded, near, chunk.end):
            found = chunk_side(chunk, document)
            if found is not None:
                return found
    return None


def _is_taken(hit: Hit, document: Document) -> bool:
    if hit.category != "captured":
        return False
    start = hit.chunk.start
    return _TAKING.search(document.folded[max(0, start - _BEFORE) : start]) is not None
