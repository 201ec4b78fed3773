"""One automaton pass over a text: every term of the lexicon that stands there, as a mention."""

from dataclasses import dataclass

from pipelines.lexicon import Lexicon, Term


@dataclass(frozen=True, slots=True)
class Mention:
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


def find_mentions(text: str, folded: str, lexicon: Lexicon) -> list[Mention]:
    """Return the mentions of a text in order, none overlapping another.

    A mention begins and ends at word boundaries. A term reviewed with a capital (Chad, May) stands
    only for a word with a capital, an all-capitals one (US, RSF) only for itself.
    """
    mentions = []
    position = 0
    for index, start, end in lexicon.automaton.find_matches_as_indexes(folded):
        if start < position or not _starts_word(folded, start):
            continue
        found = _at(text, folded, start, end, index, lexicon)
        if found is not None:
            mentions.append(found)
            position = found.end
    return mentions


def _at(
    text: str, folded: str, start: int, end: int, index: int, lexicon: Lexicon
) -> Mention | None:
    """Return the mention at a match, or at the longest shorter term that ends with a word."""
    while True:
        if _ends_word(folded, end):
            surface = text[start:end]
            senses = lexicon.terms[index]
            if not surface.islower() and len(senses) == 1 and senses[0].text.islower():
                return Mention(start, end, senses)
            fitting = tuple(term for term in senses if _fits_case(term.text, surface))
            if fitting:
                return Mention(start, end, fitting)
        shorter = folded.rfind(" ", start, end)
        while shorter > start and folded[start:shorter] not in lexicon.index:
            shorter = folded.rfind(" ", start, shorter)
        if shorter <= start:
            return None
        end, index = shorter, lexicon.index[folded[start:shorter]]


def _starts_word(folded: str, start: int) -> bool:
    before = folded[start - 1] if start else " "
    return not (before.isalnum() or (before == "-" and start > 1 and folded[start - 2].isalnum()))


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
