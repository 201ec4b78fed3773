"""Tell arrests by the police, which are no claims, from prisoners taken by those who fight."""

import re

from pipelines.claims.harm.predicates import Hit
from pipelines.claims.reading.document import Document
from pipelines.claims.reading.mentions import Mention
from pipelines.claims.reading.segment import SentenceSpan
from pipelines.claims.reading.tokens import Sentence
from pipelines.claims.victims.victims import Victim
from pipelines.lexicon import symbols

_ARREST = re.compile(r"arrest|detain|apprehend|round|custody")
_SUSPECT = "suspect"
_PASSIVE = frozenset({"passive", "reduced"})
_LOOK_BACK = 4


def is_arrest(hit: Hit, victim: Victim, sentence: Sentence, document: Document) -> bool:
    """Tell whether the police arrested people: no prisoners, unless they are told to fight.

    The sentence must name the police or those whom only police arrest (suspects, thieves). Soldiers
    who take suspects take prisoners, unless more speaks of a crime (theft, smuggling); suspects
    whom nobody is told to take are taken by those whom the sentences before name.
    """
    if hit.category != "captured" or victim.victim_class == "military":
        return False
    if _ARREST.search(document.folded, hit.verb.start, hit.verb.end) is None:
        return False
    law, names_troops = _who_takes(sentence, document)
    if names_troops or not law:
        return len(law) > 1
    if law == {_SUSPECT} and hit.rule in _PASSIVE:
        return not _are_troops_at_work(sentence, document)
    return True


def _are_troops_at_work(sentence: Sentence, document: Document) -> bool:
    """Tell whether the nearest sentence before that names troops or the police names troops."""
    spans = document.sentences.spans
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - _LOOK_BACK), -1):
        law, names_troops = _who_takes(spans[index], document)
        if law - {_SUSPECT} or names_troops:
            return names_troops
    return False


def _who_takes(span: Sentence | SentenceSpan, document: Document) -> tuple[set[str], bool]:
    """Return the words of law in a sentence, and whether it names troops."""
    mentions = document.mentions_within(span)
    law = {
        term.lemma
        for mention in mentions
        for term in mention.senses
        if term.symbol == symbols.CONTEXT and term.kind == "law"
    }
    return law, any(map(_names_troops, mentions))


def _names_troops(mention: Mention) -> bool:
    """Tell whether a mention is of those who take prisoners in war: soldiers, not the police."""
    senses = mention.senses
    if any(term.symbol == symbols.CONTEXT and term.kind == "law" for term in senses):
        return False
    return any(
        (term.symbol == symbols.PEOPLE and term.victim_class == "military")
        or (term.symbol == symbols.CONTEXT and term.kind == "troops")
        for term in senses
    )
