"""Where the subject of a verb stands in a sentence: left of it, behind it, past what is put in.

Patterns over the words of a sentence (see `phrases`); what they find are words, not yet speakers.
"""

import re
from typing import NamedTuple

from pipelines.claims.sources.phrases import GAP, PHRASE, SIMPLE, Wording
from pipelines.records import Span

WINDOW = 40
_COORDINATED = rf"{PHRASE},?&{PHRASE}"
GAP_BEFORE = re.compile(rf"{GAP}$")
_PAIR = re.compile(rf"(?:^|(?<=[,;:\"cT(-]))(?P<np>{_COORDINATED})$")
_SUBJECT = re.compile(rf"(?P<np>{PHRASE}|r)$")
_ASIDE = r"(?:\([^()]{1,12}\))?"
_INSERTED = re.compile(
    rf"(?P<np>{PHRASE})a?(?:{_ASIDE}[,-](?P<inner>[^,;:-]{{1,20}})[,-]|\([^()]*\))$"
)
_INSERTED_LIST = re.compile(rf"(?P<np>{PHRASE})[,-](?P<inner>[^;:\"-]{{1,30}})[,-]$")
_CLAUSED = re.compile(
    rf"(?:^|(?<=[,;:\"(T-]))(?P<np>{PHRASE})C[^,;:\"]{{1,20}}(?:,[^,;:\"]{{1,20}},)?$"
)
_PARTED = re.compile(rf"(?:^|(?<=[,;:\"(T-]))(?P<np>{PHRASE})y(?P<by>{PHRASE})$")
_OBJECT = re.compile(r"(?:[^,;:\"(T-][pfy]|b)$")
_RELATIVE = re.compile(rf"(?P<np>{PHRASE}),?$")
_MAKER = rf"(?:(?:a?l?|[pf]?[dvl]*0?t[0t]*)y{SIMPLE}(?:p{SIMPLE})*)?"
RIGHT = re.compile(rf"a{{0,2}}(?P<np>r|{PHRASE}{_MAKER}(?:&(?=[dN]){PHRASE})?)")
_NAME_BEHIND = re.compile(r"[,(](?P<inner>[dvNlpCc'0ah]{1,12})(?=[,.;:\")(-]|$)")
_FIRST = re.compile(rf"(?:^|[;:\"])(?:[ac&]|[pfy][^,;:\"]{{0,10}},)*(?P<np>{SIMPLE}|r)")


class Subject(NamedTuple):
    """The subject of a verb: its words, those in apposition, where it begins, and by whom it is."""

    words: Span
    beside: Span | None
    at: int
    by: Span | None = None


class Clause:
    """The words of one sentence, asked for the phrases around a verb."""

    def __init__(self, text: str, words: Wording) -> None:
        self.words = words
        self._text = text

    def span(self, first: int, behind: int) -> Span:
        """Return the offsets of the words from one index to another."""
        return Span(self.words.starts[first], self.words.ends[behind - 1])

    def word(self, index: int) -> str:
        """Return a word as written."""
        return self._text[self.words.starts[index] : self.words.ends[index]]

    def end(self) -> int:
        """Return the offset behind the last word."""
        return self.words.ends[-1] if self.words.ends else 0

    def right(self, behind: int) -> tuple[Span | None, Span | None, int]:
        """Return the phrase that follows, words in apposition to it, and the index behind it."""
        match = RIGHT.match(self.words.kinds, behind)
        if match is None:
            return None, None, behind
        first, last = match.span("np")
        beside = _NAME_BEHIND.match(self.words.kinds, last)
        inner = self.span(*beside.span("inner")) if beside else None
        return self.span(first, last), inner, last

    def left(self, first: int) -> Subject | None:
        """Return the subject left of a verb."""
        shift = max(0, first - WINDOW)
        left = self.words.kinds[shift:first]
        left = left[: match.start()] if (match := GAP_BEFORE.search(left)) else left
        inner: Span | None = None
        is_object = True
        if left.endswith("C"):
            match = _RELATIVE.search(left, 0, len(left) - 1)
            is_object = False
        elif left[-1:] in (",", "-", ")"):
            match = _INSERTED.search(left) or _INSERTED_LIST.search(left)
            if match is not None and match["inner"]:
                inner = self.span(shift + match.start("inner"), shift + match.end("inner"))
        else:
            match = _PAIR.search(left) or _SUBJECT.search(left)
        if match is None or (is_object and _OBJECT.search(left, 0, match.start("np"))):
            match = _CLAUSED.search(left) or _PARTED.search(left)
        if match is None:
            return None
        match = self._before_participle(match, left, shift) or match
        at = shift + match.start("np")
        maker = None
        if match.re is _PARTED:
            maker = self.span(shift + match.start("by"), shift + match.end("by"))
        return Subject(self.span(at, shift + match.end("np")), inner, at, maker)

    def _before_participle(
        self, match: re.Match[str], left: str, shift: int
    ) -> re.Match[str] | None:
        """Return the phrase of whom a participle tells: «a member attending the talks said»."""
        end = match.start("np") - 1
        if match.re is not _SUBJECT or end < 1 or left[end] != "l" or left[end - 1] not in "lN":
            return None
        return _SUBJECT.search(left, 0, end) if self.word(shift + end).endswith("ing") else None

    def first_phrase(self, first: int) -> Span | None:
        """Return the first phrase of the clause: the subject of its first verb."""
        matches = list(_FIRST.finditer(self.words.kinds, 0, first))
        return self.span(*matches[-1].span("np")) if matches else None
