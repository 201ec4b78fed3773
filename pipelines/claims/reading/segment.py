"""Cut a text into sentences and quotations with exact offsets. Knows no vocabulary of harm."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.records import Span

_ABBREVIATIONS = (
    "Lt|Gen|Col|Maj|Capt|Sgt|Cpl|Brig|Adm|Cmdr|Mr|Mrs|Ms|Dr|Prof|Rep|Sen|Gov|St|No|Nos|vs|approx|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|U\\.S|U\\.N|U\\.K|E\\.U|a\\.m|p\\.m|Inc|"
    "i\\.e|e\\.g|[A-Z]"
)
_BOUNDARY = re.compile(
    r"[\n.!?…](?:(?<=\n)(?P<line>\s*)"
    r"|(?<!\n)(?P<stop>[.!?…]*[\"'”’»)\]]*)(?P<space>\s+)(?=\S))"
)
_OPENER = re.compile(r"[“«„‘\"](?<![^\W_].)(?=\S)")
_ABBREVIATED = re.compile(rf"(?:^|[\s(\"'“‘«])(?:{_ABBREVIATIONS})$")
_OPENERS = {"“": "”", "«": "»", "„": "“", "‘": "’", '"': '"'}


LONGEST = 2_000
"""A sentence of more code points is cut at a space: no prose has one, and the rules that read a
sentence may look at all of it for each figure."""


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    """One sentence: its offsets, and the number of the line (paragraph) it stands in."""

    start: int
    end: int
    paragraph: int


def split_sentences(text: str) -> list[SentenceSpan]:
    """Return the sentences of a text in order; a line end always ends a sentence."""
    sentences: list[SentenceSpan] = []
    start = _skip_space(text, 0, len(text))
    paragraph = 0
    for match in _BOUNDARY.finditer(text):
        if match.start() < start:
            continue
        if match["line"] is None and not _ends_sentence(text, match):
            continue
        end = match.start() if match["line"] is not None else match.end("stop")
        sentences += _cut(text, start, end, paragraph)
        if match["line"] is not None or "\n" in match["space"]:
            paragraph += 1
        start = match.end()
    sentences += _cut(text, start, len(text), paragraph)
    return sentences


def _cut(text: str, start: int, end: int, paragraph: int) -> Iterator[SentenceSpan]:
    """Yield the passage without the space around it, in pieces where it is too long."""
    start = _skip_space(text, start, end)
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        middle = space if space > 0 else start + LONGEST
        yield SentenceSpan(start, middle, paragraph)
        start = _skip_space(text, middle, end)
    if end > start:
        yield SentenceSpan(start, end, paragraph)


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    following = text[match.end()]
    if following.islower():
        return False
    if match["stop"] or match[0][0] != ".":
        return True
    return not _ABBREVIATED.search(text, max(0, match.start() - 8), match.start())


def find_quotes(text: str) -> list[Span]:
    """Return the quoted passages, quote marks included.

    All common marks count; a quotation left open ends with its paragraph. An apostrophe inside a
    word opens nothing.
    """
    quotes = []
    position = 0
    while match := _OPENER.search(text, position):
        close = _OPENERS[match[0]]
        line_end = text.find("\n", match.end())
        limit = len(text) if line_end < 0 else line_end
        end = _closing(text, match.end(), limit, close)
        quotes.append(Span(match.start(), end))
        position = end
    return quotes


def _closing(text: str, start: int, limit: int, close: str) -> int:
    """Return the offset behind the closing mark, passing apostrophes within words."""
    position = text.find(close, start, limit)
    while position >= 0:
        after = text[position + 1 : position + 2]
        if close != "’" or not after.isalpha():
            return position + 1
        position = text.find(close, position + 1, limit)
    return limit
