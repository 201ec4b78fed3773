"""Whom a short description means: «the ministry», «the UK-based group», «the general».

A definite description resumes the latest speaker whose name holds its words, an institution that
the text named with that noun, or a known actor of its kind; one that fits nobody stands for itself.
"""

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, islice

from pipelines.claims.reading.document import Document
from pipelines.claims.sources.acts import Acts
from pipelines.claims.sources.names import Names, Speaker
from pipelines.claims.sources.phrases import is_closed
from pipelines.claims.sources.utterances import Speech
from pipelines.lexicon import Lexicon, symbols
from pipelines.records import Span

Ask = Callable[[Speech, int], Speaker | None]
"""Tells who speaks in an act of speech; the number is how deep the question is nested."""

DEEPEST = 3
MOST_ACTS = 12
PHRASE_END = re.compile(r"\s(?:of|for|in|at|from|with|to|on|near|inside|who|which)\s")
_BASED = re.compile(r"\S+-(?:based|run|led|backed)\s[a-z ]+$")
_DEFINITE = re.compile(r"^(?:the|that|this|these|those|same)\s", re.IGNORECASE)
_FORCES = re.compile(
    r"\b(?:military|army|armed forces|defen[cs]e forces|defence headquarters)\b", re.I
)
_PAST = re.compile(r"[a-z]{2,}ed")
_WORDS = re.compile(r"[^\W\d_]+")
_GROUP = frozenset({"group", "movement", "militia", "organisation", "organization", "faction"})
_ANYBODY = re.compile(r"official|officer|spokes(?:man|woman|person)|doctor|medic|man|woman")
"""Nouns that resume whoever spoke last; an office («the mayor») is another person."""
_BREADTH = 60
WRITTEN = 600


def is_count(noun: str, lexicon: Lexicon) -> bool:
    """Tell whether a noun means a count that somebody keeps."""
    return lexicon.cues.get(noun.lower()) == "account"


@functools.lru_cache(maxsize=512)
def _named_with(head: str) -> re.Pattern[str]:
    """Return the pattern of a name that ends with a noun: «Thailand's defence ministry»."""
    return re.compile(
        rf"\b(?!(?:The|An?|Its|This|That|In|On|At|For|But|And)\b)[A-Z][\w-]+(?:[’']s)?(?:\s[A-Z][\w-]+(?:[’']s)?){{0,2}}(?:\s[a-z-]+){{0,2}}\s"
        rf"(?i:{re.escape(head)})\b(?:\s(?:in|of|for)(?:\sthe)?(?:\s[A-Z][\w-]+)+)?"
    )


def _parts_name(word: str) -> bool:
    """Tell whether a word cannot stand in a name before its noun: «Amnesty accused the army»."""
    return is_closed(word) or _PAST.fullmatch(word) is not None


