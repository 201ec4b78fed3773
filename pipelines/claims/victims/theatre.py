"""The war that an article is about: whose country, which state, which rebels, who fights whom.

Everything here is told by the whole article; what a single sentence says of its victims stands in
`sides` and goes first.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterator

from pipelines.claims.reading.chunks import Reduced
from pipelines.claims.reading.document import Document, side_of
from pipelines.claims.reading.segment import SentenceSpan
from pipelines.claims.victims.lands import (
    bystanders,
    countries,
    homes,
    lands,
    opponents_of,
    rivals_of,
    sides_of,
    territories,
)
from pipelines.lexicon import symbols
from pipelines.records import Span

_TERRITORY_WEIGHT = 3
_ENCLAVE = re.compile(r"\bthe (?:besieged |blockaded )?(?:enclave|strip|breakaway \w+)\b")
_LOOK_BACK = 3
_WITHIN = 600
"""So many characters of a sentence are looked at, however long it is."""


class Theatre:
    """Who takes part in the war of one article, from the counts of what it names."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @functools.cached_property
    def _named(self) -> Counter[str]:
        return _named_sides(self._document)

    @functools.cached_property
    def _places(self) -> Counter[str]:
        """The countries that things happen in; a group told of brings that of its only war."""
        found = Counter(country for _, country in countries(self._document, self._document.sided))
        for group, state in homes(self._document.lexicon).items():
            if self._named[group]:
                found[state] += self._named[group]
        return found

    @property
    def state(self) -> str | None:
        """The state that fights armed groups in the article; None between two states."""
        return self._civil_war[0]

    @property
    def rebels(self) -> str | None:
        """The armed group that the article names most, if a state fights it."""
        return self._civil_war[1]

    def supports(self, country: str) -> bool:
        """Tell whether the article is known to speak of a country, not of a namesake place."""
        return country == self.land or self._named[country] > 0

    def is_land(self, side: str) -> bool:
        """Tell whether a side is a country or territory, where civilians live."""
        return side in lands(self._document.lexicon)

    def is_state(self, side: str) -> bool:
        """Tell whether a side is a country or territory, no people or armed group."""
        return side in sides_of(self._document.lexicon, frozenset({"country", "territory"}))

    def is_party(self, side: str) -> bool:
        """Tell whether the article names somebody whom a side fights."""
        rivals = rivals_of(self._document.lexicon).get(side, frozenset())
        return any(self._document.side_counts[other] for other in rivals)

    def fights_state(self, side: str) -> bool:
        """Tell whether a side fights the state that the article is about."""
        return self.state in rivals_of(self._document.lexicon).get(side, frozenset())

    def fights_abroad(self, side: str) -> bool:
        """Tell whether a side takes part in the war of an article in a land not its own."""
        countries = sides_of(self._document.lexicon, frozenset({"country"}))
        if side in (self.land, self.state) or side not in countries:
            return False
        return self.is_party(side)

    def adversary(
        self, side: str, near: Reduced | None = None, before: int | None = None
    ) -> str | None:
        """Return who fights `side`: named in the sentence, shortly before, or most of all.

        Those named in front of the offset `before` go before those named behind it.
        """
        rivals = rivals_of(self._document.lexicon).get(side, frozenset())
        if near is not None:
            for passage in self._passages(near, before):
                found = [other for other in passage if other in rivals]
                if found:
                    return self._rather_here(found)
        counts = self._document.side_counts
        named = [other for other in rivals if counts[other]]
        if named:
            return max(
                named,
                key=lambda other: (
                    other in territories(self._document.lexicon),
                    not self._is_bystander(other),
                    counts[other],
                    other,
                ),
            )
        leaders = opponents_of(self._document.lexicon, side)
        if len(leaders) == 1:
            return next(iter(leaders))
        if side in (self.state, self.rebels):
            return self.rebels if side == self.state else self.state
        return self.state if not self.is_land(side) else None

    def _rather_here(self, found: list[str]) -> str:
        """Return the last of some enemies; a force rather than the land that it fights in."""
        forces = [other for other in found if not self._is_bystander(other)]
        return (forces or found)[-1]

    def _is_bystander(self, side: str) -> bool:
        """Tell whether a side is a land where another's armed group does the fighting."""
        return side in bystanders(self._document.lexicon)

    def rebels_near(
        self, reduced: Reduced, word: str = "", before: int | None = None
    ) -> str | None:
        """Return the armed group that «the militants» of a sentence means."""
        own = rivals_of(self._document.lexicon).get(self.state or "", frozenset())
        called = [side for side in own if side.endswith("_rebels")]
        if len(called) == 1 and word.startswith(("rebel", "opposition")):
            return called[0]
        for passage in self._passages(reduced, before):
            found = [side for side in passage if not self.is_land(side)]
            known = [side for side in found if not own or side in own]
            if known or (found and before is not None):
                return (known or found)[-1]
            before = None
        groups = [side for side in own if not self.is_land(side)]
        return self.rebels or (groups[0] if len(groups) == 1 else None)

    def state_near(self, reduced: Reduced) -> str | None:
        """Return the state whose soldiers «the army» of a sentence means."""
        if self.state is None:
            return None
        land = self.land_near(reduced, 0, countries_only=True)
        if land is None or self._is_bystander(land):
            return self.state
        fought = rivals_of(self._document.lexicon).get(self.rebels or "")
        return land if fought is None or land in fought else self.state

    def side_before(self, reduced: Reduced) -> str | None:
        """Return the side named last before a sentence, for «its soldiers»."""
        found = (passage[-1] for passage in self._before(reduced) if passage)
        return next(found, None)

    def state_before(self, reduced: Reduced) -> str | None:
        """Return the country named last before a sentence, for «its defence ministry»."""
        countries = ([it for it in its if self.is_state(it)] for its in self._before(reduced))
        return next((found[-1] for found in countries if found), None)

    def _before(self, reduced: Reduced) -> Iterator[list[str]]:
        """Yield the sides named in each of a few sentences before one, the nearest first."""
        index = reduced.sentence.index
        for earlier in range(index - 1, max(-1, index - _LOOK_BACK - 1), -1):
            span = self._document.sentences.spans[earlier]
            yield self._sides_in(Span(max(span.start, span.end - _WITHIN), span.end))

    def land_near(
        self, reduced: Reduced, position: int, *, countries_only: bool = False
    ) -> str | None:
        """Return the country of the place nearest to an offset, else of the paragraph before."""
        sentence = reduced.sentence
        near = Span(
            max(sentence.start, position - _WITHIN),
            min(sentence.end, max(position, sentence.start) + _WITHIN),
        )
        here = [
            (abs(start - position), country)
            for start, country in self._lands_in(near, countries_only)
        ]
        if here:
            return min(here)[1]
        if self.enclave and self._speaks_of_enclave(reduced):
            return self.enclave
        spans, index = self._document.sentences.spans, reduced.sentence.index
        for earlier in range(index - 1, max(-1, index - _LOOK_BACK - 1), -1):
            if spans[earlier].paragraph != spans[index].paragraph:
                break
            found = [land for _, land in self._lands_in(spans[earlier], countries_only)]
            if found:
                return found[-1]
        return None

    def _speaks_of_enclave(self, reduced: Reduced) -> bool:
        sentence = reduced.sentence
        folded = self._document.folded
        return _ENCLAVE.search(folded, sentence.start, sentence.end) is not None

    @functools.cached_property
    def enclave(self) -> str | None:
        """Return the territory that «the enclave», «the Strip» means."""
        named = Counter(
            term.side
            for mention in self._document.sided
            for term in mention.senses[:1]
            if term.kind == "territory" and term.side
        )
        return max(named, key=lambda side: (named[side], side), default=None)

    def _lands_in(
        self, span: Span | SentenceSpan, countries_only: bool
    ) -> Iterator[tuple[int, str]]:
        mentions = self._document.mentions_within(span)
        for start, country in countries(self._document, mentions, countries_only=countries_only):
            if self.supports(country):
                yield start, country

    def _passages(self, reduced: Reduced, before: int | None = None) -> Iterator[list[str]]:
        """Yield the sides named in a sentence, then in each of a few sentences before it.

        With `before`, the sentence's part in front of that offset comes first.
        """
        index = reduced.sentence.index
        if before is not None:
            sentence = reduced.sentence
            yield self._sides_in(Span(max(sentence.start, before - _WITHIN), before))
            yield self._sides_in(Span(before, min(sentence.end, before + _WITHIN)))[:1]
        else:
            span = self._document.sentences.spans[index]
            yield self._sides_in(Span(max(span.start, span.end - _WITHIN), span.end))
        yield from self._before(reduced)

    def _sides_in(self, span: Span) -> list[str]:
        mentions = self._document.mentions_within(span)
        return [side for mention in mentions if (side := side_of(mention.senses))]

    @functools.cached_property
    def land(self) -> str | None:
        """Return the country that the article's places lie in, else the country named most."""
        counts = self._document.side_counts
        found = self._places or Counter(
            {side: count for side, count in self._named.items() if self.is_land(side)}
        )
        for side in territories(self._document.lexicon) & set(found):
            found[side] *= _TERRITORY_WEIGHT
        return max(found, key=lambda side: (found[side], counts[side], side), default=None)

    @functools.cached_property
    def voice(self) -> str | None:
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

    @functools.cached_property
    def _civil_war(self) -> tuple[str | None, str | None]:
        """Return the state and the armed group of the conflict that the article speaks most of.

        Between two states there is neither: «the soldiers» may be anybody's.
        """
        counts = self._document.side_counts
        found: list[tuple[bool, int, str, str]] = []
        for conflict in self._document.lexicon.conflicts:
            state = conflict.camps[0][0]
            named = [side for camp in conflict.camps[1:] for side in camp if counts[side]]
            if not named or not (counts[state] or state == self.land):
                continue
            group = max(named, key=lambda side: (not self.is_state(side), counts[side], side))
            at_home = state == self.land and not self.is_state(group)
            score = counts[state] + sum(counts[side] for side in named)
            found.append((at_home, score, state, group))
        if not found:
            return (self.land, None) if self.land and self._is_alone(self.land) else (None, None)
        _, _, state, group = max(found)
        return (None, None) if self.is_state(group) else (state, group)

    def _is_alone(self, land: str) -> bool:
        """Tell whether no other country named here is at war with a country."""
        rivals = rivals_of(self._document.lexicon).get(land, frozenset())
        return not any(self._document.side_counts[other] for other in rivals)


def _named_sides(document: Document) -> Counter[str]:
    return Counter(side for mention in document.sided if (side := side_of(mention.senses)))
