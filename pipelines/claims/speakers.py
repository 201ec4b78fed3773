"""Who a speaker is: what pronouns, «the ministry» and «the general» stand for in the article.

The words of an act of speech become the fullest name that the article gives. Short forms look
back to the latest speaker that fits, over a bounded number of acts.
"""

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipelines.claims.document import Document
from pipelines.claims.names import Names
from pipelines.claims.phrases import is_closed
from pipelines.claims.speech import Speech
from pipelines.lexicon import symbols
from pipelines.records import How, Span

Earlier = Callable[[int], Iterator[Speech]]
Subject = Callable[[int], Span | None]

_DEEPEST = 4
_PRONOUNS = {
    "he": "person", "she": "person", "his": "person", "her": "person", "him": "person",
    "it": "institution", "its": "institution",
    "they": "plural", "their": "plural", "them": "plural",
    "we": "own", "our": "own", "i": "own",
}  # fmt: skip
_POSSESSED = re.compile(
    r"^(?P<owner>his|her|its|their|.+?[’']s?)\s+(?:own\s+)?(?:[a-z-]+\s+){0,3}?(?P<noun>[a-z-éè]+)$",
    re.IGNORECASE | re.DOTALL,
)
_COMPILED = re.compile(
    r"^(?:[\w-]+\s+){1,4}?(?:by|from|of|to)\s+(?P<by>(?:the\s+)?[A-Z].*)$", re.DOTALL
)
_BASED = re.compile(r"\S+-(?:based|run|led|backed)\s[a-z ]+$")
_OWN_PAPER = re.compile(r"(?:this|the)\s[a-z]+(?:\s[a-z]+)?$", re.IGNORECASE)
_DEFINITE = re.compile(r"^(?:the|that|this|these|those|same)\s", re.IGNORECASE)
_INDEFINITE = re.compile(r"^(?:an?|one|another|two|some|several|other)\s", re.IGNORECASE)
_PHRASE_END = re.compile(r"\s(?:of|for|in|at|from|with|to|on|near|inside|who|which)\s")
_FORCES = re.compile(r"\b(?:military|army|armed forces|forces|troops|defence headquarters)\b", re.I)
_WORDS = re.compile(r"[^\W\d_]+")
_PARTICIPLE = re.compile(r"(?:which|[a-z]+(?:ed|ing))\b")
_BREADTH = 60
_WRITTEN = 600


