"""An article as the later stages see it: sentences spelled and reduced, and who it is about."""

import functools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines.claims.reading.chunks import Reduced, reduce
from pipelines.claims.reading.date_grammar import time_signs
from pipelines.claims.reading.date_mentions import DateMention
from pipelines.claims.reading.dates import find_dates
from pipelines.claims.reading.gate import HARM, VICTIM, hints
from pipelines.claims.reading.mentions import Mention, Mentions, by_match
from pipelines.claims.reading.named import name_victims
from pipelines.claims.reading.quantities import find_figures, number_signs
from pipelines.claims.reading.repulses import name_repulses
from pipelines.claims.reading.segment import SentenceSpan, find_quotes, split_sentences
from pipelines.claims.reading.tokens import Sentence, spell
from pipelines.lexicon import Lexicon, Term, symbols
from pipelines.records import Article, Figure, Span

_INNER_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]*\w")
_REACH = 3
"""So many sentences after a word of harm can a figure without one go on counting."""


class Document:
    """One article, read as far as it is asked for: nothing is spelled that no claim needs."""

    def __init__(self, article: Article, lexicon: Lexicon, mentions: Mentions) -> None:
        self.article = article
        self.lexicon = lexicon
        self.text = article.text
        self.folded = mentions.folded
        """The text in lower case, with the same offsets."""
        self.published = article.published_at.date() if article.published_at else None
        self.sentences = Sentences(self)
        self._mentions = mentions
        self._dates: dict[tuple[int, int], Sequence[DateMention]] = {}

    def mentions_within(self, span: Span | Sentence | SentenceSpan) -> Sequence[Mention]:
        """Return the mentions that begin in a passage, in order."""
        return self._mentions.within(span.start, span.end)

    def mentions_of(self, symbol: str) -> Sequence[Mention]:
        """Return the mentions of the whole text that can have a class, in order."""
        return tuple(self._mentions.chosen(_matches_of(self.lexicon, symbol)))

    def dates_within(self, span: Span | Sentence | SentenceSpan) -> Sequence[DateMention]:
        """Return the expressions of time that begin in a passage, in order."""
        key = (span.start, span.end)
        sign = bisect_left(self._time_signs, span.start)
        if sign == len(self._time_signs) or self._time_signs[sign] >= span.end:
            return ()
        if key not in self._dates:
            self._dates[key] = find_dates(self.text, self.folded, *key, self.lexicon)
        return self._dates[key]

    def quote_around(self, position: int) -> Span | None:
        """Return the quotation that holds an offset, or None."""
        behind = bisect_right(self.quotes, position, key=lambda quote: quote.start)
        quote = self.quotes[behind - 1] if behind else None
        return quote if quote is not None and position < quote.end else None

    @functools.cached_property
    def _time_signs(self) -> list[int]:
        return time_signs(self.folded, self.lexicon)

    @functools.cached_property
    def quotes(self) -> Sequence[Span]:
        """The quotations of the text, in order."""
        return find_quotes(self.text)

    @functools.cached_property
    def side_counts(self) -> Counter[str]:
        """How often each side is named, its actors and places included."""
        return Counter(side for mention in self.sided if (side := mention.term.side))

    @functools.cached_property
    def sided(self) -> Sequence[Mention]:
        """The mentions of the whole text that name a side, an actor of one or a place, in order."""
        return tuple(self._mentions.chosen(_sided_matches(self.lexicon)))

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """The words that the text writes with a capital within sentences."""
        return frozenset(_INNER_NAME.findall(self.text))

    def hints_by_sentence(self, spans: Sequence[SentenceSpan]) -> list[int]:
        """Return for each sentence what its terms make possible, HARM or VICTIM or both."""
        table = hints(self.lexicon)
        found = [0] * len(spans)
        at = 0
        for index, start, _ in self._mentions.matches:
            hint = table[index]
            if hint:
                while at + 1 < len(spans) and spans[at + 1].start <= start:
                    at += 1
                found[at] |= hint
        return found


class Sentences:
    """The sentences of a document, each spelled and reduced when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self.spans = split_sentences(document.text)
        self._document = document
        self._figures: dict[int, tuple[list[Figure], list[Span]]] = {}
        self._reduced: dict[int, Reduced] = {}

    def __len__(self) -> int:
        return len(self.spans)

    def __iter__(self) -> Iterator[Reduced]:
        return map(self.__getitem__, range(len(self.spans)))

    def __getitem__(self, index: int) -> Reduced:
        if index not in self._reduced:
            self._reduced[index] = self._reduce(index)
        return self._reduced[index]

    def promising(self) -> Iterator[Reduced]:
        """Yield the sentences that can hold a claim, in order.

        They hold a word of harm, or a figure with a noun of victims or shortly after such a word.
        """
        since_harm = _REACH + 1
        for index, hint in enumerate(self._document.hints_by_sentence(self.spans)):
            since_harm = 0 if hint & HARM else since_harm + 1
            told = hint & HARM or (
                (hint & VICTIM or since_harm <= _REACH) and self._figures_of(index)[0]
            )
            if told:
                yield self[index]

    @functools.cached_property
    def _number_signs(self) -> list[int]:
        return number_signs(self._document.folded, self._document.lexicon)

    def _figures_of(self, index: int) -> tuple[list[Figure], list[Span]]:
        if index not in self._figures:
            document, bounds = self._document, self.spans[index]
            sign = bisect_left(self._number_signs, bounds.start)
            if sign == len(self._number_signs) or self._number_signs[sign] >= bounds.end:
                return [], []
            span = Span(bounds.start, bounds.end)
            self._figures[index] = find_figures(
                document.text, document.folded, span, document.lexicon
            )
        return self._figures[index]

    def _reduce(self, index: int) -> Reduced:
        document, bounds = self._document, self.spans[index]
        figures, removed = self._figures_of(index)
        reduced = reduce(
            spell(
                document.text,
                index,
                (bounds.start, bounds.end, bounds.paragraph),
                document.mentions_within(bounds),
                document.dates_within(bounds),
                figures,
                removed,
                document.names,
            )
        )
        return name_repulses(name_victims(reduced))


@functools.lru_cache(maxsize=64)
def _matches_of(lexicon: Lexicon, symbol: str) -> Sequence[bool]:
    return by_match(lexicon, lambda senses: any(term.symbol == symbol for term in senses))


@functools.lru_cache(maxsize=4)
def _sided_matches(lexicon: Lexicon) -> Sequence[bool]:
    return by_match(lexicon, lambda senses: any(term.side for term in senses))


def side_of(senses: Sequence[Term]) -> str | None:
    """Return the side that a mention names as a belligerent or people; places do not count."""
    for term in senses:
        if term.side and term.symbol in (symbols.SIDE, symbols.ACTOR, symbols.PEOPLE):
            return term.side
    return None
