"""Who speaks where no act of speech stands: a release's institution, a label, a list's head.

An institution's own release speaks by its name throughout; in a transcript the name before the
colon speaks; a bulletin's first lines tell whose figures the list below gives.
"""

import re
from collections import Counter
from functools import cached_property

from pipelines.claims.reading.document import Document
from pipelines.claims.reading.mentions import Mention
from pipelines.claims.sources.names import Names
from pipelines.lexicon import symbols
from pipelines.records import Span

_LABEL = re.compile(
    r"(?P<label>[A-Z][^:\n.!?]{1,60}?)(?:\s\((?P<aside>[^)\n]{1,60})\))?:\s", re.DOTALL
)
_PERSON = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Baroness|Hon)\.?(?:\s[A-Z][\w’'-]+){1,3}")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DATED = re.compile(
    r"(?:^|(?<=[.!?]\s)|(?<=\n))"
    r"(?:On|By|In|From|Between|During|Later|The (?:next|following|same) day)"
    rf"\b[^.\n]{{0,24}}?\b(?:\d{{1,2}}\s{_MONTH}|{_MONTH}\s\d{{1,4}})"
    rf"|(?m:^\d{{1,2}}\s{_MONTH}$)"
)
_NAMED_DAY = re.compile(_MONTH)
_TURN = re.compile(r"(?m)^([A-Z][^:\n.!?]{2,60}?)(?:\s\([^)\n]*\))?:\s")
_CLOSING = re.compile(r"(?:\s[–—-]\s|:\s)(?P<label>[^–—:,.!?\n]{2,45})$")
_REGULAR = re.compile(
    r"\b(?:in|of|with|released|publishe[ds]|issued|issues|releases)\s(?:its|their|his|her)\s(?:\w+\s){0,2}$"
)
_TITLE_END = re.compile(r"\s*(?:$|:|of\b|on\b|for\b|[–—(-])")
_BELOW = re.compile(r"\b(?:below|as follows|the following)\b")
_MADE_BY = re.compile(r"\s(?:of|from|by)(?:\sthe)?\s")
_MANY = 2
_FIRST_LINES = 400
_MOST_WORDS = 6


class Voices:
    """The voices of one document beside its acts of speech."""

    def __init__(self, document: Document, names: Names) -> None:
        self._document = document
        self._text = document.text
        self._names = names

    @cached_property
    def is_chronicle(self) -> bool:
        """Tell whether the text tells dated events in turn, each without regard to the last."""
        dates = _NAMED_DAY.findall(self._text)
        return len(dates) >= _MANY and len(_DATED.findall(self._text)) >= _MANY

    def institution(self) -> tuple[str, Span | None] | None:
        """Return the institution that speaks in the document's own voice, and where it is named."""
        publisher = (self._document.article.publisher or "").lower()
        index = self._document.lexicon.index.get(publisher)
        terms = self._document.lexicon.terms
        if index is not None and terms[index][0].symbol == symbols.ACTOR:
            return self._release(terms[index][0].lemma), None
        return self._titled()

    def _release(self, publisher_id: str) -> str:
        """Return the name that a release speaks by: the force it reports of, or its publisher."""
        actors = self._document.lexicon.actors
        publisher = actors[publisher_id]
        named = Counter(
            mention.term.lemma
            for mention in self._names.actors
            if mention.term.lemma != publisher_id
            and mention.term.kind == publisher.kind
            and mention.term.side == publisher.side
        )
        speaker_id = named.most_common(1)[0][0] if named else publisher_id
        return self._names.called(speaker_id) or self._document.article.publisher or publisher.name

    def is_document(self, mention: Mention) -> bool:
        """Tell whether a word means a report or count: «update», «estimate»."""
        if any(term.kind == "document" for term in mention.senses):
            return True
        word = self._text[mention.start : mention.end].lower()
        return self._document.lexicon.cues.get(word) in ("account", "count")

    def is_bulletin(self, line: Span, is_title: bool) -> bool:
        """Tell whether a first line calls the text a report: «in its update», «daily bulletin»."""
        for mention in self._names.mentions(line):
            if self.is_document(mention):
                before = self._text[max(line.start, mention.start - 40) : mention.start]
                is_named = is_title and _TITLE_END.match(self._text, mention.end, line.end)
                if is_named or _REGULAR.search(before):
                    return True
        return _BELOW.search(self._text, line.start, line.end) is not None

    def _titled(self) -> tuple[str, Span] | None:
        """Return the institution whose report the first line says the text is."""
        line_end = self._text.find("\n")
        line = Span(0, line_end if 0 <= line_end < _FIRST_LINES else 0)
        document = None
        for mention in self._names.mentions(line):
            if any(term.kind == "document" for term in mention.senses):
                document = mention
            elif (
                mention.term.symbol == symbols.ACTOR
                and document is not None
                and _MADE_BY.fullmatch(self._text, document.end, mention.start)
            ):
                name = self._names.called(mention.term.lemma)
                return (name, Span(mention.start, mention.end)) if name else None
        return None

    def label(self, start: int) -> Span | None:
        """Return the speaker's label of the line that begins at an offset: «Tom Brackley: …»."""
        match = _LABEL.match(self._text, start, min(len(self._text), start + 130))
        if match is None or len(match["label"].split()) > _MOST_WORDS:
            return None
        if _PERSON.match(match["aside"] or ""):
            return Span(*match.span("aside"))
        span = Span(*match.span("label"))
        is_turn = self._is_transcript and match["label"].istitle()
        is_turn = is_turn or _PERSON.fullmatch(match["label"]) is not None
        return span if is_turn or self._is_source(span) else None

    def closing_label(self, line: Span) -> Span | None:
        """Return the source that ends a headline: «Army kills 73 – defence HQ»."""
        match = _CLOSING.search(self._text, line.start, line.end)
        span = Span(*match.span("label")) if match else None
        return span if span and self._is_source(span) else None

    @cached_property
    def _is_transcript(self) -> bool:
        """Tell whether one label comes more than once at the beginning of a line."""
        labels = Counter(_TURN.findall(self._text))
        return any(count > 1 for count in labels.values())

    def _is_source(self, label: Span) -> bool:
        """Tell whether a label names an institution and nothing else: «Air force: 54 drones …»."""
        mentions = self._names.mentions(label)
        if not mentions or mentions[-1].end < label.end:
            return False
        last = mentions[-1]
        speaks = last.term.symbol == symbols.ACTOR or last.term.kind in ("institution", "body")
        if not speaks and " " not in self._text[label.start : label.end].removeprefix("Local "):
            is_local = self._document.lexicon.place_words.get(last.term.lemma) == "local"
            speaks = is_local or (last.term.kind == "person" and last.term.plural)
        return speaks and all(m.term.symbol != symbols.CUE for m in mentions)
