"""Why a number in a sentence makes no claim, as far as the stages tell."""

import functools
import re

from pipelines.claims.harm.categories import harm_of
from pipelines.claims.harm.governors import Governor, Mask
from pipelines.claims.reading.chunks import Chunk, Reduced
from pipelines.claims.reading.document import Document
from pipelines.claims.reading.gate import may_hold_claims, speaks_of_conflict, tells_other_cause
from pipelines.claims.reading.mentions import Mentions
from pipelines.claims.reading.numerals import alternatives
from pipelines.claims.reading.tokens import Token
from pipelines.lexicon import Lexicon

_HARM_KINDS = "KkXGJNUTj"


@functools.lru_cache(maxsize=4)
def _unit(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"[\s-]?(?:[a-z]+-)?(?P<unit>{alternatives(lexicon.units)})(?!\w)")


def why_no_claims(mentions: Mentions, lexicon: Lexicon) -> str | None:
    """Return why a whole text is passed over, or None where it is read."""
    if not may_hold_claims(mentions.folded, lexicon):
        return "no word of harm in the whole text"
    if not speaks_of_conflict(mentions, lexicon):
        return "the text has no sign of armed conflict, or too few beside words of other news"
    return None


def why_removed(token: Token, document: Document) -> str:
    """Return which rule took a number away, before any rule of harm could see it."""
    for removal in document.lexicon.removals:
        found = re.compile(removal.pattern).match(document.text, token.start)
        if found is not None and found.end() == token.end:
            return f"removed as {removal.reason} (removals.csv, {removal.removal_id})"
    unit = _unit(document.lexicon).match(document.folded, token.end)
    if unit is not None:
        return f"a measure, not a count: «{unit['unit']}» (units.csv)"
    return "removed as no count of harm"


def why_no_claim(chunk: Chunk, reduced: Reduced, document: Document) -> str:
    """Return why a figure of a sentence that is read makes no claim."""
    if tells_other_cause(document.mentions_within(reduced.sentence)):
        return "the sentence names a calamity, and no sign of conflict beside it"
    if chunk.kind == "8":
        return f"it counts what is no victim: «{_text(chunk.head or chunk.token, document)}»"
    harm = [c for c in reduced.chunks if c.kind in _HARM_KINDS]
    if not harm:
        return "no word of harm in its sentence"
    position = reduced.chunks.index(chunk)
    mask = Mask(reduced.kinds)
    found = (mask.left(position), mask.right(position), mask.left_amount(position))
    governor = next((g for g in (*found, mask.left_listed(position)) if g is not None), None)
    if governor is None:
        words = ", ".join(f"«{_text(c, document)}»" for c in harm[:4])
        return f"no word of harm governs it; in its sentence: {words}"
    return _why_not_governed(governor, mask, reduced, document)


def _why_not_governed(governor: Governor, mask: Mask, reduced: Reduced, document: Document) -> str:
    verb = reduced.chunks[governor.position]
    words = f"«{_text(verb, document)}»"
    if not mask.is_real(governor.position):
        return f"{words} is possible or negated there, not stated (harm.{governor.rule})"
    denial = next(
        (c for c in reduced.chunks[: governor.position] if c.term and c.term.kind == "deny"), None
    )
    if denial is not None:
        return f"it is denied: «{_text(denial, document)}» … {words}"
    harm = harm_of(verb)
    if harm is not None and harm.people == "captured":
        return f"{words} would govern it, but they are freed, arrested by police, or no people"
    return f"{words} would govern it (harm.{governor.rule}), but says nothing of what it counts"


def _text(piece: Chunk | Token, document: Document) -> str:
    return document.text[piece.start : piece.end]
