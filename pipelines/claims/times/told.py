"""What a period is, and what the claims of an article have told of time so far."""

import datetime as dt
from dataclasses import dataclass, field, replace

from pipelines.claims.drafts import Draft
from pipelines.claims.reading.document import Document
from pipelines.claims.times.calendar_days import Days
from pipelines.claims.times.datelines import counted_from
from pipelines.claims.times.marks import Mark
from pipelines.claims.times.narration import Frame, Narration
from pipelines.claims.times.years import Years
from pipelines.records import Claim, Evidence, How, PeriodKind


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a figure covers, both ends included; None is open or untold."""

    start: dt.date | None
    end: dt.date | None
    kind: PeriodKind
    cumulative: bool
    evidence: tuple[Evidence, ...] = ()
    frame: Frame | None = None


@dataclass(slots=True)
class Told:
    """What the claims before have told: the last one, and the running totals by loss."""

    last: Claim | None = None
    totals: dict[tuple[str, str | None], Claim] = field(default_factory=dict)
    narration: Narration | None = None

    def note(self, claim: Claim) -> None:
        """Remember a claim; claims come in the order of the text."""
        self.last = claim
        if claim.cumulative and claim.period_kind == "since":
            self.totals[claim.category, claim.victim_side] = claim

    def since(self, draft: Draft) -> Claim | None:
        """Return the running total told before of the same loss, of the same people, or any."""
        side = draft.victim.side
        same = self.totals.get((draft.hit.category, side))
        of_side = (claim for (_, whose), claim in self.totals.items() if whose == side)
        return same or next(of_side, None) or next(iter(self.totals.values()), None)

    def story(self, document: Document) -> Narration:
        """Return what the document tells of time."""
        if self.narration is None:
            counts = document.side_counts
            publisher = document.article.publisher or ""
            published = counted_from(document.text, document.published)
            years = Years(document.text, published, counts, document.lexicon, publisher)
            self.narration = Narration(document, years)
        return self.narration


def told_by(days: Days, kind: PeriodKind, cumulative: bool, mark: Mark, how: How) -> Period:
    """Return the period of days that a date tells."""
    mention = mark.mention
    evidence = Evidence("period", mention.start, mention.end, how, f"period.{mention.kind}")
    first, last = days.first, days.last
    if first and last and last < first:
        last = None
    return Period(first, last, kind, cumulative, (evidence,))


def of_frame(frame: Frame, *, cumulative: bool) -> Period:
    """Return the days told before a figure as its period."""
    mark = frame.mark
    days = mark.days
    kind: PeriodKind = "day" if days.first == days.last else "span"
    return replace(told_by(days, kind, cumulative, mark, "inherited"), frame=frame)


def same_as(earlier: Claim, *, cumulative: bool) -> Period:
    """Return the period of an earlier claim for a figure that counts the same or a part of it."""
    evidence = tuple(
        replace(item, how="inherited") for item in earlier.evidence if item.slot == "period"
    )
    kind = earlier.period_kind
    return Period(earlier.period_start, earlier.period_end, kind, cumulative, evidence)


def by_rule(days: Days, kind: PeriodKind, draft: Draft, rule: str) -> Period:
    """Return a period that no date tells: the clause of the figure stands for it."""
    sentence = draft.reduced.sentence
    evidence = Evidence("period", sentence.start, sentence.end, "default", rule)
    return Period(days.first, days.last, kind, kind == "since", (evidence,))
