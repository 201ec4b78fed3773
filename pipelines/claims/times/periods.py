"""When: the period that a figure covers, resolved to days, and whether it is a running total."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from pipelines.claims.links import Draft
from pipelines.claims.reading.document import Document
from pipelines.claims.times.calendar_days import Days
from pipelines.claims.times.comparisons import compared
from pipelines.claims.times.governing import governing, restated
from pipelines.claims.times.marks import Mark
from pipelines.claims.times.narration import Frame, Narration
from pipelines.claims.times.origins import conflict_start, opening_day
from pipelines.claims.times.totals import counts_the_war, counts_up, is_rate
from pipelines.claims.times.years import Years
from pipelines.records import Claim, Evidence, How, PeriodKind, Span

_BREAKDOWN = re.compile(
    r"\b(?:breakdown|others?|of (?:them|whom|these|those)|in all|total|the rest"
    r"|a (?:further|minimum of)"
    r"|among (?:them|the (?:dead|killed|wounded|injured|victims))"
    r"|(?:higher|lower|another|different|similar) (?:figure|number|count|toll|total)"
    r"|the (?:dead|injured|wounded) (?:whom|who|were|included?|comprised?))\b"
)
_EFFORT = (
    r"(?:offensive|counter-?offensive|campaign|siege|operation|occupation|war|conflict|insurgency"
    r"|uprising|retaking|recapture)"
)
_OTHER_TIME = re.compile(
    r"\b(?:eventually|subsequently|ultimately|afterwards|overall|altogether|in total|in all"
    r"|later(?!,? (?:sa(?:id|ys)|claim|confirm|report|announc|stat|g[ia]ve|put|wr[io]te|told|tell"
    r"|add|revis|rais|acknowledg|admit))"
    r"|in the (?:\w+ )?(?:days|weeks|months) (?:leading|before|after|following|that followed)"
    rf"|(?:during|over|throughout|in|in the course of|following|after|since|by the end of) the "
    rf"(?:(?:entire|whole|course of the|\w+) ){{0,2}}?{_EFFORT})\b"
)
_FROM = re.compile(r"\bfrom the (?:day|start|beginning|moment|time|outbreak|outset)\b")
_AROUND = 45
_HELD = re.compile(
    r"\b(?:held|holding|holds|captivity|behind bars|locked up|cells?|prisoners of war|register)\b"
)
_LOSSES = frozenset({"killed", "wounded", "casualties"})
_LONG = 300
_PARAGRAPHS = 2
_GREAT = 10_000


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
            years = Years(document.text, document.published, counts, document.lexicon, publisher)
            self.narration = Narration(document, years)
        return self.narration


def find_period(draft: Draft, document: Document, told: Told) -> Period:
    """Return the period of a figure, from its sentence, else from what was told before."""
    story = told.story(document)
    if draft.hit.rule in ("bullet", "delta"):
        return _listed(draft, story, document)
    sentence = draft.reduced.sentence
    marks = story.marks(sentence.index)
    span = Span(draft.figure.start, draft.figure.end)
    mark = governing(marks, span, story)
    if is_rate(document.folded, span, sentence.start, sentence.end):
        return _by_rule(Days(None, None), "rate", draft, "period.rate")
    if (earlier := compared(span, document.folded, sentence.end, told.last)) is not None:
        return _by_rule(earlier, "span", draft, "period.compared")
    clause = document.folded[sentence.start : sentence.end]
    cumulative = counts_up(clause)
    if mark is None and sentence.index == 0:
        mark = restated(draft.figure, story)
    last = told.last
    if mark is not None and mark.mention.kind == "same" and last and _is_near(last, draft, story):
        return _same_as(last, cumulative=last.cumulative)
    if mark is not None:
        return _told(mark, marks, story, sentence.index, cumulative)
    return _carried(draft, story, told, clause, cumulative)


def _told(
    mark: Mark, marks: Sequence[Mark], story: Narration, index: int, cumulative: bool
) -> Period:
    """Return the period that a date of the figure's own sentence tells."""
    mention, days = mark.mention, mark.days
    end = next((m.days.last for m in marks if m.mention.role in ("until", "as_of")), None)
    if mention.role == "since":
        is_total = mention.kind not in ("unit", "vague") or mention.days > _LONG
        return _period(Days(days.first, end), "since", is_total, mark, "explicit")
    if mention.role in ("until", "as_of"):
        since = next((m for m in marks if m.mention.role == "since"), None)
        first = since.days.first if since else _beginning(story, index, days.last)
        return _period(Days(first, days.last), "as_of", True, mark, "explicit")
    kind: PeriodKind = "day" if days.first == days.last else "span"
    return _period(days, kind if days.is_told else "untold", cumulative, mark, "explicit")


