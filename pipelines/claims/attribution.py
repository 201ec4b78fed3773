"""Who says it: the claimant, the relay and the cue of each figure.

Order: a cue in the same sentence (before the figure, then after it, «according to»), the speaker
of the quotation that holds the figure, a list under an introducing line, a document's own voice.
The innermost speaker is the claimant, a medium is the relay.
"""

import re
from dataclasses import dataclass, replace

from pipelines.claims.chunks import Chunk, Reduced
from pipelines.claims.document import Document
from pipelines.claims.predicates import Hit
from pipelines.claims.speakers import Speakers
from pipelines.lexicon import symbols
from pipelines.records import Attribution, Evidence, How

_LIST_GAP = 3
_NEAR = 3
_BEFORE_CUE = re.compile(r"(?:^|[,;:\"tWBcx.()])(?P<np>[wZsASMPYLdofpvDN'&67-]{1,14})$")
_APPOSITION = re.compile(
    r"(?:^|[,;:\"tWBc.])(?P<np>[wZsASMPYLdofv'67-]{1,10}),(?P<inner>[^,;\"]{1,14}),$"
)
_AFTER_CUE = re.compile(r"^(?P<np>[wZsASMPYLdofv'67&-]{1,12})(?:$|[,;:.\"tWKXbhcy(])")


@dataclass(frozen=True, slots=True)
class Source:
    """The attribution of one figure; names are the fullest that the article gives.

    `side` is the side that the claimant speaks for, where its name tells.
    """

    claimant: str | None
    claimant_text: str | None
    side: str | None
    relay: str | None
    attribution: Attribution
    cue: str | None
    evidence: tuple[Evidence, ...]


NARRATOR = Source(None, None, None, None, "narrator", None, ())


@dataclass(frozen=True, slots=True)
class _Speech:
    """One cue of a sentence with the words of its subject and of its addressee or second source."""

    cue: Chunk
    position: int
    subject: tuple[int, int] | None
    addressee: tuple[int, int] | None
    kind: str


