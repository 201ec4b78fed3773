"""Find the numbers that never count harm: ages, calibres, units, years, money, ratios."""

import functools
import re
from typing import NamedTuple

from pipelines.lexicon import Lexicon
from pipelines.records import Span

_BEFORE = 30
"""So many code points before a number can its removal begin: «Brigade 3», «aged between 30»."""
_START = re.compile(r"(?<![\w.,])[\w$€£₴₽¥]|, (?=\d)")
_CASELESS = re.compile(r"\(\?i:(.*)\)")


class _Patterns(NamedTuple):
    """All removals in two patterns: for the text in lower case, and for the text as written."""

    folded: re.Pattern[str]
    cased: re.Pattern[str]


@functools.lru_cache(maxsize=4)
def _patterns(lexicon: Lexicon) -> _Patterns:
    folded, cased = [], []
    for removal in lexicon.removals:
        caseless = _CASELESS.fullmatch(removal.pattern)
        # In lower case the engine can tell by one letter which pattern to try; ignoring case it
        # tries all of them.
        if caseless is not None:
            folded.append(caseless[1])
        else:
            cased.append(removal.pattern)
    return _Patterns(
        re.compile("|".join(f"(?:{pattern})" for pattern in folded)),
        re.compile("|".join(f"(?:{pattern})" for pattern in cased)),
    )


def find_removal(
    text: str, folded: str, number: tuple[int, int], span: Span, lexicon: Lexicon
) -> Span | None:
    """Return the passage that takes the number at offsets `number` away, or None.

    Removals are tried at the word of the number and at those shortly before it, not over the whole
    sentence: they are many, and most sentences hold none.
    """
    patterns = _patterns(lexicon)
    first, last = number
    for begin in _START.finditer(text, max(span.start, first - _BEFORE), first + 1):
        at = begin.start()
        found = patterns.folded.match(folded, at, span.end) or patterns.cased.match(
            text, at, span.end
        )
        if found is not None and found.end() > first and at < last:
            return Span(at, found.end())
    return None
