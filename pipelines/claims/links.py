"""Inside the document: which figure is part of another, which restates one already given."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.claims.harm.predicates import Hit
from pipelines.claims.reading.chunks import Reduced
from pipelines.claims.victims.victims import Victim
from pipelines.records import Claim, Figure

_SMALL = 5
_LOOK_BACK = 20
_SHORT = 3
_ONE_EVENT = 1
"""Days between the periods of two figures that can still tell of one event."""
_MORE = re.compile(
    r"\b(?:another|more(?! than)|further|second|third|separate|extra)\b", re.IGNORECASE
)
_DEFINITE = re.compile(r"(?:the|this|that|both)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A hit with its victims, on the way to a claim; `figure` is never None here."""

    hit: Hit
    figure: Figure
    reduced: Reduced
    victim: Victim


@dataclass(frozen=True, slots=True)
class Links:
    """Indexes into the list of claims; None where a figure stands for itself."""

    part_of: int | None = None
    restates: int | None = None


def find_links(drafts: Sequence[Draft], claims: Sequence[Claim]) -> list[Links]:
    """Return the links of each claim, in the order of the claims and of their drafts.

    A part («including 3 children») belongs to the nearest total before it of the same category. A
    figure that tells the same loss again restates the first one that does; a vague magnitude told
    before its number («several … the two») restates the number.
    """
    links: list[Links] = []
    totals: dict[str, int] = {}
    told = _Told(drafts, claims, links)
    for index, (draft, claim) in enumerate(zip(drafts, claims, strict=True)):
        total = totals.get(claim.category) if draft.hit.part else None
        if total is not None and _distance(drafts[total], draft) <= 1:
            links.append(Links(part_of=total))
        else:
            links.append(Links(restates=told.original(index)))
            told.note(index)
        if not draft.hit.part:
            totals[claim.category] = index
    return links


class _Told:
    """What a text has told so far, by what a later figure must have in common with it."""

    def __init__(
        self, drafts: Sequence[Draft], claims: Sequence[Claim], links: list[Links]
    ) -> None:
        self._drafts = drafts
        self._claims = claims
        self._links = links
        self._by_value: defaultdict[object, list[int]] = defaultdict(list)
        self._vague: defaultdict[object, list[int]] = defaultdict(list)
        self._single: defaultdict[object, list[int]] = defaultdict(list)
        self._sums: dict[object, tuple[int, int, int]] = {}
        """By loss and sentence: the first figure, how many there are, and what they come to."""
        self._by_sum: dict[object, int] = {}

    def note(self, index: int) -> None:
        """Remember a claim, and let vague magnitudes before its number restate it."""
        claim = self._claims[index]
        loss = (claim.category, claim.equipment)
        if claim.value == 1:
            self._single[loss].append(index)
        if claim.value and claim.qualifier == "exact" and self._links[index].restates is None:
            self._add_up(index, claim.value, loss)
        if claim.implicit:
            return
        self._by_value[loss, claim.value, claim.value_to, claim.low].append(index)
        if claim.qualifier == "vague":
            self._vague[loss].append(index)
        elif self._links[index].restates is None:
            for first in self._vague.pop(loss, ())[:_LOOK_BACK]:
                fits = claim.low >= self._claims[first].low - 1
                is_free = self._links[first].restates is None
                if fits and is_free and self._are_one(first, index, alike=True):
                    self._links[first] = Links(restates=index)

    def _add_up(self, index: int, value: int, loss: object) -> None:
        """Note what the figures of one sentence come to: «a commander and two others»."""
        sentence = (loss, self._drafts[index].reduced.sentence.index)
        first, count, total = self._sums.get(sentence, (index, 0, 0))
        self._sums[sentence] = first, count + 1, total + value
        if count:
            self._by_sum.setdefault((loss, total + value), first)

    def original(self, index: int) -> int | None:
        """Return the first claim that tells the same loss in another sentence."""
        claim = self._claims[index]
        loss = (claim.category, claim.equipment)
        if claim.implicit:
            singles = self._single[loss][:_LOOK_BACK]
            return next((first for first in singles if self._is_introduced(first, index)), None)
        same = self._by_value[loss, claim.value, claim.value_to, claim.low][:_LOOK_BACK]
        # Great numbers are not told twice by chance; small ones often are.
        alike = claim.value is None or claim.value < _SMALL
        one = next((first for first in same if self._are_one(first, index, alike=alike)), None)
        if one is None and claim.qualifier == "exact":
            together = self._by_sum.get((loss, claim.value))
            if together is not None and self._are_one(together, index, alike=False):
                return together
        return one

    def _is_introduced(self, first: int, index: int) -> bool:
        """Tell whether a person or thing told of by «the» or by name was introduced before."""
        figure, earlier = self._claims[index].figure, self._claims[first].figure
        if figure[:1].isupper() and len(figure) > _SHORT:
            return figure.split()[-1] in earlier.split() and self._are_one(
                first, index, alike=False
            )
        return _DEFINITE.match(figure) is not None and (
            self._is_one_fighter(first, index) or self._are_one(first, index, alike=True)
        )

    def _is_one_fighter(self, first: int, index: int) -> bool:
        """Tell whether «the leader» can be the fighter told of before: both bear arms."""
        nouns = [self._drafts[at].hit.chunk.term for at in (first, index)]
        return (
            _distance(self._drafts[first], self._drafts[index]) > 0
            and all(noun is not None and noun.victim_class == "military" for noun in nouns)
            and _MORE.search(self._claims[index].victim_text or "") is None
        )

    def _are_one(self, first: int, index: int, *, alike: bool) -> bool:
        before, after = self._drafts[first], self._drafts[index]
        if not _can_be_one(before, after, self._claims[first], self._claims[index]):
            return False
        return not alike or _same_victims(before, after)


def _distance(earlier: Draft, later: Draft) -> int:
    return later.reduced.sentence.index - earlier.reduced.sentence.index


def _can_be_one(before: Draft, after: Draft, earlier: Claim, later: Claim) -> bool:
    """Tell whether nothing that is told of two figures makes them two losses."""
    if not _distance(before, after) or _MORE.search(later.figure + " " + (later.victim_text or "")):
        return False
    if after.hit.chunk.kind != "0" and not _can_be_same_people(earlier, later):
        return False
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


def _same_victims(before: Draft, after: Draft) -> bool:
    """Tell whether two figures count the same noun; people of no told kind can be any people.

    The first sentence of an article tells in short what the others tell again.
    """
    if before.reduced.sentence.index == 0:
        return True
    one, other = before.hit.chunk.term, after.hit.chunk.term
    if one is None or other is None:
        return True
    alike = one.lemma.split()[-1] == other.lemma.split()[-1]
    return alike or "unspecified" in (one.victim_class, other.victim_class)
