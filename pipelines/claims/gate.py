"""Decide whether a text or sentence can hold a claim at all: words of harm, words of conflict."""

import functools
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipelines.claims.mentions import Mention, Mentions, starts_word
from pipelines.lexicon import Lexicon, Term, symbols

_HARM = frozenset(symbols.HARM_FORMS.values()) | {symbols.WORD_CLASSES["toll"]}
_VICTIMS = frozenset({symbols.PEOPLE, symbols.EQUIPMENT, symbols.ATTACK})

HARM = 1
"""A sentence with a term of harm may hold a claim, figure or not."""
VICTIM = 2
"""A sentence with a noun of people, equipment or attacks may hold one where it has a figure."""


@functools.lru_cache(maxsize=4)
def _harm_words(lexicon: Lexicon) -> AhoCorasick:
    harm = {
        term.text.lower() for senses in lexicon.terms for term in senses if term.symbol in _HARM
    }
    return AhoCorasick(
        sorted(harm), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
    )


@functools.lru_cache(maxsize=4)
def hints(lexicon: Lexicon) -> Sequence[int]:
    """Return for each pattern of the lexicon what its presence makes possible: HARM, VICTIM, 0."""
    return tuple(
        HARM * any(term.symbol in _HARM for term in senses)
        | VICTIM * any(term.symbol in _VICTIMS for term in senses)
        for senses in lexicon.terms
    )


def may_hold_claims(folded: str, lexicon: Lexicon) -> bool:
    """Tell whether a text in lower case holds any word of harm."""
    matches = _harm_words(lexicon).find_matches_as_indexes(folded)
    return any(starts_word(folded, start) for _, start, _ in matches)


def speaks_of_conflict(mentions: Mentions, lexicon: Lexicon) -> bool:
    """Tell whether a text holds a sign of armed conflict; two where it names a calamity too.

    A sign is a word of conflict, the name of an armed group or force, or (all of them together
    one sign) a country at war.
    """
    signs: set[str] = set()
    needed = 1
    for mention in mentions.chosen(_signs(lexicon)):
        if any(map(_names_other_news, mention.senses)):
            needed = 2
        sign = _sign(mention)
        if sign is not None or mention.term.side in _belligerents(lexicon):
            signs.add(sign or "at war")
    return len(signs) >= needed


def tells_other_cause(mentions: Sequence[Mention]) -> bool:
    """Tell whether a sentence names a calamity and no sign of conflict beside it."""
    return any(map(_is_calamity, mentions)) and not any(map(_sign, mentions))


@functools.lru_cache(maxsize=4)
def _signs(lexicon: Lexicon) -> Sequence[bool]:
    """Return for each pattern of the lexicon whether it can be a sign or name a calamity."""
    at_war = _belligerents(lexicon)
    return tuple(
        any(
            _sense_sign(term) is not None or _names_other_news(term) or term.side in at_war
            for term in senses
        )
        for senses in lexicon.terms
    )


@functools.lru_cache(maxsize=4)
def _belligerents(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(side for conflict in lexicon.conflicts for side in conflict.principals)


def _is_calamity(mention: Mention) -> bool:
    return any(map(_names_calamity, mention.senses))


def _names_other_news(term: Term) -> bool:
    """Tell whether a term speaks of a calamity, or of sport, traffic, weather …"""
    return term.kind in ("calamity", "peace") and term.symbol == symbols.CONTEXT


def _names_calamity(term: Term) -> bool:
    return term.kind == "calamity" and term.symbol == symbols.CONTEXT


def _sign(mention: Mention) -> str | None:
    return next((sign for term in mention.senses if (sign := _sense_sign(term))), None)


def _sense_sign(term: Term) -> str | None:
    if term.symbol == symbols.CONTEXT and term.kind == "conflict":
        return term.lemma
    return term.lemma if term.kind in ("group", "force", "military", "armed group") else None
