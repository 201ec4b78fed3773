"""One automaton pass over a text: every term of the lexicon that stands there, as a mention."""

import functools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.lexicon import Lexicon, Term
from pipelines.lexicon.spacing import spaced

_ENDS = frozenset(("", *" .,;:!?\n\"'”’)]/"))


class Mention(NamedTuple):
    """A term of the lexicon at its place in the text; `senses` holds the preferred one first."""

    start: int
    end: int
    senses: tuple[Term, ...]

    @property
    def term(self) -> Term:
        """The preferred sense."""
        return self.senses[0]


def fold(text: str) -> str:
    """Return the text in lower case with the same number of code points, apostrophes unified."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return lowered.replace("’", "'")


class Mentions:
    """The terms of one text: matched in one pass, each settled only where it is asked for.

    A mention begins and ends at word boundaries. A term reviewed with a capital (Chad, May) stands
    only for a word with a capital, an all-capitals one (US, RSF) only for itself.
    """

    def __init__(self, text: str, folded: str, lexicon: Lexicon) -> None:
        self.text = text
        self.folded = folded
        self._lexicon = lexicon
        matched = lexicon.matched
        # A match begins with the space before its word, and the text is spelled behind a space.
        self.matches: list[tuple[int, int, int]] = [
            (matched[which], start, end - 1)
            for which, start, end in lexicon.automaton.find_matches_as_indexes(spaced(folded))
        ]
        self._starts = [match[1] for match in self.matches]
        self._settled: dict[tuple[int, int], list[Mention]] = {}

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that begin in a passage in order, none overlapping another."""
        settled = self._settled.get((start, end))
        if settled is None:
            first = bisect_left(self._starts, start)
            last = bisect_left(self._starts, end, first)
            settled = list(self._settle(self.matches[first:last]))
            self._settled[start, end] = settled
        return settled

    def chosen(self, wanted: Sequence[object]) -> Iterator[Mention]:
        """Yield the mentions of the patterns `i` of the lexicon where `wanted[i]` is true."""
        return self._settle([match for match in self.matches if wanted[match[0]]])

    def _settle(self, matches: Sequence[tuple[int, int, int]]) -> Iterator[Mention]:
        position = -1
        folded = self.folded
        plain = _plain_senses(self._lexicon)
        for index, start, end in matches:
            if start < position:
                continue
            senses, is_name = plain[index]
            # Most terms end with a word; the text's end is the empty string.
            if (
                senses is not None
                and folded[end : end + 1] in _ENDS
                and "\n" not in folded[start:end]
                and (not is_name or self.text[start].isupper())
            ):
                yield Mention(start, end, senses)
                position = end
                continue
            found = _at(self.text, folded, start, end, index, self._lexicon)
            if found is not None:
                yield found
                position = found.end


@functools.lru_cache(maxsize=4)
def _plain_senses(lexicon: Lexicon) -> Sequence[tuple[tuple[Term, ...] | None, bool]]:
    """Return for each pattern its senses and whether all are names, which need a capital.

    Senses are None where they differ in that, or where one stands in capitals only (US).
    """
    table: list[tuple[tuple[Term, ...] | None, bool]] = []
    for senses in lexicon.terms:
        if all(term.text.islower() for term in senses):
            table.append((senses, False))
        elif all(term.text[0].isupper() and not term.text.isupper() for term in senses):
            table.append((senses, True))
        else:
            table.append((None, False))
    return table


def _at(
    text: str, folded: str, start: int, end: int, index: int, lexicon: Lexicon
) -> Mention | None:
    """Return the mention at a match, or at the longest shorter term that ends with a word."""
    while True:
        if _ends_word(folded, end) and "\n" not in folded[start:end]:
            surface = text[start:end]
            senses = lexicon.terms[index]
            fitting = tuple(term for term in senses if _fits_case(term.text, surface))
            if fitting:
                return Mention(start, end, fitting)
        shorter = max(folded.rfind(" ", start, end), folded.rfind("\n", start, end))
        while shorter > start and folded[start:shorter] not in lexicon.index:
            shorter = folded.rfind(" ", start, shorter)
        if shorter <= start:
            return None
        end, index = shorter, lexicon.index[folded[start:shorter]]


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
