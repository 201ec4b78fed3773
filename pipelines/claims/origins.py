"""Since when: the beginning of the conflict that a running total counts from."""

import datetime as dt
import re

from pipelines.lexicon import Lexicon
from pipelines.lexicon.model import Conflict

_WAR = re.compile(
    r"\b(?:wars?|invasion|invaded|conflict|hostilities|uprising|insurgency"
    r"|special (?:military )?operation"
    r"|outbreak of (?:the )?fighting|fighting (?:began|started|broke out|erupted))\b"
)
_BYSTANDERS = frozenset({"usa", "uk", "nato"})


def conflict_start(
    event: str, sides: frozenset[str], published: dt.date | None, lexicon: Lexicon
) -> dt.date | None:
    """Return when the conflict began that an event names, or that `sides` fight; else None."""
    named = " ".join(event.lower().split())
    if named and not _WAR.search(named):
        return None
    for conflict in lexicon.conflicts:
        if any(phrase.lower() in named for phrase in conflict.phrases):
            return conflict.start
    found = conflict_of(sides, published, lexicon)
    return found.start if found is not None else None


def conflict_of(
    sides: frozenset[str], published: dt.date | None, lexicon: Lexicon
) -> Conflict | None:
    """Return the latest conflict begun before publication that most of its sides are named of."""
    best: tuple[int, dt.date] = (0, dt.date.min)
    found = None
    for conflict in lexicon.conflicts:
        rank = (len(sides.intersection(conflict.sides)), conflict.start)
        is_begun = published is None or conflict.start <= published
        if is_begun and rank > best and sides.intersection(conflict.sides) - _BYSTANDERS:
            best, found = rank, conflict
    return found
