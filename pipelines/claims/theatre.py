"""The war that an article is about: whose country, which state, which rebels, who fights whom.

Everything here is told by the whole article; what a single sentence says of its victims stands in
`sides` and goes first.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pipelines.claims.chunks import Reduced
from pipelines.claims.document import Document, side_of
from pipelines.claims.mentions import Mention
from pipelines.claims.segment import SentenceSpan
from pipelines.lexicon import Lexicon, symbols
from pipelines.records import Span

_LAND_KINDS = frozenset({"country", "territory"})
_TERRITORY_WEIGHT = 3
_ON_THE_SIDE = re.compile(r"\bon the $")
_LOCATED = re.compile(
    r"\b(?:in|across|inside|into|over|within|from|on|near|throughout)\s(?:the\s)?"
    r"(?:(?:neighbouring|neighboring|northern|southern|eastern|western|central|north-?eastern|"
    r"north-?western|south-?eastern|south-?western|north|south|east|west|occupied)\s){0,2}$"
)
_LOOK_BACK = 3


class Theatre:
    """Who takes part in the war of one article, from the counts of what it names."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._named = _named_sides(document)
        self._places = Counter(_countries(document, document.sided))
        self.land = self._land()
        self.state, self.rebels = self._civil_war()
        self.voice = self._voice()

    def supports(self, country: str) -> bool:
        """Tell whether the article is known to speak of a country, not of a namesake place."""
        return country == self.land or self._named[country] > 0

    def is_land(self, side: str) -> bool:
        """Tell whether a side is a country or territory, where civilians live."""
        return side in _lands(self._document.lexicon)

    def fights_abroad(self, side: str) -> bool:
        """Tell whether a side takes part in the war of an article in a land not its own."""
        if side in (self.land, self.state) or not self.is_land(side):
            return False
        rivals = _rivals(self._document.lexicon).get(side, frozenset())
        return any(self._document.side_counts[other] for other in rivals)

    def adversary(self, side: str, near: Reduced | None = None) -> str | None:
        """Return who fights `side`: named in the sentence, shortly before, or most of all."""
        rivals = _rivals(self._document.lexicon).get(side, frozenset())
        if near is not None:
            for passage in self._passages(near):
                found = [other for other in passage if other in rivals]
                if found:
                    return self._rather_here(found)
        counts = self._document.side_counts
        named = [other for other in rivals if counts[other]]
        if named:
            return max(
                named,
                key=lambda other: (
                    other in _territories(self._document.lexicon),
                    not self._is_bystander(other),
                    counts[other],
                    other,
                ),
            )
        if len(rivals) == 1:
            return next(iter(rivals))
        if side in (self.state, self.rebels):
            return self.rebels if side == self.state else self.state
        return self.state if not self.is_land(side) else None

    def _rather_here(self, found: list[str]) -> str:
        """Return the last of some enemies; a force rather than the land that it fights in."""
        forces = [other for other in found if not self._is_bystander(other)]
        return (forces or found)[-1]

    def _is_bystander(self, side: str) -> bool:
        """Tell whether a side is a land where another's armed group does the fighting."""
        return side in ("palestine", "lebanon")

    def rebels_near(self, reduced: Reduced, word: str = "") -> str | None:
        """Return the armed group that «the militants» of a sentence means."""
        own = _rivals(self._document.lexicon).get(self.state or "", frozenset())
        called = [side for side in own if side.endswith("_rebels") and self._named[side]]
        if called and word.startswith(("rebel", "opposition")):
            return called[0]
        for passage in self._passages(reduced):
            found = [side for side in passage if not self.is_land(side)]
            known = [side for side in found if not own or side in own]
            if known:
                return known[-1]
        groups = [side for side in own if not self.is_land(side)]
        return self.rebels or (groups[0] if len(groups) == 1 else None)

    def state_near(self, reduced: Reduced) -> str | None:
        """Return the state whose soldiers «the army» of a sentence means."""
        if self.state is None:
            return None
        land = self.land_near(reduced, 0, countries_only=True)
        return land if land and land not in ("palestine", "lebanon") else self.state

    def land_near(
        self, reduced: Reduced, position: int, *, countries_only: bool = False
    ) -> str | None:
        """Return the country of the place nearest to a chunk, else told before in its paragraph."""
        here = [
            (abs(index - position), country)
            for index, chunk in enumerate(reduced.chunks)
            for country in self._lands_in(Span(chunk.start, chunk.end), countries_only)
        ]
        if here:
            return min(here)[1]
        spans, index = self._document.sentences.spans, reduced.sentence.index
        for earlier in range(index - 1, max(-1, index - _LOOK_BACK - 1), -1):
            if spans[earlier].paragraph != spans[index].paragraph:
                break
            found = list(self._lands_in(spans[earlier], countries_only))
            if found:
                return found[-1]
        return None

    def _lands_in(self, span: Span | SentenceSpan, countries_only: bool) -> Iterator[str]:
        mentions = self._document.mentions_within(span)
        for country in _countries(self._document, mentions, countries_only=countries_only):
            if self.supports(country):
                yield country

    def _passages(self, reduced: Reduced) -> Iterator[list[str]]:
        """Yield the sides named in a sentence, then in each of a few sentences before it."""
        index = reduced.sentence.index
        for earlier in range(index, max(-1, index - _LOOK_BACK - 1), -1):
            mentions = self._document.mentions_within(self._document.sentences.spans[earlier])
            yield [side for mention in mentions if (side := side_of(mention.senses))]

    def _land(self) -> str | None:
        """Return the country that the article's places lie in, else the country named most."""
        counts = self._document.side_counts
        lands = self._places or Counter(
            {side: count for side, count in self._named.items() if self.is_land(side)}
        )
        for side in _territories(self._document.lexicon) & set(lands):
            lands[side] *= _TERRITORY_WEIGHT
        return max(lands, key=lambda side: (lands[side], counts[side], side), default=None)

    def _voice(self) -> str | None:
        """Return the side of the publisher, or of the first institution that the article names."""
        publisher = (self._document.article.publisher or "").lower()
        index = self._document.lexicon.index.get(publisher)
        side = side_of(self._document.lexicon.terms[index]) if index is not None else None
        if side is not None:
            return side
        actors = (
            term.side
            for mention in self._document.sided
            for term in mention.senses
            if term.symbol == symbols.ACTOR and term.side
        )
        return next(actors, None)

    def _civil_war(self) -> tuple[str | None, str | None]:
        """Return the state and the armed group of the conflict that the article speaks most of.

        Between two states there is neither: «the soldiers» may be anybody's.
        """
        best: tuple[int, str, str] | None = None
        counts = self._document.side_counts
        for conflict in self._document.lexicon.conflicts:
            state, rivals = conflict.camps[0][0], conflict.camps[1:]
            named = [side for camp in rivals for side in camp if counts[side]]
            if not named or not counts[state]:
                continue
            group = max(named, key=lambda side: (not self.is_land(side), counts[side], side))
            score = counts[state] + sum(counts[side] for side in named)
            if best is None or score > best[0]:
                best = (score, state, group)
        if best is None:
            return (self.land, None) if self.land and self._is_alone(self.land) else (None, None)
        return (None, None) if self.is_land(best[2]) else (best[1], best[2])

    def _is_alone(self, land: str) -> bool:
        """Tell whether no other country named here is at war with a country."""
        rivals = _rivals(self._document.lexicon).get(land, frozenset())
        return not any(self._document.side_counts[other] for other in rivals)


