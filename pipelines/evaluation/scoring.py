"""Count what was found, missed and read wrong, and the shares that follow.

Figures that stand as numbers count; an implied one («killed a doctor») is scored apart: finding it
neither helps nor hurts, and only the share of them that was found is told.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipelines.evaluation.gold import AnnotatedDocument, Annotation, annotation_of
from pipelines.evaluation.matching import RECORD, SLOTS, pair, right_slots
from pipelines.records import Claim

_NAMES = frozenset({"claimant", "relay", "place"})


@dataclass(frozen=True, slots=True)
class Match:
    """An annotation, the claim that stands for it, and the slots that the claim has right."""

    gold: Annotation
    claim: Claim
    right: frozenset[str]

    @property
    def is_record(self) -> bool:
        """Whether every slot of the record is right."""
        return self.right.issuperset(RECORD)

    @property
    def is_full(self) -> bool:
        """Whether every slot that is scored is right."""
        return self.right.issuperset(SLOTS)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One document compared: what was matched, what was missed, and the false alarms."""

    document: AnnotatedDocument
    matches: tuple[Match, ...]
    missed: tuple[Annotation, ...]
    false_alarms: tuple[Claim, ...]

    @property
    def kind(self) -> str:
        """The kind of the document: the beginning of its id, before the first hyphen."""
        kind, hyphen, _ = self.document.article.article_id.partition("-")
        return kind if hyphen else "other"


def compare(document: AnnotatedDocument, claims: Iterable[Claim]) -> Outcome:
    """Return how the claims read in a document compare with its annotations."""
    golds, read = document.claims, list(claims)
    annotations = [annotation_of(claim) for claim in read]
    pairs = pair(golds, annotations)
    hit, used = {i for i, _ in pairs}, {j for _, j in pairs}
    return Outcome(
        document,
        tuple(Match(golds[i], read[j], right_slots(golds[i], annotations[j])) for i, j in pairs),
        tuple(gold for i, gold in enumerate(golds) if i not in hit),
        tuple(claim for j, claim in enumerate(read) if j not in used),
    )


@dataclass(frozen=True, slots=True)
class Shares:
    """Precision, recall and F1, each between 0 and 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Tally:
    """Counts over a set of documents; `right` counts right slots over the `found` claims."""

    documents: int = 0
    gold: int = 0
    predicted: int = 0
    found: int = 0
    record: int = 0
    full: int = 0
    implicit_gold: int = 0
    implicit_found: int = 0
    right: Counter[str] = field(default_factory=Counter)

    def shares(self, hits: int) -> Shares:
        """Return precision and recall of a number of hits."""
        return Shares(share(hits, self.predicted), share(hits, self.gold))

    def accuracy(self, slot: str) -> float:
        """Return the share of the found claims that have a slot right."""
        return share(self.right[slot], self.found)


def share(part: int, whole: int) -> float:
    """Return part of whole, 0 where there is nothing."""
    return part / whole if whole else 0.0


def tally(outcomes: Iterable[Outcome], category: str | None = None) -> Tally:
    """Return the counts over some documents, of one category where it is given."""
    sums = Tally()
    for outcome in outcomes:
        sums.documents += 1
        for match in outcome.matches:
            if category in (None, match.gold.category):
                _count_match(sums, match)
        for gold in outcome.missed:
            if category in (None, gold.category):
                sums.implicit_gold += gold.implicit
                sums.gold += not gold.implicit
        for claim in outcome.false_alarms:
            if category in (None, claim.category):
                sums.predicted += not claim.implicit
    return sums


def _count_match(sums: Tally, match: Match) -> None:
    if match.gold.implicit:
        sums.implicit_gold += 1
        sums.implicit_found += 1
        return
    sums.gold += 1
    sums.predicted += 1
    sums.found += 1
    sums.record += match.is_record
    sums.full += match.is_full
    sums.right.update(match.right)


def by_kind(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """Return the documents by kind, the kind with most annotations first."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.kind, []).append(outcome)
    return dict(sorted(groups.items(), key=lambda item: (-tally(item[1]).gold, item[0])))


def wrong_slots(outcome: Outcome) -> Iterator[tuple[Match, str]]:
    """Yield every wrong slot of the explicit figures found in a document."""
    for match in outcome.matches:
        if not match.gold.implicit:
            yield from ((match, slot) for slot in SLOTS if slot not in match.right)


def confusions(outcomes: Iterable[Outcome]) -> dict[str, Counter[tuple[str, str]]]:
    """Return, for each slot, how often one value was read for another: (annotated, read).

    Names are told in general terms only (a name, another name, none): each occurs but once or
    twice. So are days.
    """
    counts: dict[str, Counter[tuple[str, str]]] = {slot: Counter() for slot in SLOTS}
    for outcome in outcomes:
        for match, slot in wrong_slots(outcome):
            counts[slot][_told(slot, match.gold, match.claim)] += 1
    return counts


def _told(slot: str, gold: Annotation, claim: Claim) -> tuple[str, str]:
    if slot == "period":
        told = (gold.period_start, gold.period_end)
        got = (claim.period_start, claim.period_end)
        return _in_general(any(told), any(got), "a period")
    annotated, read = getattr(gold, slot), getattr(claim, slot)
    if slot in _NAMES:
        return _in_general(bool(annotated), bool(read), "a name")
    return str(annotated or "none").lower(), str(read or "none").lower()


def _in_general(told: bool, got: bool, what: str) -> tuple[str, str]:
    other = f"another{what[1:]}" if told else what
    return what if told else "none", other if got else "none"
