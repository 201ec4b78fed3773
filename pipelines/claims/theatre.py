"""The war that an article is about: whose country, which state, which rebels, who fights whom.

Everything here is told by the whole article; what a single sentence says of its victims stands in
`sides` and goes first.
"""

import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pipelines.claims.chunks import Reduced
from pipelines.claims.document import Document
from pipelines.claims.mentions import Mention
from pipelines.claims.segment import SentenceSpan
from pipelines.lexicon import Lexicon, symbols
from pipelines.records import Span

_LAND_KINDS = frozenset({"country", "territory"})
_LOCATING = (" in ", " across ", " inside ", " into ", " over ", " within ", " from ", " on ")
_LOOK_BACK = 3


class Theatre:
    """Who takes part in the war of one article, from the counts of what it names."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._named = _named_sides(document)
        self._places = Counter(_countries(document, document.sided))
        self.land = self._land()
        self.state, self.rebels = self._civil_war()

    def supports(self, country: str) -> bool:
        """Tell whether the article is known to speak of a country, not of a namesake place."""
        return country == self.land or self._named[country] > 0

    def is_land(self, side: str) -> bool:
        """Tell whether a side is a country or territory, where civilians live."""
        return side in _lands(self._document.lexicon)

    def is_party(self, side: str) -> bool:
        """Tell whether a side fights somebody whom the article names."""
        return self.adversary(side) is not None

    def adversary(self, side: str, near: Reduced | None = None) -> str | None:
        """Return who fights `side`: named in the sentence, shortly before, or most of all.

        Without a known enemy in the article it is the side named most beside `side` itself.
        """
        rivals = _rivals(self._document.lexicon).get(side, frozenset())
        if near is not None:
            for passage in self._passages(near):
                found = [other for other in passage if other in rivals]
                if found:
                    return found[-1]
        counts = self._document.side_counts
        named = [other for other in rivals if counts[other]]
        if named:
            return max(named, key=lambda other: (counts[other], other))
        if len(rivals) == 1:
            return next(iter(rivals))
        return None

    def rebels_near(self, reduced: Reduced) -> str | None:
        """Return the armed group that «the militants» of a sentence means."""
        for passage in self._passages(reduced):
            found = [side for side in passage if not self.is_land(side)]
            if found:
                return found[-1]
        return self.rebels

    def land_near(self, reduced: Reduced, position: int, but: str | None = None) -> str | None:
        """Return the country of the place nearest to a chunk, or told shortly before; not `but`."""
        here = [
            (abs(index - position), country)
            for index, chunk in enumerate(reduced.chunks)
            if chunk.kind in "sLfcw0123456789Z" or chunk.tokens
            for country in self._lands_in(Span(chunk.start, chunk.end))
            if country != but
        ]
        if here:
            return min(here)[1]
        index, spans = reduced.sentence.index, self._document.sentences.spans
        for earlier in range(index - 1, max(-1, index - _LOOK_BACK - 1), -1):
            found = [land for land in self._lands_in(spans[earlier]) if land != but]
            if found:
                return found[-1]
        return None

    def _lands_in(self, span: Span | SentenceSpan) -> Iterator[str]:
        for country in _countries(self._document, self._document.mentions_within(span)):
            if self.supports(country):
                yield country

    def _passages(self, reduced: Reduced) -> Iterator[list[str]]:
        """Yield the sides named in a sentence, then in each of a few sentences before it."""
        index = reduced.sentence.index
        for earlier in range(index, max(-1, index - _LOOK_BACK - 1), -1):
            mentions = self._document.mentions_within(self._document.sentences.spans[earlier])
            yield [side for mention in mentions if (side := _named_side(mention)) is not None]

    def _land(self) -> str | None:
        """Return the country that the article's places lie in, else the country named most."""
        counts = self._document.side_counts
        lands = self._places or Counter(
            {side: count for side, count in self._named.items() if self.is_land(side)}
        )
        return max(lands, key=lambda side: (lands[side], counts[side], side), default=None)

    def _civil_war(self) -> tuple[str | None, str | None]:
        """Return the state and the armed group of the conflict that the article speaks most of.

        Between two states there is neither: «the soldiers» may be anybody's.
        """
        best: tuple[int, str, str] | None = None
        counts = self._document.side_counts
        for conflict in self._document.lexicon.conflicts:
            state, rivals = conflict.camps[0][0], conflict.camps[1:]
            named = [side for camp in rivals for side in camp if counts[side]]
            group = max(named, key=lambda side: (counts[side], side), default=None)
            if group is None or not counts[state]:
                continue
            score = counts[state] + sum(counts[side] for side in named)
            if best is None or score > best[0]:
                best = (score, state, group)
        if best is None:
            return (self.land, None) if self.land and self._is_alone(self.land) else (None, None)
        if self.is_land(best[2]) and best[2] != "palestine":
            return None, None
        return best[1], best[2]

    def _is_alone(self, land: str) -> bool:
        """Tell whether no other country named here is at war with a country."""
        rivals = _rivals(self._document.lexicon).get(land, frozenset())
        return not any(self._document.side_counts[other] for other in rivals)


def _named_side(mention: Mention) -> str | None:
    for term in mention.senses:
        if term.side and term.symbol in (symbols.SIDE, symbols.ACTOR, symbols.PEOPLE):
            return term.side
    return None


def _named_sides(document: Document) -> Counter[str]:
    return Counter(side for mention in document.sided if (side := _named_side(mention)))


def _countries(document: Document, mentions: Iterable[Mention]) -> Iterator[str]:
    """Yield the country of every place, and every country that something is said to happen in."""
    for mention in mentions:
        for term in mention.senses:
            if term.side is None:
                continue
            if term.symbol == symbols.PLACE:
                yield term.side
                break
            if term.kind in _LAND_KINDS and (
                term.kind == "territory" or _is_located(document, mention.start)
            ):
                yield term.side
                break


def _is_located(document: Document, start: int) -> bool:
    before = document.folded[max(0, start - 24) : start].replace("neighbouring ", "")
    return before.removesuffix("the ").endswith(_LOCATING)


@functools.lru_cache(maxsize=4)
def _lands(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(
        term.side
        for senses in lexicon.terms
        for term in senses
        if term.side and term.symbol == symbols.SIDE and term.kind in _LAND_KINDS
    )


@functools.lru_cache(maxsize=4)
def _rivals(lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    """Return the enemies of each side, over all conflicts."""
    rivals: dict[str, set[str]] = {}
    for conflict in lexicon.conflicts:
        for camp in conflict.camps:
            others = set(conflict.sides) - set(camp)
            for side in camp:
                rivals.setdefault(side, set()).update(others)
    return {side: frozenset(others) for side, others in rivals.items()}
