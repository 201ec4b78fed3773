"""Whose loss it is: the side of the victims, by an ordered list of ways to tell.

Each way looks at one thing (a modifier, «of …», the subject, the place …) and answers or passes;
the first answer stands, and its name goes into the evidence.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.claims.chunks import Chunk, Reduced
from pipelines.claims.clauses import (
    Clause,
    agent_side,
    chunk_side,
    clause_before,
    complement,
    is_done_to,
    is_listed,
    is_suffered,
    noun_phrase,
    relative_word,
    subject_side,
)
from pipelines.claims.document import Document
from pipelines.claims.predicates import Hit
from pipelines.claims.theatre import Theatre
from pipelines.records import How, Span, VictimClass

_BULLETIN = frozenset({"bullet", "delta"})
_CONCEDED_WITHIN = 70
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Before:
    """The hit before: its side and class, and where it stood."""

    side: str | None
    victim_class: VictimClass | None
    category: str
    sentence: int
    position: int


@dataclass(frozen=True, slots=True)
class Context:
    """What a way may look at: the hit, its sentence and class, who spoke and suffered before."""

    hit: Hit
    reduced: Reduced
    document: Document
    theatre: Theatre
    before: Before | None
    speaker: str | None
    victim_class: VictimClass | None

    @property
    def phrase(self) -> Span:
        """The noun of the victims with what belongs to it."""
        return noun_phrase(self.hit, self.reduced)

    @property
    def is_armed(self) -> bool:
        """Tell whether the loss is one of fighters or of their arms."""
        return self.victim_class == "military" or self.hit.category in ("equipment", "repelled")


@dataclass(frozen=True, slots=True)
class SideFound:
    """A side (slug), the words that tell it, how it was reached and by which way."""

    side: str
    where: Chunk
    how: How
    way: str


def find_side(context: Context) -> SideFound | None:
    """Return the side of the victims of a hit, or None where nothing tells it."""
    return next((found for way in _WAYS if (found := way(context)) is not None), None)


def _told(found: tuple[str, Chunk] | None, way: str) -> SideFound | None:
    return SideFound(found[0], found[1], "explicit", way) if found else None


def _inherited(side: str | None, where: Chunk, way: str) -> SideFound | None:
    return SideFound(side, where, "inherited", way) if side else None


def _modifier(context: Context) -> SideFound | None:
    """«three Ukrainian counterattacks»."""
    return _told(chunk_side(context.hit.chunk, context.document), "modifier")


def _complement(context: Context) -> SideFound | None:
    """«of the Ukrainian army», «among Russian troops», «on Ukrainian troops»."""
    return _told(complement(context.hit, context.reduced, context.document), "complement")


def _enemy(context: Context) -> SideFound | None:
    """Return the adversary of who speaks, for «the enemy» and for bulletins of its losses."""
    if not context.speaker:
        return None
    first = clause_before(context.hit, context.reduced).first
    start = context.reduced.chunks[first].start
    word = relative_word(context.document, Span(start, context.phrase.end), "enemy")
    if word is None and context.hit.rule not in _BULLETIN:
        return None
    other = context.theatre.adversary(context.speaker, context.reduced)
    return _inherited(other, word or context.hit.chunk, "enemy")


def _own(context: Context) -> SideFound | None:
    """Return the side of who speaks or acts, for «its own losses» and «our boys»."""
    start = context.hit.chunk.start
    where = Span(max(context.reduced.sentence.start, start - 24), context.phrase.end)
    word = relative_word(context.document, where, "own")
    if word is None or "\n" in context.document.text[word.start : start]:
        return None
    return _inherited(_own_side(context), word, "own")


def _own_side(context: Context) -> str | None:
    if context.speaker:
        return context.speaker
    clause = Clause(0, context.hit.position)
    found = subject_side(clause, context.reduced, context.document)
    return found[0] if found else None


def _sufferer(context: Context) -> SideFound | None:
    """«Russia lost five tanks», «Ukrainian losses reached 190»: what stands before suffers."""
    if not is_suffered(context.hit, context.reduced):
        return None
    clause = clause_before(context.hit, context.reduced)
    return _told(subject_side(clause, context.reduced, context.document), "sufferer")


def _conceded(context: Context) -> SideFound | None:
    """«Mali's general staff conceded two dead»: who concedes speaks of its own."""
    if not context.speaker:
        return None
    start, sentence = context.hit.chunk.start, context.reduced.sentence
    where = Span(max(sentence.start, start - _CONCEDED_WITHIN), min(sentence.end, start + 40))
    word = relative_word(context.document, where, "concede")
    if word is None or relative_word(context.document, context.phrase, "rebel"):
        return None
    return _inherited(context.speaker, word, "conceded")


