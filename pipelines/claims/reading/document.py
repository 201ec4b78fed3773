"""An article as the later stages see it: sentences spelled and reduced, and who it is about."""

import functools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from pipelines.claims.reading.chunks import Reduced, reduce
from pipelines.claims.reading.date_mentions import DateMention
from pipelines.claims.reading.gate import HARM, RISE, VICTIM, hints
from pipelines.claims.reading.mentions import Mention, Mentions, by_match
from pipelines.claims.reading.named import name_victims
from pipelines.claims.reading.passages import Passages
from pipelines.claims.reading.repulses import name_repulses
from pipelines.claims.reading.segment import SentenceSpan, find_quotes, split_sentences
from pipelines.claims.reading.tokens import Sentence, spell
from pipelines.claims.reading.trades import name_trades
from pipelines.lexicon import Lexicon, Term, symbols
from pipelines.records import Article, Figure, Span

_MARK = re.compile(r"[-–—:]")
_MARKED = re.compile(r"[-–—:][^\w!-/:-@]*$")
_NEAR = 8
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
        self._mentions = mentions
        self._passages = Passages(mentions, lexicon)
        self.sentences = Sentences(self._passages)

    def mentions_within(self, span: Span | Sentence | SentenceSpan) -> Sequence[Mention]:
        """Return the mentions that begin in a passage, in order."""
        return self._mentions.within(span.start, span.end)

    def mentions_of(self, symbol: str) -> Sequence[Mention]:
        """Return the mentions of the whole text that can have a class, in order."""
        return tuple(self._mentions.chosen(_matches_of(self.lexicon, symbol)))

    def dates_within(self, span: Span | Sentence | SentenceSpan) -> Sequence[DateMention]:
        """Return the expressions of time that begin in a passage, in order."""
        return self._passages.dates(span.start, span.end)

    def quote_around(self, position: int) -> Span | None:
        """Return the quotation that holds an offset, or None."""
        behind = bisect_right(self.quotes, position, key=lambda quote: quote.start)
        quote = self.quotes[behind - 1] if behind else None
        return quote if quote is not None and position < quote.end else None

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

    @property
    def names(self) -> frozenset[str]:
        """The words that the text writes with a capital within sentences."""
        return self._passages.names


class Sentences:
    """The sentences of a document, each spelled and reduced when it is first asked for."""

    def __init__(self, passages: Passages) -> None:
        self.spans = split_sentences(passages.text)
        self._passages = passages
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

    def promising(self, goes_on: Callable[[int], bool]) -> Iterator[Reduced]:
        """Yield the sentences that can hold a claim, in order.

        They hold a word of harm; or a figure, where `goes_on` tells of the sentence's index that
        the one before holds a claim; or a noun of victims and a figure as in a bulletin's list.
        """
        since_harm = _REACH + 1
        for index, hint in enumerate(self._hints()):
            since_harm = 0 if hint & HARM else since_harm + 1
            continues = (hint & VICTIM or since_harm <= _REACH) and goes_on(index)
            if (
                hint & HARM
                or (continues and self._figures_of(index)[0])
                or (hint & VICTIM and self._may_list(index, bool(hint & RISE)))
            ):
                yield self[index]

    def _may_list(self, index: int, rises: bool) -> bool:
        """Tell whether a figure stands behind a mark («tanks – 11,570») or a word of rising."""
        start, end = self.spans[index].start, self.spans[index].end
        text = self._passages.text
        if not (rises or _MARK.search(text, start, end)):
            return False
        figures, _ = self._figures_of(index)
        return bool(figures) and (
            rises
            or any(_MARKED.search(text, max(start, it.start - _NEAR), it.start) for it in figures)
        )

    def _hints(self) -> list[int]:
        """Return for each sentence what its terms make possible: HARM, VICTIM, RISE, in one."""
        table, spans = hints(self._passages.lexicon), self.spans
        found = [0] * len(spans)
        at = 0
        for index, start, _ in self._passages.mentions.matches:
            hint = table[index]
            if hint:
                while at + 1 < len(spans) and spans[at + 1].start <= start:
                    at += 1
                found[at] |= hint
        return found

    def _figures_of(self, index: int) -> tuple[list[Figure], list[Span]]:
        if index not in self._figures:
            span = self.spans[index]
            self._figures[index] = self._passages.figures(span.start, span.end)
        return self._figures[index]

    def _reduce(self, index: int) -> Reduced:
        passages, span = self._passages, self.spans[index]
        figures, removed = self._figures_of(index)
        sentence = spell(
            passages.text,
            index,
            (span.start, span.end, span.paragraph),
            passages.mentions.within(span.start, span.end),
            passages.dates(span.start, span.end),
            figures,
            removed,
            passages.names,
        )
        reduced = name_trades(reduce(sentence), self._passages.mentions.folded)
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
