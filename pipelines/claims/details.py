"""The lead tells in one figure what the sentences behind it tell in several: its details.

«Four insurgents were detained … the force detained three … a second force detained one more.»
"""

from collections.abc import Sequence

from pipelines.claims.apart import is_set_apart
from pipelines.claims.drafts import UNLINKED, Draft, Links
from pipelines.claims.reading.document import Document
from pipelines.claims.same_loss import are_same_victims, distance, is_one_time
from pipelines.records import Claim

_PEOPLE = frozenset({"killed", "wounded", "captured"})
_MOST = 6


def link_details(
    drafts: Sequence[Draft], claims: Sequence[Claim], links: list[Links], document: Document
) -> None:
    """Make what sentences tell in detail a part of what the lead tells in one figure."""
    for lead in range(len(drafts)):
        if distance(drafts[0], drafts[lead]):
            break
        if links[lead] == UNLINKED:
            free = [at for at in range(lead + 1, len(links)) if links[at] == UNLINKED]
            details = _retold(lead, drafts, claims, free)
            for at in details or _details(lead, drafts, claims, free, document):
                links[at] = Links(part_of=lead)


def _details(
    lead: int,
    drafts: Sequence[Draft],
    claims: Sequence[Claim],
    free: Sequence[int],
    document: Document,
) -> list[int]:
    """Return which of the `free` claims are the details of a figure in the lead, in order.

    A number has details where those behind it come to exactly that number, a vague magnitude where
    they are fewer than it must mean: then more are told of than these.
    """
    total = claims[lead]
    if total.category not in _PEOPLE or total.low < 2:
        return []
    behind = [at for at in free if _is_behind(lead, at, drafts, claims)][:_MOST]
    if total.qualifier == "vague":
        is_less = sum(claims[at].low for at in behind) < total.low
        is_plain = not any(is_set_apart(drafts[at], document, also=True) for at in behind)
        return behind if is_less and is_plain else []
    if total.qualifier != "exact":
        return []
    come_to = 0
    for count, at in enumerate(behind, start=1):
        come_to += claims[at].low
        if claims[at].qualifier != "exact" or come_to >= total.low:
            fits = claims[at].qualifier == "exact" and come_to == total.low
            return behind[:count] if fits and count > 1 else []
    return []


def _is_behind(lead: int, at: int, drafts: Sequence[Draft], claims: Sequence[Claim]) -> bool:
    """Tell whether a claim stands in a later sentence and can count some of the same people."""
    total, detail = claims[lead], claims[at]
    return (
        detail.category == total.category
        and detail.low > 0
        and distance(drafts[lead], drafts[at]) > 0
        and not detail.cumulative
        and is_one_time(total, detail)
        and are_same_victims(drafts[lead], drafts[at], total, detail, is_lead=False)
    )


def _retold(
    lead: int, drafts: Sequence[Draft], claims: Sequence[Claim], free: Sequence[int]
) -> list[int]:
    """Return which of the `free` claims tell a number of the lead again, one by one.

    «Two insurgents were killed, including a leader … The strike killed the leader and a guard.»
    """
    total = claims[lead]
    if total.category not in _PEOPLE or total.qualifier != "exact" or total.low < 2:
        return []
    sentences: dict[int, list[int]] = {}
    for at in range(lead + 1, len(claims)):
        if _is_behind(lead, at, drafts, claims):
            sentences.setdefault(drafts[at].reduced.sentence.index, []).append(at)
    return [
        at
        for told in sentences.values()
        if len(told) > 1 and sum(claims[each].low for each in told) == total.low
        for at in told
        if at in free
    ]
