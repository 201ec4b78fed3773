"""Find the numbers that never count harm: ages, calibres, units, years, money, ratios."""

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from pipelines.lexicon import Lexicon
from pipelines.records import Span

_BEFORE = 30
"""So many code points before a number can its removal begin: «Brigade 3», «aged between 30»."""
_START = re.compile(r"(?<![\w.,])[\w$€£₴₽¥]|, (?=\d)")
_CASELESS = re.compile(r"\(\?i:(.*)\)")
_WORD_BEGIN = r"\b"
_ANY_WORD = re.compile(r"(?:\(\?:)?(?:\\d[^|(]*\|)?\[")
"""So do patterns begin that any word may begin: the engine reads it before it passes on."""
_LITERAL = re.compile(r"[ a-z]{4,}")
_OPTIONAL = re.compile(r"[ a-z][?*{]")


class _Patterns(NamedTuple):
    """All removals in patterns: for the text in lower case, and for the text as written.

    Where none of the `signs` stands, the `usual` ones of the text in lower case are enough.
    """

    folded: re.Pattern[str]
    usual: re.Pattern[str]
    signs: tuple[str, ...]
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
    signs = {pattern: _sign(pattern) for pattern in folded}
    return _Patterns(
        re.compile(_any(folded)),
        re.compile(_any(pattern for pattern in folded if not signs[pattern])),
        tuple(sorted({sign for sign in signs.values() if sign})),
        re.compile(_any(cased)),
    )


def _any(patterns: Iterable[str]) -> str:
    r"""Return a pattern for any of the patterns, the first that fits.

    They are tried at beginnings of words alone, where a `\b` in front only hides from the engine
    the letter that could tell it to pass a pattern over.
    """
    return "|".join(f"(?:{pattern.removeprefix(_WORD_BEGIN)})" for pattern in patterns)


def _sign(pattern: str) -> str:
    """Return what stands in each match of a pattern that any word may begin; else nothing.

    It is the longest literal outside of groups and of what is optional.
    """
    if not _ANY_WORD.match(pattern.removeprefix(_WORD_BEGIN)):
        return ""
    depth, outside = 0, []
    for part in re.split(r"(\\.|\[[^]]*\]|\(\?:|\(|\))", pattern):
        depth += part.startswith("(")
        outside.append(part if depth == 0 and part[:1] not in ("\\", "[") else "\0")
        depth -= part == ")"
    told = _OPTIONAL.sub("\0", "".join(outside))
    return "" if "|" in told else max(_LITERAL.findall(told), key=len, default="")


class Removals:
    """The removals of one passage; `folded` is its text in lower case."""

    def __init__(self, text: str, folded: str, span: Span, lexicon: Lexicon) -> None:
        patterns = _patterns(lexicon)
        passage = folded[span.start : span.end]
        is_usual = not any(sign in passage for sign in patterns.signs)
        self._folded = patterns.usual if is_usual else patterns.folded
        self._cased = patterns.cased
        self._texts = text, folded
        self._span = span

    def find(self, first: int, last: int) -> Span | None:
        """Return the passage that takes the number at `[first, last)` away, or None.

        Removals are tried at the word of the number and at those shortly before it, not over the
        whole passage: they are many, and most passages hold none.
        """
        text, folded = self._texts
        end = self._span.end
        for begin in _START.finditer(text, max(self._span.start, first - _BEFORE), first + 1):
            at = begin.start()
            found = self._folded.match(folded, at, end) or self._cased.match(text, at, end)
            if found is not None and found.end() > first and at < last:
                return Span(at, found.end())
        return None
