"""The places of an article, from the gazetteer or by their form, and how each one stands.

A place can be where something happened, be named only, speak through its people, or be the start
or end of a way; the same name can stand in all of these ways in one article.
"""

import functools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipelines.claims.places.place_names import (
    AROUND,
    COUNTRY,
    PRECISION,
    REGION,
    NameReader,
    PlaceName,
)
from pipelines.claims.reading.document import Document
from pipelines.claims.reading.mentions import Mention
from pipelines.lexicon import symbols
from pipelines.records import Span

Role = Literal["at", "named", "local", "aside"]
"""`at` it happened there, `named` only named, `local` its own people speak, `aside` no event."""

_MAIN_LEAST, _MAIN_RATIO = 3, 2
_LEARNED_MOST = 40
_FIRST, _LATER_MOST = 10, 12
_SETTLED = frozenset({"settlement", "site"})
_SUBJECT_WITHIN = 3
_EVENT_OF = re.compile(
    r"(?:the )?(?:(?:first|second|third|fourth|\d{4}) )?(\w+) (?:of|for) "
    r"(?:the )?(?:\w+ of )?(?:the )?"
)
_LAST_WORD = re.compile(r"([^\W\d_]+)(?: (?:on|last|early|late) \w+)?,? $")
_WAY = re.compile(r"\b(?:from|to|towards?|via|through|for)\b(?: (?:the|a)\b)?[\w ]{0,20} $")
_AWAY = re.compile(
    r"\b(?:from|(?:retreat|withdr|fle|return|evacuat|mov|mayor|governor|head|chief)\w* (?:back )?"
    r"(?:to|towards?|of|for)|fle[de]\b[\w ]{0,40} towards?)(?: (?:the|a)\b)?[\w ]{0,20} $"
)
_NOT_THERE = re.compile(
    r"\bsince (?:the )?(?:\w+ ){0,4}(?:war|conflict|fighting) $"
    r"|\b(?:treated|hospitali[sz]ed|admitted|shifted|transferred|airlifted|flown|rushed|"
    r"(?:taken|brought) to)\b[\w ]{0,40} $"
    r"|\b(?:cross(?:ed|es)?|fled|flee(?:ing)?|escap(?:ed|ing|e)) $"
)
_WARD = re.compile(r"\b(?:hospital|clinic|morgue|mortuary|medical cent(?:er|re))s?$")
_CARED = re.compile(
    r"\b(?:treat|admit|brought|rush|tak(?:en|ing) to|transfer|receiv|arriv|hospitali|carried to)"
)
_NEXT_NAME = re.compile(r" ([A-Z][a-z]+)")
_FOLLOWING = re.compile(r"(?:'s(?= [a-z]+ [a-z]+ ([a-z]+)))?(?:'s)?[ -]([a-z]+)(?:[ -]([a-z]+))?")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place named in the text; a smaller `precision` is more precise."""

    start: int
    end: int
    precision: int
    role: Role


class Spots:
    """The places of one article."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lexicon = document.lexicon
        self._reader = NameReader(document.text, document.folded, self._lexicon)
        self._learned: list[str] = []
        self._formed: dict[int, list[Spot]] = {}
        self._spans = document.sentences.spans

    def within(self, index: int) -> list[Spot]:
        """Return the places of a sentence, in order."""
        spots = list(self._by_form(index))
        span = Span(self._spans[index].start, self._spans[index].end)
        taken = [(spot.start, spot.end) for spot in spots]
        for start, end, kind in self._named(span):
            if not any(first < end and start < last for first, last in taken):
                precision = PRECISION.get(kind, REGION)
                spots.append(Spot(start, end, precision, self._role(start, end, kind)))
        return sorted(spots, key=lambda spot: spot.start)

    @functools.cached_property
    def main(self) -> Spot | None:
        """The settlement that the article is about, where one outweighs all others.

        It is one that the first lines name, or that the gazetteer holds.
        """
        if (subject := self._subject()) is not None:
            return subject
        folded = self._document.folded
        located = {folded[spot.start : spot.end]: spot for spot in reversed(self._located())}
        counts = Counter({name: folded.count(name) for name in located})
        ranked = [*counts.most_common(2), ("", 0), ("", 0)]
        (name, most), (_, second) = ranked[:2]
        return located[name] if most >= max(_MAIN_LEAST, second * _MAIN_RATIO) else None

    def _subject(self) -> Spot | None:
        """Return the place that title or first line is about: «Siege of Homs», «The fall of …»."""
        for index in range(min(_SUBJECT_WITHIN, len(self._spans))):
            for spot in self._by_form(index):
                opening = self._document.folded[self._spans[index].start : spot.start]
                event = _EVENT_OF.fullmatch(opening)
                if event and self._lexicon.place_words.get(event[1]) == "event":
                    return spot
        return None

    def _located(self) -> list[Spot]:
        """Return the settlements of the first lines, and those often named further on."""
        known = Counter(
            mention.term.text
            for mention in self._document.sided
            if mention.term.symbol == symbols.PLACE and mention.term.kind in _SETTLED
        )
        often = {name for name, count in known.most_common(_LEARNED_MOST) if count >= _MAIN_LEAST}
        first = range(min(_FIRST, len(self._spans)))
        starts = [m.start for m in self._document.sided if m.term.text in often]
        later = {bisect_right(self._spans, at, key=lambda span: span.start) - 1 for at in starts}
        indexes = sorted({*first, *sorted(later)[:_LATER_MOST]})
        return [
            spot
            for index in indexes
            for spot in self._by_form(index)
            if spot.precision <= AROUND and spot.role == "at"
        ]

    def _by_form(self, index: int) -> list[Spot]:
        """Return the places of a sentence that the words around their names show."""
        if not self._formed and index:
            # A village is called one where it is named first.
            for first in range(min(_FIRST, len(self._spans))):
                self._formed[first] = list(self._read(first))
        if index not in self._formed:
            self._formed[index] = list(self._read(index))
        return self._formed[index]

    def _read(self, index: int) -> Iterator[Spot]:
        text, span = self._document.text, self._spans[index]
        for place in self._reader.names(span.start, span.end):
            name = text[place.start : place.end]
            if place.form == "struck" and not (place.is_known or name in self._learned):
                continue
            if self._is_cared_for(place, span.start, span.end):
                continue
            is_new = not place.is_known and name not in self._learned
            if is_new and len(self._learned) < _LEARNED_MOST:
                self._learned.append(name)
            yield Spot(place.start, place.end, place.precision, self._role_of_form(place))

    def _is_cared_for(self, place: PlaceName, start: int, end: int) -> bool:
        """Tell whether people are only brought to a place: «treated at Kamal Adwan hospital»."""
        folded = self._document.folded
        if not _WARD.search(folded, place.start, place.end):
            return False
        return _CARED.search(folded, start, end) is not None

    def _named(self, span: Span) -> Iterator[tuple[int, int, str]]:
        """Yield the places of a passage by their names alone: start, end and kind."""
        for mention in self._document.mentions_within(span):
            term = mention.term
            if term.symbol == symbols.ACTOR:
                yield from self._named_by(mention)
                continue
            for term in mention.senses:
                if term.symbol == symbols.PLACE and not self._is_part_of_name(mention.end):
                    yield mention.start, mention.end, term.kind
                    break
        text = self._document.text
        for name in self._learned:
            start = text.find(name, span.start, span.end)
            if start >= 0 and not text[start + len(name) : start + len(name) + 1].isalpha():
                yield start, start + len(name), "settlement"

    def _is_part_of_name(self, end: int) -> bool:
        """Tell whether a longer name goes on behind one of a place: «Vladimir Putin»."""
        following = _NEXT_NAME.match(self._document.text, end)
        if following is None:
            return False
        word = following[1].lower()
        return word not in self._lexicon.place_words and word not in self._lexicon.index

    def _named_by(self, mention: Mention) -> Iterator[tuple[int, int, str]]:
        """Yield the territory that an authority is named after: «Gaza's health ministry»."""
        folded = self._document.folded
        first = re.match(r"\w+", folded[mention.start : mention.end])
        index = self._lexicon.index.get(first[0]) if first else None
        if first is not None and index is not None:
            for term in self._lexicon.terms[index]:
                if term.symbol == symbols.PLACE and term.kind == "territory":
                    yield mention.start, mention.start + first.end(), term.kind

    def _role_of_form(self, place: PlaceName) -> Role:
        if place.form == "noun":
            return self._role(place.start, place.end, place.kind)
        if place.form == "where":
            return self._role_behind(place)
        opening = place.opening
        if place.form == "of" and _AWAY.search(self._document.text, max(0, opening - 60), opening):
            return "aside"
        return "at"

    def _role_behind(self, place: PlaceName) -> Role:
        """Return how a place stands behind a preposition: «officials in Kyiv» only speak there."""
        folded, opening = self._document.folded, place.opening
        if place.precision == COUNTRY and folded.startswith("'s", place.end):
            return "aside"
        if folded.startswith(("near", "outside", "around", "from"), opening):
            return "at"
        if _NOT_THERE.search(folded, max(0, opening - 60), opening):
            return "aside"
        before = _LAST_WORD.search(folded, max(0, opening - 40), opening)
        if before is None:
            return "at"
        kind = self._lexicon.place_words.get(before[1])
        if kind in ("venue", "local"):
            return "aside" if kind == "venue" else "local"
        if not self._speaks(before[1]) or before[1].endswith("ing"):
            return "at"
        is_said = self._speaks(before[1], symbols.CUE)
        return "aside" if is_said or place.kind in ("capital", "country") else "local"

    def _role(self, start: int, end: int, kind: str) -> Role:
        """Return how a place stands that no preposition locates."""
        folded, words = self._document.folded, self._lexicon.place_words
        if kind == "capital" or self._is_dateline(start, end):
            return "aside"
        if folded.startswith("operation ", max(0, start - len("operation "))):
            return "aside"
        following = _FOLLOWING.match(folded, end)
        for word in following.groups() if following is not None else ():
            if word and self._speaks(word):
                return "local"
            if word and words.get(word) in ("other", "break"):
                return "aside"
        if _WAY.search(folded, max(0, start - 30), start):
            return "aside"
        before = _LAST_WORD.search(folded, max(0, start - 40), max(0, start - 3))
        if folded[max(0, start - 4) : start] == " of " and before and self._speaks(before[1]):
            return "local"
        return "named"

    def _speaks(self, word: str, *kinds: str) -> bool:
        index = self._lexicon.index.get(word)
        kinds = kinds or (symbols.SPEAKER, symbols.CUE)
        return index is not None and any(
            term.symbol in kinds for term in self._lexicon.terms[index]
        )

    def _is_dateline(self, start: int, end: int) -> bool:
        """Tell whether a place is where the reporter sits: «KYIV, 5 December – …»."""
        text = self._document.text
        return text[start:end].isupper() and (start == 0 or text[start - 1] in "\n/")
