"""The countries that a text names as places, and what the lexicon knows of sides and their wars."""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping

from pipelines.claims.reading.document import Document
from pipelines.claims.reading.mentions import Mention
from pipelines.lexicon import Lexicon, symbols
from pipelines.records import Span

_LAND_KINDS = frozenset({"country", "territory"})
_LOCATED = re.compile(
    r"\b(?:in|across|inside|into|over|within|from|on|near|throughout)\s(?:the\s)?"
    r"(?:(?:neighbouring|neighboring|northern|southern|eastern|western|central|north-?eastern|"
    r"north-?western|south-?eastern|south-?western|north|south|east|west|occupied)\s){0,2}$"
)
_PREPOSITION = re.compile(
    r"\b(?:in|to|from|near|into|towards?|across|inside|over|for|with|by|against)\s(?:the\s)?$"
)
_CUE_WITHIN = 16
_ON_THE_SIDE = re.compile(r"\bon the $")


def countries(
    document: Document, mentions: Iterable[Mention], *, countries_only: bool = False
) -> Iterator[tuple[int, str]]:
    """Yield where a country is told: that of a place, or one that things happen in."""
    for mention in mentions:
        for term in mention.senses:
            if term.side is None:
                continue
            if term.symbol == symbols.PLACE and not countries_only:
                if term.kind != "capital" or not _is_voice(document, mention):
                    yield mention.start, term.side
                break
            if (
                term.kind == "territory"
                or (term.kind == "country" and _is_located(document, mention.start))
                or (term.kind == "demonym" and is_a_side_of(mention.start, mention.end, document))
            ):
                yield mention.start, term.side
                break


def _is_located(document: Document, start: int) -> bool:
    return _LOCATED.search(document.folded, max(0, start - 40), start) is not None


def _is_voice(document: Document, mention: Mention) -> bool:
    """Tell whether a capital stands for its rulers: «Moscow said», «installed by Kyiv»."""
    if document.folded.endswith("by ", max(0, mention.start - 4), mention.start):
        return True
    behind = Span(mention.end, mention.end + _CUE_WITHIN)
    following = next(iter(document.mentions_within(behind)), None)
    return following is not None and any(it.symbol == symbols.CUE for it in following.senses)


def is_behind_preposition(document: Document, start: int) -> bool:
    """Tell whether a name stands for where or whither: «the road to India»."""
    return _PREPOSITION.search(document.folded, max(0, start - 12), start) is not None


def is_a_side_of(start: int, end: int, document: Document) -> bool:
    """Tell whether a nation stands for its part or land: «on the Israeli side of the border»."""
    return document.folded.startswith(" side", end) and bool(
        _ON_THE_SIDE.search(document.folded, max(0, start - 8), start)
    )


@functools.lru_cache(maxsize=4)
def states(lexicon: Lexicon) -> frozenset[str]:
    """Return the sides that are countries or territories, no people or armed groups."""
    return sides_of(lexicon, frozenset({"country", "territory"}))


@functools.lru_cache(maxsize=4)
def lands(lexicon: Lexicon) -> frozenset[str]:
    """Return the sides under which civilians live: countries, territories and peoples."""
    return sides_of(lexicon, _LAND_KINDS | {"people"})


@functools.lru_cache(maxsize=4)
def territories(lexicon: Lexicon) -> frozenset[str]:
    """Return the breakaway lands, which no country goes by the name of."""
    return sides_of(lexicon, frozenset({"territory"})) - sides_of(lexicon, frozenset({"country"}))


@functools.lru_cache(maxsize=16)
def sides_of(lexicon: Lexicon, kinds: frozenset[str]) -> frozenset[str]:
    """Return the sides that have a name of one of the kinds."""
    return frozenset(
        term.side
        for senses in lexicon.terms
        for term in senses
        if term.side and term.kind in kinds and term.symbol != symbols.PLACE
    )


@functools.lru_cache(maxsize=4)
def rivals_of(lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    """Return the enemies of each side, over all conflicts."""
    rivals: dict[str, set[str]] = {}
    for conflict in lexicon.conflicts:
        for camp in conflict.camps:
            others = set(conflict.sides) - set(camp)
            for side in camp:
                rivals.setdefault(side, set()).update(others)
    return {side: frozenset(others) for side, others in rivals.items()}


@functools.lru_cache(maxsize=256)
def opponents_of(lexicon: Lexicon, side: str) -> frozenset[str]:
    """Return who leads the camps against a side, over all conflicts that it takes part in."""
    return frozenset(
        camp[0]
        for conflict in lexicon.conflicts
        if side in conflict.sides
        for camp in conflict.camps
        if side not in camp
    )


@functools.lru_cache(maxsize=4)
def state_allies(lexicon: Lexicon) -> frozenset[str]:
    """Return who fights beside a state, and against none: nobody's rebels."""
    known = lands(lexicon)
    firsts = [c.camps[0] for c in lexicon.conflicts if c.camps[0][0] in known]
    others = [camp for c in lexicon.conflicts for camp in c.camps[1:]]
    return frozenset(side for camp in firsts for side in camp).difference(*others)


@functools.lru_cache(maxsize=4)
def bystanders(lexicon: Lexicon) -> frozenset[str]:
    """Return the lands where another's armed group does the fighting: they head its camp."""
    known = lands(lexicon)
    states = {conflict.camps[0][0] for conflict in lexicon.conflicts}
    return frozenset(
        camp[0]
        for conflict in lexicon.conflicts
        for camp in conflict.camps[1:]
        if camp[0] in known - states and any(side not in known for side in camp)
    )


@functools.lru_cache(maxsize=4)
def homes(lexicon: Lexicon) -> Mapping[str, str]:
    """Return the state that an armed group fights at home, for groups that fight only one."""
    states = sides_of(lexicon, frozenset({"country"}))
    known = states | (territories(lexicon) - sides_of(lexicon, frozenset({"group"})))
    found: dict[str, set[str]] = {}
    for conflict in lexicon.conflicts:
        state = next((side for side in conflict.camps[0] if side in states), None)
        for camp in conflict.camps[1:]:
            if state is not None and known.isdisjoint(camp):
                for side in camp:
                    found.setdefault(side, set()).add(state)
    return {side: min(its) for side, its in found.items() if len(its) == 1}


@functools.lru_cache(maxsize=4)
def states_with_rebels(lexicon: Lexicon) -> frozenset[str]:
    """Return the states whose foe in some war is no state but armed groups."""
    known = sides_of(lexicon, frozenset({"country"}))
    return frozenset(
        conflict.camps[0][0]
        for conflict in lexicon.conflicts
        if any(known.isdisjoint(camp) for camp in conflict.camps[1:])
    )


@functools.lru_cache(maxsize=4)
def lands_of_groups(lexicon: Lexicon) -> frozenset[str]:
    """Return the lands for which armed groups of their own fight: their people are no soldiers."""
    known = sides_of(lexicon, frozenset({"country"}))
    camps = (camp for conflict in lexicon.conflicts for camp in conflict.camps[1:])
    return frozenset(camp[0] for camp in camps if len(known.intersection(camp)) < len(camp))
