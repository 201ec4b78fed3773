"""The acts of speech of a sentence: each cue with the words of its speaker and how far it reaches.

A verb finds its subject on its left (past adverbs, dates and insertions between commas), behind it
where a quotation or comma stands before it, or takes that of the verb it is joined to; «according
to» has its speaker on the right; a noun for a count («by Israel's tally») belongs to a possessor.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.claims.sources.addressees import find_addressee
from pipelines.claims.sources.counts import Counts
from pipelines.claims.sources.phrases import GAP, SIMPLE, Wording
from pipelines.claims.sources.phrasing import Phrasing
from pipelines.claims.sources.subjects import GAP_BEFORE, RIGHT, Clause
from pipelines.claims.sources.utterances import Cue, Reach, Speech
from pipelines.records import Span

_STATES_FIGURE = frozenset({"put", "count", "give"})
_MUST_SPEAK = _STATES_FIGURE | {"remark"}
_SHARED = frozenset({"say", "claim", "put", "count", "confirm", "according", "report", "give"})
_MAY_BE_NOUN = frozenset({"say", "claim", "report", "count", "give", "remark"})
_INFLECTED = ("ed", "said", "gave", "wrote", "put")
_OF = re.compile(r"\s(?:of|from|about|into|on)\b")
_GERUND = re.compile(r"\w+ing\b")
_NOT = re.compile(r"\b(?:not|never|nor)\b|n[’']t\b")
_BY = re.compile(r"l?y")
_IN_PRINT = re.compile(r"\sin\s(?:an?|its|their|the)\s\w+\s$")
_OBJECT_END = re.compile(r"[,;:.\"T&Cc]")
_WARD = re.compile(
    r"\b(?:hospital|clinic|ward|infirmary|sanatorium|health cent(?:re|er))\b(?!['’]s?\s)", re.I
)
_RUNS_ON = re.compile(r"\s(?!(?:19|20)\d\d\b)\d[\d,.]*\s[a-z]")
_LIVES = re.compile(r"(?:\s[\w,.-]+){1,5}?\s(?:lives|victims)\b")
_STATEMENT = re.compile(rf"(?:{SIMPLE})?{GAP}(?:$|[T:\",.;r-])")
_CLOSED = re.compile(r"(?:a|[pf]?[dvl]*0?t[0t]*|[pfy][dvNl0']{1,6})*(?P<end>$|[,;.\-\")(])")
_FRONTED = re.compile(r"\"?[acpfyt]|\"?d?l?t")
"""What begins a sentence that leads up to its main clause: «After two hours, the army said …»."""
_INVERTED_END = re.compile(r"(?:a|[pf]?[dvl]*0?t[0t]*)*(?:$|[,;.:\-\"(Cpfc])")
_CITED = re.compile(SIMPLE)
_KEPT_BY = re.compile(rf"[py](?P<np>{SIMPLE})")
_GAPPED = re.compile(r"[,;](?:&|c)?(?P<np>d?N{1,4}|dl{1,2})a?p?(?=0(?:[lap.,;:]|$)|d[.,;]|d$)")


def find_speeches(
    text: str, words: Wording, cues: Sequence[Cue], phrasing: Phrasing
) -> list[Speech]:
    """Return the acts of speech of a sentence in the order of their cues."""
    reader = _Reader(text, words, phrasing)
    for cue in cues:
        speech = reader.read(cue)
        if speech is not None:
            reader.found.append(speech)
    return reader.addressed() if reader.found else []


class _Reader:
    """Reads the cues of one sentence from left to right."""

    def __init__(self, text: str, words: Wording, phrasing: Phrasing) -> None:
        self.found: list[Speech] = []
        self._text = text
        self._words = words
        self._kinds = words.kinds
        self._clause = Clause(text, words)
        self._phrasing = phrasing
        self._counts = Counts(text, self._clause, phrasing)
        self._is_speaker = phrasing.is_speaker
        self._is_known = phrasing.is_known

    def read(self, cue: Cue) -> Speech | None:
        """Return what one cue says, None where it speaks for nobody."""
        first, behind = self._words.at(cue.start), self._words.at(cue.end)
        if cue.kind == "deed":
            return None
        if cue.kind == "according":
            return self._according(cue, first, behind)
        if cue.kind == "account" or self._is_noun(cue, first, behind):
            speech = self._counts.keeper(cue, first, behind)
            is_verb = self._kinds[behind : behind + 1] in ("0", "d", "T")
            return speech or (self._verb(cue, first, behind) if is_verb else None)
        if cue.kind == "quoted":
            return self._quoted(cue, first, behind)
        if cue.kind == "cite":
            return self._citing(cue, first, behind)
        return self._verb(cue, first, behind)

    def addressed(self) -> list[Speech]:
        """Return all acts with the medium that the sentence says was spoken to."""
        found = self.found + self.gapped()
        medium = find_addressee(self._text, self._clause, self._phrasing)
        return [replace(s, through=s.through or medium) for s in found] if medium else found

    def gapped(self) -> list[Speech]:
        """Return the acts whose verb is left out: «Kyiv says 40 people were killed, Moscow 12»."""
        last = self.found[-1]
        if last.speaker is None or last.reach == "before" or last.cue.kind not in _SHARED:
            return []
        found = []
        for match in _GAPPED.finditer(self._kinds, self._words.at(last.cue.end)):
            speaker = self._clause.span(*match.span("np"))
            if self._is_known(*_ends(speaker)) and not self._phrasing.is_counted(speaker):
                cue = Cue(speaker.start, speaker.end, last.cue.kind)
                found.append(Speech(cue, speaker, "after", self._clause.end()))
        return found

    def _according(self, cue: Cue, first: int, behind: int) -> Speech | None:
        speaker, beside, last = self._clause.right(behind)
        if speaker is None:
            return None
        if _RUNS_ON.search(self._text, *_ends(speaker)):
            speaker = self._phrasing.before_verb(speaker) or speaker
        before = self._kinds[first - 1] if first else ""
        is_last = last >= len(self._kinds) or self._kinds[last] in ".;)"
        reach: Reach = "both"
        if before in (":", ";", '"', "", "T", "c", "&") and not is_last:
            reach = "after"
        elif is_last or before not in (",", "-"):
            reach = "before"
        return Speech(cue, speaker, reach, self._clause.end(), beside)

    def _may_be_noun(self, cue: Cue) -> bool:
        return cue.kind in ("report", "claim") and not self._text.endswith(
            (*_INFLECTED, "ing"), cue.start, cue.end
        )

    def _is_noun(self, cue: Cue, first: int, behind: int) -> bool:
        """Tell whether a word like «reports» is a noun here and no verb."""
        if cue.kind not in _MAY_BE_NOUN or behind - first != 1:
            return False
        if self._text.endswith(_INFLECTED, cue.start, cue.end):
            return False
        before = self._kinds[first - 1] if first else ""
        if self._text.endswith("ing", cue.start, cue.end):
            return before in ("d", "v", "'")
        after = self._kinds[behind : behind + 1]
        if before in ("", "d", "v", "'", "p", "f", "y", "0") or after in ("b", "h", "y"):
            return True
        return _OF.match(self._text, cue.end) is not None

    def _quoted(self, cue: Cue, first: int, behind: int) -> Speech | None:
        medium, _, _ = self._clause.right(behind)
        is_inserted = first > 0 and self._kinds[first - 1] == ","
        left = self._clause.left(first - 1 if is_inserted else first)
        speaker, beside = (left.words, left.beside) if left else (None, None)
        last = self.found[-1] if self.found else None
        if last and last.speaker and speaker and speaker.start < last.cue.end <= speaker.end:
            speaker = last.speaker
        return Speech(cue, speaker, "both", self._clause.end(), beside, medium)

    def _citing(self, cue: Cue, first: int, behind: int) -> Speech | None:
        match = _CITED.match(self._kinds, behind)
        if match is None or self._text.startswith(" no ", cue.end):
            return None
        last = self.found[-1] if self.found else None
        if last and last.speaker and last.cue.kind != "cite" and self._kinds[first - 1] == ",":
            through: Span | None = last.speaker
        else:
            left = self._clause.left(first)
            through = left.words if left else self._clause.first_phrase(first)
        beside = self._clause.right(behind)[1]
        kept = _KEPT_BY.match(self._kinds, match.end())
        if kept is not None and not self._is_speaker(*_ends(self._clause.span(*match.span()))):
            match = kept
        reach: Reach = "both" if self._text.endswith("ing", cue.start, cue.end) else "after"
        cited = self._clause.span(*match.span("np" if match is kept else 0))
        return Speech(cue, cited, reach, self._clause.end(), beside, through)

    def _verb(self, cue: Cue, first: int, behind: int) -> Speech | None:
        kinds = self._kinds
        is_adverbial = behind - first == 1 or self._text.endswith(" on", cue.start, cue.end)
        if cue.kind == "remark" and is_adverbial and not _STATEMENT.match(kinds, behind):
            return None
        gap = GAP_BEFORE.search(kinds, max(0, first - 12), first)
        start = gap.start() if gap else first
        is_gerund = _GERUND.match(self._text, cue.start) is not None
        if _NOT.search(self._text, self._words.starts[start], cue.start):
            return None
        by = _BY.match(kinds, behind)
        has = first > 0 and kinds[first - 1] == "h"
        if by is not None and not has and self._text.endswith("ed", cue.start, cue.end):
            if self.found and _IN_PRINT.search(self._text, 0, cue.start):
                return None
            speaker, beside, _ = self._clause.right(by.end())
            return Speech(cue, speaker, "both", self._clause.end(), beside) if speaker else None
        if "b" in kinds[max(0, start - 1) : first] and not is_gerund:
            is_told = cue.kind not in _STATES_FIGURE
            return (
                Speech(cue, None, "both", self._clause.end(), is_agentless=True)
                if is_told
                else None
            )
        if cue.kind == "claim" and _LIVES.match(self._text, cue.end):
            return None
        inverted = self._inverted(cue, start, behind)
        if inverted is not None:
            return inverted
        is_progressive = is_gerund and start > 0 and kinds[start - 1] == "b"
        if (start and kinds[start - 1] == "&") or (is_gerund and not is_progressive):
            is_empty = cue.kind == "give" and not self._tells(cue, behind)
            return None if is_empty else self._joined(cue, first)
        left = self._clause.left(start - 1 if is_progressive else first)
        if left is None:
            return None
        speaker, beside, at, maker = left
        if not self._can_assert(cue, speaker, behind):
            return None
        if cue.kind == "give" and ((at and kinds[at - 1] == "c") or not self._tells(cue, behind)):
            return None
        speaker, through = self._phrasing.aired(speaker)
        if maker is not None:
            speaker, through = self._phrasing.made(speaker, maker)
        speech = Speech(cue, speaker, "after", self._clause.end(), beside, through)
        return self._reaching(self._told(speech, behind), at, start, behind)

    def _can_assert(self, cue: Cue, speaker: Span, behind: int) -> bool:
        """Tell whether a subject asserts something by a verb, and does not just act."""
        if self._text[speaker.start].isdigit():
            return False
        states = self._kinds[behind : behind + 1] in ("0", "T") or cue.kind not in _MUST_SPEAK
        if (not states or self._may_be_noun(cue)) and not self._is_speaker(*_ends(speaker)):
            return False
        if cue.kind in _STATES_FIGURE and self._phrasing.is_own_force(speaker):
            return False
        return cue.kind != "confirm" or not _WARD.search(self._text, *_ends(speaker))

    def _tells(self, cue: Cue, behind: int) -> bool:
        """Tell whether a verb like «gave» has a figure, a count or a statement for its object."""
        end = _OBJECT_END.search(self._kinds, behind)
        last = end.start() if end else len(self._kinds)
        if end is not None and end[0] in ('"', ":", "T"):
            return True
        if "0" in self._kinds[behind:last] or last == behind:
            return True
        stop = self._words.starts[last] if last < len(self._kinds) else self._clause.end()
        return self._phrasing.tells_count(cue.end, stop)

    def _told(self, speech: Speech, behind: int) -> Speech:
        """Return the act with the words of whom it is told to."""
        if speech.cue.kind != "tell":
            return speech
        return replace(speech, through=self._clause.right(behind)[0])

    def _reaching(self, speech: Speech, at: int, start: int, behind: int) -> Speech:
        """Return the act with its reach: past «…, the army said on Friday» nothing more is said."""
        kinds = self._kinds
        if start and kinds[start - 1] == "C":
            comma = kinds.find(",", behind)
            return replace(speech, limit=self._words.starts[comma] if comma >= 0 else speech.limit)
        before = kinds[at - 1] if at else ""
        if speech.cue.kind == "tell" and (match := RIGHT.match(kinds, behind)):
            behind = match.end("np")
        closed = _CLOSED.match(kinds, behind)
        if before in ("", ";", ":"):
            return speech
        if closed is None:
            is_tag = before == "," and not _FRONTED.match(kinds)
            return replace(speech, reach="both") if is_tag else speech
        if before == "c" or closed["end"] == ",":
            return replace(speech, reach="both")
        return replace(speech, reach="before")

    def _inverted(self, cue: Cue, start: int, behind: int) -> Speech | None:
        """Return «…, said Colonel X»: the verb follows a comma, a quotation or a dash."""
        kinds = self._kinds
        never = cue.kind in _STATES_FIGURE or cue.kind == "tell"
        if not start or kinds[start - 1] not in ',"-' or never:
            return None
        speaker, beside, last = self._clause.right(behind)
        if speaker is None or not _INVERTED_END.match(kinds, last):
            return None
        if not self._is_speaker(*_ends(speaker)) or (
            kinds[start - 1] == ","
            and (kinds[behind] == "0" or self._phrasing.is_clause(*_ends(speaker)))
        ):
            return None
        reach: Reach = "both" if kinds[last : last + 1] in (",", ":") else "before"
        return Speech(cue, speaker, reach, self._clause.end(), beside)

    def _joined(self, cue: Cue, first: int) -> Speech | None:
        """Return the act of a verb without a subject of its own: that of the verb before it."""
        earlier = next((s for s in reversed(self.found) if s.speaker is not None), None)
        if earlier is not None and ";" not in self._text[earlier.cue.end : cue.start]:
            return replace(earlier, cue=cue, reach="after", limit=self._clause.end())
        phrase = self._clause.first_phrase(first)
        speaker = self._phrasing.before_verb(phrase) if phrase else None
        if speaker is None or not self._is_speaker(*_ends(speaker)):
            return None
        return Speech(cue, speaker, "after", self._clause.end())


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
