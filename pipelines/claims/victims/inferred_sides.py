"""Ways to infer a side: from who did the harm, who reports it, and the place."""

from collections.abc import Callable

from pipelines.claims.reading.chunks import Chunk
from pipelines.claims.victims.carried_sides import (
    by_continued,
    by_on_board,
    by_partitive,
    by_previous,
    by_same_people,
)
from pipelines.claims.victims.clauses import (
    Clause,
    agent_side,
    attacked_side,
    chunk_side,
    clause_before,
    is_done_to,
    is_said_of_speaker,
    nearby_before,
    subject_side,
    target_side,
)
from pipelines.claims.victims.inflicted import does_harm
from pipelines.claims.victims.side_context import (
    Context,
    SideFound,
    inherited,
    told,
)
from pipelines.claims.victims.wording import has_word, last_word
from pipelines.records import Span

_BARE_WITHIN = 120
_FORCE_WITHIN = 24


def _by_airspace(context: Context) -> SideFound | None:
    """«11 drones suppressed in Kursk region»: what is downed over a land comes from its enemy."""
    if context.hit.category != "equipment":
        return None
    bare = context.hit.chunk.kind == "0"
    start = context.phrase.start
    if bare:
        start = max(context.reduced.sentence.start, start - _BARE_WITHIN)
    if not has_word(context.document, Span(start, context.phrase.end), "airborne"):
        return None
    land = context.theatre.land_near(context.reduced, context.hit.chunk.start)
    land = land or context.theatre.land
    other = context.theatre.adversary(land, context.reduced) if land else None
    return inherited(other, context.hit.chunk, "airspace")


def _by_target(context: Context) -> SideFound | None:
    """Return whom the harm was meant for: «an offensive against the SDF, killing 23»."""
    harmed = context.hit.chunk.kind in "45" or is_done_to(context.hit, context.reduced)
    if context.victim_class == "civilian" or not harmed:
        return None
    clause = clause_before(context.hit, context.reduced)
    named = target_side(clause, context.reduced, context.document)
    return told(named, "target") or _of_role_aimed_at(context, clause)


def _of_role_aimed_at(context: Context, clause: Clause) -> SideFound | None:
    """«troops clashed with the bandits, killing 18»: a part in the war that is aimed at."""
    chunks, theatre = context.reduced.chunks, context.theatre
    if clause.first == clause.last or context.hit.chunk.kind not in "05":
        return None
    end = chunks[clause.last - 1].end
    span = Span(max(chunks[clause.first].start, end - _BARE_WITHIN), end)
    aim = last_word(context.document, span, "aim")
    if aim is None or aim.end >= end:
        return None
    behind = Span(aim.end, end)
    rebel = last_word(context.document, behind, "rebel")
    if rebel is not None:
        return inherited(theatre.rebels_near(context.reduced), rebel, "target")
    state = last_word(context.document, behind, "state")
    return inherited(theatre.state_near(context.reduced), state, "target") if state else None


def _by_doer(context: Context) -> SideFound | None:
    """Return the adversary of who did the harm to fighters or their arms."""
    if not context.is_armed:
        return None
    side, where = _perpetrator(context)
    if side is None:
        return None
    return inherited(
        context.theatre.adversary(side, context.reduced, context.hit.chunk.start),
        where,
        "adversary",
    )


def _perpetrator(context: Context) -> tuple[str | None, Chunk]:
    """Return who did the harm, and the words that tell it."""
    hit, reduced, document = context.hit, context.reduced, context.document
    agent = agent_side(hit, reduced, document)
    if agent is not None:
        return agent
    if not does_harm(hit, reduced, document):
        return None, hit.chunk
    clause = clause_before(hit, reduced)
    named = subject_side(clause, reduced, document)
    if named is not None:
        return named
    if clause.first < clause.last:
        span = Span(reduced.chunks[clause.first].start, reduced.chunks[clause.last - 1].end)
        rebel = last_word(document, span, "rebel")
        if rebel is not None:
            return context.theatre.rebels_near(reduced), rebel
        state = last_word(document, span, "state")
        if state is not None:
            return context.speaker or context.theatre.state, state
    return context.speaker, hit.verb