class Attributor:
    """Finds the source of each hit of one document; sentences are to be asked in order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._speakers = Speakers(document)
        self._speeches: dict[int, list[_Speech]] = {}
        self._voice = self._own_voice()
        self._last: Source | None = None
        self._last_paragraph = -1

    def read(self, reduced: Reduced) -> None:
        """Take note of who speaks in a sentence, whether it holds a figure or not."""
        speeches = _find_speeches(reduced)
        self._speeches[reduced.sentence.index] = speeches
        for speech in speeches:
            if speech.subject is not None and speech.kind != "deny":
                self._speakers.note(*speech.subject)
                self._last = self._source(speech, speeches, "explicit")
                self._last_paragraph = reduced.sentence.paragraph

    def source(self, hit: Hit, reduced: Reduced) -> Source:
        """Return who claims a hit."""
        index = reduced.sentence.index
        for candidate in (
            self._same_sentence(hit, index),
            self._quoted(hit, index),
            self._carried(reduced),
        ):
            if candidate is not None:
                return candidate
        if re.search(r"(?:^|[^c])b[wD]{0,2}c", reduced.kinds):
            return Source(None, None, None, None, "agentless", None, ())
        return self._voice or NARRATOR

    def _same_sentence(self, hit: Hit, index: int) -> Source | None:
        speeches = [s for s in self._speeches[index] if s.kind != "deny" and s.subject]
        before = [s for s in speeches if s.position < hit.position]
        after = [s for s in speeches if s.position > hit.position]
        chosen = before[-1] if before else after[0] if after else None
        if chosen is None:
            return None
        return self._source(chosen, speeches, "explicit")

    def _source(self, speech: _Speech, speeches: list[_Speech], how: How) -> Source:
        start, end = speech.subject or (speech.cue.start, speech.cue.end)
        name = self._speakers.fullest(start, end)
        relay = None
        at = speeches.index(speech)
        near = speeches[max(0, at - _NEAR) : at] + speeches[at + 1 : at + 1 + _NEAR]
        others = [other.subject for other in near if other.subject]
        if speech.addressee is not None:
            others.append(speech.addressee)
        for other in others:
            medium = self._speakers.medium(*other)
            if medium and not self._speakers.medium(start, end):
                relay = medium
            elif self._speakers.medium(start, end) and not medium:
                relay = self._speakers.medium(start, end)
                start, end = other
                name = self._speakers.fullest(start, end)
        if name is None:
            return Source(None, None, None, relay, "indirect", None, ())
        text = self._document.text
        cue = text[speech.cue.start : speech.cue.end]
        evidence = (
            Evidence("claimant", start, end, how, "speaker.cue"),
            Evidence("cue", speech.cue.start, speech.cue.end, "explicit", f"cue.{speech.kind}"),
        )
        side = self._speakers.side(start, end, name)
        return Source(name, text[start:end], side, relay, "indirect", cue, evidence)

    def _quoted(self, hit: Hit, index: int) -> Source | None:
        """Return the speaker of the quotation that holds the figure, from a sentence nearby."""
        quote = self._document.quote_around(hit.chunk.start)
        if quote is None:
            return None
        sentences = self._document.sentences
        for other in (index + 1, index - 1, index - 2):
            if not 0 <= other < len(sentences):
                continue
            near = sentences[other].sentence
            if other > index and near.start > quote.end + 2:
                continue
            if other not in self._speeches:
                self.read(sentences[other])
            speeches = [s for s in self._speeches[other] if s.subject and s.kind != "deny"]
            if speeches:
                return self._source(speeches[-1], speeches, "inherited")
        return None

    def _own_voice(self) -> Source | None:
        """Return the institution that speaks in the article's own voice, if one does.

        It published the article, or the first line calls that a report of the institution.
        """
        document = self._document
        publisher = (document.article.publisher or "").lower()
        index = document.lexicon.index.get(publisher)
        if index is not None and document.lexicon.terms[index][0].symbol == symbols.ACTOR:
            term = document.lexicon.terms[index][0]
            name = self._speakers.called(term.lemma) or document.article.publisher
            return Source(name, None, term.side, None, "direct", None, ())
        first = document.sentences[0] if document.sentences else None
        title = re.match(r"[dw]{0,2}Y(?:o|y|f)(s)", first.kinds) if first else None
        if first is None or title is None:
            return None
        chunk = first.chunks[title.start(1)]
        name = self._speakers.fullest(chunk.start, chunk.end)
        evidence = (Evidence("claimant", chunk.start, chunk.end, "inherited", "speaker.title"),)
        side = self._speakers.side(chunk.start, chunk.end, name or "")
        words = document.text[chunk.start : chunk.end]
        return Source(name, words, side, None, "direct", None, evidence)

    def _carried(self, reduced: Reduced) -> Source | None:
        """Return the source still speaking: in its paragraph, or in the list it introduced."""
        if self._last is None:
            return None
        gap = reduced.sentence.paragraph - self._last_paragraph
        listed = reduced.kinds[:1] in ("*", "-", ".")
        if gap > (_LIST_GAP if listed else 0):
            return None
        self._last_paragraph = reduced.sentence.paragraph
        evidence = tuple(replace(item, how="inherited") for item in self._last.evidence)
        return replace(self._last, evidence=evidence)


def _find_speeches(reduced: Reduced) -> list[_Speech]:
    found = []
    for position, chunk in enumerate(reduced.chunks):
        term = chunk.tokens[0].sense(symbols.CUE) if chunk.kind in "cU" else None
        if term is None or (chunk.kind == "U" and not _is_speech_verb(reduced, position)):
            continue
        subject = _subject(reduced, position, term.kind)
        addressee = None
        if term.kind in ("tell", "cite"):
            addressee = _after(reduced, position)
        if subject is None and term.kind in ("say", "claim", "report", "confirm"):
            subject = _inverted(reduced, position)
        found.append(_Speech(chunk, position, subject, addressee, term.kind))
    return found


def _is_speech_verb(reduced: Reduced, position: int) -> bool:
    return reduced.kinds[position + 1 : position + 2] == "t"


def _subject(reduced: Reduced, position: int, kind: str) -> tuple[int, int] | None:
    """Return the offsets of the words that speak: left of the verb, right of «according to»."""
    if kind == "according":
        return _after(reduced, position)
    left = re.sub(r"[hwDm]{0,2}$", "", reduced.kinds[:position])
    left = reduced.kinds[: len(left)] if reduced.kinds[len(left) : position] else left
    apposition = _APPOSITION.search(left)
    if apposition:
        named = "Z" in apposition["inner"] and "Z" not in apposition["np"]
        return _trim(reduced, *apposition.span("inner" if named else "np"))
    match = _BEFORE_CUE.search(left)
    return _trim(reduced, *match.span("np")) if match else None


def _after(reduced: Reduced, position: int) -> tuple[int, int] | None:
    match = _AFTER_CUE.search(reduced.kinds[position + 1 :])
    if match is None:
        return None
    first, last = match.span("np")
    return _trim(reduced, position + 1 + first, position + 1 + last)


def _inverted(reduced: Reduced, position: int) -> tuple[int, int] | None:
    """Return the subject of «…, said Colonel X»; only where the verb follows a comma or quote."""
    if not re.search(r"[,\"]$", reduced.kinds[:position]):
        return None
    return _after(reduced, position)


_DESCRIBED = re.compile(r"[vd]w+$")
_LEAD = re.compile(r"^(?:[fHoDv'&,-]|w(?=[dsZAMY67]))*")


def _trim(reduced: Reduced, first: int, last: int) -> tuple[int, int] | None:
    """Cut what is no part of a name: leading prepositions and dates, trailing words."""
    kinds = reduced.kinds[first:last]
    if _DESCRIBED.match(kinds):
        return reduced.chunks[first].start, reduced.chunks[last - 1].end
    lead = _LEAD.match(kinds)
    first += lead.end() if lead else 0
    kinds = reduced.kinds[first:last]
    if not re.search(r"[ZsASMPYp67]|^dw", kinds):
        return None
    return reduced.chunks[first].start, reduced.chunks[last - 1].end
