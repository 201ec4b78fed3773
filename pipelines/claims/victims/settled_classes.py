"""Ways to settle a class that no word tells: from the side, the people before, the topic."""

import re
from dataclasses import dataclass

from pipelines.claims.harm.predicates import Hit
from pipelines.claims.reading.chunks import Reduced
from pipelines.claims.reading.document import Document
from pipelines.claims.victims.class_context import Asked, ClassFound
from pipelines.claims.victims.side_context import GENERAL_PEOPLE, Before

_OTHERS = re.compile(
    r"\b(?:others?|more(?!\sthan)|additional|further|another|colleagues?|comrades?)\b"
)
_HEADLINE = 200
_AROUND = 40
_NEAR = 2
_CAPTIVES = frozenset({"captive", "captives", "prisoner", "prisoners", "pow"})
_TOLD_APART = frozenset({"killed", "wounded"})
"""«Losses» are those of a force; deaths and injuries may be anybody's."""
_MILITARY_WAYS = frozenset(
    {
        "on_board",
        "own",
        "conceded",
        "enemy",
        "sufferer",
        "rebels",
        "state",
        "adversary",
        "target",
    }
)


@dataclass(frozen=True, slots=True)
class SideTold:
    """What is known of the side: whether civilians live under it, whether it fights abroad.

    `way` is how it was found; `is_abroad` holds for a party whose people are named in a war that is
    fought in another's land, `is_guest` for a nation that is no party to it.
    """

    slug: str | None
    is_land: bool
    is_abroad: bool
    is_guest: bool
    way: str


def settle_class(
    hit: Hit, reduced: Reduced, document: Document, before: Before | None, side: SideTold
) -> ClassFound | None:
    """Return the class that the side and the setting of a hit imply, else «unspecified»."""
    if hit.category in ("equipment", "repelled"):
        return None
    asked = Asked(hit, reduced, document, before)
    for way in (_of_fighters, _prisoners, _same_people, _with_children, _civil_topic):
        found = way(asked, side)
        if found is not None:
            return found
    return asked.implied("unspecified", "untold")


def _of_fighters(asked: Asked, side: SideTold) -> ClassFound | None:
    """«Wagner men», «its own losses», «Russia lost 200»: who fights has military losses."""
    if side.slug is None or _counts_none(asked):
        return None
    term = asked.hit.chunk.term
    armed = not side.is_land or side.way in _MILITARY_WAYS
    if side.way in ("sufferer", "target") and term is not None and term.lemma in GENERAL_PEOPLE:
        armed = False
    if (
        side.way == "sufferer"
        and asked.hit.verb.kind in "NCT"
        and asked.hit.category in _TOLD_APART
    ):
        armed = False
    if term is not None and term.lemma == "man" and _follows_arms(asked):
        armed = True
    if asked.hit.category == "casualties" and side.way in ("modifier", "complement", "reported"):
        armed = True
    return asked.implied("military", "fighters") if armed or side.is_abroad else None


def _follows_arms(asked: Asked) -> bool:
    """«three tanks and eleven men»: men counted with a force's arms are its fighters."""
    before = asked.before
    here = before is not None and before.sentence == asked.reduced.sentence.index
    return here and before is not None and before.category == "equipment"


def _counts_none(asked: Asked) -> bool:
    """Tell whether a figure counts nobody: «no casualties» leaves open who might have suffered."""
    figure, start = asked.hit.chunk.figure, asked.hit.chunk.start
    if figure is not None and figure.value is not None:
        return figure.value == 0
    return asked.document.folded.startswith(("no ", "none", "nobody"), start)


def _prisoners(asked: Asked, side: SideTold) -> ClassFound | None:
    """Prisoners of a war are fighters; hostages and suspects may be anybody."""
    chunk = asked.hit.chunk
    words = asked.document.folded[chunk.start : chunk.end].split()
    if side.slug is None or not (asked.hit.category == "captured" or _CAPTIVES & set(words)):
        return None
    start = max(asked.reduced.sentence.start, chunk.start - _AROUND)
    if asked.has("hostage", start, chunk.end + _AROUND):
        return None
    return asked.implied("military", "prisoners")


def _same_people(asked: Asked, side: SideTold) -> ClassFound | None:
    """«three others were injured»: a figure without a noun counts the people told of before."""
    before = asked.before
    if before is None or before.victim_class is None or before.victim_class == "mixed":
        return None
    distance = asked.reduced.sentence.index - before.sentence
    figure, chunk = asked.hit.chunk.figure, asked.hit.chunk
    words = asked.document.folded[figure.end if figure else chunk.start : chunk.end + 8]
    others = _OTHERS.search(words) is not None
    if distance <= 1 and side.is_guest:
        return asked.implied(before.victim_class, "same")
    if distance > _NEAR or (side.slug != before.side and "other" not in words):
        return None
    if distance <= 1 and (others or (chunk.kind in "05" and not _is_apart(asked, before))):
        return asked.implied(before.victim_class, "same")
    term = chunk.term
    named = term is not None and term.lemma in GENERAL_PEOPLE
    return (
        asked.implied("military", "same")
        if before.victim_class == "military" and not named
        else None
    )


def _is_apart(asked: Asked, before: Before) -> bool:
    """Tell whether a new paragraph parts a figure from fighters: it may count anybody."""
    spans = asked.document.sentences.spans
    paragraph = spans[asked.reduced.sentence.index].paragraph
    return before.victim_class == "military" and spans[before.sentence].paragraph != paragraph


def _with_children(asked: Asked, side: SideTold) -> ClassFound | None:
    """«18 dead, four of whom were children»: where children suffer and no fighter is told."""
    if asked.hit.category not in ("killed", "wounded", "missing") or not side.is_land:
        return None
    term = asked.hit.chunk.term
    if term is not None and term.lemma in GENERAL_PEOPLE:
        return None
    sentence, start = asked.reduced.sentence, asked.hit.chunk.start
    first, last = max(sentence.start, start - _HEADLINE), min(sentence.end, start + _HEADLINE)
    if not asked.has("vulnerable", first, last) or asked.has("military", first, last):
        return None
    return asked.implied("civilian", "children")


def _civil_topic(asked: Asked, side: SideTold) -> ClassFound | None:
    """«civilian casualties: 232 people killed», «Protection of civilians: update»."""
    if asked.hit.category not in ("killed", "wounded", "missing") or not side.is_land:
        return None
    sentence = asked.reduced.sentence
    start = asked.hit.chunk.start
    if not (
        asked.has("setting", max(sentence.start, start - _HEADLINE), start)
        or asked.has("setting", 0, _HEADLINE)
    ):
        return None
    return asked.implied("civilian", "topic")