@functools.lru_cache(maxsize=512)
def _named_with(head: str) -> re.Pattern[str]:
    """Return the pattern of a name that ends with a noun: «Thailand's defence ministry»."""
    return re.compile(
        rf"\b[A-Z][\w-]+(?:[’']s)?(?:\s[A-Z][\w-]+(?:[’']s)?){{0,2}}(?:\s[a-z-]+){{0,2}}\s"
        rf"(?i:{re.escape(head)})\b(?:\s(?:in|of|for)(?:\sthe)?(?:\s[A-Z][\w-]+)+)?"
    )


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who speaks: the fullest name, the words here, and how the name was reached."""

    name: str
    words: Span
    how: How
    kind: str
    medium: str | None
    side: str | None


class Speakers:
    """The speakers of one document; `earlier` yields the acts of speech before an offset."""

    def __init__(
        self, document: Document, earlier: Earlier, later: Earlier, subject: Subject
    ) -> None:
        self._document = document
        self._text = document.text
        self._earlier = earlier
        self._later = later
        self._subject = subject
        self.names = Names(document)
        self._known: dict[tuple[int, int], Speaker | None] = {}
        self._asked: set[tuple[int, int]] = set()

    def speaker(self, speech: Speech, depth: int = 0) -> Speaker | None:
        """Return who speaks in an act of speech, None where its words name nobody known."""
        if speech.speaker is None:
            return None
        span = self._named_beside(speech)
        return self.resolve(span, depth)

    def _named_beside(self, speech: Speech) -> Span:
        """Return the words that name the person: those in apposition where the others do not."""
        assert speech.speaker is not None
        beside = speech.beside
        if beside is None or self.names.person(speech.speaker):
            return speech.speaker
        name = self._text[beside.start : beside.end]
        words = self._text[speech.speaker.start : speech.speaker.end]
        if self._kind(speech.speaker, words) != "person" or _PARTICIPLE.match(name):
            return speech.speaker
        stated = re.search(r"\bas\s+(?=[A-Z])", name)
        if stated is not None:
            beside = Span(beside.start + stated.end(), beside.end)
        if self.names.person(beside) and not name.startswith(("which", "who ")) or stated:
            return beside
        return speech.speaker

    def resolve(self, span: Span, depth: int = 0) -> Speaker | None:
        """Return whom some words name, by the fullest name in the article."""
        key = (span.start, span.end)
        if key in self._known:
            return self._known[key]
        if key in self._asked:
            return None
        self._asked.add(key)
        speaker = self._resolve(span, depth)
        self._asked.discard(key)
        # What a question met on the way to another answer is asked anew when its turn comes.
        if speaker is not None or not self._asked:
            self._known[key] = speaker
        return speaker

    def _resolve(self, span: Span, depth: int) -> Speaker | None:
        words = self._text[span.start : span.end]
        lower = words.lower()
        if lower in _PRONOUNS:
            return self._stood_for(_PRONOUNS[lower], span, depth)
        medium = self.names.medium(span)
        cut = match.start() if (match := _PHRASE_END.search(words)) else len(words)
        owned = _POSSESSED.match(words[:cut])
        if owned is not None and (medium is None or owned["owner"].lower() in _PRONOUNS):
            noun = Span(span.start + owned.start("noun"), span.start + owned.end("noun"))
            if "document" in self.names.kinds(noun) or self._is_count(owned["noun"]):
                last = span.start + owned.end("owner")
                owner = re.sub(r"[’']s?$", "", owned["owner"])
                return self.resolve(Span(span.start, min(last, span.start + len(owner))), depth)
        if medium is not None:
            if _OWN_PAPER.match(words):
                return None
            return self._named(medium, span, "medium", medium)
        person = self.names.person(span)
        if person is not None:
            return self._named(person, span, "person")
        return self._institution(span, words, depth)

    def _is_count(self, noun: str) -> bool:
        return self._document.lexicon.cues.get(noun.lower()) == "account"

    def _institution(self, span: Span, words: str, depth: int) -> Speaker | None:
        """Return an institution, a group of people or someone described."""
        if not _INDEFINITE.match(words):
            known = self._described(span, words, depth)
            if known is not None:
                return known
        actor = self.names.actor(span)
        if actor is not None and not self._has_own_head(span):
            return self._named(actor, span, "institution")
        plain = self.names.plain(span)
        full = self.names.spelled_out(plain)
        return self._named(full or plain, span, self._kind(span, words))

    def _has_own_head(self, span: Span) -> bool:
        """Tell whether the words name somebody at an actor: «a spokesman for the Pentagon»."""
        words = self._text[span.start : span.end]
        end = match.start() if (match := _PHRASE_END.search(words)) else len(words)
        for mention in self.names.mentions(span):
            if mention.term.symbol == symbols.ACTOR:
                return mention.end < span.start + end or mention.start > span.start + end
        return False

    def _kind(self, span: Span, words: str) -> str:
        head = words[: match.start()] if (match := _PHRASE_END.search(words)) else words
        kinds = self.names.kinds(Span(span.start, span.start + len(head)))
        if head.endswith("s") and not kinds & {"institution", "group", "document", "medium"}:
            if not any(m.term.symbol == "A" for m in self.names.mentions(span)):
                return "plural"
        if "document" in kinds and not kinds & {"institution", "group"}:
            return "document"
        if kinds & {"institution", "group"}:
            return "institution"
        is_somebody = re.match(r"(?:an?|one|another)\s[a-z-]+", words, re.I) is not None
        return "person" if "person" in kinds or is_somebody else "institution"

    def _named(
        self, name: str, span: Span, kind: str, medium: str | None = None, how: How = "explicit"
    ) -> Speaker:
        return Speaker(name, span, how, kind, medium, self.names.side(span, name))

    def _stood_for(self, kind: str, span: Span, depth: int) -> Speaker | None:
        """Return the latest speaker that a pronoun can stand for."""
        if kind == "own" or depth > _DEEPEST:
            return None
        fallback = None
        subject = self._subject(span.start) if kind == "institution" else None
        if subject is not None and self._is_body(subject):
            return self._again(self.resolve(subject, depth + 1), span)
        for speech in self._earlier(span.start):
            speaker = self.speaker(speech, depth + 1)
            if speaker is None:
                continue
            if kind == "person" and span.start - speaker.words.end > _WRITTEN:
                break
            fits = speaker.kind == kind or (kind != "person" and speaker.kind == "medium")
            if fits or (kind == "plural" and speaker.kind == "institution"):
                return self._again(speaker, span)
            fallback = fallback or speaker
        if kind == "person" and (named := self.names.last_person(span.start)):
            return self._named(named[0], span, "person", how="anaphor")
        return self._again(fallback, span) if fallback and kind == "plural" else None

    def _is_body(self, span: Span) -> bool:
        """Tell whether a subject is an institution, group or country known by name."""
        mentions = self.names.mentions(span)
        if not mentions:
            return False
        first = mentions[-1].term
        if first.symbol == symbols.SIDE:
            return first.kind in ("country", "group", "force")
        return first.symbol in (symbols.ACTOR, symbols.PLACE) or first.kind in (
            "institution",
            "group",
        )

    def _again(self, speaker: Speaker | None, span: Span) -> Speaker | None:
        if speaker is None:
            return None
        return Speaker(speaker.name, span, "anaphor", speaker.kind, speaker.medium, speaker.side)

    def _described(self, span: Span, words: str, depth: int) -> Speaker | None:
        """Return the known speaker that a short description means: «the ministry», «the general»."""
        if depth > _DEEPEST or _PHRASE_END.search(words):
            return None
        plain = self.names.plain(span)
        is_definite = _DEFINITE.match(words) is not None
        if plain.istitle() and " " not in plain and is_definite and self.names.kinds(span):
            plain = plain.lower()
        if not plain.islower() and not (is_definite and _BASED.match(plain)):
            return None
        head = plain.split()[-1].lower()
        kinds = self.names.kinds(Span(max(span.start, span.end - len(head)), span.end))
        if not kinds and not self._is_count(head):
            kinds = self.names.kinds(span)
        if not is_definite and (
            not kinds & {"institution", "group", "document"} or head.endswith("s")
        ):
            return None
        wanted = {word.lower() for word in _WORDS.findall(plain)} - {"same", "own"}
        is_person = "person" in kinds
        before = self._candidates(self._earlier(span.start), span, depth)
        found = self._matching(wanted, plain, before, is_person)
        if found is None and not is_person:
            found = self._written_before(span, plain)
        if found is None:
            behind = self._candidates(self._later(span.end), span, depth)
            found = self._matching(wanted, plain, behind, is_person)
            candidates = before + behind
        if found is None and not self.names.actor(span):
            found = self._by_actor(wanted, span) or self._by_kind(
                kinds, head, candidates, is_definite
            )
        return self._again(found, span) if found else None

    def _candidates(self, speeches: Iterator[Speech], span: Span, depth: int) -> list[Speaker]:
        speakers = (self.speaker(speech, depth + 1) for speech in speeches)
        return [s for s in speakers if s is not None and s.words != span]

    def _matching(
        self, wanted: set[str], plain: str, candidates: list[Speaker], is_person: bool
    ) -> Speaker | None:
        """Return the first whose name holds every word of the description, and more."""
        is_force = _FORCES.fullmatch(plain) is not None
        for speaker in candidates:
            held = {word.lower() for word in _WORDS.findall(speaker.name)}
            if wanted < held or (
                is_force and _FORCES.search(speaker.name) and plain != speaker.name.lower()
            ):
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
        start = max(0, span.start - _WRITTEN)
        match = None
        for found in _named_with(head).finditer(self._text, start, span.start):
            match = match if is_closed(found[0].split()[0]) else found
        if match is None:
            return None
        return self._named(
            self.names.plain(Span(*match.span())), Span(*match.span()), "institution"
        )

    def _by_actor(self, wanted: set[str], span: Span) -> Speaker | None:
        """Return the known actor named last before whose name holds the words."""
        for mention in reversed([m for m in self.names.actors if m.start < span.start][-40:]):
            name = self.names.called(mention.term.lemma) or ""
            held = {word.lower() for word in _WORDS.findall(name)}
            is_force = mention.term.kind == "military" and wanted <= {"military", "army", "forces"}
            if wanted < held or is_force:
                return self._named(name, Span(mention.start, mention.end), "institution")
        return None

    def _by_kind(
        self, kinds: set[str], head: str, candidates: list[Speaker], is_definite: bool
    ) -> Speaker | None:
        """Return the latest speaker of the kind that a definite description tells."""
        if not is_definite:
            return None
        wanted = None
        if kinds & {"document"} or self._is_count(head) or head == "source":
            wanted = ("institution", "person")
        elif "group" in kinds or head == "group":
            wanted = ("institution",)
        if wanted is None:
            return None
        return next((s for s in candidates if s.kind in wanted and s.medium is None), None)
