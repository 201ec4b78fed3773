"""The attribution of one figure: whose claim it is, passed on by whom, told by which words."""

from dataclasses import dataclass

from pipelines.records import Attribution, Evidence


@dataclass(frozen=True, slots=True)
class Source:
    """The attribution of one figure; names are the fullest that the article gives.

    `side` is the side that the claimant speaks for, where its name tells.
    """

    claimant: str | None
    claimant_text: str | None
    side: str | None
    relay: str | None
    attribution: Attribution
    cue: str | None
    evidence: tuple[Evidence, ...]


NARRATOR = Source(None, None, None, None, "narrator", None, ())
AGENTLESS = Source(None, None, None, None, "agentless", None, ())