def _role(context: Context) -> SideFound | None:
    """«the militants», «three soldiers»: whose they are where a state fights armed groups."""
    rebel = relative_word(context.document, context.phrase, "rebel")
    if rebel is not None:
        return _inherited(context.theatre.rebels_near(context.reduced), rebel, "rebels")
    state = relative_word(context.document, context.phrase, "state")
    return _inherited(context.theatre.state, state, "state") if state else None


def _continued(context: Context) -> SideFound | None:
    """«… and five wounded», «including two officers»: the side of the figure before it."""
    before = context.before
    if before is None or before.sentence != context.reduced.sentence.index:
        return None
    if not is_listed(context.hit) and not _goes_on(context, before):
        return None
    return _inherited(before.side, context.hit.chunk, "list")


def _goes_on(context: Context, before: Before) -> bool:
    """Tell whether nobody else is named between the figure before and this one."""
    between = context.reduced.chunks[before.position + 1 : context.hit.position]
    if any(chunk_side(chunk, context.document) for chunk in between):
        return False
    return not any(chunk.kind in ';c"' for chunk in between)


def _doer(context: Context) -> SideFound | None:
    """Return the adversary of who did the harm to fighters or their arms."""
    if not context.is_armed:
        return None
    side, where = _perpetrator(context)
    if side is None:
        return None
    return _inherited(context.theatre.adversary(side, context.reduced), where, "adversary")


def _perpetrator(context: Context) -> tuple[str | None, Chunk]:
    """Return who did the harm, and the words that tell it."""
    hit, reduced, document = context.hit, context.reduced, context.document
    agent = agent_side(hit, reduced, document)
    if agent is not None:
        return agent
    if not is_done_to(hit, reduced):
        return None, hit.chunk
    clause = clause_before(hit, reduced)
    named = subject_side(clause, reduced, document)
    if named is not None:
        return named
    if clause.first < clause.last:
        span = Span(reduced.chunks[clause.first].start, reduced.chunks[clause.last - 1].end)
        rebel = relative_word(document, span, "rebel")
        if rebel is not None:
            return context.theatre.rebels_near(reduced), rebel
        state = relative_word(document, span, "state")
        if state is not None:
            return context.speaker or context.theatre.state, state
    return context.speaker, hit.verb


def _reported(context: Context) -> SideFound | None:
    """Return the adversary of a party that reports a loss of fighters or arms not its own."""
    if not context.is_armed or not context.speaker:
        return None
    other = context.theatre.adversary(context.speaker, context.reduced)
    return _inherited(other, context.hit.chunk, "reported")


def _place(context: Context) -> SideFound | None:
    """Return the country of the nearest place, for people who are nobody's fighters."""
    if context.is_armed:
        return None
    doer, where = _perpetrator(context)
    land = context.theatre.land_near(context.reduced, context.hit.position)
    if land is not None:
        return _inherited(land, context.hit.chunk, "place")
    if doer is not None:
        other = context.theatre.adversary(doer, context.reduced)
        if other is not None and context.theatre.is_land(other):
            return _inherited(other, where, "harmed_land")
    if context.speaker and context.theatre.is_land(context.speaker):
        return _inherited(context.speaker, context.hit.chunk, "speaker_land")
    return None


def _previous(context: Context) -> SideFound | None:
    """Return the side of the figure before, where it stood shortly before."""
    before = context.before
    if before is None or context.reduced.sentence.index - before.sentence > _NEAR:
        return None
    return _inherited(before.side, context.hit.chunk, "previous")


def _land(context: Context) -> SideFound | None:
    """Return the country that the article is about; for fighters the state at war there."""
    side = context.theatre.state if context.is_armed else context.theatre.land
    return _inherited(side, context.hit.chunk, "article")


_WAYS: tuple[Callable[[Context], SideFound | None], ...] = (
    _modifier,
    _complement,
    _own,
    _enemy,
    _sufferer,
    _conceded,
    _role,
    _continued,
    _doer,
    _reported,
    _place,
    _previous,
    _land,
)
