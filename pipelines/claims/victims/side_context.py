"""What the ways to tell a side may look at, and what they answer with."""

from dataclasses import dataclass

from pipelines.claims.harm.predicates import Hit
from pipelines.claims.reading.chunks import Chunk, Reduced
from pipelines.claims.reading.document import Document
from pipelines.claims.victims.theatre import Theatre
from pipelines.claims.victims.wording import has_word
from pipelines.records import How, Span, VictimClass

_NEAR = 40
GENERAL_PEOPLE = frozenset({"person", "individual", "human", "soul", "life"})
"""Nouns of anybody, which need not be the fighters told of before."""


@dataclass(frozen=True, slots=True)
class Before:
    """The hit before: its side and class, and where it stood; `whole` is what it is a part of."""

    side: str | None
    victim_class: VictimClass | None
    category: str
    sentence: int
    position: int
    whole: "Before | None" = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a way may look at: the hit, its sentence and class, who spoke and suffered before.

    `phrase` is the noun of the victims with what belongs to it, `people` the chunks that name whom
    a figure without a noun counts.
    """

    hit: Hit
    reduced: Reduced
    document: Document
    theatre: Theatre
    before: Before | None
    speaker: str | None
    victim_class: VictimClass | None
    phrase: Span
    people: range | None
    is_aboard: bool

    @property
    def is_new_paragraph(self) -> bool:
        """Tell whether the figure before stood in another paragraph."""
        spans, before = self.document.sentences.spans, self.before
        here = spans[self.reduced.sentence.index].paragraph
        return before is not None and spans[before.sentence].paragraph != here

    @property
    def is_armed(self) -> bool:
        """Tell whether the loss is one of fighters or of their arms."""
        if self.victim_class == "military" or self.hit.category in ("equipment", "repelled"):
            return True
        if self.victim_class == "civilian":
            return False
        if self.hit.category == "captured":
            return not has_word(self.document, _around(self), "hostage")
        return self.hit.category == "casualties"


@dataclass(frozen=True, slots=True)
class SideFound:
    """A side (slug), the words that tell it, how it was reached and by which way.

    None for the side is an answer too: the words tell of somebody whom nothing names.
    """

    side: str | None
    where: Chunk
    how: How
    way: str


def _around(context: Context) -> Span:
    """Return the words near a figure."""
    chunk, sentence = context.hit.chunk, context.reduced.sentence
    return Span(max(sentence.start, chunk.start - _NEAR), min(sentence.end, chunk.end + _NEAR))


def told(found: tuple[str, Chunk] | None, way: str) -> SideFound | None:
    """Return a side that the words found name, if any were found."""
    return SideFound(found[0], found[1], "explicit", way) if found else None


def inherited(side: str | None, where: Chunk, way: str) -> SideFound | None:
    """Return a side reached from the words at `where`, if there is one."""
    return SideFound(side, where, "inherited", way) if side else None
