"""Spell each sentence as tokens with one-letter classes: what the claim rules read.

Designations of weapons win over dates, dates over figures, figures over mentions; what is left
becomes words, names and punctuation.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.claims.dates import DateMention
from pipelines.claims.mentions import Mention
from pipelines.lexicon import Term, symbols
from pipelines.records import Figure, Span

_PIECE = re.compile(
    r"[’']s\b|[^\W\d_][\w]*(?:[’'.-]\w+)*|\d[\w.,]*\w|\d|[^\w\s\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
)
_PUNCTUATION = {
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    '"': '"',
    "‘": '"',
    "’": '"',
    "'": '"',
    "–": "-",
    "—": "-",
    "-": "-",
    "•": "*",
    "·": "*",
    "*": "*",
}
_KEPT = frozenset(",;:().+")


class Token(NamedTuple):
    """A piece of a sentence: its class symbol, offsets, and what stands behind the symbol."""

    symbol: str
    start: int
    end: int
    senses: tuple[Term, ...] = ()
    figure: Figure | None = None
    date: DateMention | None = None

    @property
    def term(self) -> Term | None:
        """The preferred sense, or None for a plain word."""
        return self.senses[0] if self.senses else None

    def sense(self, symbol: str) -> Term | None:
        """Return the sense of this class that the token can have, or None."""
        return next((term for term in self.senses if term.symbol == symbol), None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, spelled: `symbols[i]` is the class of `tokens[i]`."""

    index: int
    start: int
    end: int
    paragraph: int
    tokens: tuple[Token, ...]
    symbols: str


def spell(
    text: str,
    index: int,
    bounds: tuple[int, int, int],
    mentions: Sequence[Mention],
    dates: Sequence[DateMention],
    figures: Sequence[Figure],
    removed: Sequence[Span],
    names: frozenset[str],
) -> Sentence:
    """Return the sentence at `bounds` (start, end, paragraph) as tokens.

    `names` are the words that the text writes with a capital within sentences: at the beginning of
    one, they are names too.
    """
    start, end, paragraph = bounds
    models = [m for m in mentions if _is_model(m, text)]
    fixed = _merge(
        [Token(m.term.symbol, m.start, m.end, m.senses) for m in models],
        [Token(symbols.DATE, d.start, d.end, date=d) for d in dates],
        [Token(symbols.REMOVED, r.start, r.end) for r in removed],
        [Token(symbols.QUANTITY, f.start, f.end, figure=f) for f in figures],
        [Token(_symbol(m), m.start, m.end, m.senses) for m in mentions],
    )
    tokens = tuple(_fill(text, start, end, fixed, names))
    return Sentence(index, start, end, paragraph, tokens, "".join(t.symbol for t in tokens))


def _is_model(mention: Mention, text: str) -> bool:
    """Tell whether a mention is a weapon by designation: the number in «T-72» counts nothing."""
    return mention.term.symbol == symbols.EQUIPMENT and any(
        map(str.isdigit, text[mention.start : mention.end])
    )


def _symbol(mention: Mention) -> str:
    """Return the class of a mention; words of context alone are plain words to the rules."""
    symbol = mention.term.symbol
    return symbols.WORD if symbol == symbols.CONTEXT else symbol


def _merge(*layers: list[Token]) -> list[Token]:
    """Return the tokens of all layers in order; an earlier layer wins where two overlap."""
    kept: list[Token] = []
    for layer in layers:
        free = [token for token in layer if _is_free(token, kept)]
        kept = sorted(kept + free, key=lambda token: token.start)
    return kept


def _is_free(token: Token, kept: list[Token]) -> bool:
    """Tell whether a token overlaps none of `kept`, which is in order and without overlaps."""
    behind = bisect_left(kept, token.end, key=lambda other: other.start)
    return behind == 0 or kept[behind - 1].end <= token.start


def _fill(
    text: str, start: int, end: int, fixed: list[Token], names: frozenset[str]
) -> Iterator[Token]:
    position = start
    for token in fixed:
        yield from _pieces(text, position, token.start, start, names)
        yield token
        position = token.end
    yield from _pieces(text, position, end, start, names)


def _pieces(
    text: str, start: int, end: int, sentence_start: int, names: frozenset[str]
) -> Iterator[Token]:
    for match in _PIECE.finditer(text, start, end):
        piece = match[0]
        if piece in ("'s", "’s"):
            symbol = "'"
        elif piece in _PUNCTUATION:
            symbol = _PUNCTUATION[piece]
        elif len(piece) == 1 and not piece.isalnum():
            symbol = piece if piece in _KEPT else "."
        elif piece[0].isupper() and match.start() > sentence_start:
            symbol = symbols.NAME
        elif piece[0].isupper():
            known = piece in names or _looks_like_name(text, match.end())
            symbol = symbols.NAME if known else symbols.WORD
        else:
            symbol = symbols.WORD
        yield Token(symbol, match.start(), match.end())


def _looks_like_name(text: str, end: int) -> bool:
    """Tell whether a capitalised first word is followed by another: «Andrei Marochko said»."""
    following = re.match(r"\s([A-Z])\w", text[end : end + 4])
    return following is not None
