"""Which conflict and which campaign a text tells of, and since when a running total counts."""

import datetime as dt
import functools
import re
from collections.abc import Mapping, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from pipelines.lexicon import Lexicon
from pipelines.lexicon.model import Campaign, Conflict

_WAR = re.compile(
    r"\b(?:wars?|invasion|invaded|conflict|hostilities|uprising|insurgency"
    r"|special (?:military )?operation"
    r"|outbreak of (?:the )?fighting|fighting\b.{0,60}\b(?:began|started|broke out|erupted))\b"
)
_BYSTANDERS = frozenset({"usa", "uk", "nato"})


def conflict_start(
    event: str, sides: Mapping[str, int], published: dt.date | None, lexicon: Lexicon
) -> dt.date | None:
    """Return when the conflict began that an event names, or that the text tells of; else None.

    `sides` counts how often the text names each side.
    """
    named = " ".join(event.lower().split())
    fitting = [
        conflict
        for conflict in lexicon.conflicts
        if any(phrase in named for phrase in conflict.phrases) and _told(conflict, sides) > 0
    ]
    if fitting:
        return max(fitting, key=lambda conflict: _told(conflict, sides)).start
    if named and not _WAR.search(named):
        return None
    found = conflict_of(sides, published, lexicon)
    return found.start if found is not None else None


def opening_day(clause: str, lexicon: Lexicon) -> dt.date | None:
    """Return the day of the attack that began a conflict, where a clause in lower case names it."""
    return next((start for phrase, start in _openings(lexicon) if phrase in clause), None)


@functools.lru_cache(maxsize=4)
def _openings(lexicon: Lexicon) -> Sequence[tuple[str, dt.date]]:
    """Return the phrases for the attacks that began conflicts, and their days."""
    return [(phrase, it.start) for it in lexicon.conflicts for phrase in it.opening]


def conflict_of(
    sides: Mapping[str, int], published: dt.date | None, lexicon: Lexicon
) -> Conflict | None:
    """Return the conflict begun before publication both of whose camps the text names most.

    Where it names no two camps of one conflict, the one whose leading side it names most; of two,
    the one that the lexicon lists first.
    """
    best = (0, 0, -len(lexicon.conflicts))
    found = None
    for order, conflict in enumerate(lexicon.conflicts):
        if published is not None and conflict.start > published:
            continue
        told = _told(conflict, sides)
        if not told:
            continue
        both = min(sum(sides.get(side, 0) for side in camp) for camp in conflict.camps)
        rank = (both, told, -order)
        if rank > best:
            best, found = rank, conflict
    return found


def campaigns_told(folded: str, lexicon: Lexicon) -> Sequence[Campaign]:
    """Return the campaigns whose places a text in lower case names, the likeliest first.

    More places weigh more; of two campaigns with as many, the shorter one comes first.
    """
    automaton, places = _places(lexicon)
    named = {
        places[place]
        for place, start, end in automaton.find_matches_as_indexes(folded)
        if not (folded[start - 1 : start].isalnum() or folded[end : end + 1].isalnum())
    }
    hits = [(len(named.intersection(c.places)), c) for c in lexicon.campaigns]
    ranked = sorted((-count, c.end - c.start, i) for i, (count, c) in enumerate(hits) if count)
    return [lexicon.campaigns[index] for _, _, index in ranked]


@functools.lru_cache(maxsize=4)
def _places(lexicon: Lexicon) -> tuple[AhoCorasick, Sequence[str]]:
    """Return the automaton of the places of all campaigns, and these places."""
    places = sorted({place for campaign in lexicon.campaigns for place in campaign.places})
    return AhoCorasick(places, matchkind=MatchKind.LeftmostLongest), places


def _told(conflict: Conflict, sides: Mapping[str, int]) -> int:
    """Return how often a text names the sides that lead a conflict; bystanders do not count."""
    return sum(sides.get(side, 0) for side in conflict.principals if side not in _BYSTANDERS)
