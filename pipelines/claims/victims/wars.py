"""The war that an article is about: whose country, which state, which rebels."""

import functools
from collections import Counter

from pipelines.claims.reading.document import Document, side_of
from pipelines.claims.victims.lands import countries, homes, lands, rivals_of, states, territories
from pipelines.lexicon import symbols

_TERRITORY_WEIGHT = 3


class War:
    """The country, the state and the rebels of one article, from the counts of what it names."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @functools.cached_property
    def named(self) -> Counter[str]:
        """How often each side is named."""
        return _named_sides(self.document)

    @functools.cached_property
    def places(self) -> Counter[str]:
        """The countries that things happen in; a group told of brings that of its only war."""
        found = Counter(country for _, country in countries(self.document, self.document.sided))
        for group, state in homes(self.document.lexicon).items():
            if self.named[group]:
                found[state] += self.named[group]
        return found

    @functools.cached_property
    def capitals(self) -> frozenset[str]:
        """The countries whose capitals the article names: few other places are called so."""
        return frozenset(
            term.side
            for mention in self.document.sided
            for term in mention.senses[:1]
            if term.symbol == symbols.PLACE and term.kind == "capital" and term.side
        )

    @property
    def state(self) -> str | None:
        """The state that fights armed groups in the article; None between two states."""
        return self._civil_war[0]

    @property
    def rebels(self) -> str | None:
        """The armed group that the article names most, if a state fights it."""
        return self._civil_war[1]

    def is_land(self, side: str) -> bool:
        """Tell whether a side is a country or territory, where civilians live."""
        return side in lands(self.document.lexicon)

    def is_state(self, side: str) -> bool:
        """Tell whether a side is a country or territory, no people or armed group."""
        return side in states(self.document.lexicon)

    @functools.cached_property
    def enclave(self) -> str | None:
        """Return the territory that «the enclave», «the Strip» means."""
        named = Counter(
            term.side
            for mention in self.document.sided
            for term in mention.senses[:1]
            if term.kind == "territory" and term.side
        )
        return max(named, key=lambda side: (named[side], side), default=None)

    @functools.cached_property
    def land(self) -> str | None:
        """Return the country that the article's places lie in, else the country named most."""
        counts = self.document.side_counts
        found = self.places or Counter(
            {side: count for side, count in self.named.items() if self.is_land(side)}
        )
        for side in territories(self.document.lexicon) & set(found):
            found[side] *= _TERRITORY_WEIGHT
        return max(found, key=lambda side: (found[side], counts[side], side), default=None)

    @functools.cached_property
    def _civil_war(self) -> tuple[str | None, str | None]:
        """Return the state and the armed group of the conflict that the article speaks most of.

        Between two states there is neither: «the soldiers» may be anybody's.
        """
        counts = self.document.side_counts
        found: list[tuple[bool, int, str, str]] = []
        for conflict in self.document.lexicon.conflicts:
            state = conflict.camps[0][0]
            if not (state in counts or state == self.land):
                continue
            named = [side for camp in conflict.camps[1:] for side in camp if side in counts]
            if not named:
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
        rivals = rivals_of(self.document.lexicon).get(land, frozenset())
        return not any(self.document.side_counts[other] for other in rivals)


def _named_sides(document: Document) -> Counter[str]:
    return Counter(side for mention in document.sided if (side := side_of(mention.senses)))
