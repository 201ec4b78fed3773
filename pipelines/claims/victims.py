"""Who suffers: the side, class and words of the victims of a hit, and the kind of equipment."""

from dataclasses import dataclass

from pipelines.claims.chunks import Chunk, Reduced
from pipelines.claims.classes import find_class
from pipelines.claims.document import Document
from pipelines.claims.predicates import Hit
from pipelines.claims.sides import Before, Context, find_side
from pipelines.claims.theatre import Theatre
from pipelines.lexicon import symbols
from pipelines.records import Evidence, VictimClass

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

    def find(self, hit: Hit, reduced: Reduced, speaker: str | None) -> Victim:
        """Return the victims of a hit; `speaker` is the side that the claimant speaks for."""
        document = self._document
        kind = find_class(hit, reduced, document, self._before)
        victim_class = kind.victim_class if kind else None
        context = Context(
            hit, reduced, document, self._theatre, self._before, speaker, victim_class
        )
        found = find_side(context)
        evidence = []
        if found is not None:
            where = found.where
            evidence.append(
                Evidence("victim_side", where.start, where.end, found.how, f"side.{found.way}")
            )
        if kind is not None:
            evidence.append(
                Evidence("victim_class", kind.start, kind.end, "explicit", f"class.{kind.way}")
            )
        side = found.side if found else None
        self._before = Before(
            side, victim_class, hit.category, reduced.sentence.index, hit.position
        )
        return Victim(
            side,
            victim_class,
            _words(hit.chunk, document),
            _equipment(hit, document) if hit.category == "equipment" else None,
            tuple(evidence),
        )


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
