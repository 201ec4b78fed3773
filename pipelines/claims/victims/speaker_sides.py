"""For whom a speaker speaks where no name tells: an office, a capital, «the rebels», «its army»."""

import re

from pipelines.claims.reading.chunks import Reduced
from pipelines.claims.reading.document import Document
from pipelines.claims.sources.source import Source
from pipelines.claims.victims.theatre import Theatre
from pipelines.claims.victims.wording import names_kind

_POSSESSED = re.compile(r"(?:its|their)\b")
_OF_A_REGION = re.compile(r"\b(?:breakaway|separatist|enclave|region|territory|republic)\b")


def speaker_side(
    source: Source, reduced: Reduced, document: Document, theatre: Theatre
) -> str | None:
    """Return the side that the source of a figure speaks for, or None where nothing tells it."""
    if source.side is not None:
        return source.side
    if source.claimant is None:
        return None
    return _capital(source.claimant, document) or _by_words(source, reduced, document, theatre)


def _capital(claimant: str, document: Document) -> str | None:
    """Return the country whose capital speaks for it: «Moscow said»."""
    lexicon = document.lexicon
    at = lexicon.index.get(claimant.lower())
    senses = lexicon.terms[at] if at is not None else ()
    return next((term.side for term in senses if term.side), None)


def _by_words(source: Source, reduced: Reduced, document: Document, theatre: Theatre) -> str | None:
    """Return the side of an office without a nation, or of rebels: «the army», «the militants»."""
    claimed = (source.claimant_text or "").lower()
    words = f"{(source.claimant or '').lower()} {claimed}"
    if names_kind(document.lexicon, words, "office"):
        if _POSSESSED.match(claimed):
            return theatre.state_before(reduced) or theatre.state_near(reduced)
        if theatre.enclave and _OF_A_REGION.search(claimed):
            return theatre.enclave
        return theatre.state_near(reduced)
    if names_kind(document.lexicon, words, "rebel"):
        return theatre.rebels_near(reduced)
    return None
