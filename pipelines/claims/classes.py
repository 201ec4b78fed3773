"""What kind of people suffered: fighters, civilians, both, or untold.

`find_class` reads the words of the victims, `settle_class` what their side and setting imply.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.claims.chunks import Reduced
from pipelines.claims.clauses import is_listed, is_partitive, noun_phrase, predicate
from pipelines.claims.document import Document
from pipelines.claims.predicates import Hit
from pipelines.claims.side_context import Before
from pipelines.claims.wording import has_word
from pipelines.lexicon import symbols
from pipelines.records import How, Span, VictimClass

_MOST = re.compile(r"\bmost\b|\bmany\b")
_AND_PEOPLE = re.compile(
    r"(?:\s(?:and|or)\s|,\s)(?:their\s|other\s)?(?:civilians|families|soldiers|troops|fighters)"
)
_OTHERS = re.compile(
    r"\b(?:others?|more(?!\sthan)|additional|further|another|colleagues?|comrades?)\b"
)
_HEADLINE = 200
_AROUND = 40
_NEAR = 2
_PEOPLE = frozenset({"person", "individual", "human", "soul", "life"})
_CAPTIVES = frozenset({"captive", "captives", "prisoner", "prisoners", "pow"})
_MILITARY_WAYS = frozenset(
    {"own", "conceded", "enemy", "sufferer", "rebels", "state", "adversary", "target"}
)


@dataclass(frozen=True, slots=True)
class SideTold:
    """What is known of the side: whether civilians live under it, whether it fights abroad.

    `way` is how it was found; `is_abroad` holds for a party whose people are named in a war that is
    fought in another's land.
    """

    slug: str | None
    is_land: bool
    is_abroad: bool
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
    for way in (_of_fighters, _prisoners, _same_people, _civil_topic):
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
    noun = predicate(asked.hit, asked.reduced, asked.document)
    if noun is None:
        return None
    terms = (token.sense(symbols.PEOPLE) for token in reversed(noun.tokens))
    classes = (term.victim_class for term in terms if term is not None)
    told = next((its for its in classes if its is not None and its != "unspecified"), None)
    if told is None:
        return None
    between = asked.document.folded[asked.hit.chunk.end : noun.start]
    return asked.told("mixed" if _MOST.search(between) else told, "predicate")


def _parts(asked: _Asked) -> ClassFound | None:
    """«440 people, including 200 soldiers and 127 civilians»: both in the parts that follow."""
    kinds = asked.reduced.kinds[asked.hit.position + 1 :].split(";")[0]
    at = re.search(r"[iIj]", kinds)
    if at is None or asked.hit.part:
        return None
    start = asked.reduced.chunks[asked.hit.position + 1 + at.start()].start
    end = asked.reduced.chunks[asked.hit.position + len(kinds)].end
    if asked.has("civilian", start, end) and asked.has("military", start, end):
        return asked.told("mixed", "parts")
    return None


def _suspects(asked: _Asked) -> ClassFound | None:
    """«arrested 41 logistics suppliers»: held by soldiers, but not told as fighters."""
    if asked.hit.category != "captured":
        return None
    span = noun_phrase(asked.hit, asked.reduced)
    return (
        asked.told("unspecified", "suspects")
        if asked.has("hostage", span.start, span.end)
        else None
    )


def _list(asked: _Asked) -> ClassFound | None:
    """Return the class of the figure before, where this one goes on from it."""
    before = asked.before
    if before is None or before.victim_class is None:
        return None
    if (
        is_partitive(asked.hit, asked.document)
        and asked.reduced.sentence.index - before.sentence < 2
    ):
        return asked.implied(before.victim_class, "list")
    if before.sentence != asked.reduced.sentence.index or not _goes_on(asked):
        return None
    if before.victim_class in ("unspecified", "mixed"):
        return None
    return asked.implied(before.victim_class, "list")


def _goes_on(asked: _Asked) -> bool:
    position = asked.hit.position
    bracketed = position > 0 and asked.reduced.kinds[position - 1] == "("
    return is_listed(asked.hit) or bracketed or asked.hit.chunk.kind in "05"


def _one_man(asked: _Asked) -> ClassFound | None:
    """Return «civilian» for one man told as nothing else: «a man was killed»."""
    term = asked.hit.chunk.term
    if asked.hit.chunk.figure is not None or term is None or term.lemma != "man":
        return None
    return asked.implied("civilian", "man")


def _with_women(asked: _Asked) -> ClassFound | None:
    """«127 men, 82 women, five boys»: men counted beside women and children are civilians."""
    term = asked.hit.chunk.term
    if (
        term is None
        or term.lemma != "man"
        or (asked.before and asked.before.victim_class == "military")
    ):
        return None
    following = asked.reduced.chunks[asked.hit.position + 1 : asked.hit.position + 5]
    counted = (chunk.term for chunk in following if chunk.kind == "1")
    civil = any(its is not None and its.victim_class == "civilian" for its in counted)
    return asked.implied("civilian", "with_women") if civil else None


def _losses(asked: _Asked) -> ClassFound | None:
    """«personnel – 1,200»: a bulletin counts the losses of a force."""
    return asked.told("military", "losses") if asked.hit.rule in ("bullet", "delta") else None


_WAYS: tuple[Callable[[_Asked], ClassFound | None], ...] = (
    _predicate,
    _words,
    _head,
    _parts,
    _suspects,
    _with_women,
    _list,
    _losses,
    _one_man,
)


def _of_fighters(asked: _Asked, side: SideTold) -> ClassFound | None:
    """«Wagner men», «its own losses», «Russia lost 200»: who fights has military losses."""
    if side.slug is None:
        return None
    term = asked.hit.chunk.term
    armed = not side.is_land or side.way in _MILITARY_WAYS
    if side.way == "sufferer" and term is not None and term.lemma in _PEOPLE:
        armed = False
    if asked.hit.category == "casualties" and side.way in ("modifier", "complement", "reported"):
        armed = True
    return asked.implied("military", "fighters") if armed or side.is_abroad else None


def _prisoners(asked: _Asked, side: SideTold) -> ClassFound | None:
    """Prisoners of a war are fighters; hostages and suspects may be anybody."""
    chunk = asked.hit.chunk
    words = asked.document.folded[chunk.start : chunk.end].split()
    if side.slug is None or not (asked.hit.category == "captured" or _CAPTIVES & set(words)):
        return None
    start = max(asked.reduced.sentence.start, chunk.start - _AROUND)
    if asked.has("hostage", start, chunk.end + _AROUND):
        return None
    return asked.implied("military", "prisoners")


def _same_people(asked: _Asked, side: SideTold) -> ClassFound | None:
    """«three others were injured»: a figure without a noun counts the people told of before."""
    before = asked.before
    if before is None or before.victim_class is None or before.victim_class == "mixed":
        return None
    distance = asked.reduced.sentence.index - before.sentence
    if distance > _NEAR or side.slug != before.side:
        return None
    figure, chunk = asked.hit.chunk.figure, asked.hit.chunk
    words = asked.document.folded[figure.end if figure else chunk.start : chunk.end + 8]
    if distance <= 1 and (chunk.kind in "05" or _OTHERS.search(words)):
        return asked.implied(before.victim_class, "same")
    term = chunk.term
    named = term is not None and term.lemma in _PEOPLE
    return (
        asked.implied("military", "same")
        if before.victim_class == "military" and not named
        else None
    )


def _civil_topic(asked: _Asked, side: SideTold) -> ClassFound | None:
    """«civilian casualties: 232 people killed», «Protection of civilians: update»."""
    if asked.hit.category not in ("killed", "wounded", "missing") or not side.is_land:
        return None
    sentence = asked.reduced.sentence
    if not (
        asked.has("setting", sentence.start, asked.hit.chunk.start)
        or asked.has("setting", 0, _HEADLINE)
    ):
        return None
    return asked.implied("civilian", "topic")
