"""How far a claim can be trusted to be read right, from how each slot was reached."""

from collections.abc import Iterable
from types import MappingProxyType

from pipelines.records import Evidence, How

_POINTS: MappingProxyType[How, float] = MappingProxyType(
    {"explicit": 1.0, "anaphor": 0.8, "inherited": 0.6, "default": 0.3}
)
_SLOTS = ("figure", "victim_side", "claimant", "period", "place")
_MISSING = 0.5


def confidence(evidence: Iterable[Evidence]) -> float:
    """Return a score between 0 and 1: the mean of the points of the main slots.

    A missing slot counts half: the article may simply not tell. The score orders claims; it is
    not a probability.
    """
    points = dict.fromkeys(_SLOTS, _MISSING)
    for item in evidence:
        if item.slot in points:
            points[item.slot] = _POINTS[item.how]
    return round(sum(points.values()) / len(points), 3)
