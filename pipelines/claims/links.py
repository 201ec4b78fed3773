"""Inside the document: which figure is part of another, which restates one already given."""

import re
from collections import defaultdict
from collections.abc import Sequence

from pipelines.claims.apart import are_elsewhere, is_set_apart
from pipelines.claims.details import link_details
from pipelines.claims.drafts import UNLINKED, Draft, Links
from pipelines.claims.reading.document import Document
from pipelines.claims.same_loss import (
    are_both_armed,
    are_same_victims,
    can_be_one,
    distance,
    have_one_noun,
    is_confirmed,
    is_definite,
    is_one_of_told,
    is_one_time,
    tells_more,
    tells_other,
)
from pipelines.lexicon import symbols
from pipelines.records import Claim

_SMALL = 5
_LOOK_BACK = 20
_SHORT = 3
_NEAR = 8
_THE = re.compile(r"\b(?:the|these|those|all|both) $")


def find_links(drafts: Sequence[Draft], claims: Sequence[Claim], document: Document) -> list[Links]:
    """Return the links of each claim, in the order of the claims and of their drafts.

    A part («including 3 children») belongs to the nearest total before it of the same category. A
    figure that tells the same loss again restates the first one that does; a vague magnitude told
    before its number («several … the two») restates the number.
    """
    links: list[Links] = []
    totals: dict[str, int] = {}
    told = _Told(drafts, claims, links, document)
    for index, (draft, claim) in enumerate(zip(drafts, claims, strict=True)):
        total = totals.get(claim.category) if draft.hit.part else None
        if total is not None and distance(drafts[total], draft) <= 1:
            links.append(Links(part_of=total))
            told.note_part(index, total)
        else:
            links.append(told.link(index))
            told.note(index)
        if not draft.hit.part:
            totals[claim.category] = index
    link_details(drafts, claims, links, document)
    return links


