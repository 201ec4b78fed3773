"""Spell each sentence as tokens with one-letter classes: what the claim rules read.

Designations of weapons win over dates, dates over figures, figures over mentions; what is left
becomes words, names and punctuation.
"""

import functools
import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.claims.reading.date_mentions import DateMention
from pipelines.claims.reading.mentions import Mention
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
    "'s": "'",
    "’s": "'",
}
_KEPT = frozenset(",;:().+")
_ARABIC_NAME = re.compile(r"(?:a[ldnrstz]|ash|ath|el|ul|bin|ibn)-[A-Z]")
_DIGIT = re.compile(r"\d")
_NAME_AFTER = re.compile(r"\s[A-Z]\w")


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
    new = tuple.__new__
    named = [new(Token, (m[3], m[0], m[1], m[2], None, None)) for m in mentions]
    counted = _merge(
        [token for token in named if token[0] == symbols.EQUIPMENT and _is_model(token, text)],
        [Token(symbols.DATE, d.start, d.end, date=d) for d in dates],
        [Token(symbols.REMOVED, r.start, r.end) for r in removed],
        [Token(symbols.QUANTITY, f.start, f.end, figure=f) for f in figures],
    )
    tokens = tuple(_fill(text, start, end, _among(counted, named), names))
    return Sentence(index, start, end, paragraph, tokens, "".join([t[0] for t in tokens]))


def _is_model(token: Token, text: str) -> bool:
    """Tell whether a noun is a weapon by designation: the number in «T-72» counts nothing."""
    return _DIGIT.search(text, token.start, token.end) is not None


def _merge(*layers: list[Token]) -> list[Token]:
    """Return the tokens of all layers in order; an earlier layer wins where two overlap."""
    kept: list[Token] = []
    for layer in layers:
        free: list[Token] = []
        for token in layer:
            for other in kept:
                if token.start < other.end and other.start < token.end:
                    break
            else:
                free.append(token)
        kept += free
    kept.sort(key=_start)
    return kept


_start = operator.attrgetter("start")


def _among(kept: list[Token], others: list[Token]) -> list[Token]:
    """Return the tokens of both in order, without those of `others` that overlap one of `kept`."""
    if not kept:
        return others
    merged: list[Token] = []
    following = iter([*kept, None])
    blocked, barrier = -1, next(following)
    for token in others:
        while barrier is not None and barrier.start < token.end:
            merged.append(barrier)
            blocked, barrier = barrier.end, next(following)
        if token.start >= blocked:
            merged.append(token)
    while barrier is not None:
        merged.append(barrier)
        barrier = next(following)
    return merged


def _fill(
    text: str, start: int, end: int, fixed: list[Token], names: frozenset[str]
) -> list[Token]:
    """Return the fixed tokens with the words, names and punctuation between them."""
    tokens: list[Token] = []
    position = start
    for token in fixed:
        # Most gaps are the one space between two words.
        if token.start > position + 1 or (token.start > position and text[position] != " "):
            _add_pieces(tokens, text, (position, token.start), start, names)
        tokens.append(token)
        position = token.end
    _add_pieces(tokens, text, (position, end), start, names)
    return tokens


def _add_pieces(
    tokens: list[Token],
    text: str,
    gap: tuple[int, int],
    sentence_start: int,
    names: frozenset[str],
) -> None:
    new = tuple.__new__
    for match in _PIECE.finditer(text, *gap):
        piece = match[0]
        start, end = match.span()
        symbol = _symbol(piece)
        if symbol is None:
            known = start > sentence_start or piece in names or _looks_like_name(text, end)
            symbol = symbols.NAME if known else symbols.WORD
        tokens.append(new(Token, (symbol, start, end, (), None, None)))


@functools.lru_cache(maxsize=16_384)
def _symbol(piece: str) -> str | None:
    """Return the class of a word or mark that the lexicon does not know, None for a capital."""
    first = piece[0]
    if first.islower():
        return symbols.NAME if _ARABIC_NAME.match(piece) else symbols.WORD
    if first.isupper():
        return None
    if piece in _PUNCTUATION:
        return _PUNCTUATION[piece]
    if len(piece) == 1 and not first.isalnum():
        return piece if piece in _KEPT else "."
    return symbols.WORD


def _looks_like_name(text: str, end: int) -> bool:
    """Tell whether a capitalised first word is followed by another: «Andrei Marochko said»."""
    return _NAME_AFTER.match(text, end) is not None
