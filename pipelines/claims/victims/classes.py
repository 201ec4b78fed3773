"""What kind of people suffered: fighters, civilians, both, or untold.

Here are the ways that read the words of the victims; what their side implies comes later.
"""

import re
from collections.abc import Callable

from pipelines.claims.harm.predicates import Hit
from pipelines.claims.reading.chunks import Reduced
from pipelines.claims.reading.document import Document
from pipelines.claims.victims.class_context import Asked, ClassFound
from pipelines.claims.victims.clauses import (
    beside_name,
    is_done_to,
    is_listed,
    is_part,
    is_partitive,
    nearby_before,
    noun_phrase,
    predicate,
)
from pipelines.claims.victims.side_context import Before
from pipelines.lexicon import symbols
from pipelines.records import VictimClass

_PARTS_WITHIN = 60
_TOLD_BY_NAME: tuple[VictimClass, ...] = ("military", "civilian")
_WOMEN_AND_CHILDREN = frozenset({"woman", "child", "boy", "girl", "women and children"})
_ALL_WERE = re.compile(
    r"\s{1,3}(?:all|both|they|all three|all four|the (?:victims|dead)|most)"
    r"(?: of (?:them|the (?:dead|victims)))? were (?:all )?"
)
_OF_FAMILY = re.compile(
    r"\s(?:of|from|in) (?:one|two|three|the same|a single|an entire|a|an|the|his|her|their)"
    r"(?: \w+){0,2} (?:famil(?:y|ies)|households?)\b"
)
_ANYBODY = frozenset({"person", "foreigner", "national", "foreign citizen", "compatriot"})
_SAID_WITHIN = 24
_HAD = re.compile(r"\b(?:had|has|have|counts?|counted|lost|took|suffered|left)\b[^,;.]{0,16}$")
_HAD_WITHIN = 24
_UNIT_WITHIN = 6
_MOST = re.compile(r"\bmost\b|\bmany\b")
_AND_PEOPLE = re.compile(
    r"(?:(?:\s(?:and|or)\s|,\s)(?:their\s|other\s)?"
    r"(?:civilians|families|soldiers|troops|fighters)\b){1,3}(?P<some>\sincluded|\samong them)?"
)


def find_class(
    hit: Hit,
    reduced: Reduced,
    document: Document,
    before: Before | None,
    people: range | None,
    *,
    is_aboard: bool,
) -> ClassFound | None:
    """Return the class that the words of a hit tell; None where they do not, or for things.

    Who sails in a merchant ship is a civilian, but for those who guard it.
    """
    if hit.category in ("equipment", "repelled"):
        return None
    asked = Asked(hit, reduced, document, before, people)
    if is_aboard:
        return asked.implied("civilian", "crew")
    return next((found for way in _WAYS if (found := way(asked)) is not None), None)


def _words(asked: Asked) -> ClassFound | None:
    """«civilians», «soldiers and civilians», «59 lives, soldiers included»."""
    span = noun_phrase(asked.hit, asked.reduced)
    more = _AND_PEOPLE.match(asked.document.folded, span.end)
    end = more.end() if more else span.end
    civil = asked.has("civilian", span.start, end) or _is_of_family(asked)
    fights = asked.has("military", span.start, end)
    if (civil and fights) or (more is not None and more["some"]):
        return asked.told("mixed", "words")
    if civil:
        return asked.told("civilian", "words")
    return asked.told("military", "words") if fights else None


def _is_of_family(asked: Asked) -> bool:
    """Tell whether the victims are kin: «nine people of one family», «five from one household»."""
    return _OF_FAMILY.match(asked.document.folded, asked.hit.chunk.end) is not None


def _head(asked: Asked) -> ClassFound | None:
    head = asked.hit.chunk.head
    term = head.sense(symbols.PEOPLE) if head is not None else None
    told = term.victim_class if term is not None else None
    if told is None or told == "unspecified":
        return None
    return asked.told(told, "head")


def _name(asked: Asked) -> ClassFound | None:
    """«Brigadier General X was killed», «X, an ISIL commander, …»: what is said of a name."""
    hit = asked.hit
    if hit.chunk.figure is not None or hit.chunk.head is not None:
        return None
    for position in beside_name(hit, asked.reduced):
        chunk = asked.reduced.chunks[position]
        for kind in _TOLD_BY_NAME:
            if asked.has(kind, chunk.start, chunk.end):
                return asked.told(kind, "name")
    return None


def _predicate(asked: Asked) -> ClassFound | None:
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
    words = asked.document.folded[noun.start : noun.end]
    if _MOST.search(between) and words.startswith("civilian"):
        return asked.told("mixed", "predicate")
    return asked.told(told, "predicate")


def _said_after(asked: Asked) -> ClassFound | None:
    """«Two sappers were killed. All were civilians.»: what the next sentence says of them."""
    after = _ALL_WERE.match(asked.document.folded, asked.reduced.sentence.end)
    if after is None:
        return None
    for kind in _TOLD_BY_NAME:
        if asked.has(kind, after.end(), after.end() + _SAID_WITHIN):
            return asked.told(kind, "said_after")
    return None


