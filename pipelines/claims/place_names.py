"""Read the names of places by their form: «near Oe Htein Twin», «the village of Rakove».

Knows how such a name is written and what kind of place it is; not whether anything happened there.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.claims.numerals import alternatives
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
_HELD = re.compile(r"(?:\w+-(?:run|held|controlled|occupied|administered|ruled|backed|led) )?")
_DEMONYM = re.compile(r"^[^ ]+(?:[iea]an|ese|ish)$")
_NEARBY = re.compile(
    r"(?:near|outside|around|outskirts?|edges?|(?:north|south|east|west)\S*|vicinity) ",
    re.IGNORECASE,
)
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
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of the names that the words around them tell to be places."""

    def words(*kinds: str) -> list[str]:
        return [word for word, kind in lexicon.place_words.items() if kind in kinds]

    nouns = alternatives(words("settlement", "region", "sea", "site"))
    titled = alternatives(word.title() for word in words("site"))
    event = alternatives(words("event"))
    around = alternatives(words("part", "event"))
    struck = rf"(?:{alternatives(words('struck'))}|(?:{event}) (?:on|against))"
    return re.compile(
        rf"\b(?:(?P<where>{_WHERE} {_BESIDE})|(?P<struck>{struck} (?:the )?)"
        rf"|(?P<of>(?:(?:{nouns}) of|(?:{around}) (?:of|in|for|on)) (?:the )?))"
        rf"(?P<name>{_NAME})(?P<noun>(?: (?:{nouns})\b)?)"
        rf"|\b(?P<bare>{_NAME})(?P<kind> (?:{nouns})\b)"
        rf"|\b(?P<titled>{_WORD}(?: {_WORD}){{0,2}}? (?:{titled}))\b"
        rf"|(?<=\n)(?P<label>{_NAME})(?= ?\|)"
    )


class NameReader:
    """Reads the names of places in one text; `folded` is the text in lower case."""

    def __init__(self, text: str, folded: str, lexicon: Lexicon) -> None:
        self._text = text
        self._folded = folded
        self._lexicon = lexicon

    def names(self) -> Iterator[PlaceName]:
        """Yield the places that the words around them tell, in order."""
        for match in _pattern(self._lexicon).finditer(self._text):
            group = next(g for g in ("name", "bare", "titled", "label") if match[g])
            held = _HELD.match(self._text, match.start(group))
            start = held.end() if held else match.start(group)
            found = self._read(start, match.end(group), match)
            if found is not None:
                yield found

    def _read(self, start: int, end: int, match: re.Match[str]) -> PlaceName | None:
        words = self._lexicon.place_words
        cut, last = self._cut(start, end)
        if cut <= start:
            return None
        noun = (match["noun"] or match["kind"] or "") if cut == end else ""
        noun_kind = words.get(noun.split()[-1]) if noun else last
        known = self._known(start, match.end() if noun else cut)
        form = next((f for f in ("where", "struck", "of", "label") if match[f]), "noun")
        if known is not None and (known[0] >= cut or noun or noun_kind is None):
            end, kind = known
            if noun_kind == "region" and PRECISION.get(kind) == SETTLEMENT:
                kind = "region"
        elif known is None and not self._may_name(start, cut, match, noun_kind):
            return None
        else:
            kind = noun_kind or "settlement"
            end = match.end() if noun and noun_kind == "site" else cut
        precision = PRECISION.get(kind, REGION if known else SETTLEMENT)
        if precision == SETTLEMENT and _NEARBY.match(match[0]):
            precision = AROUND
        is_known = known is not None
        return PlaceName(start, end, match.start(), precision, kind, form, is_known)

    def _cut(self, start: int, end: int) -> tuple[int, str | None]:
        """Return where a name ends (before a rank or day) and what its last word tells.

        The name of an institution ends where it begins.
        """
        words, position, last = self._lexicon.place_words, start, None
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

    def _may_name(self, start: int, end: int, match: re.Match[str], noun_kind: str | None) -> bool:
        """Tell whether a name that no gazetteer holds can be that of a place."""
        name = self._text[start:end]
        if self._is_other(start, end):
            return False
        if match["bare"] and " " not in name and (name.isupper() or self._opens_sentence(start)):
            return False
        if match["noun"] or match["kind"]:
            return True
        if _DEMONYM.search(name) or (name.isupper() and len(name) <= _ACRONYM):
            return False
        on = (match["where"] or "").startswith("on ")
        return not on or noun_kind in ("site", "region")

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
        """Tell whether a name begins with a term of the lexicon that is no place."""
        while end > start:
            if self._folded[start:end] in self._lexicon.index:
                return True
            end = self._folded.rfind(" ", start, end)
        return False

    def _opens_sentence(self, start: int) -> bool:
        before = self._text[max(0, start - 2) : start]
        return len(before) < 2 or before[-1] in '\n“"‘«(' or before[0] in ".!?:”"
