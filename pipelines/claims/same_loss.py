"""Whether two figures of a text can tell one loss: by sentence, people, period and their nouns.

Knows no order of telling and sets no links: that is for `links`.
"""

import re

from pipelines.claims.drafts import Draft
from pipelines.lexicon import symbols
from pipelines.records import Claim

_ONE_EVENT = 1
"""Days between the periods of two figures that can still tell of one event."""
_MORE = re.compile(
    r"\b(?:another|more(?! than)|further|second|third|separate|extra)\b", re.IGNORECASE
)
_OTHER = re.compile(r"\b(?:additional|other)\b")
_DEFINITE = re.compile(r"(?:the|this|that|both)\b", re.IGNORECASE)
_ORDINAL = re.compile(r"\b(?:second|third|fourth|other|last)\b", re.IGNORECASE)


def distance(earlier: Draft, later: Draft) -> int:
    """Return how many sentences lie between two figures."""
    return later.reduced.sentence.index - earlier.reduced.sentence.index


def tells_more(claim: Claim) -> bool:
    """Tell whether a figure is told to come on top of others: «two more», «an additional»."""
    return _MORE.search(claim.figure + " " + (claim.victim_text or "")) is not None


def tells_other(claim: Claim) -> bool:
    """Tell whether one comes on top of others: «an additional insurgent»."""
    return _OTHER.search(claim.victim_text or "") is not None


def is_definite(claim: Claim) -> bool:
    """Tell whether a figure is introduced as known: «the leader», «both»."""
    return _DEFINITE.match(claim.figure) is not None


def is_one_of_told(claim: Claim) -> bool:
    """Tell whether one is told by its number in a known group: «the second facilitator»."""
    return is_definite(claim) and _ORDINAL.search(claim.victim_text or "") is not None


def can_be_one(before: Draft, after: Draft, earlier: Claim, later: Claim) -> bool:
    """Tell whether nothing that is told of two figures makes them two losses."""
    if not distance(before, after) or tells_more(later):
        return False
    if after.hit.chunk.kind != "0" and not _can_be_same_people(earlier, later):
        return False
    return is_one_time(earlier, later)


def is_one_time(earlier: Claim, later: Claim) -> bool:
    """Tell whether the periods of two figures leave it open that they tell of one event."""
    if earlier.period_start and later.period_start:
        days = abs((earlier.period_start - later.period_start).days)
        return days <= _ONE_EVENT
    return True


def _can_be_same_people(earlier: Claim, later: Claim) -> bool:
    """Tell whether neither the sides nor the classes of two claims tell them apart."""
    if _told_side(earlier) and _told_side(later) and earlier.victim_side != later.victim_side:
        return False
    kinds = {earlier.victim_class, later.victim_class}
    return not ("civilian" in kinds and "military" in kinds)


def _told_side(claim: Claim) -> bool:
    """Tell whether the words at a figure tell the side of its victims: none, if it is inferred."""
    return any(e.slot == "victim_side" and e.how == "explicit" for e in claim.evidence)


def have_one_noun(before: Draft, after: Draft) -> bool:
    """Tell whether two figures count the same noun, by its last word."""
    one, other = before.hit.chunk.term, after.hit.chunk.term
    if one is None or other is None:
        return False
    return one.lemma.split()[-1] == other.lemma.split()[-1]


def are_same_victims(
    before: Draft, after: Draft, earlier: Claim, later: Claim, *, is_lead: bool
) -> bool:
    """Tell whether two figures count the same noun; people of no told kind can be any people.

    Fighters of one side are the same by any noun («insurgents», «militants»). What the lead tells
    in short the other sentences tell again, in words of their own.
    """
    one, other = before.hit.chunk.term, after.hit.chunk.term
    if one is None or other is None or have_one_noun(before, after):
        return True
    is_one_side = earlier.victim_side == later.victim_side
    are_fighters = one.victim_class == other.victim_class == "military"
    if are_fighters:
        return is_one_side
    return is_lead or "unspecified" in (one.victim_class, other.victim_class)


def are_both_armed(before: Draft, after: Draft) -> bool:
    """Tell whether the nouns of two figures both name those who bear arms."""
    nouns = (before.hit.chunk.term, after.hit.chunk.term)
    return all(noun is not None and noun.victim_class == "military" for noun in nouns)


def is_confirmed(draft: Draft) -> bool:
    """Tell whether a sentence confirms what it tells: it tells nothing new."""
    return any(
        token.symbol == symbols.CUE and token.term is not None and token.term.kind == "confirm"
        for token in draft.reduced.sentence.tokens
    )
