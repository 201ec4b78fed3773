"""When: the period that a figure covers, resolved to days, and whether it is a running total."""

import datetime as dt
import re
from collections.abc import Sequence

from pipelines.claims.drafts import Draft
from pipelines.claims.reading.document import Document
from pipelines.claims.times.calendar_days import Days
from pipelines.claims.times.carrying import carried
from pipelines.claims.times.comparisons import compared
from pipelines.claims.times.governing import governing, restated
from pipelines.claims.times.marks import Mark
from pipelines.claims.times.narration import Narration
from pipelines.claims.times.origins import conflict_start
from pipelines.claims.times.told import Period, Told, by_rule, of_frame, same_as, told_by
from pipelines.claims.times.totals import counts_up, is_rate
from pipelines.records import Claim, PeriodKind, Span

_FROM = re.compile(r"\bfrom the (?:day|start|beginning|moment|time|outbreak|outset)\b")
_COUNT_OF = re.compile(
    r"\b(?:figures?|count|estimate|tally|number),? (?:dated |dates from |is from |from )$"
    r"|\b(?:figures?|count|estimate|tally|number), of $|\b(?:is|are|dates?) from $"
)
_LONG, _COUNT_WITHIN = 300, 30


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
        return by_rule(Days(None, None), "rate", draft, "period.rate")
    if (earlier := compared(span, document.folded, sentence.end, told.last)) is not None:
        return by_rule(earlier, "span", draft, "period.compared")
    clause = document.folded[sentence.start : sentence.end]
    cumulative = counts_up(clause)
    if mark is None and sentence.index == 0:
        mark = restated(draft.figure, story)
    last = told.last
    if mark is not None and mark.mention.kind == "same" and last and _is_near(last, draft, story):
        return same_as(last, cumulative=last.cumulative)
    if mark is not None and mark.mention.event == "then" and mark.days.first is None:
        since = told.since(draft)
        if since is not None:
            return same_as(since, cumulative=True)
    if mark is not None:
        return _told(mark, marks, story, sentence.index, cumulative)
    return carried(draft, story, told, clause, cumulative)


def _told(
    mark: Mark, marks: Sequence[Mark], story: Narration, index: int, cumulative: bool
) -> Period:
    """Return the period that a date of the figure's own sentence tells."""
    mention, days = mark.mention, mark.days
    end = next((m.days.last for m in marks if m.mention.role in ("until", "as_of")), None)
    if mention.role == "since":
        if mention.kind == "weekday":
            # A few days are counted like any span; only a toll that rises is a total.
            return told_by(
                Days(days.first, end or story.years.published),
                "since",
                cumulative,
                mark,
                "explicit",
            )
        is_total = mention.kind not in ("unit", "vague") or mention.days > _LONG
        return told_by(Days(days.first, end), "since", is_total, mark, "explicit")
    if mention.role in ("until", "as_of"):
        since = next((m for m in marks if m.mention.role == "since"), None)
        first = since.days.first if since else _beginning(story, index, days.last)
        return told_by(Days(first, days.last), "as_of", True, mark, "explicit")
    folded, start = story.document.folded, mention.start
    if _COUNT_OF.search(folded, max(0, start - _COUNT_WITHIN), start):
        return told_by(Days(None, days.last), "as_of", True, mark, "explicit")
    kind: PeriodKind = "day" if days.first == days.last else "span"
    return told_by(days, kind if days.is_told else "untold", cumulative, mark, "explicit")


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


def _is_near(last: Claim, draft: Draft, story: Narration) -> bool:
    """Tell whether a claim with a period stands in the same paragraph as a figure."""
    spans = story.document.sentences.spans
    paragraph = spans[draft.reduced.sentence.index].paragraph
    return last.period_start is not None and paragraph == story.paragraph_at(last.start)


def _listed(draft: Draft, story: Narration, document: Document) -> Period:
    """Return the period of a bulletin's line: a running total, or the change in its brackets."""
    index = draft.reduced.sentence.index
    frame = story.main(index) or story.near(index)
    last = frame.days.last if frame else None
    start = conflict_start("", document.side_counts, document.published, document.lexicon)
    start = start or (frame.days.first if frame else None)
    if last is None or (start is not None and last <= start):
        # «Totals are counted from 24 February 2022» dates the war, not the bulletin.
        last = document.published
    if draft.hit.rule == "delta":
        return by_rule(Days(last, last), "day", draft, "period.delta")
    if document.folded.find("(+", draft.figure.end, draft.figure.end + 12) >= 0:
        end = last if start is None or last is None or last >= start else None
        return by_rule(Days(start, end), "since", draft, "period.bulletin")
    return of_frame(frame, cumulative=False) if frame else Period(None, None, "untold", False)
