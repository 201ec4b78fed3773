"""Inside the document: which figure is part of another, which restates one already given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.claims.chunks import Reduced
from pipelines.claims.predicates import Hit
from pipelines.claims.victims import Victim
from pipelines.records import Figure

_SMALL = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """A hit with its victims, on the way to a claim; `figure` is never None here."""

    hit: Hit
    figure: Figure
    reduced: Reduced
    victim: Victim


@dataclass(frozen=True, slots=True)
class Links:
    """Indexes into the list of drafts; None where a figure stands for itself."""

    part_of: int | None = None
    restates: int | None = None


def find_links(drafts: Sequence[Draft]) -> list[Links]:
    """Return the links of each draft, in the order of the drafts.

    A part («including 3 children») belongs to the nearest total before it of the same category; a
    restatement repeats value, category, side and equipment of an earlier figure elsewhere.
    """
    links: list[Links] = []
    totals: dict[str, int] = {}
    firsts: dict[_Key, int] = {}
    for position, draft in enumerate(drafts):
        total = totals.get(draft.hit.category) if draft.hit.part else None
        if total is not None and _distance(drafts[total], draft) <= 1:
            links.append(Links(part_of=total))
        else:
            links.append(Links(restates=_original(draft, drafts, firsts)))
        if not draft.hit.part:
            totals[draft.hit.category] = position
        firsts.setdefault(_key(draft), position)
    return links


_Key = tuple[str, int | None, int | None, str | None, str | None]


def _key(draft: Draft) -> _Key:
    figure, victim = draft.figure, draft.victim
    return draft.hit.category, figure.value, figure.value_to, victim.side, victim.equipment


def _distance(earlier: Draft, later: Draft) -> int:
    return later.reduced.sentence.index - earlier.reduced.sentence.index


def _original(draft: Draft, drafts: Sequence[Draft], firsts: Mapping[_Key, int]) -> int | None:
    """Return the first figure that a draft repeats from another sentence.

    Small numbers repeat by chance: they restate only what the first sentence said.
    """
    first = firsts.get(_key(draft))
    if first is None or draft.figure.value is None or not _distance(drafts[first], draft):
        return None
    is_small = draft.figure.value < _SMALL and drafts[first].reduced.sentence.index > 0
    return None if is_small else first
