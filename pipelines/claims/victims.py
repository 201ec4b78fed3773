"""Who suffers: the side, class and words of the victims of a hit, and the kind of equipment."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.claims.chunks import Chunk, Reduced
from pipelines.claims.document import Document, side_of
from pipelines.claims.predicates import Hit
from pipelines.lexicon import symbols
from pipelines.records import Evidence, How, VictimClass

_AGENT_RULES = frozenset({"active", "gerund", "repelled", "list"})
_SUFFERER_RULES = frozenset({"suffer", "noun", "noun_of", "noun_amount", "harmed"})
_PEOPLE_KINDS = "0145 6"
_ENEMY = re.compile(r"\b(?:the )?(?:enemy|adversary|occupiers?|invaders?)\b", re.IGNORECASE)
_MILITARY_WORDS = re.compile(
    r"\b(?:troops?|forces?|army|armed|military|soldiers?|servicemen|personnel|fighters?|militants?|"
    r"insurgents?|rebels?|group(?:ing|s)?|battlegroup|brigade|regiment|battalion|navy|UAF|AFU)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Victim:
    """The victims of one hit; `side` is a slug, `text` the words that name them."""

    side: str | None
    victim_class: VictimClass | None
    text: str | None
    equipment: str | None
    evidence: tuple[Evidence, ...]


def find_victim(
    hit: Hit, reduced: Reduced, document: Document, previous: Victim | None, speaker: str | None
) -> Victim:
    """Return the victims of a hit.

    `previous` are those of the hit before it in the document where it stands near; `speaker` is
    the side that the claimant speaks for: «the enemy» is its adversary.
    """
    side, where, how, rule = _side(hit, reduced, document, previous, speaker)
    victim_class = _victim_class(hit, reduced, document, side, previous)
    evidence = []
    if side is not None and where is not None:
        evidence.append(Evidence("victim_side", where.start, where.end, how, f"side.{rule}"))
    if victim_class is not None:
        at = hit.chunk.head or hit.chunk.token
        evidence.append(Evidence("victim_class", at.start, at.end, "explicit", "class.head"))
    chunk = hit.chunk
    return Victim(
        side,
        victim_class,
        document.text[chunk.start : chunk.end],
        _equipment(hit, document) if hit.category == "equipment" else None,
        tuple(evidence),
    )


def _side(
    hit: Hit, reduced: Reduced, document: Document, previous: Victim | None, speaker: str | None
) -> tuple[str | None, Chunk | None, How, str]:
    """Return the side with the chunk that names it, how it was reached and by which rule."""
    chunks = reduced.chunks
    own = _chunk_side(hit.chunk)
    if own:
        return own, hit.chunk, "explicit", "modifier"
    after = _side_after(hit, reduced)
    if after:
        return after[0], after[1], "explicit", "of"
    subject = _subject(hit, reduced)
    if subject is not None:
        side = _chunk_side(subject)
        if side and (_suffers(hit, reduced)):
            return side, subject, "explicit", "sufferer"
        if side:
            other = _adversary(side, document)
            if other and not _is_civilian(hit):
                return other, subject, "inherited", "adversary"
    sentence = reduced.sentence
    if speaker and (
        hit.rule == "bullet" or _ENEMY.search(document.text, sentence.start, sentence.end)
    ):
        other = _adversary(speaker, document) or _only_adversary(speaker, document)
        if other:
            return other, hit.chunk, "inherited", "enemy"
    if previous is not None and previous.side and hit.rule in ("list", "including", "of_whom"):
        return previous.side, hit.chunk, "inherited", "list"
    agent = _agent_after(hit, reduced)
    if agent is not None and not _is_civilian(hit):
        other = _adversary(_chunk_side(agent) or "", document)
        if other:
            return other, agent, "inherited", "agent"
    country = _country(hit, reduced, document)
    if country and (_is_civilian(hit) or hit.category in ("killed", "wounded", "missing")):
        return country, hit.chunk, "inherited", "place"
    if previous is not None and previous.side:
        return previous.side, hit.chunk, "inherited", "previous"
    named = [c for c in chunks if c.kind == "s" and _chunk_side(c)]
    if named:
        return _chunk_side(named[0]), named[0], "inherited", "sentence"
    return None, None, "default", "none"


def _chunk_side(chunk: Chunk) -> str | None:
    for token in chunk.tokens:
        side = side_of(token.senses)
        if side:
            return side
    return None


def _side_after(hit: Hit, reduced: Reduced) -> tuple[str, Chunk] | None:
    """Return the side in «of the Ukrainian army», «among Russian troops», «on Ukrainian troops»."""
    kinds = reduced.kinds[hit.position + 1 :]
    match = re.match(r"(?:[wPE,]{0,2}(?:o|a|f)[wd]{0,2})([sS])", kinds)
    if match is None:
        return None
    chunk = reduced.chunks[hit.position + 1 + match.start(1)]
    side = _chunk_side(chunk)
    return (side, chunk) if side else None


def _subject(hit: Hit, reduced: Reduced) -> Chunk | None:
    """Return the side chunk nearest before the harm word, in the same clause."""
    verb = next((i for i, chunk in enumerate(reduced.chunks) if chunk is hit.verb), hit.position)
    for position in range(min(verb, hit.position) - 1, -1, -1):
        chunk = reduced.chunks[position]
        if chunk.kind in "c;":
            return None
        if chunk.kind == "s" and _chunk_side(chunk):
            return chunk
    return None


def _suffers(hit: Hit, reduced: Reduced) -> bool:
    if hit.rule in _SUFFERER_RULES:
        before = reduced.kinds[: hit.position]
        return re.search(r"[kKG][wDO]{0,3}$", before) is None
    return hit.verb.kind == "U" or hit.rule in ("passive", "intransitive", "bullet", "reduced")


def _agent_after(hit: Hit, reduced: Reduced) -> Chunk | None:
    match = re.match(r"[^;\"c]{0,6}?y([s])", reduced.kinds[hit.position + 1 :])
    return reduced.chunks[hit.position + 1 + match.start(1)] if match else None


def _is_civilian(hit: Hit) -> bool:
    term = hit.chunk.term
    if term is None or term.victim_class is None:
        return False
    if term.victim_class == "civilian":
        return True
    return hit.chunk.kind == "6" and term.victim_class != "military"


def _adversary(side: str, document: Document) -> str | None:
    """Return the side most named in the document among those who fight `side`."""
    rivals: dict[str, int] = {}
    for conflict in document.lexicon.conflicts:
        if side in conflict.sides:
            for other in conflict.sides:
                if other != side:
                    rivals[other] = document.side_counts.get(other, 0)
    best = max(rivals, key=lambda other: (rivals[other], other), default=None)
    return best if best and rivals[best] else None


def _only_adversary(side: str, document: Document) -> str | None:
    """Return the other side where every conflict of `side` has one and the same."""
    others = {other for c in document.lexicon.conflicts if side in c.sides for other in c.sides} - {
        side
    }
    return next(iter(others)) if len(others) == 1 else None


def _country(hit: Hit, reduced: Reduced, document: Document) -> str | None:
    """Return the country of the place named nearest to the figure, in or before its sentence."""
    places = [
        (abs(i - hit.position), term.side)
        for i, chunk in enumerate(reduced.chunks)
        for term in _place_terms(chunk)
        if term
    ]
    if places:
        return min(places)[1]
    for earlier in reversed(document.sentences[: reduced.sentence.index]):
        sides = [term.side for chunk in earlier.chunks for term in _place_terms(chunk)]
        if sides:
            return sides[-1]
    return None


def _place_terms(chunk: Chunk) -> Iterator["_SidedTerm"]:
    for token in chunk.tokens:
        for term in token.senses:
            located = term.symbol == symbols.PLACE or term.kind in ("country", "territory")
            if located and term.side:
                yield _SidedTerm(term.side)


@dataclass(frozen=True, slots=True, order=True)
class _SidedTerm:
    side: str


def _victim_class(
    hit: Hit, reduced: Reduced, document: Document, side: str | None, previous: Victim | None
) -> VictimClass | None:
    if hit.category in ("equipment", "repelled"):
        return None
    words = document.text[hit.chunk.start : hit.chunk.end].lower()
    if "civilian" in words and "military" not in words:
        return "civilian"
    term = hit.chunk.term
    if term is not None and term.victim_class is not None:
        if term.victim_class != "unspecified" or side is None:
            return term.victim_class
        return "military" if _MILITARY_WORDS.search(words) else "unspecified"
    if _MILITARY_WORDS.search(words) or hit.rule == "bullet":
        return "military"
    subject = _subject(hit, reduced)
    if subject is not None and _suffers(hit, reduced):
        named = document.text[subject.start : subject.end]
        force = any(t.term and t.term.kind in ("force", "military") for t in subject.tokens)
        group = any(t.term and t.term.kind == "group" for t in subject.tokens)
        lost = hit.verb.kind == "U"
        if (
            force
            or group
            or lost
            or _MILITARY_WORDS.search(named)
            or subject.tokens[-1].symbol == "'"
        ):
            return "military"
    if previous is not None:
        return previous.victim_class
    return "unspecified"


_NOT_EQUIPMENT = frozenset({"enemy", "separate", "more", "other", "additional", "such", "new"})


def _equipment(hit: Hit, document: Document) -> str | None:
    """Return the noun as written in the singular and lower case: «armoured vehicle»."""
    head = hit.chunk.head
    if head is None or hit.rule == "bullet":
        head = hit.verb.head if hit.rule == "bullet" else head
    if head is None:
        return None
    term = head.sense(symbols.EQUIPMENT)
    if term is None:
        return None
    words = []
    for token in hit.chunk.tokens:
        if token is head:
            break
        text = document.text[token.start : token.end].lower()
        if token.symbol in "wZ" and text not in _NOT_EQUIPMENT:
            words.append(text)
    return " ".join([*words, term.lemma.lower()])
