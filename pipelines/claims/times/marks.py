"""The dates of one sentence, resolved to days, and what each is to what is told there."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.claims.reading.date_mentions import DateMention
from pipelines.claims.reading.document import Document
from pipelines.claims.reading.segment import SentenceSpan
from pipelines.claims.times.calendar_days import UNTOLD, Days, days_of, ending_on
from pipelines.claims.times.reporting import reports
from pipelines.claims.times.years import Years

_AHEAD = 14
_WEEK = 5
_SEVEN = 7
_ASIDE_WITHIN = 80
_RECENT = dt.timedelta(days=2)
_FRESH = dt.timedelta(days=35)
_ASIDE = re.compile(r"\b(?:which|who|whom|whose|where|that (?:was|were|had|has|it had))\b[^,;.]*$")
_BEGAN = re.compile(
    r"\b(?:war|conflict|fighting|offensive|invasion|campaign|operation|hostilities|insurgency"
    r"|uprising|crackdown|siege|violence|assault|rebellion)\b[^.;]{0,60}?"
    r"(?:\b(?:that|which)(?: had)?|,)(?: \w+)? "
    r"(?:began|begun|started|erupted|broke out|launched|unleashed|triggered|sparked|flared)"
    r"(?: up)?(?: on| in)? (?:the )?$"
)
_ENDS = re.compile(r"\s(?:to|till|until|through|up to|ending|ended|that ended)(?: on)?\s?")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention with its days.

    `reports` tells that it dates a statement and not what is stated, `aside` that it stands in a
    relative clause, `said` that it stands beside a word of saying, also in a history.
    """

    mention: DateMention
    days: Days
    reports: bool = False
    aside: bool = False
    said: bool = False


@dataclass(slots=True)
class Marker:
    """Resolves the dates of one sentence after another; knows the spans told so far."""

    document: Document
    years: Years
    _spans: list[Days] = field(default_factory=list)
    _ahead: dict[tuple[int, int], Days | None] = field(default_factory=dict)
    _stated: dt.date | None = None

    def is_fresh(self, days: Days) -> bool:
        """Tell whether days are those of news; for a history all are."""
        published = self.years.published
        if not self.years.is_news or published is None:
            return True
        return days.last is not None and published - days.last <= _FRESH

    def marks(self, span: SentenceSpan, told: Days) -> list[Mark]:
        """Return the dates of a sentence with their days; `told` are the days told before it."""
        folded = self.document.folded
        marks: list[Mark] = []
        days = told
        for written in self.document.dates_within(span):
            found = self._days(written, days)
            before = max(span.start, written.start - _ASIDE_WITHIN)
            begins = written.role == "on" and _BEGAN.search(folded, before, written.start)
            mention = written._replace(role="since") if begins else written
            aside = None if begins else _ASIDE.search(folded, before, written.start)
            # A history that dates a statement dates what is stated by it too.
            is_said = reports(mention, self.document)
            is_report = self.years.is_news and is_said
            mark = Mark(mention, found, is_report, aside is not None, is_said)
            if is_report:
                self._stated = found.last or self._stated
            marks.append(mark)
            if found.last is not None and mention.role in ("on", "until"):
                days = found
        if all(mark.mention.kind != "window" for mark in marks):
            return marks
        return [
            replace(mark, days=self._window(mark.mention, marks, told))
            if mark.mention.kind == "window"
            else mark
            for mark in marks
        ]

    def around(self, mark: Mark) -> Days:
        """Return the month of «by mid-November 2012», which dates the days that follow."""
        if mark.days.last is not None or not (mark.mention.part and mark.mention.year):
            return UNTOLD
        return days_of(mark.mention._replace(part=""), UNTOLD, self.years)

    def _days(self, mention: DateMention, told: Days) -> Days:
        if mention.kind == "same":
            span = self._span_like(mention.days)
            published = self.years.published if self.years.is_news else None
            if span.last is None and published and mention.days == _SEVEN:
                return ending_on(published, _SEVEN)
            return span
        found = days_of(mention, told, self.years)
        if found.first and found.last and found.first < found.last and mention.role == "on":
            self._spans.append(found)
        return found

    def _window(self, window: DateMention, marks: list[Mark], told: Days) -> Days:
        """Return a window: it ends on the day named behind it, or on the day told before."""
        text = self.document.folded
        for mark in marks:
            if _ENDS.fullmatch(text, window.end, mark.mention.start) and mark.days.last:
                return ending_on(mark.days.last, window.days)
        if window.part and told.first:
            return Days(told.first, told.first + dt.timedelta(days=window.days - 1))
        if self.years.is_news and told.first and told.last:
            length = (told.last - told.first).days + 1
            if length > 1 and abs(length - window.days) <= 1:
                return told
        if self.years.is_news and window.days >= _WEEK and (ahead := self._span_ahead(window)):
            return ahead
        ends = (
            mark.days.last
            for mark in marks
            if mark.mention.kind in ("day", "weekday") and mark.mention.role != "since"
        )
        last = next((day for day in ends if day), None)
        last = last or self._as_of(told)
        return ending_on(last, window.days) if last else UNTOLD

    def _as_of(self, told: Days) -> dt.date | None:
        """Return the day that a window ends on where none is named beside it."""
        published = self.years.published
        if not self.years.is_news or published is None:
            return told.last
        # A statement's window ends on its own day.
        ends = (day for day in (told.last, self._stated) if day is not None)
        return next((day for day in ends if published - _RECENT <= day <= published), published)

    def _span_like(self, days: int) -> Days:
        """Return the span told last, of about so many days where that is told."""
        for span in reversed(self._spans[-_AHEAD:]):
            length = (span.last - span.first).days + 1 if span.first and span.last else 0
            if not days or days / 2 < length < days * 2:
                return span
        return UNTOLD

    def _span_ahead(self, window: DateMention) -> Days | None:
        """Return the span of a window's length that a bulletin spells out a little further on."""
        spans = self.document.sentences.spans
        here = bisect_right(spans, window.start, key=lambda span: span.start) - 1
        key = (here, window.days)
        if key not in self._ahead:
            self._ahead[key] = self._spelled_out(spans[here : here + _AHEAD], window.days)
        return self._ahead[key]

    def _spelled_out(self, spans: Sequence[SentenceSpan], days: int) -> Days | None:
        for span in spans:
            for mention in self.document.dates_within(span):
                if mention.upto is None or mention.kind != "day":
                    continue
                found = days_of(mention, UNTOLD, self.years)
                if found.first and found.last and self.is_fresh(found):
                    length = (found.last - found.first).days + 1
                    if abs(length - days) <= 1:
                        return found
        return None
