"""Words that tell victims by their part in a war («the enemy», «our», «militants», «hospital»)."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from pipelines.claims.reading.chunks import Chunk
from pipelines.claims.reading.document import Document
from pipelines.lexicon import Lexicon
from pipelines.records import Span


@dataclass(frozen=True, slots=True)
class _Words:
    automaton: AhoCorasick
    kinds: tuple[frozenset[str], ...]


def last_word(document: Document, span: Span, kind: str) -> Chunk | None:
    """Return the last word of a kind within a span, as a chunk of its own; None without one."""
    found = list(_words_in(document, span, kind))
    return Chunk("w", *found[-1], ()) if found else None


def first_word(document: Document, span: Span, kind: str) -> Chunk | None:
    """Return the first word of a kind within a span, as a chunk of its own; None without one."""
    found = next(_words_in(document, span, kind), None)
    return Chunk("w", *found, ()) if found is not None else None


def has_word(document: Document, span: Span, kind: str) -> bool:
    """Tell whether a word of a kind stands within a span."""
    found = _all_matches(document.lexicon, document.folded[span.start : span.end])
    return bool(found) and any(kind in kinds for kinds, _, _ in found)


def is_word(lexicon: Lexicon, word: str, kind: str) -> bool:
    """Tell whether a word in lower case is of a kind."""
    return word in _by_kind(lexicon, kind)


def names_kind(lexicon: Lexicon, text: str, kind: str) -> bool:
    """Tell whether a text in lower case holds a word of a kind."""
    return next(_matches(lexicon, text, kind), None) is not None


def _words_in(document: Document, span: Span, kind: str) -> Iterator[tuple[int, int]]:
    for start, end in _matches(document.lexicon, document.folded[span.start : span.end], kind):
        yield span.start + start, span.start + end


def _matches(lexicon: Lexicon, text: str, kind: str) -> Iterator[tuple[int, int]]:
    return ((start, end) for kinds, start, end in _all_matches(lexicon, text) if kind in kinds)


@functools.lru_cache(maxsize=64)
def _all_matches(lexicon: Lexicon, text: str) -> Sequence[tuple[frozenset[str], int, int]]:
    """Return the words of every kind in a text: the same passage is asked for many kinds."""
    words = _words(lexicon)
    found = []
    for index, start, end in words.automaton.find_matches_as_indexes(text, overlapping=True):
        before, after = text[start - 1 : start], text[end : end + 1]
        if not (before.isalnum() or before == "-" or after.isalnum() or after == "-"):
            found.append((words.kinds[index], start, end))
    return found


@functools.lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> _Words:
    kinds: dict[str, set[str]] = {}
    for table in (lexicon.relative_sides, lexicon.class_words):
        for kind, terms in table.items():
            for term in terms:
                kinds.setdefault(term, set()).add(kind)
    automaton = AhoCorasick(list(kinds), matchkind=MatchKind.Standard)
    return _Words(automaton, tuple(frozenset(its) for its in kinds.values()))


@functools.lru_cache(maxsize=32)
def _by_kind(lexicon: Lexicon, kind: str) -> frozenset[str]:
    return frozenset(lexicon.relative_sides.get(kind, ()) + lexicon.class_words.get(kind, ()))
