"""Who keeps a count: «by Israel's tally», «a count by the UN», «Ukrainian claims of»."""

import re

from pipelines.claims.sources.phrases import PHRASE, SIMPLE
from pipelines.claims.sources.phrasing import Phrasing
from pipelines.claims.sources.subjects import WINDOW, Clause
from pipelines.claims.sources.utterances import Cue, Reach, Speech
from pipelines.records import Span

_OWNER = re.compile(rf"(?P<np>{SIMPLE}(?=')|v)'?l{{0,3}}$")
_COMPILER = re.compile(rf",?[al]{{0,2}}(?P<by>[yp])(?P<np>{PHRASE})")
_MAKER = re.compile(r"(?P<np>d?N{1,3}|d?l)$")
_SUBJECT_BEHIND = re.compile(rf",?(?P<np>{SIMPLE})")
_SUFFERED = re.compile(r"(?:death\s)?tolls?|numbers?|totals?$", re.IGNORECASE)
_VERBAL = ("s", "ed")
_OPENS = ("d", "0", "T", "v")


class Counts:
    """The counts told of in one sentence."""

    def __init__(self, text: str, clause: Clause, phrasing: Phrasing) -> None:
        self._text = text
        self._clause = clause
        self._kinds = clause.words.kinds
        self._phrasing = phrasing

    def keeper(self, cue: Cue, first: int, behind: int) -> Speech | None:
        """Return who keeps a count: «by Israel's tally», «a count by», «Ukrainian claims of»."""
        left = self._kinds[max(0, first - WINDOW) : first]
        shift = first - len(left)
        owner = _OWNER.search(left)
        if owner is not None:
            start = owner.start("np")
            span = self._clause.span(shift + start, shift + owner.end("np"))
            before = left[start - 1] if start else ""
            is_sufferer = left[start] == "v" or self._phrasing.is_land(span)
            if is_sufferer and _SUFFERED.match(self._text, cue.start, cue.end):
                return None
            if before in ("l", "N", "h", "b", "0"):
                return None
            if shift + start == 1 and left[start] == "v":
                span = self._owner_behind(behind) or span
            reach: Reach = "both" if before in ("p", "f", "y") and before else "after"
            return Speech(cue, span, reach, self._clause.end())
        compiler = _COMPILER.match(self._kinds, behind)
        if compiler and self._clause.word(compiler.start("by")) in ("by", "from"):
            span = self._clause.span(compiler.start("np"), self._noun_end(*compiler.span("np")))
            if self._phrasing.is_speaker(span.start, span.end):
                return Speech(cue, span, "both", self._clause.end())
        maker = _MAKER.search(left)
        if maker is None or self._kinds[behind : behind + 1] != "p":
            return None
        span = self._clause.span(shift + maker.start("np"), shift + maker.end("np"))
        return (
            Speech(cue, span, "after", self._clause.end())
            if self._phrasing.is_known(span.start, span.end)
            else None
        )

    def _owner_behind(self, behind: int) -> Span | None:
        """Return the subject that a possessive at the sentence's beginning points ahead to."""
        match = _SUBJECT_BEHIND.match(self._kinds, behind)
        if match is None:
            return None
        return self._phrasing.before_verb(self._clause.span(*match.span("np")))

    def _noun_end(self, first: int, last: int) -> int:
        """Return the index behind a phrase without the verb that it runs into before an object."""
        kinds = self._kinds
        is_verb = last - first > 1 and kinds[last - 1] == "l" and kinds[last : last + 1] in _OPENS
        return last - 1 if is_verb and self._clause.word(last - 1).endswith(_VERBAL) else last
