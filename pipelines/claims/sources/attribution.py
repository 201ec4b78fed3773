"""Who says it: the claimant, the relay and the cue of each figure.

Order: an act of speech of the figure's own sentence, the speaker of the quotation that holds it,
the account that its paragraph or list continues, the label of its line («Name: …»), the document's
own voice. The innermost speaker is the claimant; a medium or whoever passes it on is the relay.
"""

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.claims.harm.predicates import Hit
from pipelines.claims.reading.chunks import Reduced
from pipelines.claims.reading.document import Document
from pipelines.claims.sources.acts import Acts
from pipelines.claims.sources.names import Names, Speaker
from pipelines.claims.sources.quotations import find_quotation
from pipelines.claims.sources.scope import governing, is_nested, others_reaching
from pipelines.claims.sources.source import AGENTLESS, NARRATOR, Source
from pipelines.claims.sources.speakers import Speakers
from pipelines.claims.sources.utterances import Cue, Speech
from pipelines.claims.sources.voices import Voices
from pipelines.records import Evidence, Span

_LOOK_BACK = 14
_CARRY = 4
_INTRODUCTION = 3
_LIST = 40
_FIRST_SENTENCES = 3
_RESUMES = re.compile(
    r"(?:They|It|These|The (?:figure|number|total|toll)|Of (?:these|them|those))\b"
)
_ADDS = re.compile(
    r"(?:(?:They|It|These|Another|Others|A further|The (?:figure|number|total|toll|dead|bodies"
    r"|victims|wounded|others?)|(?:Of|Among) (?:these|them|those|the dead))"
    r"|[A-Z][a-z-]+ (?:more )?of (?:them|these|those|the))\b"
)
_SHORT = 40
_PASSING = frozenset({"account"})
_LISTED = re.compile(r"[•·*–—-]|\.\s|\w[^.!?|\n]{0,60}\|")
_OWN = re.compile(r"(?:we|our|i|my)\b|(?:this|the)\s(?:newspaper|paper|portal|magazine)\b", re.I)


