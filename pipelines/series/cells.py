"""What one cell of a table of figures says: a whole number, a day; or why it says neither.

Belongs here: the two errors of this package, numbers, days. Does not belong here: which cell means
what (`mapping`), dates of articles (`articles.dates`).
"""

from __future__ import annotations

import datetime as dt
import re

from pipelines.articles.dates import parse_date
from pipelines.schemas import PointRejectReason

GREATEST = 10**12
_FIRST_YEAR = 1900
_GROUPED = re.compile(r"\d{1,3}(?:([ ,'’\u00a0\u202f])\d{3})(?:\1\d{3})*|\d+")
_ZERO_DECIMALS = re.compile(r"\.0+$")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})(?:[T ].*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?: .*)?")


class SeriesError(Exception):
    """A table that cannot be used at all; the message is one line that says what to do."""


class RejectedError(Exception):
    """A row or cell that cannot be used; it becomes a row of `raw.rejected_point`."""

    def __init__(self, reason: PointRejectReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def whole_number(cell: str, column: str) -> int:
    """Return the number of people or things that a cell states.

    Thousands may be set apart by a space, a comma or an apostrophe; decimals must be zero, which
    leaves out "1.234", a number of its own in half of the world. Raises `RejectedError`.

    >>> whole_number("1,234", "tank"), whole_number("1 234 567", "tank"), whole_number("12.0", "n")
    (1234, 1234567, 12)
    """
    plain = _ZERO_DECIMALS.sub("", cell)
    if not _GROUPED.fullmatch(plain):
        raise RejectedError("bad_number", f"{column} is {cell[:60]!r}, no whole number from 0")
    digits = re.sub(r"\D", "", plain)
    if len(digits) > len(str(GREATEST)) or int(digits) > GREATEST:
        raise RejectedError("bad_number", f"{column} is {cell[:60]!r}, more than there can be")
    return int(digits)


def day_of(cell: str, column: str, date_format: str | None) -> dt.date:
    """Return the day that a cell names, as it stands there: no clock is moved.

    Read by `date_format` alone where there is one. Otherwise the year comes first, or the month is
    named, or day and month can be told apart. Raises `RejectedError`, `ambiguous_date` for
    "03/04/2025", which is two days.

    >>> day_of("15/11/2025", "date", None), day_of("03/04/2025", "date", "%d/%m/%Y")
    (datetime.date(2025, 11, 15), datetime.date(2025, 4, 3))
    """
    try:
        found = _by_format(cell, date_format) if date_format else _day(cell, column)
    except ValueError as error:
        told = f" by date_format {date_format}" if date_format else ""
        raise RejectedError("bad_date", f"{column} is {cell[:60]!r}, no date{told}") from error
    if found.year < _FIRST_YEAR:
        raise RejectedError("bad_date", f"{column} is {cell[:60]!r}, before {_FIRST_YEAR}")
    return found


def _by_format(cell: str, date_format: str) -> dt.date:
    return dt.datetime.strptime(cell, date_format).date()


def _day(cell: str, column: str) -> dt.date:
    if match := _YEAR_FIRST.fullmatch(cell):
        return dt.date(int(match[1]), int(match[3]), int(match[4]))
    if match := _YEAR_LAST.fullmatch(cell):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if max(first, second) <= 12 and first != second:
            hint = "say date_format in the mapping, such as %d/%m/%Y"
            raise RejectedError(
                "ambiguous_date", f"{column} is {cell!r}, which is two days; {hint}"
            )
        day, month = (second, first) if second > 12 else (first, second)
        return dt.date(year, month, day)
    moment = parse_date(cell)
    if moment is None:
        raise ValueError(cell)
    return moment.date()