def _by_own_soldiers(context: Context) -> SideFound | None:
    """«Phnom Penh reported five troops dead»: who tells of soldiers killed tells of its own."""
    speaker, hit = context.speaker, context.hit
    is_lost = hit.category in ("killed", "wounded", "missing") or hit.rule == "noun_of"
    if speaker is None or not is_lost:
        return None
    if does_harm(hit, context.reduced, context.document) or not context.theatre.is_party(speaker):
        return None
    word = last_word(context.document, context.phrase, "state")
    return inherited(speaker, word, "own_soldiers") if word else None


def _by_reported(context: Context) -> SideFound | None:
    """Return the adversary of a party that reports a loss of fighters or arms not its own."""
    if not context.is_armed or not context.speaker:
        return None
    other = context.theatre.adversary(context.speaker, context.reduced)
    return inherited(other, context.hit.chunk, "reported")


def _by_claimed(context: Context) -> SideFound | None:
    """«Al-Shabaab said it had killed 100»: a party that boasts of a number means its enemies."""
    hit, reduced, speaker = context.hit, context.reduced, context.speaker
    boasts = hit.chunk.kind == "0" and hit.category == "killed" and is_done_to(hit, reduced)
    if speaker is None or not boasts or not context.theatre.is_party(speaker):
        return None
    if not is_said_of_speaker(hit.verb, hit, reduced):
        return None
    other = context.theatre.adversary(speaker, reduced, hit.chunk.start)
    return inherited(other, hit.chunk, "adversary")


def _by_place(context: Context) -> SideFound | None:
    """Return the country of the nearest place, for people who are nobody's fighters."""
    if context.is_armed:
        return None
    doer, where = _perpetrator(context)
    land = context.theatre.land_near(context.reduced, context.hit.chunk.start)
    if land is not None and (held := _held_by(land, context)):
        return inherited(held, context.hit.chunk, "held")
    is_named = doer is not None and where.kind == "s"
    if is_named and (land is None or (land == doer and _is_force(where, context))):
        other = context.theatre.adversary(doer or "", context.reduced)
        if other is not None and context.theatre.is_land(other):
            return inherited(other, where, "harmed_land")
    if land is not None:
        return inherited(land, context.hit.chunk, "place")
    speaker = context.speaker
    if speaker and context.theatre.is_state(speaker) and context.theatre.is_party(speaker):
        return inherited(speaker, context.hit.chunk, "speaker_land")
    return None


def _is_force(where: Chunk, context: Context) -> bool:
    """Tell whether a side does harm by its fighters: «Palestinian militants», no «capital»."""
    return has_word(context.document, Span(where.start, where.end + _FORCE_WITHIN), "military")


def _held_by(land: str, context: Context) -> str | None:
    """Return the country whose people a land at war with it holds: «hostages in Gaza»."""
    if context.hit.category != "captured" or not has_word(
        context.document, context.phrase, "hostage"
    ):
        return None
    other = context.theatre.adversary(land, context.reduced)
    return other if other is not None and context.theatre.is_land(other) else None


def _by_named(context: Context) -> SideFound | None:
    """Return the side that the sentence names nearest before the loss of fighters or arms."""
    if not context.is_armed:
        return None
    doer, _ = _perpetrator(context)
    for chunk in reversed(nearby_before(context.hit, context.reduced)):
        found = chunk_side(chunk, context.document)
        if found is not None and found[0] not in (context.speaker, doer):
            return inherited(found[0], found[1], "sentence")
    return None


def _by_attack(context: Context) -> SideFound | None:
    """«3 officers, following a Ukrainian strike on a Russian post»: the side attacked."""
    if not context.is_armed:
        return None
    return told(attacked_side(context.hit, context.reduced, context.document), "attack")


def _by_downed(context: Context) -> SideFound | None:
    """Return the attacker of the article's country for what was shot down there unnamed."""
    land = context.theatre.land
    if context.hit.category != "equipment" or land is None or context.theatre.state:
        return None
    return inherited(context.theatre.adversary(land), context.hit.chunk, "downed")


def _by_land(context: Context) -> SideFound | None:
    """Return the country that the article is about; for fighters the state at war there."""
    side = context.theatre.state if context.is_armed else context.theatre.land
    return inherited(side, context.hit.chunk, "article")


INFERRED_WAYS: tuple[Callable[[Context], SideFound | None], ...] = (
    by_on_board,
    by_partitive,
    by_continued,
    _by_target,
    _by_doer,
    _by_own_soldiers,
    _by_reported,
    _by_airspace,
    by_same_people,
    _by_claimed,
    _by_place,
    _by_attack,
    _by_named,
    by_previous,
    _by_downed,
    _by_land,
)
