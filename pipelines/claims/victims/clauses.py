"""The words around a figure that tell of its victims: their noun phrase, the doer, the sufferer."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.claims.harm.predicates import Hit
from pipelines.claims.reading.chunks import Chunk, Reduced
from pipelines.claims.reading.document import Document, side_of
from pipelines.claims.reading.tokens import Token
from pipelines.claims.victims.wording import is_word, last_word
from pipelines.records import Span

_TAIL = re.compile(r"(?:[wPEKJD]{0,2}(?:[oa]|f(?=[vds]))[wdOZvpsSPELYA6'-]{0,6}){0,2}[wPEJK]{0,2}")
_BY_WHOM = re.compile(r"[wPD]{0,2}y[wdZPERo]{0,5}(?=[sS])")
_PREDICATE = re.compile(
    r"(?:[wPJKN]{0,2}(?:o[pdwJPKN]{1,3}|I))?(?:f[dw]{0,2}[LsZ])?"
    r"(?:(?P<be>b[wOdopI]{0,4})|(?P<comma>,[wOdopfI]{0,5})|[wo]{0,2})"
    r"(?P<noun>[Ps])"
)
_SHARE = re.compile(r"\b(?:all|most|mostly|mainly|many|half|largely|chiefly|predominantly|both)\b")
_PARTITIVE = re.compile(
    r"\s(?:(?:other|more)\s)?of\s(?:them|these|those|whom|"
    r"the (?:dead|wounded|injured|victims|bodies|total|killed|latter|casualties))\b"
)
_REACH = 60
"""So many chunks of a sentence are looked at on either side of a figure."""
_NAME_REACH = 6
_OWN_LIFE = re.compile(r"\s(?:their|his|her|its)\sli(?:fe|ves)\b")
_TITLE = re.compile(r"[swYPZ&A]{1,5}$")
_DESCRIPTION = re.compile(r",[dwZsSPYoAE6'-]{1,7}")
_OWNED = re.compile(r"([\w.' ]{2,40})-(?:operated|owned|flagged|held|run|controlled|led|aligned)$")
_NEXT_WORD = re.compile(r"[ -]([a-z]+)")
_LIST_RULES = frozenset({"list", "including", "of_whom", "among", "delta"})
_PART_RULES = frozenset({"including", "of_whom", "among"})
_BREAKS = frozenset('c;"B')
_LINKS = frozenset("ofuay")
_AIMED_WITHIN = 28
_BELONGING = frozenset({"of", "among", "amongst", "on", "from"})


def noun_phrase(hit: Hit, reduced: Reduced) -> Span:
    """Return the span of a hit's noun with what belongs to it: «soldiers of the Sham Legion»."""
    figure = hit.chunk.figure
    last = _tail_end(hit, reduced) - 1
    return Span(figure.end if figure else hit.chunk.start, reduced.chunks[last].end)


def _tail_end(hit: Hit, reduced: Reduced) -> int:
    """Return where the chunks that belong to a hit's noun end (exclusive)."""
    behind = hit.position + 1
    tail = _TAIL.match(reduced.kinds, behind)
    for position in range(behind, tail.end() if tail else behind):
        term = reduced.chunks[position].term
        if reduced.kinds[position] == "f" and (term is None or term.lemma not in _BELONGING):
            return position
    return tail.end() if tail else behind


def chunk_side(chunk: Chunk, document: Document) -> tuple[str, Chunk] | None:
    """Return the side that the words of a chunk name, and the word that tells it.

    Who made or armed a thing does not own it: «two US-made howitzers».
    """
    for token in chunk.tokens:
        side = side_of(token.senses) or _hyphenated_side(token, document)
        if side and not _made(token, document):
            return side, Chunk("s", token.start, token.end, (token,))
    return None


def _made(token: Token, document: Document) -> bool:
    """Tell whether the next word says that a nation made or armed something."""
    following = _NEXT_WORD.match(document.folded, token.end)
    return following is not None and is_word(document.lexicon, following[1], "origin")


def _hyphenated_side(token: Token, document: Document) -> str | None:
    """Return whose a thing is by «Israeli-operated», «ISIL-held»; not by «US-made»."""
    if token.symbol not in "wZ" or "-" not in document.folded[token.start : token.end]:
        return None
    owned = _OWNED.match(document.folded, token.start, token.end)
    index = document.lexicon.index.get(owned[1]) if owned else None
    return side_of(document.lexicon.terms[index]) if index is not None else None


