"""What an article says of the truth of its figures: hedges, doubts, denials, verifications."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from pipelines.claims.reading.document import Document
from pipelines.records import Verification

_HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|apparently|is believed to|are believed to|"
    r"may have|possibly|presumably|estimated)\b",
    re.IGNORECASE,
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
    hedge = _HEDGE.search(document.text, start, end)
    return hedge[0] if hedge else None


def find_remarks(document: Document) -> list[Remark]:
    """Return the remarks of an article on how sure its figures are, in order.

    A sentence has one remark of each status; one that denies verification verifies nothing.
    """
    found: dict[tuple[int, Verification], Remark] = {}
    spans = document.sentences.spans
    folded = document.folded
    for doubt in document.lexicon.certainty:
        at = folded.find(doubt.trigger)
        while at >= 0:
            index = max(0, bisect_right(spans, at, key=lambda span: span.start) - 1)
            match = doubt.pattern.search(folded, spans[index].start, spans[index].end)
            if match is not None:
                remark = Remark(match.start(), match.end(), index, doubt.status, doubt.doubt_id)
                found.setdefault((index, doubt.status), remark)
            at = folded.find(doubt.trigger, max(at + 1, spans[index].end))
    return sorted(
        (
            remark
            for (index, status), remark in found.items()
            if status != "verified" or (index, "unverified") not in found
        ),
        key=lambda remark: remark.start,
    )
