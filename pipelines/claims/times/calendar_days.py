"""Turn an expression of time into days, from publication and from the day that was told last."""

import calendar
import datetime as dt
from dataclasses import dataclass

from pipelines.claims.reading.date_mentions import DateMention
from pipelines.claims.times.origins import conflict_start
from pipelines.claims.times.years import Years

_ONE = dt.timedelta(days=1)
_WEEK = 7
_OLD = dt.timedelta(days=5)
_MONTH = 30
_LONG_RUN = 45
"""A run of so many days names the years of the days within it."""


@dataclass(frozen=True, slots=True)
class Days:
    """A run of days, both ends included; None is an end that is open or not told."""

    first: dt.date | None
    last: dt.date | None

    @property
    def is_told(self) -> bool:
        """Whether both ends are told."""
        return self.first is not None and self.last is not None


UNTOLD = Days(None, None)


def days_of(mention: DateMention, told: Days, years: Years) -> Days:
    """Return the days that a mention covers, whatever its role; `told` are those told before it.

    Windows end on a day that the claim decides: they are untold here.
    """
    if mention.upto is not None:
        return _span(mention, mention.upto, told, years)
    match mention.kind:
        case "day":
            return _day(mention, told, years)
        case "month" | "year":
            return _begun(mention, _long(mention, told, years), years)
        case "weekday":
            return _weekday(mention, told, years)
        case "today":
            return _shifted(years.published, mention) if years.is_news else UNTOLD
        case "offset":
            return _offset(mention, told, years)
        case "unit":
            return _unit(mention, years.published)
        case "origin":
            return Days(_origin(mention, told, years), None)
    return UNTOLD


def ending_on(last: dt.date, days: int) -> Days:
    """Return the window of so many days that ends on a day."""
    return Days(last - dt.timedelta(days=days - 1), last)


def _span(first: DateMention, second: DateMention, told: Days, years: Years) -> Days:
    """Return the days from one end to the other; a year told at one end holds for both."""
    end = days_of(second, told, years)
    year = first.year
    if year is None and end.last is not None and first.month is not None:
        year = end.last.year - (second.month is not None and first.month > second.month)
    begin = days_of(
        DateMention(
            first.start,
            first.end,
            "on",
            first.kind,
            year,
            first.month,
            first.day,
            back=first.back,
            part=first.part,
        ),
        end if first.kind == "weekday" else told,
        years,
    )
    if begin.first is not None and end.last is not None and begin.first > end.last:
        return UNTOLD
    return Days(begin.first, end.last)


def _day(mention: DateMention, told: Days, years: Years) -> Days:
    if mention.month is None and told.last is None and years.published is None:
        return UNTOLD
    near = told.last or years.published
    if mention.month is None and near is not None:
        return _nth(mention.day or 1, near, told, years.published)
    month, day = mention.month or 1, mention.day or 1
    year = _year(mention, month, day, told, years)
    try:
        found = dt.date(year, month, day) if year else None
    except ValueError:
        found = None
    return Days(found, found)


def _year(mention: DateMention, month: int, day: int, told: Days, years: Years) -> int | None:
    """Return the year of a day or month: as told, of «last year» from publication, or guessed."""
    if mention.back is not None and years.published is not None:
        return years.published.year - mention.back
    within = None if years.is_news else _within(month, told)
    return mention.year or within or years.guess(month, day, mention.start, told.last)


def _within(month: int, told: Days) -> int | None:
    """Return the year of a month within a longer run told before: «May–December 2019 … 8 July»."""
    if told.first is None or told.last is None or (told.last - told.first).days < _LONG_RUN:
        return None
    for year in range(told.first.year, told.last.year + 1):
        if told.first.replace(day=1) <= dt.date(year, month, 1) <= told.last:
            return year
    return None


def _nth(day: int, near: dt.date, told: Days, published: dt.date | None) -> Days:
    """Return the day of the month within what was told, else the one nearest to it."""
    found = []
    for back in (0, 1, -1):
        month = near.month - 1 - back
        year, month = near.year + month // 12, month % 12 + 1
        if day <= calendar.monthrange(year, month)[1]:
            found.append(dt.date(year, month, day))
    found = [date for date in found if published is None or date <= published] or found
    first = told.first or near
    found = [date for date in found if first <= date <= near] or found
    best = min(found, key=lambda date: abs(date - near))
    return Days(best, best)


def _long(mention: DateMention, told: Days, years: Years) -> Days:
    """Return a whole month or year; of «the end of April» its last day, of «early May» nothing."""
    if mention.kind == "month":
        month = mention.month or 1
        year = _year(mention, month, 1, told, years)
        if year is None:
            return UNTOLD
        first = dt.date(year, month, 1)
        last = dt.date(year, month, calendar.monthrange(year, month)[1])
    else:
        first, last = dt.date(mention.year or 1, 1, 1), dt.date(mention.year or 1, 12, 31)
    if mention.part == "end of" and mention.role != "since":
        return Days(last, last)
    if mention.part in ("start of", "beginning of"):
        return Days(first, first)
    return UNTOLD if mention.part else Days(first, last)


def _begun(mention: DateMention, days: Days, years: Years) -> Days:
    """Return the day of «since the invasion in February 2022», where the conflict's is known."""
    if not mention.event or not days.first or not days.last:
        return days
    start = conflict_start(mention.event, years.side_counts, years.published, years.lexicon)
    return Days(start, days.last) if start and days.first <= start <= days.last else days


def _weekday(mention: DateMention, told: Days, years: Years) -> Days:
    """Return the latest such weekday at or before publication, or within what a history tells."""
    last = years.published if years.is_news else told.last
    if last is None:
        return UNTOLD
    back = (last.weekday() - (mention.day or 0)) % _WEEK
    found = last - dt.timedelta(days=_WEEK if mention.shift and not back else back)
    return Days(found, found)


def _shifted(day: dt.date | None, mention: DateMention) -> Days:
    if day is None:
        return UNTOLD
    return ending_on(day + dt.timedelta(days=mention.shift), max(mention.days, 1))


def _offset(mention: DateMention, told: Days, years: Years) -> Days:
    """Return the day counted from the one told last; without one, news counts from publication."""
    origin = told.first if mention.shift < 0 and told.first else told.last
    published = years.published
    if mention.days > 1 and years.is_news and published and origin and published > origin:
        # News of a night just past: the night before it was published.
        is_old = published - origin > _OLD
        origin = published if is_old or published - origin <= 2 * _ONE else origin
    if origin is None and years.is_news:
        origin = years.published
    return _shifted(origin, mention)


def _unit(mention: DateMention, published: dt.date | None) -> Days:
    """Return the week, month or year of publication, or the one before it."""
    if published is None:
        return UNTOLD
    if mention.days < _WEEK:
        sunday = published - dt.timedelta(days=(published.weekday() + 1) % _WEEK)
        return Days(sunday - _ONE, sunday)
    if mention.days == _WEEK:
        monday = published - dt.timedelta(days=published.weekday() - _WEEK * mention.shift)
        return Days(monday, min(monday + dt.timedelta(days=6), published))
    first = published.replace(day=1)
    if mention.days > _MONTH:
        first = dt.date(published.year + mention.shift, 1, 1)
        return Days(first, min(dt.date(first.year, 12, 31), published))
    if mention.shift:
        return Days((first - _ONE).replace(day=1), first - _ONE)
    return Days(first, published)


def _origin(mention: DateMention, told: Days, years: Years) -> dt.date | None:
    if mention.event == "then":
        return told.first
    return conflict_start(mention.event, years.side_counts, years.published, years.lexicon)
