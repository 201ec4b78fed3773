"""Read the names of places by their form: «near Oe Htein Twin», «the village of Rakove».

Knows how such a name is written and what kind of place it is; not whether anything happened there.
"""

import functools
import re
from bisect import bisect_left
from dataclasses import dataclass

from pipelines.claims.reading.numerals import alternatives
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
_WORD = rf"{_CAPITAL}\w{{0,30}}(?:[’'‘ʼ`-](?!s\b)\w{{1,30}}){{0,4}}"
_ARTICLE = r"(?:[ae]l|a[dnrstz]|ash|e[sz])"
_NAME = (
    rf"(?:{_ARTICLE}-)?{_WORD}(?: (?:{_ARTICLE}[- ]|(?:de|du|des|la|le|of) )?{_WORD}"
    r"| \d{1,4}(?![\w%]|[.,:]\d)){0,4}"
)
_WHERE = (
    r"(?:[Ii]n|[Nn]ear|[Aa]t|[Aa]round|[Oo]utside|[Ii]nside|[Oo]ver|[Aa]bove|[Aa]cross|"
    r"[Tt]hroughout|[Ww]ithin|[Bb]eside|[Oo]pposite|into|on)"
)
_BESIDE = (
    r"(?:(?:the|far|rural|central|downtown|occupied|besieged|nearby|neighbou?ring|mainly|"
    r"(?:north|south|east|west)(?:ern|-?east(?:ern)?|-?west(?:ern)?)?) ){0,4}"
)
_HELD = re.compile(
    r"(?:The )?(?:\w+-(?:run|held|controlled|occupied|administered|ruled|backed|led) )?"
)
_DEMONYM = re.compile(r"^[^ ]+(?:[iea]an|ese|ish)$")
_NEARBY = re.compile(
    r"(?:near|outside|around|outskirts?|edges?|(?:north|south|east|west)\S*|vicinity) ",
    re.IGNORECASE,
)
_SIDE_OF = re.compile(r"\b(?:rural|(?:north|south|east|west)\S*ern) $")
_APPOSED = re.compile(
    r", (?:in|near|outside|\d+ ?(?:km|kilomet|miles)|"
    r"(?:just )?(?:north|south|east|west)\w*(?:-\w+)? of|"
    r"an? (?:\w+ ){0,2}(?:village|town|city|suburb|hamlet|district)) "
)
_TAKEN = re.compile(r"\b(?:abduct|kidnap|snatch|carried off)[^.;]*$")
_NOUN = re.compile(r" ([a-z]+)(?: ([a-z]+))?\b")
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


