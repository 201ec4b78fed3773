"""The acts of speech of a document, read sentence by sentence as they are asked for."""

import functools
from bisect import bisect_left
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, MatchKind

from pipelines.claims.reading.document import Document
from pipelines.claims.sources.phrases import spell_words
from pipelines.claims.sources.phrasing import Phrasing
from pipelines.claims.sources.speech import find_speeches
from pipelines.claims.sources.utterances import Cue, Speech
from pipelines.lexicon import Lexicon
from pipelines.records import Span

_LOOK_BACK = 12
_LOOK_AHEAD = 4
_INITIAL = 4
_SUBJECT = 80
_MAY_BEGIN = frozenset({"according", "cite", "quoted"})


class Acts:
    """Who speaks in which sentence of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text
        self.phrasing = Phrasing(document)
        self._speeches: dict[int, list[Speech]] = {}
        self._cues = _find_cues(document.folded, document.lexicon)

    def bounds(self, index: int) -> Span:
        """Return the offsets of a sentence."""
        sentence = self._document.sentences.spans[index]
        return Span(sentence.start, sentence.end)

    def paragraph(self, index: int) -> int:
        """Return the number of the line that a sentence stands in."""
        return self._document.sentences.spans[index].paragraph

    def index_at(self, offset: int) -> int:
        """Return the index of the sentence that holds an offset."""
        spans = self._document.sentences.spans
        return bisect_left(spans, offset + 1, key=lambda span: span.start) - 1

    def of(self, index: int) -> list[Speech]:
        """Return the acts of speech of a sentence."""
        if index not in self._speeches:
            bounds = self.bounds(index)
            first = bisect_left(self._cues, bounds.start, key=lambda cue: cue.start)
            last = bisect_left(self._cues, bounds.end, first, key=lambda cue: cue.start)
            cues = self._cues[first:last]
            cues = [c for c in cues if self._text[c.start].islower() or c.kind in _MAY_BEGIN]
            if cues:
                words = spell_words(self._text, bounds.start, bounds.end)
                self._speeches[index] = find_speeches(self._text, words, cues, self.phrasing)
            else:
                self._speeches[index] = []
        return self._speeches[index]

    def spoken(self, index: int) -> list[Speech]:
        """Return the acts of speech of a sentence that have a speaker; none outside the text."""
        if not 0 <= index < len(self._document.sentences):
            return []
        return [speech for speech in self.of(index) if speech.speaker is not None]

    def earlier(self, offset: int) -> Iterator[Speech]:
        """Yield the acts of speech before an offset, the latest first."""
        index = self.index_at(offset)
        for at in range(index, max(-1, index - _LOOK_BACK), -1):
            for speech in reversed(self.of(at)):
                if speech.speaker is not None and speech.speaker.end <= offset:
                    yield speech

    def later(self, offset: int) -> Iterator[Speech]:
        """Yield the acts of speech behind an offset, the next first."""
        index = self.index_at(offset)
        for at in range(index, min(len(self._document.sentences), index + _LOOK_AHEAD)):
            for speech in self.of(at):
                if speech.speaker is not None and speech.speaker.start >= offset:
                    yield speech

    def subject(self, offset: int) -> Span | None:
        """Return the subject that a pronoun at an offset may resume.

        It is that of the pronoun's own sentence, or of the one before if nobody speaks in it.
        """
        index = self.index_at(offset)
        bounds = self.bounds(index)
        if offset - bounds.start < _INITIAL:
            if not index or self.paragraph(index - 1) != self.paragraph(index):
                return None
            if any(speech.speaker for speech in self.of(index - 1)):
                return None
            bounds = self.bounds(index - 1)
        elif any(s.speaker and s.speaker.end < offset for s in self.of(index)):
            return None
        return self._first_phrase(bounds)

    def beginning(self, index: int) -> Span | None:
        """Return the phrase that begins a sentence, the subject of its verb."""
        return self._first_phrase(self.bounds(index))

    def _first_phrase(self, bounds: Span) -> Span | None:
        words = spell_words(self._text, bounds.start, min(bounds.end, bounds.start + _SUBJECT))
        first = words.subject()
        return Span(words.starts[first[0]], words.ends[first[1] - 1]) if first else None


@functools.lru_cache(maxsize=4)
def _cue_automaton(lexicon: Lexicon) -> tuple[AhoCorasick, tuple[str, ...]]:
    phrases = tuple(sorted(lexicon.cues))
    return AhoCorasick(phrases, matchkind=MatchKind.LeftmostLongest), phrases


def _find_cues(folded: str, lexicon: Lexicon) -> list[Cue]:
    """Return the cues of a text in lower case, in order."""
    automaton, phrases = _cue_automaton(lexicon)
    found = []
    for which, first, last in automaton.find_matches_as_indexes(folded):
        phrase, start, end = phrases[which], first, last
        if folded[end : end + 1].isalnum():
            # «put its losses at» begins like «put it».
            phrase = phrase.rpartition(" ")[0]
            end = start + len(phrase)
        while start < end and folded[start - 1 : start].isalnum():
            # «was reported by» holds «as reported by»: what begins at a word is left of it.
            start = (folded.find(" ", start, end) + 1) or end
            phrase = folded[start:end]
        while phrase not in lexicon.cues and " " in phrase:
            phrase = phrase.rpartition(" ")[0]
            end = start + len(phrase)
        kind = lexicon.cues.get(phrase)
        if kind is not None:
            found.append(Cue(start, end, kind))
    return found
