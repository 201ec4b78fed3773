"""Ways to tell a side from words for a part in the war: «our», «the enemy», who lost, «rebels»."""

import re
from collections.abc import Callable

from pipelines.claims.reading.chunks import Chunk
from pipelines.claims.victims.clauses import (
    chunk_side,
    clause_before,
    is_done_to,
    is_part,
    is_said_of_speaker,
    predicate,
    subject_side,
    sufferer,
    suffering_word,
)
from pipelines.claims.victims.side_context import Context, SideFound, inherited, told
from pipelines.claims.victims.wording import first_word, last_word
from pipelines.records import Span

_BULLETIN = frozenset({"bullet", "delta"})
_CONCEDED_WITHIN = 70
_OWNED_WITHIN = 24
_FIRST_PERSON = re.compile(r"[\"“'‘«]?\s*(?:and |but |so )?(?:we|our|i|my)\b")
_CREW = re.compile(r"(?:of )?(?:its|their) (?:crew|passengers|occupants)\b")
_OF_A_THIRD = re.compile(r"of (?:its|their|his|her)\b(?! own)|(?:its|their|his|her) (?!own\b)")


def _by_own(context: Context) -> SideFound | None:
    """Return the side of who speaks or acts, for «its own losses» and «our boys»."""
    hit, start = context.hit, context.hit.chunk.start
    first = max(context.reduced.sentence.start, start - _OWNED_WITHIN)
    if is_done_to(hit, context.reduced):
        first = max(first, hit.verb.end)
    word = last_word(context.document, Span(first, context.phrase.end), "own")
    if word is None or context.victim_class == "civilian":
        return None
    if "\n" in context.document.text[word.start : start]:
        return None
    if _OF_A_THIRD.match(context.document.folded, word.start):
        return _by_owner(context, word)
    return inherited(_own_side(context), word, "own")


def _by_owner(context: Context, word: Chunk) -> SideFound | None:
    """Return whose «30 of its vehicles» are: the doer's enemy's, the enemy's, or the subject's."""
    of_craft = _CREW.match(context.document.folded, word.start)
    if of_craft is not None or is_done_to(context.hit, context.reduced):
        return None
    first = context.reduced.chunks[clause_before(context.hit, context.reduced).first]
    if last_word(context.document, Span(first.start, word.start), "enemy") is not None:
        return None
    named = context.speaker or _subject(context) or context.theatre.side_before(context.reduced)
    return inherited(named, word, "own") or inherited(_own_side(context), word, "own")


def _own_side(context: Context) -> str | None:
    """Return the side of the speaker, the subject, those told of before, or the article's voice."""
    side = context.speaker or _subject(context)
    if side is not None:
        return side
    before = context.before
    if before is not None and context.reduced.sentence.index - before.sentence <= 1:
        return before.side
    return context.theatre.voice


def _subject(context: Context) -> str | None:
    clause = clause_before(context.hit, context.reduced)
    found = subject_side(clause, context.reduced, context.document)
    if found is None and context.reduced.kinds.startswith("p", clause.first):
        found = _first_named(context, clause.first)
    return found[0] if found else None


def _first_named(context: Context, last: int) -> tuple[str, Chunk] | None:
    """Return the subject of the first clause: «The army took the base; it lost 14 of its men»."""
    if "s" not in context.reduced.kinds[:last]:
        return None
    return chunk_side(context.reduced.chunks[context.reduced.kinds.index("s")], context.document)


def _by_enemy(context: Context) -> SideFound | None:
    """Return the adversary of who speaks, for «the enemy» and for bulletins of its losses."""
    first = clause_before(context.hit, context.reduced).first
    start = context.reduced.chunks[first].start
    word = last_word(context.document, Span(start, context.phrase.end), "enemy")
    if word is None and context.hit.rule not in _BULLETIN:
        return None
    speaker = context.speaker or context.theatre.voice
    if speaker is None:
        return None
    other = context.theatre.adversary(speaker, context.reduced)
    return inherited(other, word or context.hit.chunk, "enemy")


