"""The shape of an act of speech: its cue, the words of its speaker and how far it reaches."""

from dataclasses import dataclass
from typing import Literal

from pipelines.records import Span

Reach = Literal["after", "before", "both"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that attributes a statement, at its offsets."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Speech:
    """One act of speech.

    `beside` are words in apposition to the speaker, `through` those of whom it was told or who
    quotes it; `limit` is the offset behind which it holds no longer.
    """

    cue: Cue
    speaker: Span | None
    reach: Reach
    limit: int
    beside: Span | None = None
    through: Span | None = None
    is_agentless: bool = False