def _named_sides(document: Document) -> Counter[str]:
    return Counter(side for mention in document.sided if (side := side_of(mention.senses)))


def _countries(
    document: Document, mentions: Iterable[Mention], *, countries_only: bool = False
) -> Iterator[str]:
    """Yield the country of every place, and every country that something is said to happen in."""
    for mention in mentions:
        for term in mention.senses:
            if term.side is None:
                continue
            if term.symbol == symbols.PLACE and not countries_only:
                yield term.side
                break
            if (
                term.kind == "territory"
                or (term.kind == "country" and _is_located(document, mention.start))
                or (term.kind == "demonym" and _is_other_side(document, mention))
            ):
                yield term.side
                break


def _is_located(document: Document, start: int) -> bool:
    return _LOCATED.search(document.folded, max(0, start - 40), start) is not None


def _is_other_side(document: Document, mention: Mention) -> bool:
    """Tell whether a nation stands for its land: «on the Israeli side of the border»."""
    return document.folded.startswith(" side", mention.end) and bool(
        _ON_THE_SIDE.search(document.folded, max(0, mention.start - 8), mention.start)
    )


@functools.lru_cache(maxsize=4)
def _lands(lexicon: Lexicon) -> frozenset[str]:
    """Return the sides under which civilians live: countries, territories and peoples."""
    return _sides_of(lexicon, _LAND_KINDS | {"people"})


@functools.lru_cache(maxsize=4)
def _territories(lexicon: Lexicon) -> frozenset[str]:
    """Return the breakaway lands, which no country goes by the name of."""
    return _sides_of(lexicon, frozenset({"territory"})) - _sides_of(lexicon, frozenset({"country"}))


def _sides_of(lexicon: Lexicon, kinds: frozenset[str]) -> frozenset[str]:
    return frozenset(
        term.side
        for senses in lexicon.terms
        for term in senses
        if term.side and term.kind in kinds and term.symbol != symbols.PLACE
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
