"""What the words of a speaker name: a person, an institution, a medium; and a name's fullest form.

Reads the words alone, whoever spoke before; what a pronoun stands for is told in `speakers`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.claims.reading.document import Document, side_of
from pipelines.claims.reading.mentions import Mention
from pipelines.claims.sources.phrases import is_closed
from pipelines.lexicon import symbols
from pipelines.records import How, Span

_CAPITAL = r"(?<!\w)(?:(?:al|el|ag|van|von|de|bin|ben|abu)[- ])?[^\W\d_a-z](?:[\w’'.-]*\w)?\.?"
_NICK = r"(?:[“\"][\w .]{1,16}[”\"]\s)?"
_PARTICLES = r"(?:(?:van|von|de|der|bin|ben|al)\s)*"
_RUN = re.compile(rf"{_CAPITAL}(?:\s+{_NICK}{_PARTICLES}{_CAPITAL})*")
_BEFORE_SURNAME = re.compile(rf"(?:{_CAPITAL}\s+{_NICK}{_PARTICLES}){{1,3}}$")
_ARTICLE = re.compile(r"^(?:the|a|an|this|that|these|one of the)\s+", re.IGNORECASE)
_TAIL = re.compile(
    r"[\s,]+(?:also|later|earlier|further|then|in (?:a|an|its|his|her|their) "
    r"(?:\w+ )?(?:statement|briefing|post|interview|report|update|message|communiqué|video))$",
    re.IGNORECASE,
)
NAMING = (symbols.ACTOR, symbols.MEDIUM, symbols.SIDE, symbols.PLACE)
_ATTACHED = re.compile(r"(?:\b(?:of|for|in|from|at|to|with|near|by|on)(?:\s(?:the|a|an))?|[’']s?)$")
_SENTENCE_END = re.compile(r"(?<=\w\w\w\w)\.\s")
_OWNER = re.compile(r"^(?:its|their|his|her)\s(?:own\s)?")
_SEARCHED = 12
_REACH_BACK = 60
_PERSON_WINDOW = 500


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who speaks: the fullest name, the words here, and how the name was reached."""

    name: str
    words: Span
    how: How
    kind: str
    medium: str | None
    side: str | None