def complement(hit: Hit, reduced: Reduced, document: Document) -> tuple[str, Chunk] | None:
    """Return the side told behind the noun: «of the army of Mali», «among Russian troops»."""
    by = _BY_WHOM.match(reduced.kinds, hit.position + 1) if hit.category == "repelled" else None
    if by is not None:
        return chunk_side(reduced.chunks[by.end()], document)
    linked = False
    for chunk in reduced.chunks[hit.position + 1 : _tail_end(hit, reduced)]:
        if chunk.kind in _LINKS:
            linked = chunk.term is not None and chunk.term.lemma in _BELONGING
        found = chunk_side(chunk, document) if linked else None
        if found is not None:
            return found
    return None


def predicate(hit: Hit, reduced: Reduced, document: Document) -> Chunk | None:
    """Return the noun said of a figure: «… were civilians», «…, nearly all of them tourists»."""
    behind = hit.position + 1
    if hit.chunk.kind == "0" and re.match(r",6[^c]", reduced.kinds[behind : behind + 3]):
        return reduced.chunks[behind + 1]
    match = _PREDICATE.match(reduced.kinds, behind)
    if match is None:
        return None
    noun = reduced.chunks[match.start("noun")]
    between = document.folded[hit.chunk.end : noun.start]
    if match["comma"] is not None and _SHARE.search(between) is None:
        return None
    if match["be"] is None and match["comma"] is None and not _PARTITIVE.match(between):
        return None
    return noun


def beside_name(hit: Hit, reduced: Reduced) -> Iterator[int]:
    """Yield the chunks in front of a name and those of the description behind its comma."""
    before = _TITLE.search(reduced.kinds, max(0, hit.position - _NAME_REACH), hit.position)
    yield from range(hit.position - 1, before.start() - 1 if before else hit.position - 1, -1)
    behind = _DESCRIPTION.match(reduced.kinds, hit.position + 1)
    yield from range(hit.position + 1, behind.end() if behind else hit.position + 1)


def nearby_before(hit: Hit, reduced: Reduced) -> tuple[Chunk, ...]:
    """Return the chunks in front of a figure, as far as they are looked at."""
    return reduced.chunks[max(0, hit.position - _REACH) : hit.position]


def clause_chunks(hit: Hit, reduced: Reduced) -> tuple[Chunk, ...]:
    """Return the chunks of a figure's clause around it, as far as they are looked at."""
    first = clause_before(hit, reduced).first
    last = min(len(reduced.chunks), hit.position + _REACH)
    behind = next((i for i in range(hit.position, last) if reduced.kinds[i] in ';"'), last)
    return reduced.chunks[max(first, hit.position - _REACH) : behind]


def antecedent(hit: Hit, reduced: Reduced, document: Document) -> tuple[str, Chunk] | None:
    """Return the side named nearest before a figure in its sentence, for «ten of them»."""
    for chunk in reversed(nearby_before(hit, reduced)):
        found = chunk_side(chunk, document) if chunk.kind in "s1" else None
        if found is not None:
            return found
    return None


def is_partitive(hit: Hit, document: Document) -> bool:
    """Tell whether a figure counts some of those told of before: «two of them»."""
    figure = hit.chunk.figure
    start = figure.end if figure is not None else hit.chunk.start
    return _PARTITIVE.match(document.folded, start) is not None


def verb_position(hit: Hit, reduced: Reduced) -> int:
    """Return where the harm word of a hit stands among the chunks."""
    at = bisect_left(reduced.chunks, hit.verb.start, key=lambda chunk: chunk.start)
    found = at < len(reduced.chunks) and reduced.chunks[at] is hit.verb
    return at if found else hit.position


def is_done_to(hit: Hit, reduced: Reduced) -> bool:
    """Tell whether the subject before the harm word does the harm: «… killed 5», «…, killing 5»."""
    verb = verb_position(hit, reduced)
    if verb >= hit.position or hit.verb.kind not in "KkGg":
        return False
    return re.search(r"b[wnDf]{0,2}$", reduced.kinds[max(0, verb - 4) : verb]) is None


