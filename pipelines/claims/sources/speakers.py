"""Who a speaker is: what pronouns, «the ministry» and «the general» stand for in the article.

The words of an act of speech become the fullest name that the article gives. Short forms look
back to the latest speaker that fits, over a bounded number of acts.
"""

import re
from dataclasses import replace
from itertools import islice

from pipelines.claims.reading.document import Document
from pipelines.claims.sources.acts import Acts
from pipelines.claims.sources.descriptions import (
    DEEPEST,
    MOST_ACTS,
    PHRASE_END,
    WRITTEN,
    Descriptions,
    is_count,
)
from pipelines.claims.sources.names import Names, Speaker
from pipelines.claims.sources.phrases import is_closed
from pipelines.claims.sources.utterances import Speech
from pipelines.lexicon import symbols
from pipelines.records import Span

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
_COMPILED = re.compile(r"(?<!ed)\sby\s(?P<by>(?:the\s)?[A-Z].*)$", re.DOTALL)
_OWN_PAPER = re.compile(r"[Tt]his\s[a-z]+(?:\s[a-z]+)?$")
_OWNED = re.compile(r".+[’'](?:s\s|(?<=s[’'])\s)")
_ONE_OF_THEM = re.compile(r"(?:one|another|two|three|some|others?)\sof\s(?:them|whom|us)", re.I)
_ANY_BODY = re.compile(r"(?:an?|one|another)\s[a-z][a-z\s-]+", re.IGNORECASE)
_INDEFINITE = re.compile(r"^(?:an?|one|another|two|some|several|other)\s", re.IGNORECASE)
_NAME_BEHIND_NOUN = re.compile(
    r"(?:^|\s)(?P<noun>[a-z-]{3,})\s(?P<name>[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,4})$"
)
_ARTICLE = len("The ")
_PARTICIPLE = re.compile(r"(?:which|[a-z]+(?:ed|ing))\b")


