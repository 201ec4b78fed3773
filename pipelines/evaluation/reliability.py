"""Does confidence mean what it says: of claims given 0.7, are seven in ten right?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.evaluation.scoring import Outcome

BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim that was read: how sure the extractor was, and whether its record is right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims whose confidence lies in one tenth of the scale."""

    low: float
    high: float
    n: int
    mean_confidence: float
    share_right: float


def judged(outcomes: Iterable[Outcome]) -> list[Judged]:
    """Return every claim that was read, implied ones too; a false alarm is not right."""
    result = []
    for outcome in outcomes:
        result += [Judged(m.claim.confidence, m.is_record) for m in outcome.matches]
        result += [Judged(claim.confidence, False) for claim in outcome.false_alarms]
    return result


def bins(claims: Iterable[Judged]) -> list[Bin]:
    """Return the tenths of the scale that hold any claim, from the lowest."""
    groups: dict[int, list[Judged]] = {}
    for claim in claims:
        groups.setdefault(min(int(claim.confidence * BINS), BINS - 1), []).append(claim)
    return [
        Bin(
            at / BINS,
            (at + 1) / BINS,
            len(group),
            sum(claim.confidence for claim in group) / len(group),
            sum(claim.right for claim in group) / len(group),
        )
        for at, group in sorted(groups.items())
    ]


def calibration_error(table: Sequence[Bin]) -> float:
    """Return the expected calibration error: how far confidence and share lie apart, on average."""
    n = sum(row.n for row in table)
    apart = sum(row.n * abs(row.mean_confidence - row.share_right) for row in table)
    return apart / n if n else 0.0
