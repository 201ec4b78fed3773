"""Decide fast whether a text can hold a claim at all: a word of harm and a word of conflict."""

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


def speaks_of_conflict(mentions: Sequence[Mention]) -> bool:
    """Tell whether the mentions hold enough of conflict: two different signs of it.

    Signs are armed people, weapons, armed groups and forces.
    """
    signs = set()
    for mention in mentions:
        term = mention.term
        armed = term.symbol == symbols.PEOPLE and term.victim_class == "military"
        group = term.kind in ("group", "force", "military", "armed group")
        if armed or group or term.symbol in (symbols.EQUIPMENT,):
            signs.add(term.lemma)
        if len(signs) > 1:
            return True
    return False