def _beginning(story: Narration, index: int, last: dt.date | None) -> dt.date | None:
    """Return when the event began that a count up to a day is of."""
    since = story.since(index)
    if since is not None:
        return since.days.first
    spans = story.document.sentences.spans
    if _FROM.search(story.document.folded, spans[index].start, spans[index].end):
        near = story.near(index)
        return near.days.first if near else None
    frame = story.main(index) if story.years.is_news else None
    first = frame.days.first if frame else None
    return first if first and last and first < last else None


def _carried(draft: Draft, story: Narration, told: Told, clause: str, cumulative: bool) -> Period:
    """Return the period of a figure whose sentence tells none."""
    document, sentence, last = story.document, draft.reduced.sentence, told.last
    if last is not None and (draft.hit.part or last.start >= sentence.start):
        return _same_as(last, cumulative=cumulative or last.cumulative)
    if last is not None and _goes_on(last, draft, story):
        goes_on = last.cumulative and last.period_kind == "since"
        return _same_as(last, cumulative=cumulative or goes_on)
    if (opened := opening_day(clause, document.lexicon)) is not None:
        return _by_rule(Days(opened, opened), "day", draft, "period.opening")
    since = told.since(draft)
    if counts_the_war(clause):
        named = clause + " war"
        start = conflict_start(named, document.side_counts, document.published, document.lexicon)
        return _by_rule(Days(start, None), "since", draft, "period.war")
    is_great = draft.figure.low >= _GREAT and draft.hit.category in _LOSSES
    if story.years.is_news and is_great:
        start = since.period_start if since else None
        return _by_rule(Days(start, None), "since", draft, "period.great_total")
    counted = story.counted_since(sentence.index) if cumulative else None
    if counted is not None:
        return _period(Days(counted.days.first, None), "since", True, counted, "inherited")
    if draft.hit.category in ("captured", "missing") and _HELD.search(clause):
        return Period(None, None, "untold", cumulative)
    frame = story.near(sentence.index)
    if frame is None and story.years.is_news:
        frame = story.main(sentence.index)
    if frame is None:
        return Period(None, None, "untold", cumulative)
    if not story.years.is_news and is_brief(frame) and _OTHER_TIME.search(clause):
        return Period(None, None, "untold", cumulative)
    if not story.years.is_news and not _carries(frame, document, sentence.index):
        return Period(None, None, "untold", cumulative)
    return _of_frame(frame, cumulative=cumulative)


def is_brief(frame: Frame) -> bool:
    """Tell whether a frame is a day or two: not the whole of an offensive."""
    first, last = frame.days.first, frame.days.last
    return first is not None and last is not None and (last - first).days < 3


def _carries(frame: Frame, document: Document, index: int) -> bool:
    """Tell whether a history's date holds for a sentence behind: a month only in its paragraph."""
    mention = frame.mark.mention
    paragraph = document.sentences.spans[index].paragraph
    return frame.paragraph == paragraph or mention.kind not in ("month", "year")


def _same_as(earlier: Claim, *, cumulative: bool) -> Period:
    """Return the period of an earlier claim for a figure that counts the same or a part of it."""
    evidence = tuple(
        replace(item, how="inherited") for item in earlier.evidence if item.slot == "period"
    )
    kind = earlier.period_kind
    return Period(earlier.period_start, earlier.period_end, kind, cumulative, evidence)