class Names:
    """The names of one document; nothing is read before it is asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text

    @cached_property
    def actors(self) -> tuple[Mention, ...]:
        """The mentions of known actors, in order."""
        return tuple(
            m for m in self._document.mentions_of(symbols.ACTOR) if m.term.symbol == symbols.ACTOR
        )

    @cached_property
    def _longest(self) -> dict[str, str]:
        longest: dict[str, str] = {}
        for mention in self.actors:
            words = self._text[mention.start : mention.end]
            longest[mention.term.lemma] = max(longest.get(mention.term.lemma, ""), words, key=len)
        return longest

    def called(self, actor_id: str) -> str | None:
        """Return the longest name that the article uses for an actor; None where it uses none."""
        return self._longest.get(actor_id)

    def mentions(self, span: Span) -> Sequence[Mention]:
        """Return the terms of the lexicon within some words."""
        return self._document.mentions_within(span)

    def kinds(self, span: Span) -> set[str]:
        """Return what kinds of speakers the nouns of some words mean."""
        return {
            term.kind or "person"
            for mention in self.mentions(span)
            for term in mention.senses
            if term.symbol in (symbols.SPEAKER, symbols.PEOPLE)
        }

    def head_kinds(self, span: Span) -> set[str]:
        """Return what kinds of speakers the last noun of some words means."""
        for mention in reversed(self.mentions(span)):
            if mention.end == span.end:
                return self.kinds(Span(mention.start, mention.end))
        return self.kinds(span)

    def ends_known(self, span: Span) -> bool:
        """Tell whether the lexicon knows the last of some words."""
        return any(mention.end == span.end for mention in self.mentions(span))

    def medium(self, span: Span) -> str | None:
        """Return the name of the medium that these words name, else None."""
        described = False
        for mention in self.mentions(span):
            name = self._text[mention.start : mention.end]
            if mention.term.symbol == symbols.MEDIUM and not name.split()[-1].islower():
                return name
            described = described or mention.term.kind == "medium"
        if not described:
            return None
        words = _OWNER.sub("", self.plain(span))
        run = re.search(rf"(?:{_RUN.pattern})$", words)
        return run[0] if run else words

    def person(self, span: Span) -> str | None:
        """Return the fullest name of the person whose name ends these words, else None."""
        words = _TAIL.sub("", self._text[span.start : span.end])
        runs = list(_RUN.finditer(words))
        if not runs or not self._is_personal(span, words, runs[-1]):
            return None
        run = runs[-1]
        names = run[0].split()
        while any(name.endswith(("’s", "'s")) for name in names[:-1]):
            names.pop(0)
        while len(names) > 1 and self._is_title(names[0]):
            names.pop(0)
        if self._is_title(names[0]):
            return None
        if len(names) > 1:
            return " ".join(names)
        return self.by_surname(names[0]) or names[0]

    def _is_personal(self, span: Span, words: str, run: re.Match[str]) -> bool:
        if words[run.end() :].strip(" ,") or (run[0].isupper() and " " not in run[0]):
            return False
        last = run[0].rpartition(" ")[2]
        if last.isupper() and len(last) > 2 and not run[0].isupper():
            # «Kyauk Lone Gyi PDF» ends with the short form of a kind of body.
            return False
        start = span.start + run.start()
        for mention in self.mentions(Span(start, span.end)):
            if mention.term.symbol in (symbols.ACTOR, symbols.MEDIUM):
                return False
            if mention.term.kind in ("institution", "body", "document", "medium"):
                return False
            is_last = mention.end >= span.start + run.end()
            covers = is_last and mention.start <= start
            if is_last and (
                mention.term.symbol == symbols.SIDE
                or (mention.term.symbol == symbols.PEOPLE and (covers or " " not in run[0]))
            ):
                return False
            if covers and mention.term.symbol == symbols.PLACE:
                return False
        before = words[: run.start()].rstrip()
        if before.lower() == "the" or run[0].startswith(("The ", "A ")):
            return self._is_title(run[0].removeprefix("The ").split()[0])
        if before and not self._is_office(Span(span.start, span.start + len(before))):
            return False
        return _ATTACHED.search(before) is None

    def _is_office(self, span: Span) -> bool:
        """Tell whether words before a name end with what the person is: «the regional governor»."""
        last = self._text[span.start : span.end].split()[-1].strip(",")
        if last[0].isupper() and self._is_title(last):
            return True
        end = span.start + len(self._text[span.start : span.end].rstrip(" ,"))
        return any(
            term.symbol in (symbols.SPEAKER, symbols.PEOPLE) and (term.kind or "person") == "person"
            for mention in self.mentions(span)
            if mention.end == end
            for term in mention.senses
        )

    def last_person(self, offset: int) -> tuple[str, Span] | None:
        """Return the person named last before an offset: in full, or with a title."""
        start = max(0, offset - _PERSON_WINDOW)
        found = None
        for run in _RUN.finditer(self._text, start, offset):
            if " " in run[0] and not any(map(is_closed, run[0].split())):
                span = Span(*run.span())
                name = self.person(span)
                found = (name, span) if name and not self._named_otherwise(*run.span()) else found
        return found

    def _is_title(self, name: str) -> bool:
        """Tell whether a word before a name is a rank, an office or whose it is: «US Colonel»."""
        lexicon = self._document.lexicon
        if name.lower().rstrip(".") in lexicon.titles:
            return True
        index = lexicon.index.get(name.lower())
        return index is not None and lexicon.terms[index][0].symbol == symbols.SIDE

    def by_surname(self, surname: str) -> str | None:
        """Return the longest name in the article that ends with a surname, without its titles."""
        best: str | None = None
        position = -1
        for _ in range(_SEARCHED):
            position = self._text.find(surname, position + 1)
            if position < 0:
                break
            behind = position + len(surname)
            if self._text[behind : behind + 1].isalnum():
                continue
            window = self._text[max(0, position - _REACH_BACK) : position]
            before = _BEFORE_SURNAME.search(window)
            if before is None:
                continue
            given = _SENTENCE_END.split(before[0])[-1].split()
            while given and self._is_title(given[0]):
                given.pop(0)
            if given and not self._named_otherwise(position - len(before[0]), position):
                name = " ".join((*given, surname))
                best = max(best or "", name, key=len)
        return best

    def _named_otherwise(self, start: int, end: int) -> bool:
        return any(m.term.symbol in NAMING for m in self.mentions(Span(start, end)))

    def actor(self, span: Span) -> str | None:
        """Return the longest name used in the article for the actor that these words hold."""
        for mention in self.mentions(span):
            if mention.term.symbol == symbols.ACTOR:
                return self.called(mention.term.lemma)
        return None

    def spelled_out(self, words: str) -> str | None:
        """Return the name that the article gives in full before an abbreviation in brackets."""
        if not re.fullmatch(r"[A-Z][A-Z0-9-]{1,8}", words):
            return None
        position = self._text.find(f"({words})")
        if position < 0:
            return None
        before = re.search(
            rf"{_CAPITAL}(?:\s+(?:(?:of|for|the|and|in|on|to)\s+)*{_CAPITAL}){{1,7}}\s*$",
            self._text[max(0, position - 120) : position],
        )
        return before[0].strip() if before else None

    def plain(self, span: Span) -> str:
        """Return the words themselves, without article and trailing adverbs."""
        words = _TAIL.sub("", " ".join(self._text[span.start : span.end].split()).strip(" ,"))
        return _ARTICLE.sub("", words) or words

    def named(
        self, name: str, span: Span, kind: str, medium: str | None = None, how: How = "explicit"
    ) -> Speaker:
        """Return the speaker of a name, with the side that it speaks for."""
        return Speaker(name, span, how, kind, medium, self.side(span, name))

    def side(self, span: Span | None, name: str) -> str | None:
        """Return the side that a speaker speaks for, from the words here or the fullest name."""
        for mention in self.mentions(span) if span else ():
            if side_of(mention.senses):
                return side_of(mention.senses)
        index = self._document.lexicon.index.get(name.lower())
        return side_of(self._document.lexicon.terms[index]) if index is not None else None
