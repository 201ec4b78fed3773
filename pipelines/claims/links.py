"""Inside the document: which figure is part of another, which restates one already given."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.claims.chunks import Reduced
from pipelines.claims.predicates import Hit
from pipelines.claims.victims import Victim
from pipelines.records import Figure

_SUBSETS = frozenset({"including", "of_whom", "among"})


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
    for position in range(len(drafts)):
        part = _total(position, drafts, links)
        links.append(Links(part, None if part is not None else _original(position, drafts)))
    return links


def _total(position: int, drafts: Sequence[Draft], links: Sequence[Links]) -> int | None:
    draft = drafts[position]
    if not draft.hit.part and draft.hit.rule not in _SUBSETS:
        return None
    for earlier in range(position - 1, -1, -1):
        other = drafts[earlier]
        distance = draft.reduced.sentence.index - other.reduced.sentence.index
        if distance > 1:
            return None
        if other.hit.category == draft.hit.category and not other.hit.part:
            return earlier
        if links[earlier].part_of is not None and other.hit.category == draft.hit.category:
            return links[earlier].part_of
    return None


def _original(position: int, drafts: Sequence[Draft]) -> int | None:
    draft = drafts[position]
    if draft.figure.value is None:
        return None
    for earlier in range(position):
        other = drafts[earlier]
        same = (
            other.hit.category == draft.hit.category
            and other.figure.value == draft.figure.value
            and other.figure.value_to == draft.figure.value_to
            and other.victim.side == draft.victim.side
            and other.victim.equipment == draft.victim.equipment
        )
        if same and other.reduced.sentence.index != draft.reduced.sentence.index:
            small = draft.figure.value < 5
            if not small or other.reduced.sentence.index == 0:
                return earlier
    return None