@functools.lru_cache(maxsize=4)
def _led(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of names behind a preposition or a verb that takes a place."""
    struck = alternatives(word for word, kind in lexicon.place_words.items() if kind == "struck")
    return re.compile(
        rf"(?<!\w)(?:(?P<where>{_WHERE})|(?P<of>of|for|against|from)|{struck}) {_BESIDE}"
        rf"(?P<name>{_NAME})"
    )


_NAMED = re.compile(rf"(?<![\w-])(?P<name>{_NAME})(?P<next> [a-z]+)?")
_LABEL = re.compile(rf"(?<=\n)(?P<name>{_NAME})(?= ?\|)")
_SOMEONE = frozenset({symbols.SIDE, symbols.ACTOR, symbols.MEDIUM})
_PLACES = frozenset({"settlement", "region", "sea", "site"})


class NameReader:
    """Reads the names of places in one text; `folded` is the text in lower case."""

    def __init__(self, text: str, folded: str, lexicon: Lexicon) -> None:
        self._text = text
        self._folded = folded
        self._lexicon = lexicon
        self._words = lexicon.place_words

    def names(self) -> list[PlaceName]:
        """Return the places that the words around them tell, in order."""
        found: dict[int, PlaceName] = {}
        for match in _led(self._lexicon).finditer(self._text):
            form = self._form(match)
            if form is not None:
                self._note(found, match, form)
        if "|" in self._text:
            for match in _LABEL.finditer(self._text):
                self._note(found, match, "label")
        taken = sorted((place.start, place.end) for place in found.values())
        for match in _NAMED.finditer(self._text):
            if self._tells_place(match) and not _overlaps(taken, match.start(), match.end("name")):
                self._note(found, match, "noun")
        return [found[start] for start in sorted(found)]

    def _note(self, found: dict[int, PlaceName], match: re.Match[str], form: str) -> None:
        held = _HELD.match(self._text, match.start("name"))
        start = held.end() if held else match.start("name")
        place = self._read(start, match, form)
        if place is not None:
            found.setdefault(start, place)

    def _form(self, match: re.Match[str]) -> str | None:
        """Return how the words before a name show that it is a place; None where they do not."""
        opening = match.start()
        before = self._folded[max(0, opening - 24) : opening].rstrip()
        kind = self._words.get(before[before.rfind(" ") + 1 :])
        lead = match[0][: match[0].find(" ")]
        if lead in ("on", "against") and kind == "event":
            return "struck"
        if match["where"]:
            return "where"
        if match["of"] is None:
            return "struck"
        if lead == "from":
            taken = _TAKEN.search(self._folded, max(0, opening - 60), opening)
            return "where" if taken else None
        is_within = kind in ("part", "event") and lead in ("of", "for")
        is_named = kind in _PLACES or _APPOSED.match(self._text, match.end()) is not None
        return "of" if is_within or (is_named and lead == "of") else None

    def _tells_place(self, match: re.Match[str]) -> bool:
        """Tell whether a name is one of a site («Rafik Hariri Hospital», «Munzenze prison»)."""
        if self._noun_end(match.end("name")) is not None:
            return True
        parts = self._folded[match.start("name") : match.end("name")].rsplit(" ", 2)
        return len(parts) > 1 and "site" in (
            self._words.get(parts[-1]),
            self._words.get(" ".join(parts[-2:])),
        )

    def _noun_end(self, end: int) -> int | None:
        """Return the end of the noun for a place that follows a name, or None."""
        match = _NOUN.match(self._folded, end)
        if match is None:
            return None
        if self._words.get(f"{match[1]} {match[2]}") in _PLACES:
            return match.end(2)
        return match.end(1) if self._words.get(match[1]) in _PLACES else None

    def _read(self, start: int, match: re.Match[str], form: str) -> PlaceName | None:
        end = match.end("name")
        cut, last = self._cut(start, end)
        if cut <= start:
            return None
        noun_end = self._noun_end(end) if cut == end else None
        noun_kind = self._words.get(self._folded[end + 1 : noun_end]) if noun_end else last
        known = self._known(start, noun_end or cut)
        if known is not None and (known[0] >= cut or noun_end or noun_kind is None):
            end, kind = known
            if noun_kind == "region" and PRECISION.get(kind) == SETTLEMENT:
                kind = "region"
        elif known is None and not self._may_name(start, cut, noun_end, form, match):
            return None
        else:
            kind = noun_kind or "settlement"
            end = noun_end if noun_end and noun_kind == "site" else cut
        if form == "struck" and noun_end is not None:
            form = "where"
        precision = PRECISION.get(kind, REGION if known else SETTLEMENT)
        opening = self._opening(match, form)
        if precision == SETTLEMENT and form != "noun":
            if _NEARBY.match(self._text, opening):
                precision = AROUND
            elif _SIDE_OF.search(self._text, opening, start):
                precision = REGION
        return PlaceName(start, end, opening, precision, kind, form, known is not None)

    def _opening(self, match: re.Match[str], form: str) -> int:
        """Return where the words begin that show a place: with «village» in «village of»."""
        opening = match.start()
        if form != "of":
            return opening
        return self._folded.rfind(" ", max(0, opening - 24), opening - 1) + 1

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
            last = kind
            position += len(word) + 1
        return end, last

    def _may_name(
        self, start: int, end: int, noun_end: int | None, form: str, match: re.Match[str]
    ) -> bool:
        """Tell whether a name that no gazetteer holds can be that of a place."""
        name = self._text[start:end]
        last = self._words.get(name[name.rfind(" ") + 1 :].lower())
        if last == "site" and " " in name:
            return not self._is_someone(start, start + name.rfind(" "))
        if self._is_other(start, end):
            return False
        if form == "noun" and " " not in name and (name.isupper() or self._opens_sentence(start)):
            return False
        if noun_end is not None:
            return True
        if _DEMONYM.search(name) or (name.isupper() and len(name) <= _ACRONYM):
            return False
        return match[0][:3] != "on " or last == "region"

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


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether a passage overlaps one of those taken, which are in order and apart."""
    behind = bisect_left(taken, (end, end))
    return behind > 0 and taken[behind - 1][1] > start
