"""Places that are named one beside the other: «Haas in Idlib», «Sumy, Poltava and Kharkiv».

Of a chain that narrows a place down the most precise one counts; of a list of villages the first;
a list of several regions tells no place.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipelines.claims.places.place_leads import PLACE_KINDS
from pipelines.claims.places.place_names import COUNTRY, REGION
from pipelines.claims.places.spots import Spot
from pipelines.claims.reading.document import Document

_LIST_LEAST = 3
_BETWEEN_MOST = 70
_DIRECTION = r"(?:north|south|east|west)[a-z-]*"
_WIDER = re.compile(
    r"[,(]? ?(?:(?:which is |also |located |situated |lying |high |deep |far )?"
    r"(?:in|near|of|outside|off|"
    r"(?:in|on|at) the (?:[a-z]+ )?[a-z]+ of|"
    r"(?:some |about |around )?\d+ ?(?:km|kilomet\w+|miles|mi) from|"
    r"(?:just |(?:some |about |around )?\d+ ?(?:km|kilomet\w+|miles|mi) )?"
    rf"(?:(?:to|in|on|at) the )?{_DIRECTION}(?: of|from)?|"
    r"(?:an?|the|its|one of the) [a-z -]{0,40} (?:in|of|near|on|outside)) "
    rf"(?:(?:the|rural|central|occupied|neighbou?ring|{_DIRECTION}) ){{0,3}}"
    r"(?:(?:capital|city|town|village|province|district|region) (?:of )?)?)?"
)
_QUARTER = re.compile(r" (?:district|quarter|suburb|ward|sector|section)(?:,? (?:of|in)) (?:the )?")
_LINK = re.compile(
    r"(?:,|,? and|,? or|,? as well as|,? &) (?:(?:in|near|at|over|around|from) )?(?:the )?"
)
_OTHERS = re.compile(r",? and (?:elsewhere|(?:\w+ ){0,2}other)\b")
_ADDRESS = re.compile(
    r"(?: [a-z]+){0,2}(?:, | of | in | \()|,(?: (?:in|on|at))? (?:an?|the|its|one of) [^,]+"
)
"""What stands between a place and the one that it lies in: «Zharay district, Kandahar»."""
_NOUN = re.compile(r" ([a-z]+)(?: ([a-z]+))?")


@dataclass(frozen=True, slots=True)
class Told:
    """The places of a sentence; `is_scattered` where it lists several, of which none counts."""

    spots: list[Spot]
    is_scattered: bool


def settle(document: Document, spots: Iterable[Spot]) -> Told:
    """Return what the places of a sentence, in order, tell together."""
    kept: list[Spot] = []
    is_scattered = False
    for group in _lists(document, _narrowed(document, spots)):
        if len(group) >= _LIST_LEAST and group[-1].precision >= REGION:
            is_scattered = is_scattered or group[0].role != "aside"
        else:
            kept.append(group[0])
    return Told(kept, is_scattered)


def _narrowed(document: Document, spots: Iterable[Spot]) -> Iterator[tuple[Spot, int]]:
    """Yield the most precise place of each chain, and where the chain ends."""
    best: Spot | None = None
    end = 0
    for spot in spots:
        if best is not None:
            between = document.text[end : spot.start]
            if _QUARTER.fullmatch(between):
                end = spot.end
                continue
            if _narrows(document, best, spot, end):
                is_address = best.precision < COUNTRY and _ADDRESS.fullmatch(between)
                if spot.precision < best.precision and not is_address:
                    best = spot
                end = spot.end
                continue
            yield best, end
        best, end = spot, spot.end
    if best is not None:
        yield best, end


def _narrows(document: Document, best: Spot, spot: Spot, end: int) -> bool:
    """Tell whether a place goes on with the one before it, which ends at `end`."""
    between = document.text[_past_noun(document, end) : spot.start]
    if len(between) > _BETWEEN_MOST or not _WIDER.fullmatch(between):
        return False
    # «Sumy, Poltava»: a comma alone leads to no place of the same kind.
    return between != ", " or spot.precision != best.precision or spot.precision == COUNTRY


def _lists(document: Document, spots: Iterable[tuple[Spot, int]]) -> Iterator[list[Spot]]:
    """Yield the places that are listed together; one that stands alone is a list of one."""
    group: list[Spot] = []
    end = 0
    for spot, spot_end in spots:
        between = document.text[_past_noun(document, end) : spot.start]
        if group and not _LINK.fullmatch(between):
            yield _with_others(document, group, end)
            group = []
        group.append(spot)
        end = spot_end
    if group:
        yield _with_others(document, group, end)


def _with_others(document: Document, group: list[Spot], end: int) -> list[Spot]:
    """Return a list as long as one of three where others that are not named belong to it."""
    past = _past_noun(document, end)
    if _OTHERS.match(document.text, past):
        return [*group, *(replace(group[0], precision=REGION) for _ in range(_LIST_LEAST))]
    if past > end:
        return [replace(spot, precision=max(spot.precision, group[-1].precision)) for spot in group]
    return group


def _past_noun(document: Document, end: int) -> int:
    """Return the end of the noun behind a name: «Kursk region», «Jabalia refugee camp»."""
    match = _NOUN.match(document.text, end)
    if match is None:
        return end
    words = document.lexicon.place_words
    if match[2] and words.get(f"{match[1]} {match[2]}") in PLACE_KINDS:
        return match.end(2)
    return match.end(1) if words.get(match[1]) in PLACE_KINDS else end