def _by_sufferer(context: Context) -> SideFound | None:
    """«Russia lost five tanks», «Ukrainian losses reached 190»: what stands before suffers."""
    hit, reduced, document = context.hit, context.reduced, context.document
    word = suffering_word(hit, reduced, document)
    if word is None:
        return None
    found = sufferer(word, hit, reduced, document)
    if found is None and context.speaker and is_said_of_speaker(word, hit, reduced):
        return inherited(context.speaker, word, "sufferer")
    if found is None and _FIRST_PERSON.match(document.folded, _clause_start(context)):
        return inherited(context.speaker or context.theatre.land, word, "sufferer")
    return told(found, "sufferer") or inherited(_role_before(context, word), word, "sufferer")


def _clause_start(context: Context) -> int:
    first = clause_before(context.hit, context.reduced).first
    return context.reduced.chunks[first].start


def _role_before(context: Context, word: Chunk) -> str | None:
    """Return whose «the army», «the rebels» stands before a verb of suffering."""
    hit, theatre, speaker = context.hit, context.theatre, context.speaker
    first = clause_before(hit, context.reduced).first
    where = Span(context.reduced.chunks[first].start, word.start)
    if word is hit.verb or context.victim_class == "civilian":
        return None
    if last_word(context.document, where, "rebel"):
        return theatre.rebels_near(context.reduced)
    state = last_word(context.document, where, "state")
    if state is None or context.document.text[state.start].isupper():
        return None
    if speaker is not None and theatre.is_state(speaker) and theatre.is_party(speaker):
        return speaker
    return theatre.state_near(context.reduced) or theatre.state_before(context.reduced)


def _by_conceded(context: Context) -> SideFound | None:
    """«Mali's general staff conceded two dead»: who concedes speaks of its own."""
    start, sentence = context.hit.chunk.start, context.reduced.sentence
    where = Span(max(sentence.start, start - _CONCEDED_WITHIN), min(sentence.end, start + 40))
    word = last_word(context.document, where, "concede")
    if word is None or last_word(context.document, context.phrase, "rebel"):
        return None
    return inherited(context.speaker or _subject(context), word, "conceded")


def _by_role(context: Context) -> SideFound | None:
    """Return whose «the militants», «three soldiers» are where a state fights armed groups."""
    said = predicate(context.hit, context.reduced, context.document)
    where = Span(context.phrase.start, max(context.phrase.end, said.end if said else 0))
    rebel = first_word(context.document, where, "rebel")
    state = first_word(context.document, where, "state")
    if rebel is not None and (state is None or rebel.start < state.start):
        return _of_rebels(context, rebel)
    if state is None or context.theatre.state is None or _is_part_of_rebels(context):
        return None
    if _is_told_by_ally(context):
        return inherited(context.speaker, state, "own_soldiers")
    return inherited(context.theatre.state_near(context.reduced), state, "state")


def _is_part_of_rebels(context: Context) -> bool:
    """Tell whether a figure counts some of an armed group: «21 rebels, including an officer»."""
    before = context.before
    if before is None or before.side is None or not is_part(context.hit):
        return False
    here = before.sentence == context.reduced.sentence.index
    return here and not context.theatre.is_land(before.side)


def _of_rebels(context: Context, rebel: Chunk) -> SideFound | None:
    """Return whose «the militants» are; nobody's known where a state's foes have no name."""
    theatre, document = context.theatre, context.document
    word = document.folded[rebel.start : rebel.end]
    group = theatre.rebels_near(context.reduced, word, context.hit.chunk.start)
    if group is None and theatre.fights_groups():
        return SideFound(None, rebel, "inherited", "rebels_unnamed")
    return inherited(group, rebel, "rebels")


def _is_told_by_ally(context: Context) -> bool:
    """Tell whether a force beside the state tells of soldiers killed: «NATO said three died»."""
    speaker, theatre = context.speaker, context.theatre
    if speaker in (None, theatre.state) or is_done_to(context.hit, context.reduced):
        return False
    return theatre.is_party(speaker or "") and not theatre.fights_state(speaker or "")


PARTY_WAYS: tuple[Callable[[Context], SideFound | None], ...] = (
    _by_own,
    _by_enemy,
    _by_sufferer,
    _by_conceded,
    _by_role,
)
