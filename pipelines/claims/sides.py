"""Whose loss it is: the side of the victims, by an ordered list of ways to tell.

Each way looks at one thing (a modifier, «of …», the subject, the place …) and answers or passes;
the first answer stands, and its name goes into the evidence.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.claims.chunks import Chunk, Reduced
from pipelines.claims.document import Document, side_of
from pipelines.claims.predicates import Hit
from pipelines.lexicon import symbols
from pipelines.records import How

_SUFFERING_NOUNS = frozenset({"noun", "noun_of", "noun_amount", "harmed"})
_SUFFERING = frozenset({"passive", "intransitive", "bullet", "reduced"})
_LISTED = frozenset({"list", "including", "of_whom", "delta"})
_BULLETIN = frozenset({"bullet", "delta"})
_LOOK_BACK = 2
_BELONGING = frozenset({"of", "among", "amongst", "from", "for", "on"})
_GUESSES = frozenset({"place", "previous", "sentence"})
_ENEMY = re.compile(r"\b(?:enemy|adversary|occupiers?|invaders?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """What a way may look at: the hit, its sentence, and who spoke and suffered before.

    A part of a total whose side is not told (`is_part_of_untold`) is no better known.
    """

    hit: Hit
    reduced: Reduced
    document: Document
    previous_side: str | None
    speaker: str | None
    is_part_of_untold: bool = False


@dataclass(frozen=True, slots=True)
class SideFound:
    """A side (slug), the words that tell it, how it was reached and by which way."""

    side: str
    where: Chunk
    how: How
    way: str


def find_side(context: Context) -> SideFound | None:
    """Return the side of the victims of a hit, or None where nothing tells it."""
    if context.is_part_of_untold:
        return _modifier(context) or _complement(context)
    for way in _WAYS:
        found = way(context)
        if found is not None and not _is_own_goal(found, context):
            return found
    return None


def _is_own_goal(found: SideFound, context: Context) -> bool:
    """Tell whether a guess would have a force report that it killed fighters of its own side."""
    term = context.hit.chunk.term
    return (
        found.way in _GUESSES
        and found.side == context.speaker
        and context.hit.rule in ("active", "gerund", "list", "including")
        and (
            context.hit.category == "equipment"
            or (term is not None and term.victim_class == "military")
        )
    )


def chunk_side(chunk: Chunk) -> str | None:
    """Return the side that the words of a chunk name."""
    return next((side for token in chunk.tokens if (side := side_of(token.senses))), None)


def subject_of(hit: Hit, reduced: Reduced) -> Chunk | None:
    """Return the chunk with a side nearest before the harm word, in the same clause."""
    verb = next((i for i, chunk in enumerate(reduced.chunks) if chunk is hit.verb), hit.position)
    for chunk in reversed(reduced.chunks[: min(verb, hit.position)]):
        if chunk.kind in "c;":
            return None
        if chunk.kind == "s" and chunk_side(chunk):
            return chunk
    return None


def is_sufferer(hit: Hit, reduced: Reduced) -> bool:
    """Tell whether the subject of a hit suffers the harm (else it does it)."""
    if hit.rule in _SUFFERING_NOUNS:
        return re.search(r"[kKG][wDO]{0,3}$", reduced.kinds[: hit.position]) is None
    return hit.verb.kind == "U" or hit.rule in _SUFFERING


def _modifier(context: Context) -> SideFound | None:
    """«three Ukrainian counterattacks»."""
    side = chunk_side(context.hit.chunk)
    return SideFound(side, context.hit.chunk, "explicit", "modifier") if side else None


def _complement(context: Context) -> SideFound | None:
    """«of the Ukrainian army», «among Russian troops», «on Ukrainian troops»."""
    behind = context.hit.position + 1
    match = re.match(r"[wPE,]{0,2}([oaf])[wd]{0,2}([sS])", context.reduced.kinds[behind:])
    if match is None:
        return None
    link = context.reduced.chunks[behind + match.start(1)].term
    if link is None or link.lemma not in _BELONGING:
        return None
    chunk = context.reduced.chunks[behind + match.start(2)]
    side = chunk_side(chunk)
    return SideFound(side, chunk, "explicit", "complement") if side else None


def _subject(context: Context) -> SideFound | None:
    """Return the subject where it suffers; its adversary where it does the harm."""
    subject = subject_of(context.hit, context.reduced)
    side = chunk_side(subject) if subject else None
    if subject is None or side is None:
        return None
    if is_sufferer(context.hit, context.reduced):
        return SideFound(side, subject, "explicit", "sufferer")
    other = None if is_civilian(context.hit) else adversary(side, context.document)
    return SideFound(other, subject, "inherited", "adversary") if other else None


def _enemy(context: Context) -> SideFound | None:
    """Return the adversary of who speaks, for «the enemy» and for bulletins of its losses."""
    sentence, text = context.reduced.sentence, context.document.text
    if not context.speaker:
        return None
    if context.hit.rule not in _BULLETIN and not _ENEMY.search(text, sentence.start, sentence.end):
        return None
    other = adversary(context.speaker, context.document)
    return SideFound(other, context.hit.chunk, "inherited", "enemy") if other else None


def _listed(context: Context) -> SideFound | None:
    if context.hit.rule not in _LISTED or not context.previous_side:
        return None
    return SideFound(context.previous_side, context.hit.chunk, "inherited", "list")


def _agent(context: Context) -> SideFound | None:
    """«… were destroyed by Russian forces»: the adversary of who did it."""
    behind = context.hit.position + 1
    match = re.match(r"[^;\"c]{0,6}?y([s])", context.reduced.kinds[behind:])
    if match is None or is_civilian(context.hit):
        return None
    chunk = context.reduced.chunks[behind + match.start(1)]
    other = adversary(chunk_side(chunk) or "", context.document)
    return SideFound(other, chunk, "inherited", "agent") if other else None


def _country(context: Context) -> SideFound | None:
    """Return the country of the nearest place, for people whom no side is told of."""
    if context.hit.category not in ("killed", "wounded", "missing"):
        return None
    side = _nearest_country(context)
    return SideFound(side, context.hit.chunk, "inherited", "place") if side else None


def _previous(context: Context) -> SideFound | None:
    if not context.previous_side:
        return None
    return SideFound(context.previous_side, context.hit.chunk, "inherited", "previous")


def _named(context: Context) -> SideFound | None:
    """Return a side that the sentence names, as a last resort; never for civilians."""
    if is_civilian(context.hit):
        return None
    for chunk in context.reduced.chunks:
        side = chunk_side(chunk) if chunk.kind == "s" else None
        if side:
            return SideFound(side, chunk, "inherited", "sentence")
    return None


_WAYS: tuple[Callable[[Context], SideFound | None], ...] = (
    _modifier,
    _complement,
    _subject,
    _enemy,
    _listed,
    _agent,
    _country,
    _previous,
    _named,
)


def is_civilian(hit: Hit) -> bool:
    """Tell whether the noun of a hit names people who do not fight."""
    term = hit.chunk.term
    if term is None or term.victim_class is None:
        return False
    if term.victim_class == "civilian":
        return True
    return hit.chunk.kind == "6" and term.victim_class != "military"


def adversary(side: str, document: Document) -> str | None:
    """Return who fights `side`: the one named most in the document, or the only one there is."""
    rivals = {
        other: document.side_counts.get(other, 0)
        for conflict in document.lexicon.conflicts
        if side in conflict.sides
        for other in conflict.sides
        if other != side
    }
    best = max(rivals, key=lambda other: (rivals[other], other), default=None)
    return best if best and (rivals[best] or len(rivals) == 1) else None


def _nearest_country(context: Context) -> str | None:
    here = [
        (abs(position - context.hit.position), side)
        for position, chunk in enumerate(context.reduced.chunks)
        for side in _countries(chunk)
    ]
    if here:
        return min(here)[1]
    index = context.reduced.sentence.index
    for earlier in reversed(context.document.sentences[max(0, index - _LOOK_BACK) : index]):
        sides = [side for chunk in earlier.chunks for side in _countries(chunk)]
        if sides:
            return sides[-1]
    return None


def _countries(chunk: Chunk) -> list[str]:
    return [
        term.side
        for token in chunk.tokens
        for term in token.senses
        if term.side and (term.symbol == symbols.PLACE or term.kind in ("country", "territory"))
    ]
