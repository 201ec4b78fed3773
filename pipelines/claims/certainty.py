"""How sure: verification and hedges of a figure, also from the sentences after it."""

import functools
import re
from dataclasses import dataclass

from pipelines.claims.chunks import Reduced
from pipelines.claims.document import Document
from pipelines.claims.quantities import alternatives
from pipelines.lexicon import Lexicon
from pipelines.records import Evidence, Verification

_HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|apparently|is believed to|are believed to|"
    r"may have|possibly|presumably|estimated)\b",
    re.IGNORECASE,
)
_LOOK_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Certainty:
    """What the article says of a figure's truth, and the hedge in its sentence."""

    verification: Verification
    hedge: str | None
    evidence: tuple[Evidence, ...]


@functools.lru_cache(maxsize=4)
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(lexicon.certainty)})\b")


def find_certainty(reduced: Reduced, document: Document, attributed: bool) -> Certainty:
    """Return the certainty of the figures of a sentence.

    Doubt in one of the next sentences reaches back to a figure that someone claims
    (`attributed`), not to one in the article's own voice.
    """
    sentence = reduced.sentence
    words = document.text[sentence.start : sentence.end]
    hedge = _HEDGE.search(words)
    hedge_text = hedge[0] if hedge else None
    reach = _LOOK_AHEAD if attributed else 1
    for near in document.sentences[sentence.index : sentence.index + reach + 1]:
        other = near.sentence
        match = _pattern(document.lexicon).search(document.folded, other.start, other.end)
        if match is None:
            continue
        status = document.lexicon.certainty[" ".join(match[0].split())]
        if other is not sentence and status == "verified":
            continue
        rule = "certainty.same" if other is sentence else "certainty.later"
        evidence = Evidence("verification", match.start(), match.end(), "explicit", rule)
        return Certainty(status, hedge_text, (evidence,))
    return Certainty("not_stated", hedge_text, ())
