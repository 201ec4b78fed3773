"""Where: the most specific place told for a figure, by its name in the article."""

import re
from dataclasses import dataclass

from pipelines.claims.chunks import Reduced
from pipelines.claims.document import Document
from pipelines.claims.predicates import Hit
from pipelines.lexicon import symbols
from pipelines.records import Evidence, How

_PRECISION = {"settlement": 0, "site": 0, "region": 1, "territory": 1, "country": 2, "sea": 1}
_LOOK_BACK = 4
_PLACED = re.compile(r"[wPEKX]{0,2}fd?w?(?P<place>[Ls])")
_SPEAKS = re.compile(
    r"(?:also |has |have |now )?(?:say|said|claim|report|announce|insist|admit|den[iy]|count|put|"
    r"publish|regime|ministry|government|military|army|authorit)"
)


@dataclass(frozen=True, slots=True)
class Location:
    """The place of a figure: its name, the words around it, and the evidence."""

    place: str | None
    text: str | None
    evidence: tuple[Evidence, ...]


def find_place(hit: Hit, reduced: Reduced, document: Document) -> Location:
    """Return the place of a hit: in its sentence, else in one shortly before it."""
    behind = _PLACED.match(reduced.kinds, hit.position + 1)
    if behind is not None:
        following = _places(reduced, document, behind.start("place"), behind.end("place"))
        if following:
            return _location(following[0], document, "explicit")
    here = _places(reduced, document)
    if here:
        return _location(_best(here, hit.chunk.start), document, "explicit")
    if hit.rule in ("bullet", "delta"):
        return Location(None, None, ())
    index = reduced.sentence.index
    for earlier in reversed(document.sentences[max(0, index - _LOOK_BACK) : index]):
        found = _places(earlier, document)
        if found:
            return _location(_best(found, hit.chunk.start), document, "inherited")
    return Location(None, None, ())


def _places(
    reduced: Reduced, document: Document, first: int = 0, last: int | None = None
) -> list[tuple[int, int, int]]:
    """Return (precision, start, end) of every place named as one in chunks first to last."""
    found = []
    for chunk in reduced.chunks[first:last]:
        for token in chunk.tokens:
            for term in token.senses:
                if term.symbol == symbols.PLACE and not _names_institution(document, token.end):
                    found.append((_PRECISION.get(term.kind, 1), token.start, token.end))
                    break
                named = term.kind in ("country", "territory") and chunk.tokens[0] is token
                if named and _is_located(document, token.start):
                    found.append((2, token.start, token.end))
                    break
    return found


def _is_located(document: Document, start: int) -> bool:
    before = document.text[max(0, start - 12) : start].lower()
    return before.endswith((" in ", " across ", " inside ", " into ", " near ", " over "))


def _names_institution(document: Document, end: int) -> bool:
    """Tell whether a place stands for those who rule or speak there: «Kyiv says», «Gaza's …»."""
    after = document.folded[end : end + 40].lstrip("'s ")
    return _SPEAKS.match(after) is not None


def _best(places: list[tuple[int, int, int]], start: int) -> tuple[int, int, int]:
    return min(places, key=lambda place: (place[0], abs(place[1] - start)))


def _location(place: tuple[int, int, int], document: Document, how: How) -> Location:
    _, start, end = place
    name = document.text[start:end]
    return Location(name, name, (Evidence("place", start, end, how, "place.gazetteer"),))
