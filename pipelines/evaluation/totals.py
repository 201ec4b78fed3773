"""Score whole documents against an analyst's totals of killed and captured.

A document's total is the sum of the lower ends of its claims of a category. A part is inside its
total and a restatement is not a second event, so neither adds to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.evaluation.gold import CountedDocument
from pipelines.evaluation.scoring import share
from pipelines.records import Claim


@dataclass(frozen=True, slots=True)
class Total:
    """One document's total of one category: what the analyst counted and what was read."""

    document: CountedDocument
    category: str
    gold: int
    read: int


@dataclass(frozen=True, slots=True)
class TotalShares:
    """How often a total is exact: over `n` documents, and over the `n_positive` above nothing."""

    n: int
    exact: float
    n_positive: int
    exact_positive: float


def totals_of(document: CountedDocument, claims: Iterable[Claim]) -> list[Total]:
    """Return the totals of a document, one for each category that the analyst counted."""
    own = [c for c in claims if c.part_of is None and c.restates is None]
    return [
        Total(document, category, gold, sum(c.low for c in own if c.category == category))
        for category, gold in document.totals.items()
    ]


def total_shares(totals: Iterable[Total]) -> dict[str, TotalShares]:
    """Return the shares of exact totals by category."""
    by_category: dict[str, list[Total]] = {}
    for total in totals:
        by_category.setdefault(total.category, []).append(total)
    return {category: _shares(group) for category, group in by_category.items()}


def _shares(totals: list[Total]) -> TotalShares:
    positive = [total for total in totals if total.gold > 0]
    return TotalShares(
        len(totals),
        share(sum(t.gold == t.read for t in totals), len(totals)),
        len(positive),
        share(sum(t.gold == t.read for t in positive), len(positive)),
    )
