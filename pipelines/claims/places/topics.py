"""What an article is about as a whole, and where a paragraph goes on with it or turns to another.

A place holds beyond its paragraph only for the same event: the dead, the attack, the village.
"""

import functools
import re
from collections.abc import Callable

from pipelines.claims.places.place_names import COUNTRY
from pipelines.claims.places.spots import Spot
from pipelines.claims.reading.document import Document
from pipelines.claims.reading.numerals import alternatives
from pipelines.lexicon import Lexicon

_PARAGRAPH_MOST = 12
_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_TOTAL = re.compile(
    r"\bsince (?:the (?:(?:start|beginning|outbreak|launch)(?! of the (?:\w+ )?"
    r"(?:offensive|battle|siege|clashes|fighting|assault|attack|day|week|month))|"
    r"coup|full|war|invasion|operation|conflict|"
    rf"special|first|second)|(?:\d\d? )?{_MONTHS} (?:\d\d?, )?(?:19|20)\d\d|(?:19|20)\d\d|"
    r"\d?\d? ?october|(?:the )?(?:fighting|war|conflict|hostilities) (?:\w+ )?"
    r"(?:erupted|began|broke|started))|\bsince \w+ (?:invaded|began)|\bthis year\b|\blast year\b"
)
_WAR_COST = re.compile(
    r"\b(?:war|conflict|invasion|insurgency|uprising) (?:itself |alone )?"
    r"(?:(?:has|have|had) (?:\w+ )?)?(?:killed|claimed|cost|left)\b"
)
_AWAY = re.compile(
    r"\b(?:separately|elsewhere|(?:for|on) the other side|in the other direction|"
    r"air (?:force|defen[cs]es?))\b"
)
_NEW = re.compile(
    r"(?:On|In|By|At|During|Since|Until|Last|Earlier|Later|Meanwhile|Separately|Elsewhere|Far|"
    r"Further|Also|Both)(?:,| (?:\d|[A-Z]\w+day|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|"
    r"spring|summer|autumn|winter|the (?:night|morning|evening|other|early|south|north|east|west)|"
    r"early|late|mid-|week|month|year|this|that|in|south|north|east|west|to|neighbou))"
)


@functools.lru_cache(maxsize=4)
def _same_event(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of words that point at an event or place already told."""
    kinds = ("event", "trace", "settlement", "site")
    nouns = alternatives(w for w, kind in lexicon.place_words.items() if kind in kinds)
    traces = alternatives(w for w, kind in lexicon.place_words.items() if kind == "trace")
    return re.compile(
        rf"\bthere\b|\b(?:the|those|these|this|that|a second|a third) (?:\w+ )?(?:{nouns})\b"
        rf"(?! \w*(?:brigade|division|regiment|detachments?)\b)|\b(?:death|put the) (?:{traces})\b"
        r"|\bin the (?:area|vicinity)\b|\bbodies\b|\bburied\b|\banother\b|\bothers\b"
    )


class Topics:
    """The topic of one article; `told` gives the places of a sentence by its number."""

    def __init__(self, document: Document, told: Callable[[int], list[Spot]]) -> None:
        self._document = document
        self._spans = document.sentences.spans
        self._told = told

    @functools.cached_property
    def head_end(self) -> int:
        """The number of sentences that make up the headline; 0 where the text has none."""
        count = sum(span.paragraph == 0 for span in self._spans[:4])
        if count == len(self._spans) or not count:
            return 0
        return 0 if self._document.text[self._spans[count - 1].end - 1] in ".!?”" else count

    @functools.cached_property
    def headline(self) -> Spot | None:
        """The most precise place of the headline."""
        spots = [s for i in range(self.head_end) for s in self._told(i) if s.role != "aside"]
        return min(spots, key=lambda s: (s.role == "local", s.precision), default=None)

    @functools.cached_property
    def country(self) -> Spot | None:
        """The country or territory that headline or first lines say the article is about."""
        if not self.head_end:
            return None
        for index in range(min(self.head_end + 2, len(self._spans))):
            for spot in self._told(index):
                is_label = spot.start == 0 and self._document.text.startswith(":", spot.end)
                if spot.precision == COUNTRY and (is_label or spot.role in ("at", "local")):
                    return spot
        return None

    def sums_up(self, index: int) -> bool:
        """Tell whether a sentence gives totals of a war or a year."""
        return self._find(_TOTAL, index) or self._find(_WAR_COST, index)

    def turns_away(self, index: int) -> bool:
        """Tell whether a sentence turns to something else than what was told so far."""
        return self._find(_AWAY, index)

    def opens_anew(self, index: int) -> bool:
        """Tell whether the paragraph of a sentence begins with another day or place."""
        return _NEW.match(self._document.text, self._opening(index)) is not None

    def refers_back(self, index: int) -> bool:
        """Tell whether the paragraph up to a sentence speaks of an event already told."""
        pattern = _same_event(self._document.lexicon)
        end = self._spans[index].end
        return pattern.search(self._document.folded, self._opening(index), end) is not None

    def _find(self, pattern: re.Pattern[str], index: int) -> bool:
        span = self._spans[index]
        return pattern.search(self._document.folded, span.start, span.end) is not None

    def _opening(self, index: int) -> int:
        """Return the offset at which the paragraph of a sentence begins, a few sentences back."""
        first = max(0, index - _PARAGRAPH_MOST)
        paragraph = self._spans[index].paragraph
        while index > first and self._spans[index - 1].paragraph == paragraph:
            index -= 1
        return self._spans[index].start
