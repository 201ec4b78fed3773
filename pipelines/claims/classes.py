"""What kind of people suffered: fighters, civilians, both, or untold.

`find_class` reads the words of the victims, `settle_class` what their side and setting imply.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.claims.chunks import Reduced
from pipelines.claims.clauses import is_listed, noun_phrase
from pipelines.claims.document import Document
from pipelines.claims.predicates import Hit
from pipelines.claims.side_context import Before
from pipelines.claims.wording import has_word
from pipelines.lexicon import symbols
from pipelines.records import How, Span, VictimClass

_PREDICATE = re.compile(r"(?:[wPJK]{0,2}o[dw]{0,2}[wJPKN]{0,2})?(?:b|,)[wOdo p]{0,5}s?(P)")
_AROUND = 40
_MOST = re.compile(r"\bmost\b|\bmany\b")
_AND_PEOPLE = re.compile(
    r"(?:\s(?:and|or)\s|,\s)(?:their\s|other\s)?(?:civilians|families|soldiers|troops|fighters)"
)
_OTHERS = re.compile(r"\b(?:others?|more|additional|further|another)\b", re.IGNORECASE)
_MILITARY_WAYS = frozenset(
    {"own", "conceded", "enemy", "sufferer", "rebels", "state", "adversary", "target"}
)


@dataclass(frozen=True, slots=True)
class SideTold:
    """What is known of the side: its slug, whether civilians live under it, how it was found."""

    slug: str | None
    is_land: bool
    way: str


@dataclass(frozen=True, slots=True)
class ClassFound:
    """A class, the words that tell it, how it was reached and by which way."""

    victim_class: VictimClass
    start: int
    end: int
    how: How
    way: str


@dataclass(frozen=True, slots=True)
class _Asked:
    hit: Hit
    reduced: Reduced
    document: Document
    before: Before | None

    def has(self, kind: str, start: int, end: int) -> bool:
        """Tell whether a word of a kind stands in a passage."""
        return has_word(self.document, Span(start, end), kind)

    def told(self, victim_class: VictimClass, way: str) -> ClassFound:
        return self._found(victim_class, "explicit", way)

    def implied(self, victim_class: VictimClass, way: str) -> ClassFound:
        return self._found(victim_class, "inherited", way)

    def _found(self, victim_class: VictimClass, how: How, way: str) -> ClassFound:
        head = self.hit.chunk.head or self.hit.chunk.token
        return ClassFound(victim_class, head.start, head.end, how, way)


def find_class(
    hit: Hit, reduced: Reduced, document: Document, before: Before | None
) -> ClassFound | None:
    """Return the class that the words of a hit tell; None where they do not, or for things."""
    if hit.category in ("equipment", "repelled"):
        return None
    asked = _Asked(hit, reduced, document, before)
    return next((found for way in _WAYS if (found := way(asked)) is not None), None)


def settle_class(
    hit: Hit, reduced: Reduced, document: Document, before: Before | None, side: SideTold
) -> ClassFound | None:
    """Return the class that the side and the setting of a hit imply, else «unspecified»."""
    if hit.category in ("equipment", "repelled"):
        return None
    asked = _Asked(hit, reduced, document, before)
    for way in (_of_fighters, _prisoners, _same_people, _setting):
        found = way(asked, side)
        if found is not None:
            return found
    return asked.implied("unspecified", "untold")


def _words(asked: _Asked) -> ClassFound | None:
    """«civilians», «soldiers and civilians», «fighters of the Sham Legion»."""
    span = noun_phrase(asked.hit, asked.reduced)
    end = _with_further_noun(asked, span.end)
    civil = asked.has("civilian", span.start, end)
    fights = asked.has("military", span.start, end)
    if civil and fights:
        return asked.told("mixed", "words")
    if civil:
        return asked.told("civilian", "words")
    return asked.told("military", "words") if fights else None


def _with_further_noun(asked: _Asked, end: int) -> int:
    """Return where «… and civilians», «… and their families» ends behind a noun of people."""
    match = _AND_PEOPLE.match(asked.document.folded, end)
    return match.end() if match else end


def _head(asked: _Asked) -> ClassFound | None:
    term = asked.hit.chunk.term
    told = term.victim_class if term is not None else None
    if told is None or told == "unspecified":
        return None
    return asked.told(told, "head")


def _predicate(asked: _Asked) -> ClassFound | None:
    """«ten of the dead were civilians», «26 people, nearly all of them tourists»."""
    match = _PREDICATE.match(asked.reduced.kinds, asked.hit.position + 1)
    if match is None:
        return None
    token = asked.reduced.chunks[match.start(1)].tokens[0]
    term = token.sense(symbols.PEOPLE)
    told = term.victim_class if term is not None else None
    if told is None or told == "unspecified":
        return None
    between = asked.document.folded[asked.hit.chunk.end : token.start]
    return asked.told("mixed" if _MOST.search(between) else told, "predicate")


def _parts(asked: _Asked) -> ClassFound | None:
    """«440 people, including 200 soldiers and 127 civilians»: both in the parts that follow."""
    kinds = asked.reduced.kinds[asked.hit.position + 1 :]
    at = re.search(r"[iIj]", kinds)
    if at is None or asked.hit.part:
        return None
    start = asked.reduced.chunks[asked.hit.position + 1 + at.start()].start
    end = asked.reduced.sentence.end
    if asked.has("civilian", start, end) and asked.has("military", start, end):
        return asked.told("mixed", "parts")
    return None


def _list(asked: _Asked) -> ClassFound | None:
    """Return the class of the figure before, where this one goes on from it."""
    before = asked.before
    if before is None or before.victim_class is None:
        return None
    if before.sentence != asked.reduced.sentence.index:
        return None
    if not is_listed(asked.hit) and asked.hit.chunk.kind not in "05":
        return None
    if before.victim_class in ("unspecified", "mixed"):
        return None
    return asked.implied(before.victim_class, "list")


def _losses(asked: _Asked) -> ClassFound | None:
    """«personnel – 1,200»: a bulletin counts the losses of a force."""
    return asked.told("military", "losses") if asked.hit.rule in ("bullet", "delta") else None


_WAYS: tuple[Callable[[_Asked], ClassFound | None], ...] = (
    _words,
    _head,
    _predicate,
    _parts,
    _list,
    _losses,
)


def _of_fighters(asked: _Asked, side: SideTold) -> ClassFound | None:
    """«Wagner men», «its own losses», «Russia lost 200»: who fights has military losses."""
    if side.slug is None:
        return None
    armed = not side.is_land or side.way in _MILITARY_WAYS
    if asked.hit.category == "casualties" and side.way in ("modifier", "complement", "reported"):
        armed = True
    if not armed:
        return None
    return asked.implied("military", "fighters")


def _prisoners(asked: _Asked, side: SideTold) -> ClassFound | None:
    """Prisoners of a war are fighters; hostages and suspects may be anybody."""
    if asked.hit.category != "captured" or side.slug is None:
        return None
    start = max(asked.reduced.sentence.start, asked.hit.chunk.start - _AROUND)
    if asked.has("hostage", start, asked.hit.chunk.end + _AROUND):
        return None
    return asked.implied("military", "prisoners")


def _same_people(asked: _Asked, side: SideTold) -> ClassFound | None:
    """«three others were injured»: a figure without a noun counts the people told of before."""
    before = asked.before
    if before is None or before.victim_class is None or before.victim_class == "mixed":
        return None
    if asked.reduced.sentence.index - before.sentence > 1 or side.slug != before.side:
        return None
    words = asked.document.text[asked.hit.chunk.start : asked.hit.chunk.end + 8]
    if asked.hit.chunk.kind not in "05" and not _OTHERS.search(words):
        return None
    return asked.implied(before.victim_class, "same")


def _setting(asked: _Asked, side: SideTold) -> ClassFound | None:
    """«missiles slam into apartment blocks»: who is harmed there is a civilian."""
    if asked.hit.category not in ("killed", "wounded", "missing") or not side.is_land:
        return None
    sentence = asked.reduced.sentence
    if not asked.has("setting", sentence.start, sentence.end):
        return None
    return asked.implied("civilian", "setting")
