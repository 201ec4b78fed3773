"""Ways to tell a side that the words around a figure name: the noun, «of …», a nation beside."""

import re
from collections.abc import Callable

from pipelines.claims.reading.chunks import Chunk
from pipelines.claims.reading.document import side_of
from pipelines.claims.victims.clauses import (
    beside_name,
    chunk_side,
    clause_chunks,
    complement,
    predicate,
)
from pipelines.claims.victims.inflicted import upon_whom
from pipelines.claims.victims.lands import is_a_side_of
from pipelines.claims.victims.side_context import Context, SideFound, inherited, told

_BELONGS_WITHIN = 8
_BELONGED = re.compile(
    r"\b(?:belong(?:ed|ing|s)? to|(?:are|were|was) (?:from|with)|serv(?:ed|ing) (?:in|with|for)|"
    r"f(?:ought|ighting) (?:for|with)|members? of|loyal to|came from|hailed from)"
    r" (?:the )?$"
)
_OWN_FLANK = re.compile(r"\bon (?:its|their|our) (?:own )?(?:side|soil|territory)\b")


def _by_modifier(context: Context) -> SideFound | None:
    """«three Ukrainian counterattacks»."""
    return told(chunk_side(context.hit.chunk, context.document), "modifier")


def _by_complement(context: Context) -> SideFound | None:
    """«of the Ukrainian army», «among Russian troops», «on Ukrainian troops»."""
    return told(complement(context.hit, context.reduced, context.document), "complement")


def _by_inflicted(context: Context) -> SideFound | None:
    """«inflicting losses of 195 servicemen upon Ukrainian units»."""
    return told(upon_whom(context.hit, context.reduced, context.document), "inflicted")


def _by_predicate(context: Context) -> SideFound | None:
    """«26 people, nearly all of them Indian tourists»."""
    said = predicate(context.hit, context.reduced, context.document)
    return told(chunk_side(said, context.document), "predicate") if said else None


def _by_people_told(context: Context) -> SideFound | None:
    """«deaths among Israeli soldiers rose to 500», «rebels of the SNA (349)», «two of them»."""
    for position in context.people or ():
        side = chunk_side(context.reduced.chunks[position], context.document)
        if side is not None:
            return told(side, "people_told")
    return None


def _by_gap(context: Context) -> SideFound | None:
    """«14 South African soldiers, Malawi three», «two Lebanese»: a nation beside a bare figure."""
    position, chunks = context.hit.position, context.reduced.chunks
    if context.hit.chunk.kind != "0":
        return None
    for beside in (position - 1, position + 1):
        if 0 <= beside < len(chunks) and chunks[beside].kind == "s":
            found = told(chunk_side(chunks[beside], context.document), "gap")
            if found is not None:
                return found
    return None


def _by_name(context: Context) -> SideFound | None:
    """«ISIL War Minister X was killed», «X, ISIL's governor of …»: what stands beside a name."""
    hit, reduced = context.hit, context.reduced
    if hit.chunk.figure is not None or hit.chunk.head is not None:
        return None
    beside = [reduced.chunks[position] for position in beside_name(hit, reduced)]
    found = (chunk_side(chunk, context.document) for chunk in beside)
    return told(next((it for it in found if it is not None), None), "name")


def _by_flank(context: Context) -> SideFound | None:
    """«On the Ukrainian side, one volunteer fell»: the nation of a side, told in the clause."""
    chunks = clause_chunks(context.hit, context.reduced)
    if context.speaker is not None and chunks:
        flank = _OWN_FLANK.search(context.document.folded, chunks[0].start, chunks[-1].end)
        if flank is not None:
            return inherited(context.speaker, Chunk("w", *flank.span(), ()), "flank")
    for chunk in chunks:
        for token in chunk.tokens if chunk.kind == "s" else ():
            side = side_of(token.senses)
            if side and is_a_side_of(token.start, token.end, context.document):
                return told((side, chunk), "flank")
    return None


def _by_belonging(context: Context) -> SideFound | None:
    """«16 of them belonged to Hezbollah», «three were members of the SDF»."""
    position, document = context.hit.position, context.document
    for chunk in context.reduced.chunks[position + 1 : position + _BELONGS_WITHIN]:
        if chunk.kind in ';"c':
            return None
        before = max(context.hit.chunk.end, chunk.start - 40)
        if chunk.kind == "s" and _BELONGED.search(document.folded, before, chunk.start):
            return told(chunk_side(chunk, document), "belonging")
    return None


NAMED_WAYS: tuple[Callable[[Context], SideFound | None], ...] = (
    _by_modifier,
    _by_complement,
    _by_inflicted,
    _by_predicate,
    _by_gap,
    _by_people_told,
    _by_name,
    _by_flank,
    _by_belonging,
)
