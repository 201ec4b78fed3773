"""Read the names of places by their form: «near Oe Htein Twin», «the village of Rakove».

Knows how such a name is written and what kind of place it is; not whether anything happened there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.claims.places.place_leads import LOOK_BACK, PLACE_KINDS, Lead, Leads
from pipelines.lexicon import Lexicon, symbols

SETTLEMENT, AROUND, REGION, COUNTRY = 0, 1, 2, 3
"""How precise a place is: the settlement or site itself, near it, its region, its country."""

PRECISION = {
    "settlement": SETTLEMENT,
    "capital": SETTLEMENT,
    "site": SETTLEMENT,
    "region": REGION,
    "sea": REGION,
    "country": COUNTRY,
    "territory": COUNTRY,
}

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽḨ]"
_WORD = rf"{_CAPITAL}\w{{0,30}}(?:(?:[’'‘ʼ`-](?!s\b)|–(?={_CAPITAL}))\w{{1,30}}){{0,4}}"
_ARTICLE = r"(?:[ae]l|a[dnrstz]|ash|e[sz])"
_CHAIN = re.compile(
    rf"{_WORD}(?: (?:{_ARTICLE}[- ]|(?:de|du|des|la|le|of) )?{_WORD}"
    r"| \d{1,4}(?![\w%]|[.,:]\d)){0,4}"
)
_STARTS = frozenset(("", *' \n("“‘«[/'))
_HELD = re.compile(
    r"(?:The )?(?:\w+-(?:run|held|controlled|occupied|administered|ruled|backed|led) )?"
)
_DEMONYM = re.compile(r"^[^ ]+(?:[iea]an|ese|ish)$")
_NEARBY = re.compile(
    r"(?:near|outside|around|outskirts?|edges?|(?:north|south|east|west)\S*|vicinity) ",
    re.IGNORECASE,
)
_SIDE_OF = re.compile(r"\b(?:rural|(?:north|south|east|west)\S*ern) $")
_EVENT_OF = re.compile(r"(?:\w+ )??(\w+) (?:of|for) (?:the )?")
_NOUN = re.compile(r" ([a-z]+)(?: ([a-z]+))?\b")
_OPERATION = "operation "
_ACRONYM = 6


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name read as that of a place.

    `form` tells what showed it: `where` a preposition, `struck` a verb, `of` a noun («village of»),
    `noun` the noun behind it («Munzenze prison»), `label` its place at the head of a table row.
    `opening` is the offset of the words that showed it; `is_known` tells whether the gazetteer
    holds it.
    """

    start: int
    end: int
    opening: int
    precision: int
    kind: str
    form: str
    is_known: bool


_PREFIX = re.compile(rf"(?<![\w-]){_ARTICLE}-$")
_SOMEONE = frozenset({symbols.SIDE, symbols.ACTOR, symbols.MEDIUM})


