"""The people that a figure without a noun counts, where its sentence names them elsewhere.

At the count («the number of soldiers killed rose to 144»), before a bracket («civilians (239)»),
before «killed two of them», behind the next figure («nine Thai and two Lao soldiers»).
"""

import re

from pipelines.claims.harm.predicates import Hit
from pipelines.claims.reading.chunks import Reduced
from pipelines.claims.reading.document import Document
from pipelines.claims.reading.tokens import Token
from pipelines.claims.victims.clauses import is_partitive, verb_position
from pipelines.lexicon import symbols

_WITHIN = "dwZOvsPSYoa&6'"
_AT_COUNT = re.compile(rf"(?:[{_WITHIN}]{{0,3}}?[oa])?(?P<people>[{_WITHIN}JK]{{1,8}})")
_COUNT_BEHIND = re.compile(rf"[dw]{{0,2}}C[oa](?P<people>[{_WITHIN}JK]{{1,8}})")
_SHARED_NOUN = re.compile(r"s(?:,?&|,)(?P<people>1)")
_BEFORE_BRACKET = re.compile(rf"(?P<people>[{_WITHIN}]{{1,10}})\($")
_SHARED_VERB = re.compile(r"[,&][nwDh]{0,2}$")
_LOOK_BACK = 40


def people_told(hit: Hit, reduced: Reduced, document: Document) -> range | None:
    """Return the chunks that name whom a figure counts; None where it has a noun of its own."""
    if hit.chunk.kind != "0":
        return None
    if is_partitive(hit, document):
        return _before_of_them(hit, reduced)
    found = _at_count(hit, reduced) or _before_bracket(hit, reduced) or _shared(hit, reduced)
    if found is None or not any(map(_names_people, (reduced.chunks[at].tokens for at in found))):
        return None
    return found


def _at_count(hit: Hit, reduced: Reduced) -> range | None:
    verb = verb_position(hit, reduced)
    if verb >= hit.position:
        match = _COUNT_BEHIND.match(reduced.kinds, hit.position + 1)
    elif hit.verb.kind in "CTN":
        match = _AT_COUNT.match(reduced.kinds, verb + 1, hit.position)
    else:
        match = None
    return range(*match.span("people")) if match else None


def _shared(hit: Hit, reduced: Reduced) -> range | None:
    """Return the next figure with its noun: «nine South African and two Malawian peacekeepers»."""
    match = _SHARED_NOUN.match(reduced.kinds, hit.position + 1)
    return range(*match.span("people")) if match else None


def _before_bracket(hit: Hit, reduced: Reduced) -> range | None:
    first = max(0, hit.position - _LOOK_BACK)
    match = _BEFORE_BRACKET.search(reduced.kinds, first, hit.position)
    return range(*match.span("people")) if match else None


def _before_of_them(hit: Hit, reduced: Reduced) -> range | None:
    """Return the people named last before «killed two of them», but for those who do the harm."""
    verb = verb_position(hit, reduced)
    if verb >= hit.position or hit.verb.kind not in "KkG":
        return None
    skipped = not _SHARED_VERB.search(reduced.kinds, 0, verb)
    for at in range(verb - 1, max(-1, verb - _LOOK_BACK), -1):
        if not _names_people(reduced.chunks[at].tokens):
            continue
        if not skipped:
            return range(at, at + 1)
        skipped = False
    return None


def _names_people(tokens: tuple[Token, ...]) -> bool:
    return any(
        term.symbol in (symbols.PEOPLE, symbols.SIDE) for token in tokens for term in token.senses
    )