def _unit(asked: Asked) -> ClassFound | None:
    """Return «military» for what a unit counts: «the battalion had 61 dead», «it lost 40»."""
    hit, chunks = asked.hit, asked.reduced.chunks
    if hit.chunk.kind not in "045" or is_done_to(hit, asked.reduced):
        return None
    start = hit.chunk.start
    near = max(asked.reduced.sentence.start, start - _HAD_WITHIN)
    if _HAD.search(asked.document.folded, near, start) is None:
        return None
    first = max(0, hit.position - _UNIT_WITHIN)
    told = asked.has("unit", chunks[first].start, start)
    return asked.implied("military", "unit") if told else None


def _parts(asked: Asked) -> ClassFound | None:
    """«440 people, including 200 soldiers and 127 civilians»: both in the parts that follow."""
    kinds = asked.reduced.kinds[asked.hit.position + 1 : asked.hit.position + _PARTS_WITHIN].split(
        ";"
    )[0]
    at = re.search(r"[iIj]", kinds)
    if at is None or asked.hit.part:
        return None
    start = asked.reduced.chunks[asked.hit.position + 1 + at.start()].start
    end = asked.reduced.chunks[asked.hit.position + len(kinds)].end
    if asked.has("civilian", start, end) and asked.has("military", start, end):
        return asked.told("mixed", "parts")
    return None


def _people_told(asked: Asked) -> ClassFound | None:
    """Return what is told at a count, before a bracket: «the number of soldiers killed»."""
    if asked.people is None:
        return None
    chunks = asked.reduced.chunks[asked.people.start : asked.people.stop]
    start, end = chunks[0].start, chunks[-1].end
    told = [kind for kind in _TOLD_BY_NAME if asked.has(kind, start, end)]
    terms = (token.sense(symbols.PEOPLE) for chunk in chunks for token in chunk.tokens)
    told += [
        term.victim_class
        for term in terms
        if term is not None and term.victim_class in _TOLD_BY_NAME
    ]
    if not told:
        return None
    return asked.told("mixed" if len(set(told)) > 1 else told[0], "people_told")


def _suspects(asked: Asked) -> ClassFound | None:
    """«arrested 41 logistics suppliers»: held by soldiers, but not told as fighters."""
    if asked.hit.category != "captured":
        return None
    span = noun_phrase(asked.hit, asked.reduced)
    return (
        asked.told("unspecified", "suspects")
        if asked.has("hostage", span.start, span.end)
        else None
    )


def _antecedent(asked: Asked) -> ClassFound | None:
    """«of 550 soldiers who crossed, 485 were killed»: a bare figure out of people just counted."""
    hit, before = asked.hit, asked.before
    sentence = asked.reduced.sentence.index
    if hit.chunk.kind != "0" or (before is not None and before.sentence == sentence):
        return None
    for chunk in reversed(nearby_before(hit, asked.reduced)):
        if chunk.kind != "1":
            continue
        told = chunk.term.victim_class if chunk.term is not None else None
        return asked.implied(told, "antecedent") if told and told != "unspecified" else None
    return None


def _list(asked: Asked) -> ClassFound | None:
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
    term = asked.hit.chunk.term
    is_other = term is not None and term.lemma in _ANYBODY and not _is_told_of_whole(asked)
    if before.victim_class == "military" and is_other:
        return None
    return asked.implied(before.victim_class, "list")


def _is_told_of_whole(asked: Asked) -> bool:
    """Tell whether a figure is a part of those before: «978 militants (13 foreigners)»."""
    position = asked.hit.position
    return is_part(asked.hit) or (position > 0 and asked.reduced.kinds[position - 1] == "(")


def _goes_on(asked: Asked) -> bool:
    position = asked.hit.position
    kinds, before = asked.reduced.kinds, asked.before
    bracketed = position > 0 and kinds[position - 1] == "("
    joined = before is not None and kinds[before.position + 1 : position] in ("&", ",", ",&")
    return is_listed(asked.hit) or bracketed or joined or asked.hit.chunk.kind in "05"


def _one_man(asked: Asked) -> ClassFound | None:
    """Return «civilian» for one man told as nothing else: «a man was killed»."""
    term = asked.hit.chunk.term
    if asked.hit.chunk.figure is not None or term is None or term.lemma != "man":
        return None
    return asked.implied("civilian", "man")


def _with_women(asked: Asked) -> ClassFound | None:
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
    civil = any(its is not None and its.lemma in _WOMEN_AND_CHILDREN for its in counted)
    return asked.implied("civilian", "with_women") if civil else None


def _losses(asked: Asked) -> ClassFound | None:
    """«personnel – 1,200»: a bulletin counts the losses of a force."""
    return asked.told("military", "losses") if asked.hit.rule in ("bullet", "delta") else None


_WAYS: tuple[Callable[[Asked], ClassFound | None], ...] = (
    _name,
    _said_after,
    _predicate,
    _words,
    _head,
    _parts,
    _people_told,
    _suspects,
    _with_women,
    _antecedent,
    _list,
    _losses,
    _unit,
    _one_man,
)
