"""An article as the later stages see it: sentences spelled and reduced, and who it is about."""

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipelines.claims.chunks import Reduced, reduce
from pipelines.claims.dates import DateMention, find_dates
from pipelines.claims.mentions import Mention
from pipelines.claims.quantities import find_figures
from pipelines.claims.segment import find_quotes, split_sentences
from pipelines.claims.tokens import Sentence, spell
from pipelines.lexicon import Lexicon, Term, symbols
from pipelines.records import Article, Span

_INNER_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]*\w")
_Placed = TypeVar("_Placed", Mention, DateMention)


@dataclass(frozen=True, slots=True)
class Document:
    """One article, read. `side_counts` counts the mentions of each side, `folded` is lower case."""

    article: Article
    lexicon: Lexicon
    folded: str
    published: dt.date | None
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    quotes: tuple[Span, ...]
    sentences: tuple[Reduced, ...]
    side_counts: Counter[str]

    @property
    def text(self) -> str:
        """The article's stored text."""
        return self.article.text

    def mentions_within(self, span: Span | Sentence) -> Sequence[Mention]:
        """Return the mentions that begin in a passage, in order."""
        return _within(self.mentions, span)

    def dates_within(self, span: Span | Sentence) -> Sequence[DateMention]:
        """Return the dates that begin in a passage, in order."""
        return _within(self.dates, span)

    def quote_around(self, position: int) -> Span | None:
        """Return the quotation that holds an offset, or None."""
        behind = bisect_right(self.quotes, position, key=lambda quote: quote.start)
        quote = self.quotes[behind - 1] if behind else None
        return quote if quote is not None and position < quote.end else None


def read_document(
    article: Article, lexicon: Lexicon, folded: str, mentions: Sequence[Mention]
) -> Document:
    """Return the article with every sentence spelled and reduced.

    `folded` and `mentions` are its text in lower case and the terms of the lexicon in it.
    """
    text = article.text
    counts = side_counts(mentions)
    published = article.published_at.date() if article.published_at else None
    dates = find_dates(text, published, frozenset(counts), lexicon)
    names = frozenset(_INNER_NAME.findall(text))
    sentences = []
    for index, bounds in enumerate(split_sentences(text)):
        span = Span(bounds.start, bounds.end)
        figures, removed = find_figures(text, span, lexicon)
        sentence = spell(
            text,
            index,
            (bounds.start, bounds.end, bounds.paragraph),
            _within(mentions, span),
            _within(dates, span),
            figures,
            removed,
            names,
        )
        sentences.append(reduce(sentence))
    quotes = tuple(find_quotes(text))
    return Document(
        article,
        lexicon,
        folded,
        published,
        tuple(mentions),
        tuple(dates),
        quotes,
        tuple(sentences),
        counts,
    )


def _within(items: Sequence[_Placed], span: Span | Sentence) -> Sequence[_Placed]:
    first = bisect_left(items, span.start, key=lambda item: item.start)
    last = bisect_left(items, span.end, key=lambda item: item.start)
    return items[first:last]


def side_counts(mentions: Sequence[Mention]) -> Counter[str]:
    """Return how often each side is named, its actors and places included."""
    return Counter(side for mention in mentions if (side := mention.term.side))


def side_of(senses: Sequence[Term]) -> str | None:
    """Return the side that a mention names as a belligerent or people; places do not count."""
    for term in senses:
        if term.side and term.symbol in (symbols.SIDE, symbols.ACTOR, symbols.PEOPLE):
            return term.side
    return None
