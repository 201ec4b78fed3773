"""Ways to infer a side from the figure before: a list that goes on, a part, a crew on board."""

import re

from pipelines.claims.victims.clauses import (
    antecedent,
    chunk_side,
    is_done_to,
    is_listed,
    is_partitive,
)
from pipelines.claims.victims.side_context import (
    GENERAL_PEOPLE,
    Before,
    Context,
    SideFound,
    inherited,
    told,
)

_ON_BOARD = re.compile(
    r"\s(?:people |men |soldiers |personnel |of those |members )?"
    r"(?:on ?board|aboard|of (?:its|the) crew|crew(?: members)?|who were (?:aboard|in it))\b"
)
_NEAR = 2
_NEAR_FIGHTERS = 5
_MOST_BETWEEN = 60


def by_continued(context: Context) -> SideFound | None:
    """«… and five wounded», «including two officers»: the side of the figure before it."""
    before = context.before
    if before is None or before.sentence != context.reduced.sentence.index:
        return None
    if not is_listed(context.hit) and not _goes_on(context, before):
        return _counted_again(context, before)
    if not context.is_armed and not _can_be_people(context, before):
        return None
    return inherited(before.side, context.hit.chunk, "list")


def by_on_board(context: Context) -> SideFound | None:
    """«shot down a junta helicopter, killing all seven on board»: the side of the craft."""
    before, chunk = context.before, context.hit.chunk
    if before is None or before.category != "equipment" or chunk.kind not in "015":
        return None
    if before.sentence != context.reduced.sentence.index:
        return None
    if _ON_BOARD.match(context.document.folded, chunk.end) is None:
        return None
    return inherited(before.side, chunk, "on_board")


def _counted_again(context: Context, before: Before) -> SideFound | None:
    """«Moscow speaks of 6,465 prisoners; Kyiv gives 8,000»: a bare figure for the same people."""
    hit = context.hit
    if hit.chunk.kind != "0" or hit.category != before.category:
        return None
    done = is_done_to(hit, context.reduced)
    return None if done else inherited(before.side, hit.chunk, "counted_again")


def _can_be_people(context: Context, before: Before) -> bool:
    """Tell whether the side of the figure before can be that of people who do not fight."""
    if before.category in ("equipment", "repelled"):
        return False
    fights = before.side is not None and not context.theatre.is_state(before.side)
    return not (fights and (context.victim_class or context.hit.chunk.kind not in "05"))


def _goes_on(context: Context, before: Before) -> bool:
    """Tell whether nobody else is named between the figure before and this one."""
    first = max(before.position + 1, context.hit.position - _MOST_BETWEEN)
    between = context.reduced.chunks[first : context.hit.position]
    if any(chunk_side(chunk, context.document) for chunk in between):
        return False
    return not any(chunk.kind in ';c"' for chunk in between)


def by_partitive(context: Context) -> SideFound | None:
    """«two of them»: some of the people told of before."""
    if not is_partitive(context.hit, context.document):
        return None
    before = context.before
    if before is None or before.sentence != context.reduced.sentence.index:
        named = antecedent(context.hit, context.reduced, context.document)
        if named is not None:
            return told(named, "antecedent")
        if context.people is not None:
            return None
    return inherited(before.side, context.hit.chunk, "partitive") if before else None


def by_same_people(context: Context) -> SideFound | None:
    """«at least 182,312 men», «twenty more»: the list of a force's dead goes on."""
    before, term = context.before, context.hit.chunk.term
    counts_people = context.hit.category not in ("equipment", "repelled")
    if before is None or before.victim_class != "military" or not counts_people:
        return None
    if context.victim_class is not None:
        return None
    if context.reduced.sentence.index - before.sentence > _NEAR or context.speaker:
        return None
    if context.hit.chunk.kind == "0" and context.is_new_paragraph:
        return None
    if term is not None and term.lemma in GENERAL_PEOPLE:
        return None
    of_group = before.side is not None and not context.theatre.is_state(before.side)
    if of_group and context.hit.chunk.kind != "0":
        return None
    return inherited(before.side, context.hit.chunk, "same_people")


def by_previous(context: Context) -> SideFound | None:
    """Return the side of the figure before, where it stood shortly before."""
    before = context.before
    near = _NEAR_FIGHTERS if context.is_armed else _NEAR
    if before is None or context.reduced.sentence.index - before.sentence > near:
        return None
    if not context.is_armed:
        spans = context.document.sentences.spans
        paragraph = spans[context.reduced.sentence.index].paragraph
        apart = spans[before.sentence].paragraph != paragraph
        if apart or not _can_be_people(context, before):
            return None
    return inherited(before.side, context.hit.chunk, "previous")