class Attributor:
    """Finds the source of each figure of one document; reads only the sentences that it needs."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text
        names = self._names = Names(document)
        self._acts = Acts(document)
        self._speakers = Speakers(document, names, self._acts)
        self._voices = Voices(document, names)
        self._told: dict[int, Source] = {}

    def source(self, hit: Hit, reduced: Reduced) -> Source:
        """Return who claims a hit."""
        figure = hit.chunk.figure
        start = figure.start if figure else hit.chunk.start
        end = figure.end if figure else hit.chunk.tokens[0].end
        return self.source_of(Span(start, end), reduced.sentence.index)

    def source_of(self, figure: Span, index: int) -> Source:
        """Return who claims the figure at an offset of the sentence with that index."""
        label = self._label(index)
        source = (
            self._same_sentence(figure, index)
            or self._quoted(figure, index)
            or self._carried(index)
            or self._listed(index)
        )
        if source is None:
            source = self._spoken(label, "speaker.label") if label else self._voice
        elif label is not None:
            source = self._through(source, label)
        self._told[index] = source
        return source

    def _through(self, source: Source, label: Span) -> Source:
        """Return a source told in somebody's turn: he passes on what another claims."""
        speaker = self._speakers.resolve(label)
        if speaker is None or not source.claimant or source.relay:
            return source
        return source if speaker.name == source.claimant else replace(source, relay=speaker.name)

    def _same_sentence(self, figure: Span, index: int) -> Source | None:
        acts = self._acts.of(index)
        chosen = governing(figure, acts, self._text) if acts else None
        if chosen is not None and self._is_own(chosen):
            if self._document.quote_around(figure.start) is None:
                return self._voice
            acts = [speech for speech in acts if not self._is_own(speech)]
            chosen = governing(figure, acts, self._text)
        if chosen is not None:
            return self._source(
                chosen, others_reaching(figure, chosen, acts, self._text), "speaker.cue"
            )
        told = [s for s in acts if s.speaker and s.cue.end <= figure.start <= s.limit]
        if not told or told[-1].cue.kind in ("deny", "account"):
            return None
        return self._inherited(self._source(told[-1], [], "speaker.carried"))

    def _is_own(self, speech: Speech) -> bool:
        """Tell whether the author or whoever is quoted speaks of himself: «we confirm»."""
        words = speech.speaker
        return words is not None and _OWN.match(self._text, words.start) is not None

    def _source(self, chosen: Speech, others: Sequence[Speech], rule: str) -> Source | None:
        if chosen.is_agentless:
            return AGENTLESS
        speaker = self._speakers.speaker(chosen) or self._outer(chosen, others)
        if speaker is None:
            return None
        if speaker.kind == "document" and self._voice.claimant:
            return self._inherited(self._voice)
        relay = self._passed_on(chosen, speaker)
        for other in others:
            if other.cue.kind == "quoted":
                relay = relay or self._passed_on(other, speaker)
            second = self._speakers.speaker(other)
            if second is None or second.name == speaker.name:
                continue
            if second.medium and not speaker.medium:
                relay = relay or second.medium
            elif speaker.medium and not second.medium and relay is None:
                relay, speaker = speaker.medium, second
            elif is_nested(other, chosen, self._text):
                relay = relay or second.name
        return self._spoken_by(speaker, relay, chosen.cue, rule)

    def _outer(self, chosen: Speech, others: Sequence[Speech]) -> Speaker | None:
        """Return who tells of an act whose own speaker is not known: «X says it puts them at»."""
        around = (s for s in others if s.reach == "after" and s.cue.end < chosen.cue.start)
        return next((found for s in around if (found := self._speakers.speaker(s))), None)

    def _passed_on(self, chosen: Speech, speaker: Speaker) -> str | None:
        if chosen.through is None:
            return None
        through = self._speakers.resolve(chosen.through)
        if through is None or through.name == speaker.name:
            return None
        cue = chosen.cue
        by_name = cue.kind not in ("tell", "quoted") or self._text.endswith("by", 0, cue.end)
        return through.medium or (through.name if by_name else None)

    def _spoken_by(self, speaker: Speaker, relay: str | None, cue: Cue | None, rule: str) -> Source:
        words = speaker.words
        evidence = [Evidence("claimant", words.start, words.end, speaker.how, rule)]
        if cue is not None:
            evidence.append(Evidence("cue", cue.start, cue.end, "explicit", f"cue.{cue.kind}"))
        return Source(
            speaker.name,
            self._text[words.start : words.end],
            speaker.side,
            relay,
            "indirect",
            self._text[cue.start : cue.end] if cue else None,
            tuple(evidence),
        )

    def _spoken(self, label: Span, rule: str) -> Source:
        speaker = self._speakers.resolve(label)
        return self._spoken_by(speaker, None, None, rule) if speaker else NARRATOR

    def _label(self, index: int) -> Span | None:
        """Return the speaker's label at the beginning of the sentence's line."""
        first = index
        while (
            first
            and index - first < _LOOK_BACK
            and self._acts.paragraph(first - 1) == self._acts.paragraph(index)
        ):
            first -= 1
        begin, line = self._acts.bounds(first), self._acts.bounds(index)
        return self._voices.label(begin.start) or self._voices.closing_label(line)

    def _quoted(self, figure: Span, index: int) -> Source | None:
        """Return the speaker of the quotation that holds the figure, from a sentence nearby."""
        quote = find_quotation(figure.start, self._document)
        if quote is None:
            return None
        last = self._acts.index_at(quote.end)
        first = self._acts.index_at(quote.start)
        line = self._acts.paragraph(first)
        around = [at for at in (last, last + 1, first, first - 1) if at != index]
        within = [at for at in around if self._is_line(at, line, 0)]
        return (
            self._told_around(quote, within, last)
            or self._introduced(quote, first)
            or self._told_around(quote, [at for at in around if self._is_line(at, line, 1)], last)
        )

    def _is_line(self, index: int, line: int, apart: int) -> bool:
        """Tell whether a sentence stands so many lines apart from one."""
        is_one = 0 <= index < len(self._document.sentences)
        return is_one and abs(self._acts.paragraph(index) - line) == apart

    def _told_around(self, quote: Span, around: Sequence[int], last: int) -> Source | None:
        """Return who speaks beside a quotation, in the first of some sentences that tells."""
        for at in around:
            acts = [s for s in self._acts.spoken(at) if not quote.start < s.cue.start < quote.end]
            if acts:
                chosen = acts[0] if at >= last else acts[-1]
                return self._inherited(self._source(chosen, [], "speaker.quote"))
        return None

    def _introduced(self, quote: Span, first: int) -> Source | None:
        """Return the person told of before a quotation: «Dr Obeid has no time for sums. “We …”»."""
        begins = self._acts.bounds(first).start
        if quote.start > begins + 1 or not self._is_line(first - 1, self._acts.paragraph(first), 0):
            return None
        subject = self._acts.beginning(first - 1)
        speaker = self._speakers.resolve(subject) if subject else None
        if speaker is None or speaker.kind != "person" or " " not in speaker.name:
            return None
        return self._spoken_by(speaker, None, None, "speaker.introduced")

    def _carried(self, index: int) -> Source | None:
        """Return the source that still speaks: the account of the sentence before goes on."""
        start = self._acts.bounds(index).start
        if self._voices.is_chronicle and not _RESUMES.match(self._text, start):
            return None
        paragraph = self._acts.paragraph(index)
        for at in range(index - 1, max(-1, index - _CARRY), -1):
            if self._acts.paragraph(at) != paragraph:
                return None
            acts = self._acts.spoken(at)
            if acts:
                if acts[-1].cue.kind in _PASSING or self._is_closed(acts[-1], at, start):
                    return None
                return self._inherited(self._source(acts[-1], [], "speaker.carried"))
            if at in self._told:
                return self._inherited(self._told[at])
        return None

    def _is_closed(self, speech: Speech, index: int, resumed: int) -> bool:
        """Tell whether an account ends with its sentence: «…, the ministry said», «X confirmed it».

        A pronoun or «two of them» in the next sentence resumes it all the same.
        """
        if _ADDS.match(self._text, resumed):
            return False
        is_short = self._acts.bounds(index).end - speech.cue.end < _SHORT
        return speech.reach == "before" or (speech.reach == "after" and is_short)

    def _listed(self, index: int) -> Source | None:
        """Return the source of the lines that introduce the list or table of a sentence."""
        if not self._is_listed(index):
            return None
        before = (
            at for at in range(index - 1, max(-1, index - _LIST), -1) if not self._is_listed(at)
        )
        for at in itertools.islice(before, _INTRODUCTION):
            if acts := self._acts.spoken(at):
                return self._inherited(self._source(acts[-1], [], "speaker.list"))
        return None

    def _is_listed(self, index: int) -> bool:
        return _LISTED.match(self._text, self._acts.bounds(index).start) is not None

    def _inherited(self, source: Source | None) -> Source | None:
        if source is None:
            return None
        evidence = tuple(replace(item, how="inherited") for item in source.evidence)
        return replace(source, evidence=evidence)

    @functools.cached_property
    def _voice(self) -> Source:
        voice = self._voices.institution()
        if voice is None:
            return self._bulletin() or NARRATOR
        name, span = voice
        words = self._text[span.start : span.end] if span else None
        evidence = (
            (Evidence("claimant", span.start, span.end, "inherited", "speaker.title"),)
            if span
            else ()
        )
        side = self._names.side(span, name)
        return Source(name, words, side, None, "direct", None, evidence)

    def _bulletin(self) -> Source | None:
        """Return whose bulletin the text gives, where its first lines say so."""
        last = min(_FIRST_SENTENCES, len(self._document.sentences))
        if self._voices.is_chronicle or not any(
            self._voices.is_bulletin(self._acts.bounds(i), not i) for i in range(last)
        ):
            return None
        for at in range(last + 2):
            acts = self._acts.spoken(at)
            # «The report said» names nobody: it speaks by the voice that is sought here.
            if acts and not self._is_document(acts[0]):
                return self._inherited(self._source(acts[0], acts[1:], "speaker.bulletin"))
        return None

    def _is_document(self, speech: Speech) -> bool:
        speaker = self._speakers.speaker(speech)
        return speaker is not None and speaker.kind == "document"
