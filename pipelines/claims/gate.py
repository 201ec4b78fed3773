"""Decide whether a text or sentence can hold a claim at all: words of harm, words of conflict."""

import functools
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from pipelines.claims.mentions import Mention
from pipelines.lexicon import Lexicon, symbols

_HARM = frozenset(symbols.HARM_FORMS.values()) | {symbols.WORD_CLASSES["toll"]}


@functools.lru_cache(maxsize=4)
def _automaton(lexicon: Lexicon) -> AhoCorasick:
    harm = {
        term.text.lower() for senses in lexicon.terms for term in senses if term.symbol in _HARM
    }
    return AhoCorasick(sorted(harm), matchkind=MatchKind.LeftmostLongest)


def may_hold_claims(folded: str, lexicon: Lexicon) -> bool:
    """Tell whether a text in lower case holds any word of harm."""
    return bool(_automaton(lexicon).find_matches_as_indexes(folded))


def speaks_of_conflict(mentions: Sequence[Mention], lexicon: Lexicon) -> bool:
    """Tell whether the mentions hold a sign of armed conflict; two where a calamity is named too.

    A sign is a word of conflict, the name of an armed group or force, or (all of them together
    one sign) a country at war.
    """
    at_war = _belligerents(lexicon)
    signs = {
        _sign(mention) or "at war"
        for mention in mentions
        if _sign(mention) or mention.term.side in at_war
    }
    return len(signs) > (1 if any(map(_is_calamity, mentions)) else 0)


def tells_other_cause(mentions: Sequence[Mention]) -> bool:
    """Tell whether a sentence names a calamity and no sign of conflict beside it."""
    return any(map(_is_calamity, mentions)) and not any(map(_sign, mentions))


def _is_calamity(mention: Mention) -> bool:
    return any(
        term.kind == "calamity" and term.symbol == symbols.CONTEXT for term in mention.senses
    )


@functools.lru_cache(maxsize=4)
def _belligerents(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(side for conflict in lexicon.conflicts for side in conflict.sides)


def _sign(mention: Mention) -> str | None:
    for term in mention.senses:
        if term.symbol == symbols.CONTEXT and term.kind == "conflict":
            return term.lemma
        if term.kind in ("group", "force", "military", "armed group"):
            return term.lemma
    return None
