"""Who suffers: the side, class and words of the victims of a hit, and the kind of equipment."""

import re
from dataclasses import dataclass

from pipelines.claims.chunks import Chunk, Reduced
from pipelines.claims.document import Document
from pipelines.claims.predicates import Hit
from pipelines.claims.sides import Context, find_side, is_sufferer, subject_of
from pipelines.lexicon import symbols
from pipelines.records import Evidence, VictimClass

_MILITARY_WORDS = re.compile(
    r"\b(?:troops?|forces?|army|armed|military|soldiers?|servicemen|personnel|fighters?|militants?|"
    r"insurgents?|rebels?|group(?:ing|s)?|battlegroup|brigade|regiment|battalion|navy)\b",
    re.IGNORECASE,
)
_NOT_EQUIPMENT = frozenset({"enemy", "separate", "more", "other", "additional", "such", "new"})


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

    `previous` are those of the hit before it; `speaker` is the side that the claimant speaks for:
    «the enemy» is its adversary.
    """
    before = previous.side if previous else None
    untold = hit.part and previous is not None and previous.side is None
    found = find_side(Context(hit, reduced, document, before, speaker, untold))
    victim_class = _victim_class(hit, reduced, document, previous)
    evidence = []
    if found is not None:
        where = found.where
        evidence.append(
            Evidence("victim_side", where.start, where.end, found.how, f"side.{found.way}")
        )
    if victim_class is not None:
        head = hit.chunk.head or hit.chunk.token
        evidence.append(Evidence("victim_class", head.start, head.end, "explicit", "class.head"))
    return Victim(
        found.side if found else None,
        victim_class,
        _words(hit.chunk, document),
        _equipment(hit, document) if hit.category == "equipment" else None,
        tuple(evidence),
    )


def _words(chunk: Chunk, document: Document) -> str | None:
    """Return the words that name the victims, without the figure; None where it stands alone."""
    start = chunk.figure.end if chunk.figure else chunk.start
    return document.text[start : chunk.end].strip() or None


def _victim_class(
    hit: Hit, reduced: Reduced, document: Document, previous: Victim | None
) -> VictimClass | None:
    """Return the class that the noun tells, else that of the suffering subject or the list."""
    if hit.category in ("equipment", "repelled"):
        return None
    words = document.text[hit.chunk.start : hit.chunk.end].lower()
    if "civilian" in words and "military" not in words:
        return "civilian"
    if _MILITARY_WORDS.search(words) or hit.rule in ("bullet", "delta"):
        return "military"
    term = hit.chunk.term
    told = term.victim_class if term is not None else None
    if told in ("military", "civilian", "mixed"):
        return told
    subject = subject_of(hit, reduced)
    if subject is not None and is_sufferer(hit, reduced) and _fights(subject, hit, document):
        return "military"
    if told is not None:
        return told
    return previous.victim_class if previous else "unspecified"


def _fights(subject: Chunk, hit: Hit, document: Document) -> bool:
    """Tell whether a suffering subject is an armed force, or speaks of its losses as one."""
    kinds = {token.term.kind for token in subject.tokens if token.term}
    if kinds & {"force", "military", "group"} or hit.verb.kind == "U":
        return True
    words = document.text[subject.start : subject.end]
    return bool(_MILITARY_WORDS.search(words)) or subject.tokens[-1].symbol == "'"


def _equipment(hit: Hit, document: Document) -> str | None:
    """Return the noun as written in the singular and lower case: «armoured vehicle»."""
    head = hit.verb.head if hit.rule in ("bullet", "delta") else hit.chunk.head
    term = head.sense(symbols.EQUIPMENT) if head else None
    if term is None:
        return None
    words = []
    for token in hit.chunk.tokens:
        text = document.text[token.start : token.end].lower()
        if token is head:
            break
        if token.symbol in "wZ" and text not in _NOT_EQUIPMENT:
            words.append(text)
    return " ".join([*words, term.lemma.lower()])
