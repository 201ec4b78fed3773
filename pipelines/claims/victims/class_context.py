"""What the ways to tell a class may look at, and what they answer with."""

from dataclasses import dataclass

from pipelines.claims.harm.predicates import Hit
from pipelines.claims.reading.chunks import Reduced
from pipelines.claims.reading.document import Document
from pipelines.claims.victims.side_context import Before
from pipelines.claims.victims.wording import has_word
from pipelines.records import How, Span, VictimClass


@dataclass(frozen=True, slots=True)
class ClassFound:
    """A class, the words that tell it, how it was reached and by which way."""

    victim_class: VictimClass
    start: int
    end: int
    how: How
    way: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a way may look at: the hit, its sentence, and the victims told of before."""

    hit: Hit
    reduced: Reduced
    document: Document
    before: Before | None
    people: range | None = None
    """The chunks that name whom a figure without a noun counts."""

    def has(self, kind: str, start: int, end: int) -> bool:
        """Tell whether a word of a kind stands in a passage."""
        return has_word(self.document, Span(start, end), kind)

    def told(self, victim_class: VictimClass, way: str) -> ClassFound:
        """Return a class that the words of the hit tell."""
        return self._found(victim_class, "explicit", way)

    def implied(self, victim_class: VictimClass, way: str) -> ClassFound:
        """Return a class that follows from something else."""
        return self._found(victim_class, "inherited", way)

    def _found(self, victim_class: VictimClass, how: How, way: str) -> ClassFound:
        head = self.hit.chunk.head or self.hit.chunk.token
        return ClassFound(victim_class, head.start, head.end, how, way)
