"""Fit the weights of confidence to claims that people judged: a small logistic regression.

Each trait of a claim (a slot and how it was reached) adds its weight to the log odds. Weights are
drawn to zero, so that a trait of few documents says little; the intercept is left free. Every
document counts the same, however many claims it holds: those of one bulletin are right or wrong
together, and would otherwise decide alone.
"""

import csv
import hashlib
import io
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.claims.confidence import confidence, probability, traits
from pipelines.evaluation.reliability import Judged
from pipelines.evaluation.scoring import Outcome
from pipelines.lexicon.weights import ALWAYS, COLUMNS, Weights
from pipelines.records import Evidence

PENALTIES = (2.0, 4.0, 8.0, 16.0)
"""How strongly weights may be drawn to zero, in documents."""

LEAST_SUPPORT = 5
"""A trait that fewer documents show gets no weight of its own."""

FOLDS = 5
_SWEEPS, _STILL = 200, 1e-4
_LONGEST_STEP, _FLATTEST = 2.0, 1e-6


@dataclass(frozen=True, slots=True)
class Example:
    """One claim that was read: its document, its evidence, and whether its record is right."""

    doc_id: str
    evidence: tuple[Evidence, ...]
    right: bool


def examples(outcomes: Iterable[Outcome]) -> list[Example]:
    """Return every claim that was read, in the order of the documents; a false alarm is wrong."""
    result = []
    for outcome in outcomes:
        doc_id = outcome.document.article.article_id
        judged = [(match.claim, match.is_record) for match in outcome.matches]
        judged += [(claim, False) for claim in outcome.false_alarms]
        result += [Example(doc_id, claim.evidence, right) for claim, right in judged]
    return result


def best_penalty(known: Sequence[Example]) -> float:
    """Return the penalty whose weights are surprised least by documents that they do not know."""
    return min(PENALTIES, key=lambda penalty: log_loss(cross_validated(known, penalty)))


def fit(known: Sequence[Example], penalty: float) -> dict[tuple[str, str], float]:
    """Return the weights that make the judgements likeliest, less the penalty; none for no claim.

    One weight is moved at a time, by a Newton step, until all stand still.
    """
    rows = _rows_by_trait(known)
    claims = Counter(example.doc_id for example in known)
    counts = [1.0 / claims[example.doc_id] for example in known]
    weights = dict.fromkeys(rows, 0.0)
    odds = [0.0] * len(known)
    guess = [0.5] * len(known)
    for _ in range(_SWEEPS):
        moved = 0.0
        for trait, members in rows.items():
            pull = 0.0 if trait == ALWAYS else penalty
            slope = pull * weights[trait]
            slope += sum(counts[i] * (guess[i] - known[i].right) for i in members)
            bend = pull + sum(counts[i] * guess[i] * (1.0 - guess[i]) for i in members)
            step = max(-_LONGEST_STEP, min(_LONGEST_STEP, -slope / max(bend, _FLATTEST)))
            weights[trait] += step
            moved = max(moved, abs(step))
            for i in members:
                odds[i] += step
                guess[i] = probability(odds[i])
        if moved < _STILL:
            break
    return weights


def _rows_by_trait(known: Sequence[Example]) -> dict[tuple[str, str], list[int]]:
    """Return the claims that have each trait, by index; the intercept first, the rest in order."""
    rows: dict[tuple[str, str], list[int]] = {}
    for index, example in enumerate(known):
        for trait in traits(example.evidence):
            rows.setdefault(trait, []).append(index)
    support = support_of(known)
    kept = sorted(t for t in rows if support[t] >= LEAST_SUPPORT and t != ALWAYS)
    return {trait: rows[trait] for trait in ([ALWAYS] if known else []) + kept}


def support_of(known: Sequence[Example]) -> Counter[tuple[str, str]]:
    """Return how many documents show each trait."""
    return Counter(t for t, _ in {(t, e.doc_id) for e in known for t in traits(e.evidence)})


def cross_validated(known: Sequence[Example], penalty: float) -> list[Judged]:
    """Return each claim with the confidence of weights that were fitted without its fold.

    Documents, not claims, are dealt into folds: the claims of one document resemble each other.
    """
    result = []
    for fold in range(FOLDS):
        weights = fit([e for e in known if fold_of(e.doc_id, FOLDS) != fold], penalty)
        result += [
            Judged(confidence(e.evidence, weights), e.right)
            for e in known
            if fold_of(e.doc_id, FOLDS) == fold
        ]
    return result


def fold_of(doc_id: str, folds: int) -> int:
    """Return the fold of a document, from 0, the same at all times and on all machines."""
    digest = hashlib.sha256(doc_id.encode("utf-8", "surrogatepass")).hexdigest()
    return int(digest, 16) % folds


def log_loss(claims: Sequence[Judged]) -> float:
    """Return the mean surprise at the judgements; 0.693 is that of a coin."""
    safe = [(min(max(claim.confidence, 0.001), 0.999), claim.right) for claim in claims]
    return -sum(math.log(p if right else 1 - p) for p, right in safe) / max(1, len(safe))


def as_table(weights: Weights, known: Sequence[Example]) -> str:
    """Return weights as the text of `confidence.csv`, with the number of documents behind each."""
    support = support_of(known)
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for (slot, seen), weight in weights.items():
        rows.writerow([slot, seen, f"{weight:.3f}", support[slot, seen]])
    return text.getvalue()
