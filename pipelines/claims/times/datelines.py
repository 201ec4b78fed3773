"""The day that a text counts its days from: its dateline's, where it is dated later than stored.

Releases are filed under the day of their event and dated with the day they went out: «yesterday»
and «Monday» are said from there.
"""

import datetime as dt
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATELINE = re.compile(
    r"\b[A-Z]{3,}\b[^\n()]{0,40}\("
    r"(?P<month>[A-Z][a-z]{2})[a-z]{0,6}\.? (?P<day>\d{1,2})(?:, (?P<year>\d{4}))?\)"
)
_FIRST = 700
_LATER = 3
"""So many days after its event does a release go out."""


def counted_from(text: str, published: dt.date | None) -> dt.date | None:
    """Return the day of publication, or that of a dateline shortly after it.

    >>> counted_from("KABUL, Afghanistan (Nov. 10) - Troops …", dt.date(2010, 11, 9))
    datetime.date(2010, 11, 10)
    """
    match = _DATELINE.search(text, 0, _FIRST) if published is not None else None
    if match is None or published is None or match["month"].lower() not in _MONTHS:
        return published
    month = _MONTHS.index(match["month"].lower()) + 1
    year = int(match["year"] or published.year + (month < published.month))
    try:
        told = dt.date(year, month, int(match["day"]))
    except ValueError:
        return published
    return told if 0 < (told - published).days <= _LATER else published
