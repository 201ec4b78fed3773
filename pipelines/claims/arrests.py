"""Tell arrests by the police, which are no claims, from prisoners taken by those who fight."""

import re

from pipelines.claims.harm.predicates import Hit
from pipelines.claims.reading.document import Document
from pipelines.claims.reading.mentions import Mention
from pipelines.claims.reading.tokens import Sentence
from pipelines.claims.victims.victims import Victim
from pipelines.lexicon import symbols

_ARREST = re.compile(r"arrest|detain|apprehend|round|custody")


def is_arrest(hit: Hit, victim: Victim, sentence: Sentence, document: Document) -> bool:
    """Tell whether the police arrested people: no prisoners, unless they are told to fight.

    The sentence must name the police or those whom only police arrest (suspects, thieves). Soldiers
    who take suspects take prisoners, unless more speaks of a crime (theft, smuggling).
    """
    if hit.category != "captured" or victim.victim_class == "military":
        return False
    if _ARREST.search(document.folded, hit.verb.start, hit.verb.end) is None:
        return False
    mentions = document.mentions_within(sentence)
    law = {mention.term.text for mention in mentions if _names_law(mention)}
    return len(law) > 1 or (bool(law) and not any(map(_names_troops, mentions)))


def _names_law(mention: Mention) -> bool:
    return any(t.symbol == symbols.CONTEXT and t.kind == "law" for t in mention.senses)


def _names_troops(mention: Mention) -> bool:
    """Tell whether a mention is of those who take prisoners in war: soldiers, not the police."""
    is_armed = any(
        t.symbol == symbols.PEOPLE and t.victim_class == "military" for t in mention.senses
    )
    return is_armed and not _names_law(mention)
