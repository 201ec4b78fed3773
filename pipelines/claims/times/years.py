"""The year of a date that the text writes without one.

News tells of the days before its publication; a history tells of the year that it named last, else
of the year that it names next, else of the first year of the conflict that it is about.
"""

import calendar
import datetime as dt
import functools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.claims.times.origins import campaigns_told, conflict_of
from pipelines.lexicon import Lexicon
from pipelines.lexicon.model import Campaign, Conflict

_DEICTIC = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?!(?: night)?,? (?:\d|[A-Z][a-z]+ \d))"
    r"|[Tt]oday\b|[Yy]esterday\b|[Ll]ast (?:night|week|month)\b|[Tt]his (?:week|month|morning)\b"
    r"|(?:the|over the) (?:past|last) (?:\w+ )?(?:hours?|days?|weeks?|months)\b|[Ll]ast year\b"
    r"|[Tt]his year\b|(?:days?|weeks?|months|year) ago\b|[Dd]uring the week\b)"
    r"|\A[A-Z][A-Z/.,' -]{2,40}(?:, \w+\.? \d{1,2} )?(?:[–—-]|\([A-Z])"
)
_THIS_YEAR = re.compile(
    r"\b(?:(?:half|quarter|months|start|beginning|end) of the year|this year|[Oo]vernight)\b"
)
_DAYLESS = re.compile(r"\d(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_ON_ITS_DAY = re.compile(r"\b(?:anniversary|(?:years?|months) (?:on|ago|since|after|later))\b")
_MONTH_NAMES = tuple(name for name in calendar.month_name if name)
_ANY_MONTH = "|".join(_MONTH_NAMES)
_A_MONTH = re.compile("|".join(name[:3] for name in _MONTH_NAMES))
_DAY_BEFORE = 5
_DATED = re.compile(
    rf"(?<!since )\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?P<m1>{_ANY_MONTH})"
    rf"|(?P<m2>{_ANY_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)"
    rf"(?: ?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?)(?:,? (?P<y>(?:19|20)\d\d))?"
)
_EXPLICIT = re.compile(
    r"(?<![\d.,/-])(?:19[89]|20[0-4])\d(?![\d/-]|[.,]\d|\s(?:[A-Z]+\s)?(?:report|study|census|resolution|"
    r"agreement|film|election|people|soldiers|troops|civilians)s?\b)"
)
_ENCYCLOPAEDIA = re.compile(r"wikipedia|encyclop|\bwiki\b|britannica", re.IGNORECASE)
_LEAD = 1500
_NEAR = dt.timedelta(days=62)
_NEWS = dt.timedelta(days=14)
_MARGIN = dt.timedelta(days=10)
_LONG_AGO = dt.timedelta(days=3 * 365)
_FORWARD = 250
_BACKWARD = 115


@dataclass(slots=True)
class Years:
    """The evidence for years in one text; `side_counts` tells which conflict it is about."""

    text: str
    published: dt.date | None
    side_counts: Mapping[str, int]
    lexicon: Lexicon
    publisher: str = ""
    _told: tuple[list[int], list[int]] | None = field(default=None)
    _campaigns: Sequence[Campaign] | None = field(default=None)
    _news: bool | None = field(default=None)
    _conflict: Conflict | None = field(default=None)
    _asked: bool = False
    _looks_back: bool | None = field(default=None)

    @property
    def is_news(self) -> bool:
        """Whether the text counts its days from publication: «on Monday», «last night»."""
        if self._news is None:
            is_history = _ENCYCLOPAEDIA.search(self.publisher) is not None
            published = None if is_history else self.published
            self._news = published is not None and self._counts_from(published)
        return self._news

    def _counts_from(self, published: dt.date) -> bool:
        """Tell whether the first day named is shortly before publication, or a weekday is first."""
        month = _A_MONTH.search(self.text, 0, _LEAD)
        first = max(0, month.start() - _DAY_BEFORE) if month else _LEAD
        dated = list(_DATED.finditer(self.text, first, _LEAD))
        if dated and self._is_recent(dated[0], published):
            return True
        deictic = _DEICTIC.search(self.text, 0, _LEAD)
        for match in dated:
            if self._is_recent(match, published):
                return True
            if (match["d1"] or match["d2"]) and not self.publisher:
                return deictic is not None and deictic.start() < match.start()
        if deictic is not None or _THIS_YEAR.search(self.text, 0, _LEAD) is not None:
            return True
        if self.publisher:
            # A paper names the years that are not its own; a history names those it is about.
            years = [int(match[0]) for match in _EXPLICIT.finditer(self.text, 0, _LEAD)]
            return not years or max(years) >= published.year - 1
        # A history tells of days; news without one tells of the month just past.
        return _EXPLICIT.search(self.text) is None and _DAYLESS.search(self.text) is None

    def _is_recent(self, match: re.Match[str], published: dt.date) -> bool:
        month = 1 + next(
            i for i, n in enumerate(_MONTH_NAMES) if n.startswith((match["m1"] or match["m2"])[:3])
        )
        day = match["d1"] or match["d2"]
        if match["y"]:
            year = int(match["y"])
        elif day:
            year = published.year if month <= published.month else published.year - 1
        else:
            return False
        told = _day(year, month, max(1, min(int(day), 31)) if day else 28)
        return dt.timedelta(days=-3) <= published - told <= (_NEWS if day else _NEAR)

    def guess(self, month: int, day: int, position: int, told: dt.date | None) -> int | None:
        """Return the year of a day and month at `position`; `told` is the day told before it."""
        if self.is_news:
            opening = self._of_opening(month, day)
            return opening or self._of_news(month, day, told)
        if told is not None and not self._named_between(told.year, position):
            year: int | None = _beside(month, day, told)
        else:
            year = self._named(position)
        if year is None:
            year = self._of_campaign(month, day) or self._of_conflict(month, day)
        if year is not None and self.published and _day(year, month, day) > self.published:
            year -= 1
        return year

    def _of_opening(self, month: int, day: int) -> int | None:
        """Return the year of the war's first day, where a day is named like it and not of late."""
        if (month, day) not in _first_days(self.lexicon):
            return None
        conflict = self._war()
        if conflict is None or self.published is None:
            return None
        if (conflict.start.month, conflict.start.day) != (month, day):
            return None
        recent = self._of_news(month, day, None)
        is_late = recent is not None and self.published - _day(recent, month, day) <= _MARGIN
        is_told = is_late and self._on_its_day()
        return conflict.start.year if is_told or not is_late else None

    def _war(self) -> Conflict | None:
        if not self._asked:
            self._asked = True
            self._conflict = conflict_of(self.side_counts, self.published, self.lexicon)
        return self._conflict

    def _on_its_day(self) -> bool:
        """Tell whether the text looks back from the day of an anniversary."""
        if self._looks_back is None:
            self._looks_back = _ON_ITS_DAY.search(self.text) is not None
        return self._looks_back

    def _of_news(self, month: int, day: int, told: dt.date | None) -> int | None:
        """Return the last such day before publication, or the next after an old day just told."""
        published = self.published
        if published is None:
            return None
        year = published.year
        if _day(year, month, day) > published + dt.timedelta(days=3):
            year -= 1
        recent = _day(year, month, day)
        if told is None or published - told < dt.timedelta(days=300) or published - recent <= _NEAR:
            return year
        return min(_beside(month, day, told), year)

    def _named_between(self, year: int, position: int) -> bool:
        """Tell whether the text named another year since, shortly before a position."""
        places, years = self._explicit()
        at = bisect_left(places, position)
        return at > 0 and position - places[at - 1] < 40 and years[at - 1] != year

    def _named(self, position: int) -> int | None:
        """Return the year that the text names most; of two, the one named nearest to a position."""
        places, years = self._explicit()
        if not years:
            return None
        counts = Counter(years)
        nearest = {year: -abs(place - position) for place, year in zip(places, years, strict=True)}
        return max(counts, key=lambda year: (counts[year], nearest[year]))

    def _explicit(self) -> tuple[Sequence[int], Sequence[int]]:
        if self._told is None:
            limit = self.published.year if self.published else dt.date.max.year
            found = [(m.start(), int(m[0])) for m in _EXPLICIT.finditer(self.text)]
            kept = [(place, year) for place, year in found if year <= limit]
            self._told = ([place for place, _ in kept], [year for _, year in kept])
        return self._told

    def _of_campaign(self, month: int, day: int) -> int | None:
        """Return the year of the campaign that the places of the text tell of.

        The campaign with most of its places named counts, of two the shorter one, where the day
        lies within it.
        """
        if self._campaigns is None:
            self._campaigns = campaigns_told(self.text.lower(), self.lexicon)
        for campaign in self._campaigns:
            for year in range(campaign.start.year, campaign.end.year + 1):
                if campaign.start - _MARGIN <= _day(year, month, day) <= campaign.end + _MARGIN:
                    return year
        return None

    def _of_conflict(self, month: int, day: int) -> int | None:
        """Return the year that puts the day into the first twelve months of the conflict.

        Of a war of many years its first is no likelier than any other: a report tells of the year
        of its publication, an encyclopaedia of any.
        """
        conflict = self._war()
        published = self.published
        if published and (conflict is None or published - conflict.start > _LONG_AGO):
            return None if _ENCYCLOPAEDIA.search(self.publisher) else published.year
        if conflict is None:
            return None
        year = conflict.start.year
        return year if _day(year, month, day) >= conflict.start else year + 1


@functools.lru_cache(maxsize=4)
def _first_days(lexicon: Lexicon) -> frozenset[tuple[int, int]]:
    """Return the months and days on which the conflicts of the lexicon began."""
    return frozenset((conflict.start.month, conflict.start.day) for conflict in lexicon.conflicts)


def _beside(month: int, day: int, told: dt.date) -> int:
    """Return the year that puts a day nearest to the day told before; tales run forward."""
    gap = (_day(told.year, month, day) - told).days
    if gap < -_BACKWARD:
        return told.year + 1
    return told.year - 1 if gap > _FORWARD else told.year


@functools.lru_cache(maxsize=512)
def _day(year: int, month: int, day: int) -> dt.date:
    """Return the day, the month's last where it has no such day."""
    while True:
        try:
            return dt.date(year, month, day)
        except ValueError:
            day -= 1
