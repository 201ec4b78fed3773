"""Merchant ships and who sails in them: civilians, and of no side in a war that is not theirs."""

from pipelines.claims.harm.predicates import Hit
from pipelines.claims.reading.chunks import Reduced
from pipelines.claims.reading.document import Document
from pipelines.claims.victims.clauses import noun_phrase
from pipelines.claims.victims.wording import has_word
from pipelines.records import Span

_LOOK_BACK = 2
_WITHIN = 400


def is_aboard(hit: Hit, reduced: Reduced, document: Document) -> bool:
    """Tell whether the victims of a hit sailed in a merchant ship, or are such a ship."""
    phrase = noun_phrase(hit, reduced)
    if hit.category in ("equipment", "repelled"):
        return has_word(document, phrase, "vessel")
    sentence, start = reduced.sentence, hit.chunk.start
    crew = has_word(document, phrase, "crew")
    if not crew and hit.chunk.kind not in "05":
        return False
    around = Span(max(sentence.start, start - _WITHIN), min(sentence.end, start + _WITHIN))
    return has_word(document, around, "vessel") or _is_of_ship_before(reduced, document)


def _is_of_ship_before(reduced: Reduced, document: Document) -> bool:
    """Tell whether the sentences shortly before, in the same paragraph, tell of such a ship."""
    spans, index = document.sentences.spans, reduced.sentence.index
    first = max(0, index - _LOOK_BACK)
    before = [it for it in spans[first:index] if it.paragraph == spans[index].paragraph]
    return any(
        has_word(document, Span(it.start, min(it.end, it.start + _WITHIN)), "vessel")
        for it in before
    )
