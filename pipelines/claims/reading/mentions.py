"""One automaton pass over a text: every term of the lexicon that stands there, as a mention."""

import functools
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from pipelines.lexicon import Lexicon, Term, symbols
from pipelines.lexicon.spacing import spaced

_ENDS = frozenset(("", *" .,;:!?\n\"'”’)]/"))
_Told = TypeVar("_Told")


class Mention(NamedTuple):
    """A term of the lexicon at its place in the text; `senses` holds the preferred one first.

    `symbol` is its class as the rules read it: words of context alone are plain words to them.
    """

    start: int
    end: int
    senses: tuple[Term, ...]
    symbol: str

    @property
    def term(self) -> Term:
        """The preferred sense."""
        return self.senses[0]


_UNREAD = Mention(0, 0, (), "")


def fold(text: str) -> str:
    """Return the text in lower case with the same number of code points, apostrophes unified."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return lowered.replace("’", "'")


class Mentions:
    """The terms of one text: matched in one pass, settled where the text is read on.

    A mention begins and ends at word boundaries. A term reviewed with a capital (Chad, May) stands
    only for a word with a capital, an all-capitals one (US, RSF) only for itself. No match overlaps
    another, so each is settled by itself.
    """

    def __init__(self, text: str, folded: str, lexicon: Lexicon) -> None:
        self.text = text
        self.folded = folded
        self._lexicon = lexicon
        # A match begins with the space before its word, and the text is spelled behind a space:
        # match (i, start, end) is of the word at [start, end - 1) of the text.
        self.matches: list[tuple[int, int, int]] = lexicon.automaton.find_matches_as_indexes(
            spaced(folded)
        )
        self._starts = [start for _, start, _ in self.matches]
        self._settled: list[Mention | None] = [_UNREAD] * len(self.matches)
        self._within: dict[tuple[int, int], list[Mention]] = {}

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that begin in a passage in order, none overlapping another."""
        found = self._within.get((start, end))
        if found is None:
            first = bisect_left(self._starts, start)
            found = self._settle(range(first, bisect_left(self._starts, end, first)))
            self._within[start, end] = found
        return found

    def chosen(self, wanted: Sequence[object]) -> list[Mention]:
        """Return the mentions of the matches of `i` where `wanted[i]` is true (see `by_match`)."""
        return self._settle([at for at, match in enumerate(self.matches) if wanted[match[0]]])

    def _settle(self, indexes: Iterable[int]) -> list[Mention]:
        """Return the mentions of some matches, by their numbers; each is settled once."""
        found: list[Mention] = []
        text, folded, matches, settled = self.text, self.folded, self.matches, self._settled
        plain, new = _plain_senses(self._lexicon), tuple.__new__
        for at in indexes:
            mention = settled[at]
            if mention is _UNREAD:
                which, start, last = matches[at]
                end = last - 1
                senses, symbol, is_name, is_phrase = plain[which]
                # Most terms end with a word; the text's end is the empty string.
                if (
                    senses is not None
                    and folded[end:last] in _ENDS
                    and (not is_name or text[start].isupper())
                    and not (is_phrase and "\n" in folded[start:end])
                ):
                    mention = new(Mention, (start, end, senses, symbol))
                else:
                    index = self._lexicon.matched[which]
                    mention = _at(text, folded, start, end, index, self._lexicon)
                settled[at] = mention
            if mention is not None:
                found.append(mention)
        return found


def by_match(lexicon: Lexicon, tell: Callable[[tuple[Term, ...]], _Told]) -> tuple[_Told, ...]:
    """Return what `tell` says of the senses that each match of the automaton has."""
    return tuple(tell(lexicon.terms[index]) for index in lexicon.matched)


@functools.lru_cache(maxsize=4)
def _plain_senses(
    lexicon: Lexicon,
) -> Sequence[tuple[tuple[Term, ...] | None, str, bool, bool]]:
    """Return for each match its senses, its class, and whether it needs a capital, has a space.

    Senses are None where they differ in that, or where one stands in capitals only (US).
    """
    table: list[tuple[tuple[Term, ...] | None, str, bool, bool]] = []
    for senses in by_match(lexicon, tuple):
        symbol, is_phrase = _symbol(senses[0]), " " in spaced(senses[0].text.lower())[1:]
        if all(term.text.islower() for term in senses):
            table.append((senses, symbol, False, is_phrase))
        elif all(term.text[0].isupper() and not term.text.isupper() for term in senses):
            table.append((senses, symbol, True, is_phrase))
        else:
            table.append((None, symbol, False, is_phrase))
    return table


def _symbol(term: Term) -> str:
    return symbols.WORD if term.symbol == symbols.CONTEXT else term.symbol


def _at(
    text: str, folded: str, start: int, end: int, index: int, lexicon: Lexicon
) -> Mention | None:
    """Return the mention at a match, or at the longest shorter term that ends with a word."""
    while True:
        if _ends_word(folded, end) and "\n" not in folded[start:end]:
            surface = text[start:end]
            fitting = _fitting(lexicon, index, surface)
            if fitting:
                return Mention(start, end, fitting, _symbol(fitting[0]))
        shorter = max(folded.rfind(" ", start, end), folded.rfind("\n", start, end))
        while shorter > start and folded[start:shorter] not in lexicon.index:
            shorter = folded.rfind(" ", start, shorter)
        if shorter <= start:
            return None
        end, index = shorter, lexicon.index[folded[start:shorter]]


@functools.lru_cache(maxsize=16_384)
def _fitting(lexicon: Lexicon, index: int, surface: str) -> tuple[Term, ...]:
    """Return the senses of a pattern that words as they are written can have."""
    return tuple(term for term in lexicon.terms[index] if _fits_case(term.text, surface))


def _ends_word(folded: str, end: int) -> bool:
    if end >= len(folded):
        return True
    after = folded[end]
    if after == "-":
        return not folded[end + 1 : end + 2].isalpha()
    return not after.isalnum()


def _fits_case(term: str, surface: str) -> bool:
    if term.islower():
        return True
    if term.isupper():
        return surface == term
    return surface[0].isupper() or not term[0].isupper()