@dataclass(frozen=True, slots=True)
class Clause:
    """The chunks from `first` to `last` (exclusive) that stand before a harm word in its clause."""

    first: int
    last: int


def clause_before(hit: Hit, reduced: Reduced) -> Clause:
    """Return the chunks before the harm word, back to a cue, a quotation mark or a semicolon."""
    last = min(verb_position(hit, reduced), hit.position)
    first = last
    least = max(0, last - _REACH)
    while first > least and reduced.chunks[first - 1].kind not in _BREAKS:
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


def suffering_word(hit: Hit, reduced: Reduced, document: Document) -> Chunk | None:
    """Return the word or noun of losses that stands before a figure: «lost 5 tanks»."""
    clause = clause_before(hit, reduced)
    word = last_word(document, Span(reduced.chunks[clause.first].start, hit.chunk.start), "suffer")
    if word is None and hit.verb.kind in "UN" and clause.last < hit.position:
        word = hit.verb
    if word is None or _OWN_LIFE.match(document.folded, word.end):
        return None
    return word


def sufferer(
    word: Chunk, hit: Hit, reduced: Reduced, document: Document
) -> tuple[str, Chunk] | None:
    """Return who stands before a word of suffering: «Russia lost 5 tanks»."""
    clause = clause_before(hit, reduced)
    last = clause.first
    while last < clause.last and reduced.chunks[last].start < word.start:
        last += 1
    return subject_side(Clause(clause.first, last), reduced, document)


def is_said_of_speaker(word: Chunk, hit: Hit, reduced: Reduced) -> bool:
    """Tell whether a pronoun right after the cue suffers: «said that it had lost 5»."""
    clause = clause_before(hit, reduced)
    kinds = "".join(
        chunk.kind
        for chunk in reduced.chunks[clause.first : clause.last]
        if chunk.end <= word.start
    )
    return re.fullmatch(r"t?p[hwbm]{0,3}", kinds) is not None


def target_side(clause: Clause, reduced: Reduced, document: Document) -> tuple[str, Chunk] | None:
    """Return against whom the harm was meant: «a raid against the army killed 5».

    That is a second side behind a preposition, or the object of a first verb before «and».
    """
    named = [
        (found, position)
        for position in range(clause.last - 1, clause.first - 1, -1)
        if (found := chunk_side(reduced.chunks[position], document)) is not None
    ]
    if not named:
        return None
    found, position = named[0]
    if re.fullmatch(r"[wPE]{0,3},?&", reduced.kinds[position + 1 : clause.last]):
        return found
    if len({side for (side, _), _ in named}) == 1:
        return None
    ends = [where.end for (_, where), _ in named[1:]] + [reduced.sentence.start]
    for (it, _), end in zip(named, ends, strict=True):
        where = it[1]
        before = Span(max(end, where.start - _AIMED_WITHIN), where.start)
        if last_word(document, before, "aim"):
            return it
    return None


def attacked_side(hit: Hit, reduced: Reduced, document: Document) -> tuple[str, Chunk] | None:
    """Return against whom an attack told behind the figure went: «in a strike on Russian posts»."""
    for chunk in reduced.chunks[hit.position + 1 : hit.position + 1 + _REACH]:
        if chunk.kind in ';"c':
            return None
        found = chunk_side(chunk, document)
        before = Span(max(hit.chunk.end, chunk.start - _AIMED_WITHIN), chunk.start)
        if found is not None and last_word(document, before, "aim"):
            return found
    return None


def agent_side(hit: Hit, reduced: Reduced, document: Document) -> tuple[str, Chunk] | None:
    """Return who did the harm where that follows: «… were destroyed by Russian forces»."""
    match = re.match(
        r"[^;\"c]{0,8}?y[dwZ]{0,3}([sS])",
        reduced.kinds[hit.position + 1 : hit.position + 1 + _REACH],
    )
    if match is None:
        return None
    return chunk_side(reduced.chunks[hit.position + 1 + match.start(1)], document)


def is_part(hit: Hit) -> bool:
    """Tell whether a hit counts some of those counted before it: «…, including 3 children»."""
    return hit.part or hit.rule in _PART_RULES


def is_listed(hit: Hit) -> bool:
    """Tell whether a hit goes on from the one before it: a part of it or a further item."""
    return hit.rule in _LIST_RULES or hit.part