def _by_rule(days: Days, kind: PeriodKind, draft: Draft, rule: str) -> Period:
    """Return a period that no date tells: the clause of the figure stands for it."""
    sentence = draft.reduced.sentence
    evidence = Evidence("period", sentence.start, sentence.end, "default", rule)
    return Period(days.first, days.last, kind, kind == "since", (evidence,))


def _is_near(last: Claim, draft: Draft, story: Narration) -> bool:
    """Tell whether a claim with a period stands in the same paragraph as a figure."""
    spans = story.document.sentences.spans
    paragraph = spans[draft.reduced.sentence.index].paragraph
    return last.period_start is not None and paragraph == story.paragraph_at(last.start)


def _goes_on(last: Claim, draft: Draft, story: Narration) -> bool:
    """Tell whether a figure counts a part or more of what the claim before it counts."""
    document, sentence = story.document, draft.reduced.sentence
    lag = document.sentences.spans[sentence.index].paragraph - story.paragraph_at(last.start)
    if lag > 1 or not (last.period_start or last.period_end):
        return False
    start = draft.figure.start
    return bool(_BREAKDOWN.search(document.folded, max(sentence.start, start - _AROUND), start))


def _of_frame(frame: Frame, *, cumulative: bool) -> Period:
    mark = frame.mark
    days = mark.days
    kind: PeriodKind = "day" if days.first == days.last else "span"
    return replace(_period(days, kind, cumulative, mark, "inherited"), frame=frame)


def at_its_place(
    period: Period,
    draft: Draft,
    story: Narration,
    place: str | None,
    is_local: Callable[[int], bool],
) -> Period:
    """Return a period that is carried on in news only where it is of the same event.

    A day that was told with one place holds for that place in the paragraphs behind it; `is_local`
    tells whether a sentence names such a place.
    """
    frame = period.frame
    if frame is None or not story.years.is_news:
        return period
    document = story.document
    spans = document.sentences.spans
    days = frame.days
    is_long = days.first is not None and days.last is not None and (days.last - days.first).days > 2
    behind = spans[draft.reduced.sentence.index].paragraph - frame.paragraph
    if is_long or behind == 0:
        return period
    at = story.sentence_at(frame.mark.mention.start)
    if not is_local(at) or (place is None and behind <= _PARAGRAPHS):
        return period
    end = next((s.start for s in spans[at:] if s.paragraph > frame.paragraph), len(document.text))
    if place is not None and document.text.find(place, 0, end) >= 0:
        return period
    return Period(None, None, "untold", period.cumulative)


def _listed(draft: Draft, story: Narration, document: Document) -> Period:
    """Return the period of a bulletin's line: a running total, or the change in its brackets."""
    index = draft.reduced.sentence.index
    frame = story.main(index) or story.near(index)
    last = frame.days.last if frame else None
    start = conflict_start("", document.side_counts, document.published, document.lexicon)
    if last is None or (start is not None and last <= start):
        # «Totals are counted from 24 February 2022» dates the war, not the bulletin.
        last = document.published
    if draft.hit.rule == "delta":
        return _by_rule(Days(last, last), "day", draft, "period.delta")
    if document.folded.find("(+", draft.figure.end, draft.figure.end + 12) >= 0:
        end = last if start is None or last is None or last >= start else None
        return _by_rule(Days(start, end), "since", draft, "period.bulletin")
    return _of_frame(frame, cumulative=False) if frame else Period(None, None, "untold", False)


def _period(days: Days, kind: PeriodKind, cumulative: bool, mark: Mark, how: How) -> Period:
    mention = mark.mention
    evidence = Evidence("period", mention.start, mention.end, how, f"period.{mention.kind}")
    first, last = days.first, days.last
    if first and last and last < first:
        last = None
    return Period(first, last, kind, cumulative, (evidence,))
