"""The words around a figure that tell of its victims: their noun phrase, the doer, the sufferer."""

import functools
import re
from dataclasses import dataclass

from pipelines.claims.chunks import Chunk, Reduced
from pipelines.claims.document import Document, side_of
from pipelines.claims.predicates import Hit
from pipelines.lexicon import Lexicon
from pipelines.records import Span

_TAIL = re.compile(r"(?:[wPEKJD]{0,2}(?:[oa]|f(?=v))[wdOZvsSPEL'-]{0,6}){0,2}[wPEJK]{0,2}")
_LIST_RULES = frozenset({"list", "including", "of_whom", "among", "delta"})
_BREAKS = frozenset('c;"B')
_LINKS = frozenset("ofuay")
_BELONGING = frozenset({"of", "among", "amongst", "from", "on", "for"})


def noun_phrase(hit: Hit, reduced: Reduced) -> Span:
    """Return the span of a hit's noun with what belongs to it: «soldiers of the Sham Legion»."""
    tail = _TAIL.match(reduced.kinds, hit.position + 1)
    last = tail.end() - 1 if tail and tail.end() > hit.position + 1 else hit.position
    figure = hit.chunk.figure
    return Span(figure.end if figure else hit.chunk.start, reduced.chunks[last].end)


def chunk_side(chunk: Chunk, document: Document) -> tuple[str, Chunk] | None:
    """Return the side that the words of a chunk name, and the word that tells it.

    Who made or armed a thing does not own it: «two US-made howitzers».
    """
    origin = relative_pattern(document.lexicon, "origin")
    for token in chunk.tokens:
        side = side_of(token.senses)
        if side and not origin.match(document.folded, token.end + 1):
            return side, Chunk("s", token.start, token.end, (token,))
    return None


def complement(hit: Hit, reduced: Reduced, document: Document) -> tuple[str, Chunk] | None:
    """Return the side told behind the noun: «of the army of Mali», «among Russian troops»."""
    tail = _TAIL.match(reduced.kinds, hit.position + 1)
    linked = False
    for chunk in reduced.chunks[hit.position + 1 : tail.end() if tail else 0]:
        if chunk.kind in _LINKS:
            linked = chunk.term is not None and chunk.term.lemma in _BELONGING
        found = chunk_side(chunk, document) if linked else None
        if found is not None:
            return found
    return None


def verb_position(hit: Hit, reduced: Reduced) -> int:
    """Return where the harm word of a hit stands among the chunks."""
    at = (i for i, chunk in enumerate(reduced.chunks) if chunk is hit.verb)
    return next(at, hit.position)


def is_done_to(hit: Hit, reduced: Reduced) -> bool:
    """Tell whether the subject before the harm word does the harm: «… killed 5», «…, killing 5»."""
    verb = verb_position(hit, reduced)
    if verb >= hit.position or hit.verb.kind not in "KkGg":
        return False
    return re.search(r"b[wnDf]{0,2}$", reduced.kinds[max(0, verb - 4) : verb]) is None


def is_suffered(hit: Hit, reduced: Reduced) -> bool:
    """Tell whether what stands before the harm word suffers it: «lost 5», «losses reached 5»."""
    verb = verb_position(hit, reduced)
    return (verb < hit.position or hit.rule == "noun") and hit.verb.kind in "UNTXJ"


@dataclass(frozen=True, slots=True)
class Clause:
    """The chunks from `first` to `last` (exclusive) that stand before a harm word in its clause."""

    first: int
    last: int


def clause_before(hit: Hit, reduced: Reduced) -> Clause:
    """Return the chunks before the harm word, back to a cue, a quotation mark or a semicolon."""
    last = min(verb_position(hit, reduced), hit.position)
    first = last
    while first > 0 and reduced.chunks[first - 1].kind not in _BREAKS:
        first -= 1
    return Clause(first, last)


def subject_side(clause: Clause, reduced: Reduced, document: Document) -> tuple[str, Chunk] | None:
    """Return the side of the subject: nearest before the verb, rather not behind a preposition."""
    linked = None
    for position in range(clause.last - 1, clause.first - 1, -1):
        found = chunk_side(reduced.chunks[position], document)
        if found is None:
            continue
        if not _is_linked(position, clause.first, reduced):
            return found
        linked = linked or found
    return linked


def _is_linked(position: int, first: int, reduced: Reduced) -> bool:
    before = reduced.kinds[first:position].rstrip("dwZ")
    return before[-1:] in _LINKS


def agent_side(hit: Hit, reduced: Reduced, document: Document) -> tuple[str, Chunk] | None:
    """Return who did the harm where that follows: «… were destroyed by Russian forces»."""
    match = re.match(r"[^;\"c]{0,8}?y[dwZ]{0,3}([sS])", reduced.kinds[hit.position + 1 :])
    if match is None:
        return None
    return chunk_side(reduced.chunks[hit.position + 1 + match.start(1)], document)


@functools.lru_cache(maxsize=32)
def relative_pattern(lexicon: Lexicon, kind: str) -> re.Pattern[str]:
    """Return the pattern of the words of one kind that name a side by its part in the war."""
    words = sorted(
        (term for term, its in lexicon.relative_sides.items() if its == kind), key=len, reverse=True
    )
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?![\w-])")


def relative_word(document: Document, span: Span, kind: str) -> Chunk | None:
    """Return the last word of a kind within a span, as a chunk of its own."""
    found = None
    for match in relative_pattern(document.lexicon, kind).finditer(
        document.folded, span.start, span.end
    ):
        found = Chunk("w", match.start(), match.end(), ())
    return found


def is_listed(hit: Hit) -> bool:
    """Tell whether a hit goes on from the one before it: a part of it or a further item."""
    return hit.rule in _LIST_RULES or hit.part
