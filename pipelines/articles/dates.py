"""Dates as sources write them, to UTC.

Belongs here: parsing one date of metadata. Does not belong here: dates inside an article's text,
which belong to claims.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from dateutil import parser

_LONGEST = 60
_ZONES = {
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "GMT": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IDT": 3,
}  # fmt: skip
_FIRST_YEAR = 1900
_CLOCKS_DIFFER = dt.timedelta(days=1)
_OFFSETS = {name: hours * 3600 for name, hours in _ZONES.items()}
# Ten digits are the seconds of 2001 to 2286, thirteen their milliseconds; other numbers are years
# or shortened dates.
_UNIX_DIGITS = (10, 13)
# Parsed over two different defaults, a date that leaves out its year, month or day comes out twice
# differently: then it is no date. The first day of a month is not what "November 2025" says.
_DEFAULTS = (dt.datetime(2000, 1, 1), dt.datetime(2004, 2, 2))


@lru_cache(maxsize=4096)
def parse_date(value: str) -> dt.datetime | None:
    """Return a date of publication in UTC, or None where `value` names no full day.

    ISO 8601, RFC 822 and written-out English dates are read, and Unix time in seconds or
    milliseconds. A bare date is midnight UTC; a time without a zone is taken as UTC. Day before
    month only where a month is named or the year comes first: "03/04/2025" is ambiguous and
    therefore None.

    >>> parse_date("15 November 2025").isoformat()
    '2025-11-15T00:00:00+00:00'
    >>> parse_date("Sat, 15 Nov 2025 22:30:00 -0500").isoformat()
    '2025-11-16T03:30:00+00:00'
    """
    value = value.strip()
    if not value or len(value) > _LONGEST:
        return None
    try:
        if value.isdecimal() and len(value) in _UNIX_DIGITS:
            return dt.datetime.fromtimestamp(int(value[:10]), dt.UTC)
        if "W" not in value:  # a week names no day, though Python takes its Monday
            return _to_utc(dt.datetime.fromisoformat(value))
    except (ValueError, OverflowError):
        pass
    try:
        if value.isdecimal():
            return None
        found = [parser.parse(value, default=d, tzinfos=_OFFSETS) for d in _DEFAULTS]
        swapped = parser.parse(value, default=_DEFAULTS[0], tzinfos=_OFFSETS, dayfirst=True)
        if found[0] != found[1] or found[0] != swapped:
            return None
        return _to_utc(found[0])
    except (ValueError, OverflowError, TypeError, RecursionError):
        return None


def doubtful(published_at: dt.datetime, now: dt.datetime) -> str | None:
    """Return why a date of publication cannot be believed, in one line, or None where it can.

    >>> doubtful(parse_date("2095-01-01"), parse_date("2025-11-20"))
    'published 2095-01-01, which is in the future'
    """
    day = published_at.date().isoformat()
    if published_at > now + _CLOCKS_DIFFER:
        return f"published {day}, which is in the future"
    if published_at.year < _FIRST_YEAR:
        return f"published {day}, which is before {_FIRST_YEAR}"
    return None


def _to_utc(moment: dt.datetime) -> dt.datetime:
    if moment.tzinfo is None:
        return moment.replace(tzinfo=dt.UTC)
    return moment.astimezone(dt.UTC)
