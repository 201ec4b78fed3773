"""The day that the text is telling of: dates as they are named, carried on to what follows.

A history goes from date to date («On 4 April … The next day …»); a heading's date holds for its
section. News tells of the days that its first lines name; an old date in it is an aside that holds
for its own paragraph alone. Sentences are looked at only where a claim stands on them or shortly
behind them.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from pipelines.claims.reading.document import Document
from pipelines.claims.times.calendar_days import UNTOLD, Days
from pipelines.claims.times.marks import Mark, Marker
from pipelines.claims.times.years import Years

_LOOK_BACK = 14
_LEAD = 3
_HEADS = 2
_HEADING = 70
_WEEK = 5
_MONTH = 30
_SPOKEN = frozenset({"day", "weekday", "offset"})
_COUNTED_WITHIN = 3
_INSTITUTION = re.compile(
    r"ministry|command|general staff|armed forces|\barmy\b|headquarters|defen[cs]e forces|\bmod\b"
    r"|\bidf\b|press service|centcom|coalition|\bmission\b|air force|navy",
    re.IGNORECASE,
)
_FRAMING = frozenset({"day", "month", "year", "weekday", "today", "offset", "window", "unit"})


@dataclass(frozen=True, slots=True)
class Frame:
    """The days that the text told last, where, and in which paragraph (line) of it."""

    mark: Mark
    paragraph: int

    @property
    def days(self) -> Days:
        """The days told."""
        return self.mark.days


@dataclass(slots=True)
class Narration:
    """What a document has told of time up to each sentence; read lazily, forward."""

    document: Document
    years: Years
    _marker: Marker = field(init=False)
    _marks: dict[int, tuple[Mark, ...]] = field(default_factory=dict)
    _near: dict[int, Frame | None] = field(default_factory=dict)
    _main: dict[int, Frame | None] = field(default_factory=dict)
    _spoken: dict[int, Frame | None] = field(default_factory=dict)
    _around: dict[int, Days] = field(default_factory=dict)
    _reached: int = -1

    def __post_init__(self) -> None:
        self._marker = Marker(self.document, self.years)

    @property
    def is_bulletin(self) -> bool:
        """Whether a party or an institution tells of itself: its last day holds for all places."""
        return _INSTITUTION.search(self.document.article.publisher or "") is not None

    def marks(self, index: int) -> tuple[Mark, ...]:
        """Return the dates of a sentence, resolved."""
        self._read_to(index)
        return self._marks[index]

    def near(self, index: int) -> Frame | None:
        """Return the days told last before a sentence, in its paragraph or section."""
        self._read_to(index)
        near = self._near.get(index - 1)
        is_news = self.years.is_news
        if near is not None and is_news and near.paragraph != self._paragraph(index):
            return self._main.get(index - 1)
        return near

    def holding(self, index: int) -> Frame | None:
        """Return the days that hold for a sentence that tells none.

        News goes on with the days of its lead, but not right behind a paragraph of other days.
        """
        frame = self.near(index)
        if not self.years.is_news:
            return frame
        last, main = self._near.get(index - 1), self.main(index)
        if last is None or main is None or last.days == main.days:
            return frame or main
        return frame if last.paragraph == self._paragraph(index) else None

    def main(self, index: int) -> Frame | None:
        """Return the days that the news before a sentence is about; else those of its first lines.

        A headline and a lead are told of by the lines behind them.
        """
        self._read_to(index)
        before = self._main.get(index - 1)
        if before is not None or index > _LEAD:
            return before
        last = min(_LEAD, len(self.document.sentences.spans) - 1)
        self._read_to(last)
        for at in range(index, min(last, index + 3) + 1):
            frame = self._main.get(at)
            if frame is not None:
                return frame if frame.mark.mention.kind != "unit" else None
        return None

    def since(self, index: int) -> Mark | None:
        """Return the «since …» of the line before a sentence's paragraph: a heading of totals."""
        self._read_to(index)
        spans = self.document.sentences.spans
        while index > 0 and spans[index - 1].paragraph == spans[index].paragraph:
            index -= 1
        marks = self._marks.get(index - 1, ())
        found = next((mark for mark in marks if mark.mention.role == "since"), None)
        return found if found and self._is_heading(index - 1) else None

    def counted_since(self, index: int) -> Mark | None:
        """Return the «since …» that the sentences shortly before a running total tell."""
        for at in range(index - 1, max(-1, index - _COUNTED_WITHIN), -1):
            self._read_to(at)
            for mark in self._marks.get(at, ()):
                is_since = self.document.folded.startswith("since", mark.mention.start)
                if is_since and mark.days.first is not None and self._marker.is_fresh(mark.days):
                    return mark
        return None

    def sentence_at(self, position: int) -> int:
        """Return the number of the sentence that an offset lies in."""
        spans = self.document.sentences.spans
        return max(bisect_right(spans, position, key=lambda span: span.start) - 1, 0)

    def paragraph_at(self, position: int) -> int:
        """Return the number of the paragraph that an offset lies in."""
        return self.document.sentences.spans[self.sentence_at(position)].paragraph

    def _paragraph(self, index: int) -> int:
        return self.document.sentences.spans[index].paragraph

    def _read_to(self, index: int) -> None:
        if index in self._marks:
            return
        start = self._reached + 1
        if start == 0 and self.years.is_news:
            for at in range(min(_LEAD, index)):
                self._read(at)
            start = self._reached + 1
        if index - _LOOK_BACK > start:
            if self.years.is_news:
                self._main[index - _LOOK_BACK - 1] = self._main.get(start - 1)
            start = index - _LOOK_BACK
        for at in range(min(start, index), index + 1):
            self._read(at)

    def _read(self, index: int) -> None:
        """Resolve the dates of a sentence and note what it tells for the sentences behind it."""
        span = self.document.sentences.spans[index]
        near, main = self._near.get(index - 1), self._main.get(index - 1)
        if near is not None and self._is_heading(index):
            near = None
        if near is not None and self.years.is_news and near.paragraph != span.paragraph:
            near = main
        told = near or main
        spoken = self._spoken.get(index - 1)
        if spoken is not None and spoken.paragraph == span.paragraph:
            told = spoken
        around = self._around.get(index - 1, UNTOLD)
        marks = self._marker.marks(span, around if around.last else told.days if told else UNTOLD)
        self._spoken[index] = spoken
        for mark in marks:
            around = self._marker.around(mark)
            if (
                mark.mention.kind == "vague"
                and not self.years.is_news
                and mark.mention.role == "on"
            ):
                near, main = None, None
            if mark.mention.kind in _SPOKEN and mark.days.last and not mark.aside:
                self._spoken[index] = Frame(mark, span.paragraph)
            if not self._frames(mark):
                continue
            if main is not None and self._is_within(mark.days, main.days):
                near = main
                continue
            if self.years.is_news and main is not None and mark.mention.kind == "window":
                continue
            if mark.mention.kind == "window" and mark.mention.days < _WEEK and not self.is_bulletin:
                near = Frame(mark, span.paragraph) if self.years.is_news else near
                continue
            near = Frame(mark, span.paragraph)
            if self._leads(mark, main, index):
                main = near
        self._marks[index] = tuple(marks)
        self._reached = max(self._reached, index)
        self._near[index] = near
        self._main[index] = main
        self._around[index] = around

    def _leads(self, mark: Mark, main: Frame | None, index: int) -> bool:
        """Tell whether the text from a date on is about its days: news is about its first one."""
        if not self.years.is_news:
            return mark.mention.kind not in ("month", "year")
        return main is None and (index < _HEADS or self._marker.is_fresh(mark.days))

    def _is_heading(self, index: int) -> bool:
        """Tell whether a line is a heading: short, alone, without the stop of a sentence."""
        spans = self.document.sentences.spans
        span = spans[index]
        if span.end - span.start > _HEADING or self.document.text[span.end - 1] in '.!?:;,"”':
            return False
        before = index == 0 or spans[index - 1].paragraph != span.paragraph
        return before and (index + 1 == len(spans) or spans[index + 1].paragraph != span.paragraph)

    def _frames(self, mark: Mark) -> bool:
        """Tell whether what follows is of the days of a mention too."""
        mention, days = mark.mention, mark.days
        if mark.reports or mark.aside or mention.kind not in _FRAMING or mention.role != "on":
            return False
        if mention.kind in ("window", "unit"):
            # A bulletin's week or month holds for its figures; a day's count does not.
            return (1 if mention.kind == "window" else _MONTH) <= mention.days <= _MONTH
        if days.last is None or (
            self.years.is_news and mention.shift < 0 and mention.kind == "offset"
        ):
            return False
        is_long = days.first is not None and (days.last - days.first).days > _MONTH
        return not (self.years.is_news and is_long and not self._marker.is_fresh(days))

    def _is_within(self, days: Days, frame: Days) -> bool:
        """Tell whether days are one event of the month or year that a bulletin tells of."""
        if not self.years.is_news or not (days.first and days.last and frame.first and frame.last):
            return False
        is_long = (frame.last - frame.first).days >= _MONTH - 3
        return is_long and frame.first <= days.first and days.last <= frame.last and days != frame
