"""What kind of people suffered: fighters, civilians, both, or untold."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.claims.chunks import Reduced
from pipelines.claims.clauses import is_listed, noun_phrase
from pipelines.claims.document import Document
from pipelines.claims.predicates import Hit
from pipelines.claims.sides import Before
from pipelines.lexicon import symbols
from pipelines.records import VictimClass

_MILITARY = re.compile(
    r"\b(?:troops?|forces?|army|armed|military|soldiers?|servicem[ae]n|personnel|fighters?|"
    r"militants?|militia\w*|insurgents?|rebels?|groupings?|battlegroup|brigade|regiment|battalion|"
    r"navy|officers?|mercenar\w+|wagner|terrorists?|gunmen|prisoners? of war|pows?|defenders?)\b",
    re.IGNORECASE,
)
_CIVIL = re.compile(r"\b(?:civilians?|non-?combatants?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ClassFound:
    """A class, the words that tell it and the way by which."""

    victim_class: VictimClass
    start: int
    end: int
    way: str


@dataclass(frozen=True, slots=True)
class _Asked:
    hit: Hit
    reduced: Reduced
    document: Document
    before: Before | None

    def found(self, victim_class: VictimClass, way: str) -> ClassFound:
        head = self.hit.chunk.head or self.hit.chunk.token
        return ClassFound(victim_class, head.start, head.end, way)


def find_class(
    hit: Hit, reduced: Reduced, document: Document, before: Before | None
) -> ClassFound | None:
    """Return the class of the victims of a hit; None for things and attacks."""
    if hit.category in ("equipment", "repelled"):
        return None
    asked = _Asked(hit, reduced, document, before)
    for way in _WAYS:
        found = way(asked)
        if found is not None:
            return found
    return asked.found("unspecified", "untold")


def _words(asked: _Asked) -> ClassFound | None:
    """«civilians», «soldiers and civilians», «fighters of the Sham Legion»."""
    span = noun_phrase(asked.hit, asked.reduced)
    words = asked.document.text[span.start : span.end]
    civil = _CIVIL.search(words)
    fights = _MILITARY.search(words)
    if civil and fights:
        return asked.found("mixed", "words")
    if civil:
        return asked.found("civilian", "words")
    return asked.found("military", "words") if fights else None


def _head(asked: _Asked) -> ClassFound | None:
    term = asked.hit.chunk.term
    told = term.victim_class if term is not None else None
    if told is None or told == "unspecified":
        return None
    return asked.found(told, "head")


_PREDICATE = re.compile(r"(?:[wPJK]{0,2}o[dw]{0,2}[wJPKN]{0,2})?(?:b|,)[wOD]{0,3}(P)")


def _predicate(asked: _Asked) -> ClassFound | None:
    """«ten of the dead were civilians», «26 people, nearly all of them tourists»."""
    match = _PREDICATE.match(asked.reduced.kinds, asked.hit.position + 1)
    if match is None:
        return None
    term = asked.reduced.chunks[match.start(1)].tokens[0].sense(symbols.PEOPLE)
    if term is None or term.victim_class in (None, "unspecified"):
        return None
    return asked.found(term.victim_class, "predicate")


def _total(asked: _Asked) -> ClassFound | None:
    """Return the class of the figure before, where this one goes on from it."""
    before = asked.before
    if before is None or before.sentence != asked.reduced.sentence.index:
        return None
    if not is_listed(asked.hit) and asked.hit.chunk.kind not in "05":
        return None
    return asked.found(before.victim_class, "list") if before.victim_class else None


def _losses(asked: _Asked) -> ClassFound | None:
    """«eliminated 200», «personnel – 1,200»: losses of a force are counted, not of people."""
    if asked.hit.rule in ("bullet", "delta") or asked.hit.verb.kind == "U":
        return asked.found("military", "losses")
    return None


_WAYS: tuple[Callable[[_Asked], ClassFound | None], ...] = (
    _words,
    _head,
    _predicate,
    _total,
    _losses,
)