class NameReader:
    """Reads the names of places in one text; `folded` is the text in lower case."""

    def __init__(self, text: str, folded: str, lexicon: Lexicon) -> None:
        self._text = text
        self._folded = folded
        self._lexicon = lexicon
        self._words = lexicon.place_words
        self._leads = Leads(text, folded, lexicon)

    def names(self, start: int, end: int) -> Iterator[PlaceName]:
        """Yield the places that the words around them tell in a passage, in order."""
        text = self._text
        for match in _CHAIN.finditer(text, start, end):
            first, last = match.span()
            begin = first if text[first - 1 : first] in _STARTS else self._begin(first)
            if begin is None:
                continue
            place = self._in_chain(begin, last)
            if place is not None:
                yield place

    def _begin(self, start: int) -> int | None:
        """Return where a name begins, with the article before it; None within a word."""
        before = self._text[start - 1 : start]
        if before != "-":
            return None if before.isalnum() or before == "_" else start
        article = _PREFIX.search(self._text, max(0, start - 5), start)
        return article.start() if article else None

    def _in_chain(self, start: int, end: int) -> PlaceName | None:
        """Return the place that a run of words with capitals names, or None."""
        lead = self._leads.before(start, end)
        if lead is not None and (place := self._note(start, end, lead)):
            return place
        if self._text.find(" ", start, end) >= 0:
            for inner, lead in self._inner(start, end):
                if place := self._note(inner, end, lead):
                    return place
                start = inner if lead.form == "where" else start
        if self._text[start - 1 : start] == "\n" and self._text.startswith((" |", "|"), end):
            return self._note(start, end, Lead(start, "", "label"))
        if self._tells_place(start, end):
            return self._note(start, end, Lead(start, "", "noun"))
        return None

    def _note(self, start: int, end: int, lead: Lead) -> PlaceName | None:
        event = _EVENT_OF.match(self._folded, start, end)
        if event and self._words.get(event[1]) == "event":
            start = event.end()
        held = _HELD.match(self._text, start, end)
        return self._read(held.end() if held else start, end, lead)

    def _inner(self, start: int, end: int) -> Iterator[tuple[int, Lead]]:
        """Yield where a name goes on behind a lead of its own: «In Kherson», «Fall of Homs»."""
        space = self._folded.find(" ", start, end)
        begin = start
        while space >= 0:
            word = self._folded[begin:space]
            if self._leads.opens(word) and self._text[space + 1].isupper():
                form = self._leads.form(word, begin, end)
                if form is not None:
                    yield space + 1, Lead(begin, word, form)
            begin = space + 1
            space = self._folded.find(" ", begin, end)

    def _tells_place(self, start: int, end: int) -> bool:
        """Tell whether a name is one of a site («Rafik Hariri Hospital», «Munzenze prison»)."""
        if self._noun_end(end) is not None:
            return True
        folded = self._folded
        space = folded.rfind(" ", start, end)
        if space < 0:
            return False
        two = folded.rfind(" ", start, space) + 1 or start
        last, both = folded[space + 1 : end], folded[two:end]
        return "site" in (self._words.get(last), self._words.get(both))

    def _noun_end(self, end: int) -> int | None:
        """Return the end of the noun for a place that follows a name, or None."""
        if not self._text[end + 1 : end + 2].islower():
            return None
        match = _NOUN.match(self._folded, end)
        if match is None:
            return None
        if self._words.get(f"{match[1]} {match[2]}") in PLACE_KINDS:
            return match.end(2)
        if self._words.get(match[1]) in PLACE_KINDS:
            return match.end(1)
        is_second = self._words.get(match[2]) in PLACE_KINDS and match[1] not in self._words
        return match.end(2) if is_second and match[1] not in self._lexicon.index else None

    def _read(self, start: int, end: int, lead: Lead) -> PlaceName | None:
        form = lead.form
        if self._folded.startswith(_OPERATION, max(0, start - len(_OPERATION)), end):
            return None  # «In Operation Alula» names no place, wherever the name is from
        cut, last = self._cut(start, end)
        if cut <= start and self._titled(start, end):
            cut = end
        if cut <= start:
            return None
        noun_end = self._noun_end(end) if cut == end else None
        noun_kind = self._words.get(self._folded[end + 1 : noun_end]) if noun_end else last
        known = self._known(start, noun_end or cut)
        if known is not None and self._goes_on(known[0], cut):
            known = None
        if known is not None and (known[0] >= cut or noun_end or noun_kind is None):
            end, kind = known
            if noun_kind == "region" and PRECISION.get(kind) == SETTLEMENT:
                kind = "region"
        elif known is None and not self._may_name(start, cut, noun_end, lead):
            return None
        else:
            kind = noun_kind or "settlement"
            end = noun_end if noun_end and noun_kind == "site" else cut
        if form == "struck" and (noun_end is not None or last == "site"):
            form = "where"
        precision = PRECISION.get(kind, REGION if known else SETTLEMENT)
        opening = self._opening(lead)
        if precision == SETTLEMENT and form != "noun":
            if _NEARBY.match(self._text, opening):
                precision = AROUND
            elif _SIDE_OF.search(self._text, opening, start):
                precision = REGION
        return PlaceName(start, end, opening, precision, kind, form, known is not None)

    def _opening(self, lead: Lead) -> int:
        """Return where the words begin that show a place: with «village» in «village of»."""
        opening = lead.opening
        if lead.form != "of":
            return opening
        return self._folded.rfind(" ", max(0, opening - LOOK_BACK), opening - 1) + 1

    def _cut(self, start: int, end: int) -> tuple[int, str | None]:
        """Return where a name ends (before a rank or day) and what its last word tells.

        The name of an institution ends where it begins.
        """
        words, position, last = self._words, start, None
        parts = self._folded[start:end].split(" ")
        is_site = words.get(parts[-1]) == "site"
        for word in parts:
            kind = words.get(word)
            if kind == "other":
                return start, None
            if kind == "break" and not is_site:
                return position - 1, last
            if word == "of" and last in ("region", "settlement") and not is_site:
                return position - 1, last
            last = kind
            position += len(word) + 1
        return end, last

    def _titled(self, start: int, end: int) -> bool:
        """Tell whether a name that begins with a title is that of a place: «Sheikh Maqsoud»."""
        if self._words.get(self._folded[start : self._folded.find(" ", start, end)]) != "break":
            return False
        return self._noun_end(end) is not None or self._known(start, end) is not None

    def _may_name(self, start: int, end: int, noun_end: int | None, lead: Lead) -> bool:
        """Tell whether a name that no gazetteer holds can be that of a place."""
        name = self._text[start:end]
        last = self._words.get(name[name.rfind(" ") + 1 :].lower())
        if last == "site" and " " in name:
            return not self._is_someone(start, start + name.rfind(" "))
        if self._is_other(start, end) or _HELD.fullmatch(f"{name} "):
            return False
        following = _NOUN.match(self._folded, end)
        if following and self._words.get(following[1]) == "other":
            return False
        if self._is_common(name.lower()):
            return False
        if f"{lead.word} {name}".lower() in self._lexicon.qualifiers_before:
            return False
        if (
            lead.form == "noun"
            and " " not in name
            and (name.isupper() or self._opens_sentence(start))
        ):
            return False
        if noun_end is not None:
            return not (_DEMONYM.search(name) and self._text.startswith(" of ", noun_end))
        if _DEMONYM.search(name) or (name.isupper() and len(name) <= _ACRONYM):
            return False
        return lead.word != "on" or last == "region"

    def _is_common(self, word: str) -> bool:
        """Tell whether the text writes a name small too: a headline has «Kills 12 Over Weekend»."""
        found = self._text.find(f" {word}")
        return (
            found >= 0 and not self._text[found + len(word) + 1 : found + len(word) + 2].isalpha()
        )

    def _known(self, start: int, end: int) -> tuple[int, str] | None:
        """Return the end and kind of the longest known place that begins a name."""
        while end > start:
            index = self._lexicon.index.get(self._folded[start:end])
            if index is not None:
                terms = self._lexicon.terms[index]
                for term in sorted(terms, key=lambda term: term.symbol != symbols.PLACE):
                    if term.symbol == symbols.PLACE or term.kind in ("country", "territory"):
                        return end, term.kind
            end = self._folded.rfind(" ", start, end)
        return None

    def _goes_on(self, end: int, cut: int) -> bool:
        """Tell whether a word that nothing knows makes a known name another: «Alei Tamar»."""
        word = self._folded[end + 1 : cut]
        return end < cut and word.isalpha() and word not in self._lexicon.index

    def _is_other(self, start: int, end: int) -> bool:
        """Tell whether a name is a term of the lexicon, or begins with the name of someone."""
        if self._folded[start:end] in self._lexicon.index:
            return True
        while (end := self._folded.rfind(" ", start, end)) > start:
            if self._is_someone(start, end):
                return True
        return False

    def _is_someone(self, start: int, end: int) -> bool:
        index = self._lexicon.index.get(self._folded[start:end])
        terms = () if index is None else self._lexicon.terms[index]
        return any(term.symbol in _SOMEONE for term in terms)

    def _opens_sentence(self, start: int) -> bool:
        before = self._text[max(0, start - 2) : start]
        return len(before) < 2 or before[-1] in '\n“"‘«(' or before[0] in ".!?:”"
