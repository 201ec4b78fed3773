"""What the words of a phrase can mean beside a verb of speech: a speaker, a count, a deed."""

import re

from pipelines.claims.reading.document import Document
from pipelines.claims.sources.names import NAMING
from pipelines.lexicon import symbols
from pipelines.records import Span

_INITIAL_ARTICLE = re.compile(r"(?:The|An?|Its|His|Her|Their|Our)\s")
_COMPLEMENT = re.compile(r"\s(?:of|for|in|at|from|with|to|on|near|inside|who|which|during)\s")
_IMPERSONAL = re.compile(r"(?:Those|These|This|That|All|Most|Many|Some|None|Both|Neither|Each)\b")
_BEFELL = frozenset((symbols.HARM_FORMS["intransitive"], symbols.HARM_FORMS["participle"]))
_DOING = _BEFELL | {symbols.HARM_FORMS["active"], symbols.HARM_FORMS["suffer"], symbols.CUE}
_POSSESSIVE = re.compile(r"(?:his|her|its|their|our)\s", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\w)\d[\d,.]*(?=\s|$)")
_PAST = re.compile(r"\s[a-z]{2,}ed(?=\s|$)")
_COUNTED = frozenset((symbols.PEOPLE, symbols.EQUIPMENT, *symbols.HARM_FORMS.values(), "T", "C"))
_SPEAKING = frozenset((*NAMING, symbols.SPEAKER, symbols.PEOPLE))

_WRITTEN = re.compile(
    r"\s(?:compiled|gathered|collected|kept|maintained|published|released|issued|prepared|produced"
    r"|collated|assembled|provided|drawn\sup|tallied|recorded|anal[yi][sz]ed|written|conducted)$"
)
_READ = re.compile(
    r"\s(?:seen|obtained|reviewed|read|viewed|verified|leaked|examined|shared|carried|aired|broadcast"
    r"|quoted|cited|shown|heard|studied|inspected|contacted|reached|interviewed|questioned)$"
)
_AIRED = re.compile(
    r"\s(?:read|aired|broadcast|published|carried|shown)\s(?:out\s)?(?:on|in)\s(?P<medium>\S)"
)


class Phrasing:
    """The phrases of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text

    def is_speaker(self, start: int, end: int) -> bool:
        """Tell whether some words can speak: a name, a pronoun, a noun for people or bodies."""
        words = self._text[start:end]
        head = words[: match.start()] if (match := _COMPLEMENT.search(words)) else words
        if head.lower() in ("he", "she", "it", "they", "we"):
            return True
        if any(word[0].isupper() for word in _INITIAL_ARTICLE.sub("", head).split()):
            return not _IMPERSONAL.match(head) and self._is_name(start, head)
        return self.is_known(start, start + len(head))

    def _is_name(self, start: int, head: str) -> bool:
        """Tell whether a word with a capital is a name or just begins a sentence: «Gunfire»."""
        if " " in head or self._text[start - 2 : start - 1] not in ("", ".", "!", "?", "\n"):
            return True
        return head in self._document.names or self.is_known(start, start + len(head))

    def is_known(self, start: int, end: int) -> bool:
        """Tell whether the lexicon knows one of these words as a speaker, a side or a place."""
        return self._text.endswith(" group", start, end) or any(
            term.symbol in _SPEAKING
            for mention in self._document.mentions_within(Span(start, end))
            for term in mention.senses
        )

    def is_medium(self, span: Span) -> bool:
        """Tell whether words name a medium: «the BBC», «the daily An-Nahar»."""
        return any(m.term.symbol == symbols.MEDIUM for m in self._document.mentions_within(span))

    def before_verb(self, span: Span) -> Span | None:
        """Return a phrase up to a verb or number that it runs into, None where nothing is left."""
        end = next(
            (m.start for m in self._document.mentions_within(span) if m.term.symbol in _DOING),
            span.end,
        )
        words = _NUMBER.split(self._text[span.start : end])[0].rstrip()
        for verb in _PAST.finditer(words):
            if self.is_known(span.start, span.start + verb.start()):
                words = words[: verb.start()]
                break
        return Span(span.start, span.start + len(words)) if words else None

    def known_part(self, span: Span) -> Span | None:
        """Return a phrase up to the last of its words that can speak, None without one."""
        known = [
            m.end for m in self._document.mentions_within(span) if self.is_known(m.start, m.end)
        ]
        return Span(span.start, known[-1]) if known else None

    def is_own_force(self, span: Span) -> bool:
        """Tell whether words mean somebody's fighters: «his forces», «their men»."""
        if _POSSESSIVE.match(self._text, span.start) is None:
            return False
        mentions = self._document.mentions_within(span)
        return not mentions or mentions[-1].term.symbol not in (symbols.SPEAKER, symbols.ACTOR)

    def is_land(self, span: Span) -> bool:
        """Tell whether words name a country or place, whose toll is what it suffers."""
        mentions = self._document.mentions_within(span)
        return bool(mentions) and (
            mentions[-1].term.symbol == symbols.PLACE or mentions[-1].term.kind == "country"
        )

    def is_clause(self, start: int, end: int) -> bool:
        """Tell whether words say what befell somebody: «three people died»."""
        return any(
            m.term.symbol in _BEFELL for m in self._document.mentions_within(Span(start, end))
        )

    def is_counted(self, span: Span) -> bool:
        """Tell whether words end with people or things that can be counted."""
        mentions = self._document.mentions_within(span)
        return bool(mentions) and mentions[-1].term.symbol in (symbols.PEOPLE, symbols.EQUIPMENT)

    def tells_count(self, start: int, end: int) -> bool:
        """Tell whether words hold a number, people, a toll or a list."""
        if any(m.term.symbol in _COUNTED for m in self._document.mentions_within(Span(start, end))):
            return True
        lexicon = self._document.lexicon
        words = self._text[start:end].lower().split()
        return any(word in lexicon.numbers or lexicon.cues.get(word) == "account" for word in words)

    def aired(self, work: Span) -> tuple[Span, Span | None]:
        """Return a work and where it was told: «a communiqué read on state television»."""
        aired = _AIRED.search(self._text, work.start, work.end)
        if aired is None:
            return work, None
        return Span(work.start, aired.start()), Span(aired.start("medium"), work.end)

    def made(self, work: Span, by: Span) -> tuple[Span, Span | None]:
        """Return who speaks in a work and who read it: «records seen by the BBC show»."""
        words = self._text[work.start : work.end]
        if _WRITTEN.search(words):
            return by, None
        read = _READ.search(words)
        return (Span(work.start, work.start + read.start()), by) if read else (work, None)
