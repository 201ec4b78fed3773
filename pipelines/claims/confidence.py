"""How likely a claim is read right, from how each of its slots was reached.

The weights are data (`lexicon/data/confidence.csv`), fitted by `pipelines.evaluation` to documents
that people annotated. A rule that is younger than the weights counts by the way that it reached the
slot: explicit, inherited and so on.
"""

import math
from collections.abc import Iterable

from pipelines.lexicon import Weights
from pipelines.records import Evidence

SLOTS = ("category", "victim_side", "victim_class", "claimant", "cue", "period", "place")
"""The slots whose evidence tells how sure a claim is."""


def traits(evidence: Iterable[Evidence]) -> list[tuple[str, str]]:
    """Return what the evidence says of each slot: how it was reached, and by which rule.

    >>> traits([Evidence("place", 3, 9, "inherited", "place.gazetteer")])[-2:]
    [('place', 'inherited'), ('place', 'place.gazetteer')]
    """
    told = {item.slot: item for item in evidence}
    result = [("claim", "always")]
    for slot in SLOTS:
        item = told.get(slot)
        if item is None:
            result.append((slot, "missing"))
        else:
            result += ((slot, item.how), (slot, item.rule))
    return result


def confidence(evidence: Iterable[Evidence], weights: Weights) -> float:
    """Return the probability that a claim is one and that its record is right.

    The record is the figure with its qualifier, category, victims and claimant. Rounded to three
    decimals; a probability over articles like those that the weights were fitted to.
    """
    score = sum([weights.get(trait, 0.0) for trait in traits(evidence)])
    return round(probability(score), 3)


def probability(log_odds: float) -> float:
    """Return the probability that log odds mean.

    >>> probability(0.0), probability(-800.0)
    (0.5, 0.0)
    """
    if log_odds < 0:
        odds = math.exp(log_odds)
        return odds / (1.0 + odds)
    return 1.0 / (1.0 + math.exp(-log_odds))
