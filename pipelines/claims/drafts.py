"""What is known of a figure on its way to a claim: its draft, and its links to others."""

from dataclasses import dataclass

from pipelines.claims.harm.predicates import Hit
from pipelines.claims.reading.chunks import Reduced
from pipelines.claims.victims.victims import Victim
from pipelines.records import Figure


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


UNLINKED = Links()