class Speakers:
    """The speakers of one document."""

    def __init__(self, document: Document, names: Names, acts: Acts) -> None:
        self._document = document
        self._text = document.text
        self._acts = acts
        self._names = names
        self._descriptions = Descriptions(document, names, acts, self.speaker)
        self._known: dict[tuple[int, int], Speaker | None] = {}
        self._asked: set[tuple[int, int]] = set()
        self._cuts = 0

    def speaker(self, speech: Speech, depth: int = 0) -> Speaker | None:
        """Return who speaks in an act of speech, None where its words name nobody known."""
        if speech.speaker is None:
            return None
        return self.resolve(self._named_beside(speech.speaker, speech.beside), depth)

    def _named_beside(self, main: Span, beside: Span | None) -> Span:
        """Return the words that name the person: those in apposition where the others do not."""
        if beside is None or self._names.person(main):
            return main
        name = self._text[beside.start : beside.end]
        words = self._text[main.start : main.end]
        if _ONE_OF_THEM.fullmatch(words) and not _PARTICIPLE.match(name):
            return beside
        if _ANY_BODY.fullmatch(words) and name[0].isupper():
            return beside
        is_person = self._kind(main, words) == "person" or not self._names.ends_known(main)
        if not is_person or _PARTICIPLE.match(name):
            return main
        stated = re.search(r"\bas\s+(?=[A-Z])", name)
        if stated is not None:
            beside = Span(beside.start + stated.end(), beside.end)
        if (self._names.person(beside) and not name.startswith(("which", "who "))) or stated:
            return beside
        return main

    def resolve(self, span: Span, depth: int = 0) -> Speaker | None:
        """Return whom some words name, by the fullest name in the article."""
        key = (span.start, span.end)
        if key in self._known:
            return self._known[key]
        if key in self._asked or depth > DEEPEST:
            self._cuts += 1
            return None
        cuts = self._cuts
        self._asked.add(key)
        speaker = self._resolve(span, depth)
        self._asked.discard(key)
        # What was cut short on the way to another answer is asked anew when its turn comes.
        if speaker is not None or cuts == self._cuts or not self._asked:
            self._known[key] = speaker
        return speaker

    def _resolve(self, span: Span, depth: int) -> Speaker | None:
        words = self._text[span.start : span.end]
        lower = words.lower()
        if lower in _PRONOUNS:
            return self._stood_for(_PRONOUNS[lower], span, depth)
        medium = self._names.medium(span)
        cut = match.start() if (match := PHRASE_END.search(words)) else len(words)
        owned = _POSSESSED.match(words[:cut])
        if owned is not None and (medium is None or owned["owner"].lower() in _PRONOUNS):
            noun = Span(span.start + owned.start("noun"), span.start + owned.end("noun"))
            if "document" in self._names.kinds(noun) or is_count(
                owned["noun"], self._document.lexicon
            ):
                last = span.start + owned.end("owner")
                owner = re.sub(r"[’']s?$", "", owned["owner"])
                return self.resolve(Span(span.start, min(last, span.start + len(owner))), depth)
        if medium is not None:
            if _OWN_PAPER.match(words):
                return None
            return self._names.named(medium, span, "medium", medium)
        compiled = _COMPILED.search(words)
        if compiled is not None and "document" in self._names.kinds(span):
            return self.resolve(Span(span.start + compiled.start("by"), span.end), depth)
        person = self._names.person(span) or self._person_of(span, cut)
        if person is not None:
            return self._names.named(person, span, "person")
        return self._institution(span, words, depth)

    def _person_of(self, span: Span, cut: int) -> str | None:
        """Return the full name before a complement: «Mustafa Salah of the doctors' network»."""
        name = self._names.person(Span(span.start, span.start + cut)) if cut else None
        is_full = name and " " in name and name in self._text[span.start : span.end]
        return name if is_full else None

    def _institution(self, span: Span, words: str, depth: int) -> Speaker | None:
        """Return an institution, a group of people or someone described."""
        if not _INDEFINITE.match(words):
            known = self._descriptions.meant(span, depth)
            if known is not None:
                return known
        actor = self._names.actor(span)
        if actor is not None and not self._has_own_head(span):
            return self._names.named(actor, span, "institution")
        plain = self._names.plain(span)
        told = _NAME_BEHIND_NOUN.search(plain)
        if told is not None and not is_closed(told["noun"]):
            plain = told["name"]
        full = self._names.spelled_out(plain)
        return self._names.named(full or plain, span, self._kind(span, words))

    def _has_own_head(self, span: Span) -> bool:
        """Tell whether the words name somebody at an actor: «a spokesman for the Pentagon»."""
        words = self._text[span.start : span.end]
        end = match.start() if (match := PHRASE_END.search(words)) else len(words)
        for mention in self._names.mentions(span):
            if mention.term.symbol == symbols.ACTOR:
                return mention.end < span.start + end or mention.start > span.start + end
        return False

    def _kind(self, span: Span, words: str) -> str:
        head = words[: match.start()] if (match := PHRASE_END.search(words)) else words
        owned = match.end() if (match := _OWNED.match(head)) else 0
        kinds = self._names.head_kinds(Span(span.start + owned, span.start + len(head)))
        is_one = kinds & {"institution", "body", "document", "medium"} or self._names.actor(span)
        if head.endswith("s") and not is_one:
            return "plural"
        if "document" in kinds and not kinds & {"institution", "body"}:
            return "document"
        if kinds & {"institution", "body"}:
            return "institution"
        is_somebody = re.match(r"(?:an?|one|another)\s[a-z-]+", words, re.I) is not None
        return "person" if "person" in kinds or is_somebody else "institution"

    def _stood_for(self, kind: str, span: Span, depth: int) -> Speaker | None:
        """Return the latest speaker that a pronoun can stand for."""
        if kind == "own":
            return None
        fallback = None
        subject = self._acts.subject(span.start) if kind in ("institution", "plural") else None
        known = self._acts.phrasing.known_part(self._head(subject, kind)) if subject else None
        is_whole = known is not None and self._text[known.end : known.end + 1] not in "'’"
        if known is not None and is_whole and self._is_body(known, kind):
            return self._again(self.resolve(known, depth + 1), span)
        for speech in islice(self._acts.earlier(span.start), MOST_ACTS):
            speaker = self.speaker(speech, depth + 1)
            if speaker is None:
                continue
            if kind == "person" and span.start - speaker.words.end > WRITTEN:
                break
            fits = speaker.kind == kind or (kind != "person" and speaker.kind == "medium")
            if fits or (kind == "plural" and speaker.kind == "institution"):
                return self._again(speaker, span)
            fallback = fallback or speaker
        if kind == "person" and (named := self._names.last_person(span.start)):
            return self._names.named(named[0], span, "person", how="anaphor")
        return self._again(fallback, span) if fallback and kind in ("plural", "person") else None

    def _head(self, span: Span, kind: str) -> Span:
        """Return a subject; fighters («they») without the complement that they act with."""
        match = PHRASE_END.search(self._text, span.start, span.end) if kind == "plural" else None
        return Span(span.start, match.start()) if match else span

    def _is_body(self, span: Span, kind: str) -> bool:
        """Tell whether a subject is an institution, group or country known by name.

        A plural may also stand for the fighters told of: «The rebels took the post. They claimed».
        """
        mentions = self._names.mentions(span)
        if not mentions:
            return False
        first = mentions[-1].term
        if kind == "plural" and first.symbol == symbols.PEOPLE:
            return first.plural and first.victim_class == "military"
        if first.symbol == symbols.SIDE:
            return first.kind in ("country", "group", "force")
        if first.symbol == symbols.PLACE and mentions[-1].start > span.start + _ARTICLE:
            # «The ministry in Moscow» speaks, «losses in the Kharkiv direction» do not.
            heads = (m.term.kind for m in mentions[:-1] if m.term.symbol == symbols.SPEAKER)
            return any(its in ("institution", "body") for its in heads)
        return first.symbol in (symbols.ACTOR, symbols.PLACE) or first.kind in (
            "institution",
            "body",
        )

    def _again(self, speaker: Speaker | None, span: Span) -> Speaker | None:
        return replace(speaker, words=span, how="anaphor") if speaker else None
