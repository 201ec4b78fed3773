"""Names of those who speak: the fullest form that an article gives, and what pronouns stand for."""

import re

from pipelines.claims.document import Document, side_of
from pipelines.lexicon import symbols
from pipelines.records import Span

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_TRAILING = re.compile(r"[\s,]+(?:also|later|earlier|further|then|has|have|had|reportedly)$", re.I)
_PRONOUN = re.compile(r"^(?:he|she|it|they|we)\b", re.IGNORECASE)
_HEAD = re.compile(
    r"^(?:the\s+)?(?:[\w'’-]+\s+){0,2}(ministry|general staff|military|army|agency|mission|"
    r"office|command|network|spokesman|spokeswoman|governor|mayor|report|statement|"
    r"bulletin|update)$",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s(?:al-|[A-Z])[\w’'-]+){1,3}")

_RECENT = 50


class Speakers:
    """The speakers of one document, in the order in which they appear."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._noted: list[str] = []
        self._by_surname: dict[str, str] = {}
        for name in _NAME.findall(document.text):
            surname = name.split()[-1]
            self._by_surname[surname] = max(self._by_surname.get(surname, ""), name, key=len)
        self._called: dict[str, str] = {}
        self._first: dict[str, int] = {}
        for mention in document.mentions_of(symbols.ACTOR):
            if mention.term.symbol == symbols.ACTOR:
                words = document.text[mention.start : mention.end]
                known = self._called.get(mention.term.lemma, "")
                self._called[mention.term.lemma] = max(known, words, key=len)
                self._first.setdefault(mention.term.lemma, mention.start)

    def note(self, start: int, end: int) -> None:
        """Remember who spoke, for later pronouns and short forms."""
        name = self.fullest(start, end)
        if name is not None and not self.medium(start, end):
            self._noted.append(name)

    def medium(self, start: int, end: int) -> str | None:
        """Return the name of the medium that these words name, else None."""
        for mention in self._document.mentions_within(Span(start, end)):
            if mention.term.symbol == symbols.MEDIUM:
                return self._document.text[mention.start : mention.end]
        return None

    def side(self, start: int, end: int, name: str) -> str | None:
        """Return the side that a speaker speaks for, from the words here or the fullest name."""
        for mention in self._document.mentions_within(Span(start, end)):
            if side_of(mention.senses):
                return side_of(mention.senses)
        index = self._document.lexicon.index.get(name.lower())
        return side_of(self._document.lexicon.terms[index]) if index is not None else None

    def fullest(self, start: int, end: int) -> str | None:
        """Return the fullest name in the article of whom the words at `[start, end)` name."""
        words = _TRAILING.sub("", self._document.text[start:end].strip(" ,"))
        if _PRONOUN.match(words):
            return self._noted[-1] if self._noted else None
        actor = self._actor(start, end)
        if actor is not None:
            return actor
        head = _HEAD.match(words)
        if head is not None:
            known = self._by_head(head[1].lower(), start)
            if known is not None:
                return known
        bare = _ARTICLE.sub("", words)
        person = re.search(r"[A-Z][\w’'-]+$", bare)
        if person is not None and len(bare.split()) <= 3:
            return self._by_surname.get(person[0], bare)
        return bare or None

    def _actor(self, start: int, end: int) -> str | None:
        """Return the longest name used in the article for the actor that these words hold."""
        for mention in self._document.mentions_within(Span(start, end)):
            if mention.term.symbol == symbols.ACTOR:
                return self.called(mention.term.lemma)
        return None

    def called(self, actor_id: str) -> str | None:
        """Return the longest name that the article uses for an actor; None where it uses none."""
        return self._called.get(actor_id)

    def _by_head(self, head: str, before: int) -> str | None:
        """Return whom a bare head noun means: the last such speaker, else an actor named before."""
        recent = self._noted[-_RECENT:]
        if head in ("report", "statement", "bulletin", "update"):
            return recent[-1] if recent else None
        actors = (self._called[actor] for actor, at in self._first.items() if at < before)
        for name in (*reversed(recent), *actors):
            if head in name.lower() and name.lower() != head:
                return name
        return None