class _Told:
    """What a text has told so far, by what a later figure must have in common with it."""

    def __init__(
        self,
        drafts: Sequence[Draft],
        claims: Sequence[Claim],
        links: list[Links],
        document: Document,
    ) -> None:
        self._document = document
        self._drafts = drafts
        self._claims = claims
        self._links = links
        self._by_value: defaultdict[object, list[int]] = defaultdict(list)
        self._vague: defaultdict[object, list[int]] = defaultdict(list)
        self._single: defaultdict[object, list[int]] = defaultdict(list)
        self._groups: defaultdict[object, list[int]] = defaultdict(list)
        """Figures of more than one, each in its first telling."""
        self._sums: dict[object, tuple[int, int, int]] = {}
        """By loss and sentence: the first figure, how many there are, and what they come to."""
        self._by_sum: dict[object, int] = {}
        self._first: dict[str, int] = {}
        for index in reversed(range(len(claims))):
            self._first[claims[index].category] = index

    def note(self, index: int) -> None:
        """Remember a claim, and let vague magnitudes before its number restate it."""
        claim, loss = self._claims[index], self._loss(index)
        is_first = self._links[index] == UNLINKED
        if claim.value == 1:
            self._single[loss].append(index)
        elif is_first:
            self._groups[loss].append(index)
        if claim.value and claim.qualifier == "exact" and is_first:
            self._add_up(index, claim.value, loss)
        if claim.implicit:
            return
        self._by_value[loss, claim.value, claim.value_to, claim.low].append(index)
        if claim.qualifier == "vague":
            self._vague[loss].append(index)
        elif is_first:
            for first in self._vague.pop(loss, ())[:_LOOK_BACK]:
                fits = claim.low >= self._claims[first].low - 1
                is_free = self._links[first].restates is None
                if fits and is_free and self._are_one(first, index, alike=True):
                    self._supersede(first, index)

    def note_part(self, index: int, total: int) -> None:
        """Remember a part: «including a commander», whom later sentences call «the commander».

        One of a group may be who was told of alone before: «a facilitator … two insurgents, one of
        whom was the facilitator».
        """
        claim, loss = self._claims[index], self._loss(index)
        if claim.value != 1:
            return
        is_known = self._drafts[index].hit.rule == "of_whom" or is_definite(claim)
        if is_known and self._links[total] == UNLINKED:
            for first in self._single[loss][:_LOOK_BACK]:
                if self._links[first] == UNLINKED and distance(
                    self._drafts[first], self._drafts[index]
                ):
                    self._links[first] = Links(restates=index)
                    break
        self._single[loss].append(index)

    def link(self, index: int) -> Links:
        """Return what a claim restates or is part of, if anything told before it."""
        original = self._original(index)
        if original is not None:
            return Links(restates=original)
        return Links(part_of=self._group(index))

    def _loss(self, index: int) -> tuple[str, str | None]:
        return self._claims[index].category, self._claims[index].equipment

    def _supersede(self, vague: int, number: int) -> None:
        """Let a vague magnitude restate its number; who was known as one of them stands alone."""
        self._links[vague] = Links(restates=number)
        for index, link in enumerate(self._links):
            if link.part_of == vague and not self._drafts[index].hit.part:
                self._links[index] = UNLINKED

    def _add_up(self, index: int, value: int, loss: object) -> None:
        """Note what the figures of one sentence come to: «a commander and two others»."""
        sentence = (loss, self._drafts[index].reduced.sentence.index)
        first, count, total = self._sums.get(sentence, (index, 0, 0))
        self._sums[sentence] = first, count + 1, total + value
        if count:
            self._by_sum.setdefault((loss, total + value), first)

    def _original(self, index: int) -> int | None:
        """Return the first claim that tells the same loss in another sentence."""
        claim, loss = self._claims[index], self._loss(index)
        if claim.value == 1:
            singles = self._single[loss][:_LOOK_BACK]
            one = next((first for first in singles if self._is_one_person(first, index)), None)
            if one is not None or claim.implicit:
                return one
        same = self._by_value[loss, claim.value, claim.value_to, claim.low][:_LOOK_BACK]
        # Great numbers are not told twice by chance; small ones often are.
        alike = claim.value is None or claim.value < _SMALL
        one = next((first for first in same if self._are_one(first, index, alike=alike)), None)
        if one is not None:
            return one
        if claim.qualifier == "vague":
            return self._told_in_numbers(index)
        return self._told_apart(index) if claim.qualifier == "exact" else None

    def _told_in_numbers(self, index: int) -> int | None:
        """Return the figure of the lead that a vague one tells again: «killing several»."""
        claim = self._claims[index]
        for first in self._groups[self._loss(index)][:_LOOK_BACK]:
            is_enough = self._is_lead(first) and self._claims[first].low >= claim.low
            if is_enough and self._are_one(first, index, alike=True):
                return first
        return None

    def _told_apart(self, index: int) -> int | None:
        """Return the first of those whom a number takes together: of one sentence, or «the two»."""
        claim, loss = self._claims[index], self._loss(index)
        together = self._by_sum.get((loss, claim.value))
        if together is not None and self._are_one(together, index, alike=False):
            return together
        if not _THE.search(self._document.folded, max(0, claim.start - _NEAR), claim.start):
            return None
        told = [at for at, link in enumerate(self._links) if link == UNLINKED]
        told = [at for at in told if self._loss(at) == loss]
        are_all = sum(self._claims[at].low for at in told) == claim.value
        return told[0] if are_all and self._are_one(told[0], index, alike=False) else None

    def _is_one_person(self, first: int, index: int) -> bool:
        """Tell whether one person or thing was told of before: by name, by «the», in the lead."""
        later, earlier = self._claims[index], self._claims[first]
        if not later.implicit:
            return earlier.implicit and self._is_told_in_lead(first, index)
        figure = later.figure
        if figure[:1].isupper() and len(figure) > _SHORT:
            is_named = figure.split()[-1] in earlier.figure.split()
            return (is_named or self._is_named_now(first, index)) and self._are_one(
                first, index, alike=False
            )
        if is_definite(later):
            return self._is_known(first, index) or self._are_one(first, index, alike=True)
        return self._is_told_in_lead(first, index)

    def _is_named_now(self, first: int, index: int) -> bool:
        """Tell whether a name is that of the one whom the lead left unnamed."""
        before, after = self._drafts[first], self._drafts[index]
        if not (self._is_lead(first) and self._claims[first].implicit):
            return False
        if (
            self._claims[first].figure[:1].isupper()
            and before.hit.chunk.token.symbol == symbols.NAME
        ):
            return False
        return is_confirmed(before) or is_confirmed(after) or have_one_noun(before, after)

    def _is_known(self, first: int, index: int) -> bool:
        """Tell whether «the leader» can be who was told of before: both bear arms, or one noun."""
        before, after = self._drafts[first], self._drafts[index]
        if not distance(before, after) or tells_more(self._claims[index]):
            return False
        return are_both_armed(before, after) or have_one_noun(before, after)

    def _is_told_in_lead(self, first: int, index: int) -> bool:
        """Tell whether the lead tells of the same one in short: «killed one insurgent»."""
        before, after = self._drafts[first], self._drafts[index]
        return (
            self._is_lead(first)
            and have_one_noun(before, after)
            and not tells_other(self._claims[index])
            and not is_set_apart(after, self._document, also=True)
            and self._are_one(first, index, alike=True)
        )

    def _is_lead(self, index: int) -> bool:
        """Tell whether a claim stands in the first sentence that has one of its category."""
        first = self._first[self._claims[index].category]
        return distance(self._drafts[first], self._drafts[index]) == 0

    def _group(self, index: int) -> int | None:
        """Return the group told before of which a claim tells some: «two of the detainees»."""
        claim = self._claims[index]
        is_some = self._is_some_of_held(index)
        is_ordinal = is_one_of_told(claim)
        is_known_one = claim.implicit and claim.value == 1 and is_confirmed(self._drafts[index])
        if not (is_some or is_ordinal or is_known_one):
            return None
        for first in reversed(self._groups[self._loss(index)][-_LOOK_BACK:]):
            earlier, before = self._claims[first], self._drafts[first]
            if not distance(before, self._drafts[index]) or earlier.low < claim.low:
                continue
            if is_some or (is_ordinal and have_one_noun(before, self._drafts[index])):
                return first
            if is_known_one and earlier.qualifier == "vague" and is_one_time(earlier, claim):
                return first
        return None

    def _is_some_of_held(self, index: int) -> bool:
        """Tell whether a figure counts some of those told: «two of the dead», «one of several»."""
        chunk = self._drafts[index].hit.chunk
        if chunk.total is not None and chunk.figure is not None:
            return chunk.total.value is None or (chunk.figure.value or 0) < chunk.total.value
        return chunk.kind == "4" and (self._claims[index].victim_text or "").startswith("of the")

    def _are_one(self, first: int, index: int, *, alike: bool) -> bool:
        before, after = self._drafts[first], self._drafts[index]
        earlier, later = self._claims[first], self._claims[index]
        if not can_be_one(before, after, earlier, later):
            return False
        if are_elsewhere(earlier, later, self._document):
            return False
        if not alike:
            return True
        is_lead = self._is_lead(first)
        return not is_set_apart(after, self._document) and are_same_victims(
            before, after, earlier, later, is_lead=is_lead
        )
