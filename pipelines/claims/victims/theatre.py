"""The war that an article is about: whose country, which state, which rebels, who fights whom.

Everything here is told by the whole article; what a single sentence says of its victims stands in
`sides` and goes first.
"""

import functools
import itertools
import re
from collections.abc import Iterator

from pipelines.claims.reading.chunks import Reduced
from pipelines.claims.reading.document import side_of
from pipelines.claims.reading.mentions import Mentions, fold
from pipelines.claims.reading.segment import SentenceSpan
from pipelines.claims.victims.lands import (
    bystanders,
    countries,
    is_behind_preposition,
    lands_of_groups,
    opponents_of,
    rivals_of,
    sides_of,
    state_allies,
    states_with_rebels,
    territories,
)
from pipelines.claims.victims.wars import War
from pipelines.claims.victims.wording import names_kind
from pipelines.lexicon import symbols
from pipelines.records import Span

_ENCLAVE = re.compile(r"\bthe (?:besieged |blockaded )?(?:enclave|strip|breakaway \w+)\b")
_LOOK_BACK = 3
_WITHIN = 600
"""So many characters of a sentence are looked at, however long it is."""


class Theatre(War):
    """Who takes part in the war of one article, from the counts of what it names."""

    def supports(self, country: str) -> bool:
        """Tell whether the article is known to speak of a country, not of a namesake place."""
        return country == self.land or self.named[country] > 0 or country in self.capitals

    def is_party(self, side: str) -> bool:
        """Tell whether the article names somebody whom a side fights."""
        rivals = rivals_of(self.document.lexicon).get(side, frozenset())
        return any(self.document.side_counts[other] for other in rivals)

    def fights_state(self, side: str) -> bool:
        """Tell whether a side fights the state that the article is about."""
        return self.state in rivals_of(self.document.lexicon).get(side, frozenset())

    def fights_abroad(self, side: str) -> bool:
        """Tell whether a side takes part in the war of an article in a land not its own."""
        countries = sides_of(self.document.lexicon, frozenset({"country"}))
        if side in (self.land, self.state) or side not in countries:
            return False
        if side in lands_of_groups(self.document.lexicon) or not self.is_party(side):
            return False
        conflicts = self.document.lexicon.conflicts
        return any(side in it.sides and self.land in it.sides for it in conflicts)

    def is_guest(self, side: str) -> bool:
        """Tell whether a nation has no part in the war of an article."""
        if side in (self.land, self.state) or not self.is_state(side):
            return False
        return not self.is_party(side)

    def fights_groups(self) -> bool:
        """Tell whether the land of an article has armed groups, which it may leave unnamed."""
        return self.land in states_with_rebels(self.document.lexicon)

    def adversary(
        self, side: str, near: Reduced | None = None, before: int | None = None
    ) -> str | None:
        """Return who fights `side`: named in the sentence, shortly before, or most of all.

        Those named in front of the offset `before` go before those named behind it.
        """
        rivals = rivals_of(self.document.lexicon).get(side, frozenset())
        if near is not None:
            for passage in self._passages(near, before):
                found = [other for other in passage if other in rivals]
                if found:
                    return self._rather_here(found)
        counts = self.document.side_counts
        named = [other for other in rivals if counts[other]]
        if named:
            return max(
                named,
                key=lambda other: (
                    other in territories(self.document.lexicon),
                    not self._is_bystander(other),
                    counts[other],
                    other,
                ),
            )
        leaders = opponents_of(self.document.lexicon, side)
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
        return side in bystanders(self.document.lexicon)

    def rebels_near(
        self, reduced: Reduced, word: str = "", before: int | None = None
    ) -> str | None:
        """Return the armed group that «the militants» of a sentence means."""
        state = self.state_near(reduced)
        own = rivals_of(self.document.lexicon).get(state or "", frozenset())
        allies = state_allies(self.document.lexicon)
        called = [side for side in own if side.endswith("_rebels")]
        if len(called) == 1 and word.startswith(("rebel", "opposition")):
            return called[0]
        for passage in self._passages(reduced, before):
            found = [side for side in passage if not self.is_land(side) and side not in allies]
            known = [side for side in found if not own or side in own]
            if known or (found and before is not None):
                return (known or found)[-1]
            before = None
        groups = [side for side in own if not self.is_land(side)]
        rebels = self.rebels if state == self.state else None
        return rebels or (groups[0] if len(groups) == 1 else None)

    def state_near(self, reduced: Reduced) -> str | None:
        """Return the state whose soldiers «the army» of a sentence means."""
        if self.state is None:
            return None
        land = self.land_near(reduced, 0, countries_only=True)
        if land is None or self._is_bystander(land):
            return self.state
        fought = rivals_of(self.document.lexicon).get(self.rebels or "")
        if fought is None or land in fought:
            return land
        is_elsewhere = land in states_with_rebels(self.document.lexicon)
        return land if is_elsewhere and not self._is_near(self.rebels, reduced) else self.state

    def _is_near(self, side: str | None, reduced: Reduced) -> bool:
        """Tell whether a sentence, or those before it in its paragraph, names a side."""
        here = self.document.sentences.spans[reduced.sentence.index]
        near = itertools.chain((here,), self._before_in_paragraph(reduced))
        return any(side in self._sides_in(Span(it.start, it.end)) for it in near)

    def _before_in_paragraph(self, reduced: Reduced) -> Iterator[SentenceSpan]:
        """Yield a few sentences before one in its paragraph, the nearest first."""
        spans, index = self.document.sentences.spans, reduced.sentence.index
        for earlier in range(index - 1, max(-1, index - _LOOK_BACK - 1), -1):
            if spans[earlier].paragraph != spans[index].paragraph:
                break
            yield spans[earlier]

    def side_before(self, reduced: Reduced) -> str | None:
        """Return the side named last before a sentence, for «its soldiers»."""
        for span in self._spans_before(reduced):
            for mention in reversed(self.document.mentions_within(span)):
                side = side_of(mention.senses)
                if side and not is_behind_preposition(self.document, mention.start):
                    return side
        return None

    def state_before(self, reduced: Reduced) -> str | None:
        """Return the country named last before a sentence, for «its defence ministry»."""
        countries = ([it for it in its if self.is_state(it)] for its in self._before(reduced))
        return next((found[-1] for found in countries if found), None)

    def _before(self, reduced: Reduced) -> Iterator[list[str]]:
        """Yield the sides named in each of a few sentences before one, the nearest first."""
        return map(self._sides_in, self._spans_before(reduced))

    def _spans_before(self, reduced: Reduced) -> Iterator[Span]:
        """Yield the ends of a few sentences before one, the nearest first."""
        index = reduced.sentence.index
        for earlier in range(index - 1, max(-1, index - _LOOK_BACK - 1), -1):
            span = self.document.sentences.spans[earlier]
            yield Span(max(span.start, span.end - _WITHIN), span.end)

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
        for earlier in self._before_in_paragraph(reduced):
            found = [land for _, land in self._lands_in(earlier, countries_only)]
            if found:
                return found[-1]
        return None

    def _speaks_of_enclave(self, reduced: Reduced) -> bool:
        sentence = reduced.sentence
        folded = self.document.folded
        return _ENCLAVE.search(folded, sentence.start, sentence.end) is not None

    def _lands_in(
        self, span: Span | SentenceSpan, countries_only: bool
    ) -> Iterator[tuple[int, str]]:
        mentions = self.document.mentions_within(span)
        for start, country in countries(self.document, mentions, countries_only=countries_only):
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
            span = self.document.sentences.spans[index]
            yield self._sides_in(Span(max(span.start, span.end - _WITHIN), span.end))
        yield from self._before(reduced)

    def _sides_in(self, span: Span) -> list[str]:
        mentions = self.document.mentions_within(span)
        return [side for mention in mentions if (side := side_of(mention.senses))]

    @functools.cached_property
    def voice(self) -> str | None:
        """Return the side of the publisher, or of the first institution that the article names."""
        side = self._publisher_side()
        if side is not None:
            return side
        actors = (
            term.side
            for mention in self.document.sided
            for term in mention.senses
            if term.symbol == symbols.ACTOR and term.side
        )
        return next(actors, None)

    def _publisher_side(self) -> str | None:
        """Return the side of a publisher that is a force or an office, like «IDF Spokesperson»."""
        lexicon, publisher = self.document.lexicon, self.document.article.publisher or ""
        folded = fold(publisher)
        index = lexicon.index.get(folded)
        if index is not None:
            return side_of(lexicon.terms[index])
        named = Mentions(publisher, folded, lexicon).within(0, len(publisher))
        is_office = names_kind(lexicon, folded, "office")
        for mention in named:
            for term in mention.senses:
                if term.side and (is_office or term.kind in ("group", "force")):
                    return term.side
        return None
