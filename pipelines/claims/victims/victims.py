"""Who suffers: the side, class and words of the victims of a hit, and the kind of equipment."""

from dataclasses import dataclass

from pipelines.claims.harm.predicates import Hit
from pipelines.claims.reading.chunks import Chunk, Reduced
from pipelines.claims.reading.document import Document
from pipelines.claims.sources.source import Source
from pipelines.claims.victims.aboard import is_aboard
from pipelines.claims.victims.classes import find_class
from pipelines.claims.victims.clauses import is_part, noun_phrase
from pipelines.claims.victims.people_told import people_told
from pipelines.claims.victims.settled_classes import SideTold, settle_class
from pipelines.claims.victims.side_context import Before, Context, SideFound
from pipelines.claims.victims.sides import find_side
from pipelines.claims.victims.speaker_sides import speaker_side
from pipelines.claims.victims.theatre import Theatre
from pipelines.lexicon import symbols
from pipelines.records import Evidence, Span, VictimClass

_TELLING_WAYS = frozenset({"belonging", "on_board"})
"""Ways to tell a side that tell more of the victims than the figure before them does."""
_NOT_EQUIPMENT = frozenset({"enemy", "separate", "more", "other", "additional", "such", "new"})


@dataclass(frozen=True, slots=True)
class Victim:
    """The victims of one hit; `side` is a slug, `text` the words that name them."""

    side: str | None
    victim_class: VictimClass | None
    text: str | None
    equipment: str | None
    evidence: tuple[Evidence, ...]


class Victims:
    """Finds the victims of each hit of one document; hits are to be asked in order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._theatre = Theatre(document)
        self._before: Before | None = None

    def find(self, hit: Hit, reduced: Reduced, source: Source) -> Victim:
        """Return the victims of a hit; what is the enemy depends on who speaks."""
        document = self._document
        speaker = speaker_side(source, reduced, document, self._theatre)
        before = self._told_before(reduced)
        aboard = is_aboard(hit, reduced, document)
        people = people_told(hit, reduced, document)
        told = find_class(hit, reduced, document, before, people, is_aboard=aboard)
        context = Context(
            hit,
            reduced,
            document,
            self._theatre,
            before,
            speaker,
            told.victim_class if told else None,
            _phrase(hit, reduced, people),
            people,
            aboard,
        )
        found = find_side(context)
        if told is not None and told.way == "list" and found is not None:
            told = None if found.way in _TELLING_WAYS else told
        kind = told or settle_class(hit, reduced, document, before, self._side(found))
        evidence = []
        if found is not None:
            where = found.where
            evidence.append(
                Evidence("victim_side", where.start, where.end, found.how, f"side.{found.way}")
            )
        if kind is not None:
            evidence.append(
                Evidence("victim_class", kind.start, kind.end, kind.how, f"class.{kind.way}")
            )
        victim_class = kind.victim_class if kind else None
        side = found.side if found else None
        self._before = Before(
            side,
            victim_class,
            hit.category,
            reduced.sentence.index,
            hit.position,
            _whole(before, reduced) if is_part(hit) else None,
        )
        return Victim(
            side,
            victim_class,
            _words(hit.chunk, document),
            _equipment(hit, document) if hit.category == "equipment" else None,
            tuple(evidence),
        )

    def _told_before(self, reduced: Reduced) -> Before | None:
        """Return the hit before; from another sentence, the whole that it was a part of."""
        before = self._before
        if before is None or before.whole is None:
            return before
        return before if before.sentence == reduced.sentence.index else before.whole

    def _side(self, found: SideFound | None) -> SideTold:
        if found is None or found.side is None:
            return SideTold(None, is_land=False, is_abroad=False, is_guest=False, way="")
        theatre, is_named = self._theatre, found.way in ("modifier", "gap")
        return SideTold(
            found.side,
            is_land=theatre.is_land(found.side),
            is_abroad=found.way == "modifier" and theatre.fights_abroad(found.side),
            is_guest=is_named and theatre.is_guest(found.side),
            way=found.way,
        )


def _phrase(hit: Hit, reduced: Reduced, people: range | None) -> Span:
    """Return the words that name the victims: beside the figure, or where it has no noun."""
    if people is None:
        return noun_phrase(hit, reduced)
    return Span(reduced.chunks[people.start].start, reduced.chunks[people.stop - 1].end)


def _whole(before: Before | None, reduced: Reduced) -> Before | None:
    """Return what a part of the hit before is a part of, in the same sentence."""
    if before is None or before.sentence != reduced.sentence.index:
        return None
    return before.whole or before


def _words(chunk: Chunk, document: Document) -> str | None:
    """Return the words that name the victims, without the figure; None where it stands alone."""
    start = chunk.figure.end if chunk.figure else chunk.start
    return document.text[start : chunk.end].strip() or None


def _equipment(hit: Hit, document: Document) -> str | None:
    """Return the noun as written in the singular and lower case: «armoured vehicle»."""
    head = hit.verb.head if hit.rule in ("bullet", "delta") else hit.chunk.head
    term = head.sense(symbols.EQUIPMENT) if head else None
    if term is None:
        return None
    words = []
    for token in hit.chunk.tokens:
        text = document.text[token.start : token.end].lower()
        if token is head:
            break
        if token.symbol in "wZ" and text not in _NOT_EQUIPMENT:
            words.append(text)
    return " ".join([*words, term.lemma.lower()])
