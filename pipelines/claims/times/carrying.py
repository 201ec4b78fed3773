"""The period of a figure whose sentence tells none: what was told before, of the same event."""

import re
from bisect import bisect_right
from collections.abc import Callable

from pipelines.claims.drafts import Draft
from pipelines.claims.reading.document import Document
from pipelines.claims.reading.segment import SentenceSpan
from pipelines.claims.times.calendar_days import Days
from pipelines.claims.times.narration import Frame, Narration
from pipelines.claims.times.origins import conflict_start, opening_day
from pipelines.claims.times.told import Period, Told, by_rule, of_frame, same_as, told_by
from pipelines.claims.times.totals import counts_the_war
from pipelines.records import Claim

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
    r"|(?<!days )(?<!day )(?<!hours )(?<!weeks )(?<!months )(?<!years )(?<!minutes )"
    r"later(?!,? (?:sa(?:id|ys)|claim|confirm|report|announc|stat|g[ia]ve|put|wr[io]te|told|tell"
    r"|add|revis|rais|acknowledg|admit))"
    r"|in the (?:\w+ )?(?:days|weeks|months) (?:leading|before|after|following|that followed)"
    rf"|(?:during|over|throughout|in|in the course of|following|after|since|by the end of) the "
    rf"(?:(?:entire|whole|course of the|\w+) ){{0,2}}?{_EFFORT}"
    r"|(?:the (?:whole|entire|course)(?: of the)?|throughout the|the entirety of the) battle)\b"
)
_BACKGROUND = re.compile(
    r"\b(?:violence|attacks|insurgency|insurgents|militants|conflict|fighting|unrest|war|rebellion"
    r"|raids|clashes|group|extremists|jihadists|campaign|crisis)\b[^.;]{0,50}?\bha(?:s|ve) "
    r"(?:also )?(?:killed|claimed|left|cost|wounded|taken|caused|resulted)\b"
)
_AROUND = 45
_HELD = re.compile(
    r"\b(?:held|holding|holds|captivity|behind bars|locked up|cells?|prisoners of war|register)\b"
)
_LOSSES = frozenset({"killed", "wounded", "casualties"})
_PARAGRAPHS, _SENTENCES = 2, 3
_BRIEF = 10
_GREAT, _GREAT_TOTAL = 10_000, 1_000


def carried(draft: Draft, story: Narration, told: Told, clause: str, cumulative: bool) -> Period:
    """Return the period of a figure whose sentence tells none."""
    document, sentence, last = story.document, draft.reduced.sentence, told.last
    if last is not None and (draft.hit.part or last.start >= sentence.start):
        return same_as(last, cumulative=cumulative or last.cumulative)
    if last is not None and _goes_on(last, draft, story):
        goes_on = last.cumulative and last.period_kind == "since"
        return same_as(last, cumulative=cumulative or goes_on)
    if (opened := opening_day(clause, document.lexicon)) is not None:
        return by_rule(Days(opened, opened), "day", draft, "period.opening")
    since = told.since(draft)
    if counts_the_war(clause):
        named = clause + " war"
        start = conflict_start(named, document.side_counts, document.published, document.lexicon)
        return by_rule(Days(start, None), "since", draft, "period.war")
    least = _GREAT_TOTAL if cumulative else _GREAT
    is_great = draft.figure.low >= least and draft.hit.category in _LOSSES
    if story.years.is_news and is_great:
        start = since.period_start if since else None
        return by_rule(Days(start, None), "since", draft, "period.great_total")
    counted = story.counted_since(sentence.index) if cumulative else None
    if counted is not None:
        return told_by(Days(counted.days.first, None), "since", True, counted, "inherited")
    if draft.hit.category in ("captured", "missing") and _HELD.search(clause):
        return Period(None, None, "untold", cumulative)
    frame = story.holding(sentence.index)
    if frame is None or (story.years.is_news and _BACKGROUND.search(clause)):
        return Period(None, None, "untold", cumulative)
    if not story.years.is_news and _is_brief(frame) and _OTHER_TIME.search(clause):
        return Period(None, None, "untold", cumulative)
    if not story.years.is_news and not _carries(frame, document, sentence.index):
        return Period(None, None, "untold", cumulative)
    return of_frame(frame, cumulative=cumulative)


def _is_brief(frame: Frame) -> bool:
    """Tell whether a frame is some days: not the whole of an offensive."""
    first, last = frame.days.first, frame.days.last
    return first is not None and last is not None and (last - first).days < _BRIEF


def _carries(frame: Frame, document: Document, index: int) -> bool:
    """Tell whether a history's date holds for a sentence behind: a month only in its paragraph."""
    mention = frame.mark.mention
    paragraph = document.sentences.spans[index].paragraph
    return frame.paragraph == paragraph or mention.kind not in ("month", "year")


def _goes_on(last: Claim, draft: Draft, story: Narration) -> bool:
    """Tell whether a figure counts a part or more of what the claim before it counts."""
    document, sentence = story.document, draft.reduced.sentence
    lag = document.sentences.spans[sentence.index].paragraph - story.paragraph_at(last.start)
    if lag > 1 or not (last.period_start or last.period_end):
        return False
    start = draft.figure.start
    return bool(_BREAKDOWN.search(document.folded, max(sentence.start, start - _AROUND), start))


def _paragraph(span: SentenceSpan) -> int:
    return span.paragraph


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
    is_long = is_long or (frame.mark.mention.kind == "window" and story.is_bulletin)
    index, at = draft.reduced.sentence.index, story.sentence_at(frame.mark.mention.start)
    behind = spans[index].paragraph - frame.paragraph
    if is_long or (behind == 0 and index - at <= _SENTENCES):
        return period
    if behind > 0 and (not is_local(at) or (place is None and behind <= _PARAGRAPHS)):
        return period
    last = index if behind == 0 else bisect_right(spans, frame.paragraph, key=_paragraph)
    if place is not None and document.text.find(place, 0, spans[last - 1].end) >= 0:
        return period
    return Period(None, None, "untold", period.cumulative)
