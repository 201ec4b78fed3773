"""Figures of an earlier time that one is set against: «up from 288 in the same period of 2023»."""

import calendar
import datetime as dt
import re

from pipelines.claims.times.calendar_days import Days
from pipelines.records import Claim, Span

_AGAINST = re.compile(
    r"\b(?:up|down|compared|than|against|versus|from|after|rise|increase|drop|fall|following)\b"
)
_EARLIER = re.compile(
    r"[^.;,\d]{0,30}?\b(?:(?:in|during|over|for) the (?:same|corresponding|equivalent|comparable) "
    r"(?:period|months?|weeks?|quarter|half|time|stretch|span)"
    r"(?:(?: (?:of|in))?(?: the)? (?:(?P<year>(?:19|20)\d\d)|(?:last|previous|preceding|prior) year"
    r"|year before))?"
    r"|(?:an?|one|the|in the) (?P<unit>year|month|week|day) (?:earlier|before|prior|ago)"
    r"|(?:in |on )?the (?:previous|preceding|prior) (?P<same>year|month|week|day))\b"
)
_BEFORE = 40
_WEEK = dt.timedelta(days=7)
_DAY = dt.timedelta(days=1)
_LONGEST_MONTH = 31


def compared(figure: Span, folded: str, limit: int, last: Claim | None) -> Days | None:
    """Return the earlier days of a figure that the claim `last` before it is set against."""
    if last is None or last.period_start is None or last.period_end is None:
        return None
    earlier = _EARLIER.match(folded, figure.end, limit)
    if earlier is None:
        return None
    start = max(last.end, figure.start - _BEFORE)
    if _AGAINST.search(folded, start, figure.start) is None:
        return None
    days = Days(last.period_start, last.period_end)
    if earlier["year"]:
        return _years_back(days, last.period_start.year - int(earlier["year"]))
    return _back(days, earlier["unit"] or earlier["same"] or "year")


def _back(days: Days, unit: str) -> Days | None:
    first, last = days.first, days.last
    if first is None or last is None:
        return None
    if unit == "year":
        return _years_back(days, 1)
    if unit == "month":
        if first.day != 1 or (last - first).days >= _LONGEST_MONTH:
            return None
        end = first - _DAY
        return Days(end.replace(day=1), end)
    step = _WEEK if unit == "week" else _DAY
    return Days(first - step, last - step)


def _years_back(days: Days, years: int) -> Days | None:
    if days.first is None or days.last is None or years <= 0:
        return None
    return Days(_in_year(days.first, years), _in_year(days.last, years))


def _in_year(day: dt.date, back: int) -> dt.date:
    year = day.year - back
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
