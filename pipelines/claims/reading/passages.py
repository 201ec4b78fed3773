"""What stands in the passages of a text: terms of the lexicon, times, numbers, names.

Knows no sentences: it lives below them, so that an article's parts never point back at the whole
and are freed with it.
"""

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence

from pipelines.claims.reading.date_grammar import time_places
from pipelines.claims.reading.date_mentions import DateMention
from pipelines.claims.reading.dates import find_dates
from pipelines.claims.reading.mentions import Mentions
from pipelines.claims.reading.quantities import find_figures, number_signs
from pipelines.lexicon import Lexicon
from pipelines.records import Figure, Span

_INNER_NAME = re.compile(r"[A-Z](?<=[a-z,;] [A-Z])[\w’'-]*\w")


class Passages:
    """One text, each passage read when it is first asked for."""

    def __init__(self, mentions: Mentions, lexicon: Lexicon) -> None:
        self.text = mentions.text
        self.folded = mentions.folded
        self.lexicon = lexicon
        self.mentions = mentions
        self._dates: dict[tuple[int, int], Sequence[DateMention]] = {}
        self._time_places = time_places(self.folded)
        self._number_signs = number_signs(self.folded, lexicon)

    def dates(self, start: int, end: int) -> Sequence[DateMention]:
        """Return the expressions of time that begin in a passage, in order."""
        found = self._dates.get((start, end))
        if found is None:
            told = _has_any(self._time_places, start, end)
            found = find_dates(self.text, self.folded, start, end, self.lexicon) if told else ()
            self._dates[start, end] = found
        return found

    def figures(self, start: int, end: int) -> tuple[list[Figure], list[Span]]:
        """Return the figures of a passage in order, and the numbers that count no harm."""
        if not _has_any(self._number_signs, start, end):
            return [], []
        return find_figures(self.text, self.folded, Span(start, end), self.lexicon)

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """The words that the text writes with a capital within sentences."""
        return frozenset(_INNER_NAME.findall(self.text))


def _has_any(signs: Sequence[int], start: int, end: int) -> bool:
    """Tell whether one of some offsets, which are in order, lies in a passage."""
    at = bisect_left(signs, start)
    return at < len(signs) and signs[at] < end
