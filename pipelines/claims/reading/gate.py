"""Decide whether a text or sentence can hold a claim at all: words of harm, words of conflict."""

import functools
from collections.abc import Mapping, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipelines.claims.reading.mentions import Mention, Mentions, by_match
from pipelines.lexicon import Lexicon, Term, symbols
from pipelines.lexicon.spacing import spaced

_HARM = frozenset(symbols.HARM_FORMS.values()) | {
    symbols.WORD_CLASSES["toll"],
    symbols.WORD_CLASSES["among_dead"],
}
_ARMED = ("group", "force", "military", "armed group")
_TOPICS = ("war", "conflict", "other", "side")
_TOPIC_OF = {
    "war": "war",
    "conflict": "conflict",
    "troops": "conflict",
    "law": None,
    "calamity": "other",
    "peace": "other",
}
_PLENTY = 4
_MOST_LOOSE = 4
_MOST_NEEDED = 3
_STEP = 500
"""Characters of a text for which one more point of lead is needed."""
_VICTIMS = frozenset({symbols.PEOPLE, symbols.EQUIPMENT, symbols.ATTACK})

HARM = 1
"""A sentence with a term of harm may hold a claim, figure or not."""
VICTIM = 2
"""A sentence with a noun of people, equipment or attacks may hold one where it has a figure."""
RISE = 4
"""In a sentence with a word of rising («up to», «rose») such a noun may have its total behind."""
_RISE = symbols.WORD_CLASSES["rise"]


@functools.lru_cache(maxsize=4)
def _harm_words(lexicon: Lexicon) -> AhoCorasick:
    harm = {
        term.text.lower() for senses in lexicon.terms for term in senses if term.symbol in _HARM
    }
    return AhoCorasick(
        sorted(spaced(word) for word in harm),
        matchkind=MatchKind.LeftmostLongest,
        implementation=Implementation.DFA,
    )


@functools.lru_cache(maxsize=4)
def hints(lexicon: Lexicon) -> Sequence[int]:
    """Return for each match of the lexicon what its presence makes possible: HARM, VICTIM, RISE."""
    return by_match(
        lexicon,
        lambda senses: (
            HARM * any(term.symbol in _HARM for term in senses)
            | VICTIM * any(term.symbol in _VICTIMS for term in senses)
            | RISE * any(term.symbol == _RISE for term in senses)
        ),
    )


def may_hold_claims(folded: str, lexicon: Lexicon) -> bool:
    """Tell whether a text in lower case holds any word of harm."""
    return bool(_harm_words(lexicon).find_matches_as_indexes(spaced(folded)))


def speaks_of_conflict(mentions: Mentions, lexicon: Lexicon) -> bool:
    """Tell whether a text speaks of armed conflict, and clearly more than of other news.

    Each word counts once, however often it stands. What speaks for conflict: two for a word of
    war (shelling, militant) or the name of an armed group or force; one for a word that matches
    and strikes of workers use too (attack, army, front), at most four where no word of war stands;
    one for countries at war, two where sides that fight each other are named. Each word of other
    news speaks against it. A short text needs a lead of one, a long one more; so much of war that
    even a page of mixed news must hold some of it needs none.
    """
    words: dict[str, set[str]] = {kind: set() for kind in _TOPICS}
    topics = _topics_of_terms(lexicon)
    sides: set[str] = set()
    for mention in mentions.chosen(_topics(lexicon)):
        for term in mention.senses:
            told = topics.get(id(term))
            if told is None:
                continue
            kind, lemma = told
            words[kind].add(lemma)
            if term.side is not None and kind in ("war", "side"):
                sides.add(term.side)
        if len(words["war"]) >= _PLENTY:
            return True
    war = len(words["war"])
    loose = len(words["conflict"])
    lead = 2 * war + (loose if war else min(loose, _MOST_LOOSE)) - len(words["other"])
    if words["side"]:
        lead += 1
    if _are_opposed(sides, lexicon):
        lead += 2
    return lead >= min(1 + len(mentions.folded) // _STEP, _MOST_NEEDED)


def tells_other_cause(mentions: Sequence[Mention]) -> bool:
    """Tell whether a sentence names a calamity and no sign of conflict beside it."""
    return any(map(_is_calamity, mentions)) and not any(map(_sign, mentions))


def is_done_by_calamity(mentions: Sequence[Mention], verb: int) -> bool:
    """Tell whether the word before a verb at an offset is a calamity: «an avalanche killed six»."""
    before = next((m for m in reversed(mentions) if m.end <= verb), None)
    return before is not None and verb - before.end == 1 and _is_calamity(before)


@functools.lru_cache(maxsize=4)
def _topics(lexicon: Lexicon) -> Sequence[bool]:
    """Return for each match of the lexicon whether it says what a text speaks of."""
    topics = _topics_of_terms(lexicon)
    return by_match(lexicon, lambda senses: any(id(term) in topics for term in senses))


@functools.lru_cache(maxsize=4)
def _topics_of_terms(lexicon: Lexicon) -> Mapping[int, tuple[str, str]]:
    """Return what each term speaks of and by which word: terms live as long as their lexicon."""
    found: dict[int, tuple[str, str]] = {}
    for term in (term for senses in lexicon.terms for term in senses):
        topic = _topic(term, lexicon)
        told = (topic, term.lemma) if topic is not None else _topic_within(term, lexicon)
        if told is not None:
            found[id(term)] = told
    return found


def _topic_within(term: Term, lexicon: Lexicon) -> tuple[str, str] | None:
    """Return what a word of a longer term speaks of, rather of war: «rebel fighters»."""
    words = term.text.lower().split()
    indexes = (lexicon.index.get(word) for word in words if len(words) > 1)
    inner = [its for index in indexes if index is not None for its in lexicon.terms[index]]
    told = {its.kind: its.lemma for its in reversed(inner) if its.symbol == symbols.CONTEXT}
    kind = next((kind for kind in ("war", "conflict") if kind in told), None)
    return (kind, told[kind]) if kind is not None else None


def _topic(term: Term, lexicon: Lexicon) -> str | None:
    """Return what a term speaks of: war, conflict, other news, a side at war; None for no such."""
    if term.symbol == symbols.CONTEXT:
        return _TOPIC_OF[term.kind]
    if term.kind in _ARMED:
        return "war"
    return "side" if term.side in _belligerents(lexicon) else None


def _are_opposed(sides: set[str], lexicon: Lexicon) -> bool:
    return any(
        sum(not sides.isdisjoint(camp) for camp in conflict.camps) > 1
        for conflict in lexicon.conflicts
    )


@functools.lru_cache(maxsize=4)
def _belligerents(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(side for conflict in lexicon.conflicts for side in conflict.principals)


def _is_calamity(mention: Mention) -> bool:
    return any(map(_names_calamity, mention.senses))


def _names_calamity(term: Term) -> bool:
    return term.kind == "calamity" and term.symbol == symbols.CONTEXT


def _sign(mention: Mention) -> str | None:
    return next((sign for term in mention.senses if (sign := _sense_sign(term))), None)


def _sense_sign(term: Term) -> str | None:
    if term.symbol == symbols.CONTEXT and term.kind in ("war", "conflict"):
        return term.lemma
    return term.lemma if term.kind in _ARMED else None