class Descriptions:
    """Finds whom the descriptions of one document mean."""

    def __init__(self, document: Document, names: Names, acts: Acts, ask: Ask) -> None:
        self._document = document
        self._text = document.text
        self._names = names
        self._acts = acts
        self._ask = ask

    def meant(self, span: Span, depth: int) -> Speaker | None:
        """Return the known speaker that a description means: «the ministry», «the general»."""
        words = self._text[span.start : span.end]
        if PHRASE_END.search(words):
            return None
        plain = self._names.plain(span)
        is_definite = _DEFINITE.match(words) is not None
        if plain.istitle() and is_definite and self._names.kinds(span):
            if " " in plain:
                return self._spelled_out(plain, span, depth)
            plain = plain.lower()
        if not plain.islower() and not (is_definite and _BASED.match(plain)):
            return None
        head = plain.split()[-1].lower()
        kinds = self._names.kinds(Span(max(span.start, span.end - len(head)), span.end))
        if not kinds and not is_count(head, self._document.lexicon):
            kinds = self._names.kinds(span)
        if not is_definite and (
            not kinds & {"institution", "body", "document"} or head.endswith("s")
        ):
            return None
        wanted = {word.lower() for word in _WORDS.findall(plain)} - {"same", "own"}
        is_person = "person" in kinds
        found = self._matching(wanted, plain, self._before(span, depth), is_person)
        if found is None and not is_person:
            found = self._written_before(span, plain)
        is_document = "document" in kinds
        if found is None and not is_document:
            found = self._matching(wanted, plain, self._behind(span, depth), is_person)
        if found is None and not self._names.actor(span):
            found = self._by_actor(wanted, span)
            if found is None and is_definite:
                behind = () if is_document else self._behind(span, depth)
                found = self._by_kind(kinds, head, chain(self._before(span, depth), behind))
        if found is None and is_definite and self._is_armed(plain):
            found = self._by_side(span)
        return replace(found, words=span, how="anaphor") if found else None

    def _spelled_out(self, name: str, span: Span, depth: int) -> Speaker | None:
        """Return who spoke before by a longer name than «The General Staff»."""
        found = next((s for s in self._before(span, depth) if f"{name} of " in s.name), None)
        return replace(found, words=span, how="anaphor") if found else None

    def _is_pronoun(self, speech: Speech) -> bool:
        words = speech.speaker
        return words is not None and is_closed(self._text[words.start : words.end])

    def _before(self, span: Span, depth: int) -> Iterator[Speaker]:
        """Yield who spoke before, the latest first."""
        return self._speaking(self._acts.earlier(span.start), span, depth)

    def _behind(self, span: Span, depth: int) -> Iterator[Speaker]:
        """Yield who speaks behind, the next first."""
        named = (s for s in self._acts.later(span.end) if not self._is_pronoun(s))
        return self._speaking(named, span, depth)

    def _speaking(self, speeches: Iterator[Speech], span: Span, depth: int) -> Iterator[Speaker]:
        for speech in islice(speeches, MOST_ACTS):
            speaker = self._ask(speech, depth + 1)
            if speaker is not None and speaker.words != span:
                yield speaker

    def _matching(
        self, wanted: set[str], plain: str, candidates: Iterator[Speaker], is_person: bool
    ) -> Speaker | None:
        """Return the first whose name holds every word of the description, and more."""
        is_force = _FORCES.fullmatch(plain) is not None
        for speaker in candidates:
            held = {word.lower() for word in _WORDS.findall(speaker.name)}
            if wanted < held or (is_force and " " in speaker.name and _FORCES.search(speaker.name)):
                return speaker
            if is_person and speaker.kind == "person" and self._is_titled(speaker, plain):
                return speaker
        return None

    def _is_titled(self, speaker: Speaker, plain: str) -> bool:
        """Tell whether an office stands beside the person's name where it is first told."""
        at = self._text.find(speaker.name)
        if at < 0 or " " not in speaker.name:
            return False
        end = at + len(speaker.name)
        before = re.split(r"[.!?]\s|\n", self._text[max(0, at - _BREADTH) : at])[-1]
        after = re.split(r"[.!?]\s|\n", self._text[end : end + _BREADTH])[0]
        return re.search(rf"\b{re.escape(plain)}\b", f"{before} {after}", re.I) is not None

    def _written_before(self, span: Span, head: str) -> Speaker | None:
        """Return the institution named last in the text whose name ends with a head noun."""
        start = max(0, span.start - WRITTEN)
        match = None
        for found in _named_with(head).finditer(self._text, start, span.start):
            words = found[0][: -len(head)].split()
            match = match if any(map(_parts_name, words)) else found
        if match is None:
            return None
        return self._names.named(
            self._names.plain(Span(*match.span())), Span(*match.span()), "institution"
        )

    def _by_actor(self, wanted: set[str], span: Span) -> Speaker | None:
        """Return the known actor named last before whose name holds the words."""
        for mention in reversed([m for m in self._names.actors if m.start < span.start][-40:]):
            name = self._names.called(mention.term.lemma) or ""
            held = {word.lower() for word in _WORDS.findall(name)}
            is_force = mention.term.kind == "military" and wanted <= {"military", "army", "forces"}
            if wanted < held or is_force:
                return self._names.named(name, Span(mention.start, mention.end), "institution")
        return None

    def _is_armed(self, plain: str) -> bool:
        """Tell whether a description means an armed group: «the movement», «the insurgents»."""
        rebels = self._document.lexicon.relative_sides.get("rebel", ())
        return plain in _GROUP or (plain.endswith("s") and plain in rebels)

    def _by_side(self, span: Span) -> Speaker | None:
        """Return the armed group named last before «the group»."""
        for mention in reversed(
            self._names.mentions(Span(max(0, span.start - WRITTEN), span.start))
        ):
            if mention.term.symbol == symbols.SIDE and mention.term.kind in ("group", "force"):
                named = Span(mention.start, mention.end)
                return self._names.named(self._names.plain(named), named, "institution")
        return None

    def _by_kind(self, kinds: set[str], head: str, candidates: Iterator[Speaker]) -> Speaker | None:
        """Return the latest speaker of the kind that a definite description tells."""
        wanted: tuple[str, ...] = ()
        if kinds & {"document"} or is_count(head, self._document.lexicon) or head == "source":
            wanted = ("institution", "person")
        elif "body" in kinds or head == "group":
            wanted = ("institution",)
        elif _ANYBODY.fullmatch(head):
            first = next(iter(candidates), None)
            is_named = first is not None and first.kind == "person" and " " in first.name
            return first if is_named and first and first.medium is None else None
        return next((s for s in candidates if s.kind in wanted and s.medium is None), None)
