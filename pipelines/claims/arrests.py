"""Tell arrests by the police, which are no claims, from prisoners taken by those who fight."""

import re

from pipelines.claims.harm.predicates import Hit
from pipelines.claims.reading.document import Document
from pipelines.claims.reading.tokens import Sentence
from pipelines.claims.victims.victims import Victim
from pipelines.lexicon import symbols

_ARREST = re.compile(r"arrest|detain|apprehend|round|custody")


def is_arrest(hit: Hit, victim: Victim, sentence: Sentence, document: Document) -> bool:
    """Tell whether the police arrested people: no prisoners, unless they are told to fight.

    The sentence must name the police or those whom only police arrest (suspects, thieves).
    """
    if hit.category != "captured" or victim.victim_class == "military":
        return False
    if _ARREST.search(document.folded, hit.verb.start, hit.verb.end) is None:
        return False
    return any(
        term.symbol == symbols.CONTEXT and term.kind == "law"
        for mention in document.mentions_within(sentence)
        for term in mention.senses
    )
