"""Find the dates and periods of a text and resolve them against its publication date.

A mention keeps what it says (a day, a month, a window of days, a beginning); which mention a claim
takes is decided in `periods`.
"""

import calendar
import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import Literal

from pipelines.claims.quantities import alternatives
from pipelines.lexicon import Lexicon

Role = Literal["on", "since", "as_of", "until"]

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3].lower(): i for name, i in list(_MONTHS.items())} | {"sept": 9}
_WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?:\.|\b))"
)
_TO = r"(?:\s?[-–—/]\s?|\s(?:to|and|until|through)\s)"
_NEWS = dt.timedelta(days=62)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression of the text.

    `first` and `last` are the days it covers, both None for a relative window of `days` days that
    ends `shift` days from an as-of date still to be found. `role` tells since, as of, until.
    """

    start: int
    end: int
    role: Role
    kind: Literal["day", "span", "month", "window", "conflict"]
    first: dt.date | None = None
    last: dt.date | None = None
    days: int = 0
    shift: int = 0


@dataclass(frozen=True, slots=True)
class _Year:
    """The year that the text named last; `firm` unless it only began something."""

    value: int | None
    firm: bool


@functools.lru_cache(maxsize=4)
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    phrases = alternatives(lexicon.periods)
    starts = alternatives(p for c in lexicon.conflicts for p in c.phrases)
    return re.compile(
        rf"(?<!\w)(?:(?P<conflict>{starts})"
        r"|(?P<warstart>since\sthe\s(?:start|beginning|outbreak)\sof\sthe\s(?:full-scale\s|all-out\s"
        r"|current\s)?(?:war|conflict|fighting|hostilities|offensive|operation)"
        r"|since\sthe\s(?:war|conflict|fighting)\s(?:began|started|broke\sout))"
        r"|(?:(?P<role>since|as\sof|as\sat|until|by|from|up\sto)\s"
        r"(?:the\send\sof\s|(?<=since\s)the\s(?:\w+\s){1,3}?of\s)?)?(?:"
        r"(?P<iso>\d{4}-\d{2}-\d{2})|(?P<dotted>\d{1,2}\.\d{1,2}\.\d{4})"
        rf"|(?P<d1>{_DAY})(?:{_TO}(?P<d2>{_DAY}))?\s(?:of\s)?(?P<m1>{_MONTH})(?:,?\s(?P<y1>\d{{4}}))?"
        rf"|(?P<m2>{_MONTH})\s(?P<d3>{_DAY})(?:{_TO}(?P<d4>{_DAY}))?(?!\d)(?:,?\s(?P<y2>\d{{4}}))?"
        rf"|(?P<m3>{_MONTH})\s(?:of\s)?(?P<y3>\d{{4}})"
        rf"|(?P<w1>(?:last\s|on\s|next\s)?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|"
        r"Saturday|Sunday))(?P<night>\snight)?"
        rf"|(?:(?<=in\s)|(?<=during\s)|(?<=last\s)|(?<=since\s)|(?<=of\s)|(?<=for\s))(?P<m4>{_MONTH})"
        r"|(?P<lastmonth>last\smonth|the\sprevious\smonth)"
        r"|(?P<year>(?<=since\s)(?:19|20)\d\d(?!\d))"
        rf"|(?P<window>{phrases})"
        r"))(?!\w)",
        re.IGNORECASE,
    )


def find_dates(
    text: str, published: dt.date | None, sides: frozenset[str], lexicon: Lexicon
) -> list[DateMention]:
    """Return the date mentions of a text in order.

    A yearless date takes the year that the text named last, else the year that puts it at or
    before publication. `sides` (who the text is about) choose the conflict that «since the start
    of the war» means.
    """
    found = []
    year = _Year(None, firm=False)
    for match in _pattern(lexicon).finditer(text):
        explicit = match["y1"] or match["y2"] or match["y3"] or (match["iso"] or "")[:4]
        if explicit:
            # «Since 7 October 2023» dates a war, not the news of today.
            year = _Year(int(explicit), firm=(match["role"] or "").lower() != "since")
        mention = _mention(match, published, year, sides, lexicon)
        if mention is not None:
            found.append(mention)
    return found


def _mention(
    match: re.Match[str],
    published: dt.date | None,
    year: _Year,
    sides: frozenset[str],
    lexicon: Lexicon,
) -> DateMention | None:
    start, end = match.span()
    if match["conflict"] or match["warstart"]:
        origin = conflict_start(match[0], sides, lexicon)
        return DateMention(start, end, "since", "conflict", origin)
    role = _role(match["role"])
    if match["window"]:
        period = lexicon.periods[" ".join(match["window"].lower().split())]
        return DateMention(start, end, role, "window", days=period.days, shift=period.shift)
    if match["weekday"]:
        day = _weekday(_WEEKDAYS[match["weekday"].lower()], published)
        return DateMention(start, end, role, "day", day, day) if day else None
    if match["lastmonth"] or match["m3"] or match["m4"]:
        return _month(match, role, published, year)
    if match["year"]:
        first = dt.date(int(match["year"]), 1, 1)
        return DateMention(start, end, "since", "span", first, first)
    return _days(match, role, published, year)


def conflict_start(phrase: str, sides: frozenset[str], lexicon: Lexicon) -> dt.date | None:
    """Return the start of the conflict that a phrase names, or that `sides` fight; else None."""
    lowered = " ".join(phrase.lower().split())
    for conflict in lexicon.conflicts:
        if any(known.lower() == lowered for known in conflict.phrases):
            return conflict.start
    scored = [(len(sides & set(c.sides)), c.start) for c in lexicon.conflicts]
    best = max(scored, default=(0, dt.date.min))
    return best[1] if best[0] >= 2 else None


def _role(word: str | None) -> Role:
    if not word:
        return "on"
    word = " ".join(word.lower().split())
    if word in ("since", "from"):
        return "since"
    return "as_of" if word.startswith("as ") else "until"


def _weekday(number: int, published: dt.date | None) -> dt.date | None:
    """Return the latest such weekday at or before publication."""
    if published is None:
        return None
    return published - dt.timedelta(days=(published.weekday() - number) % 7)


def _month(
    match: re.Match[str], role: Role, published: dt.date | None, year: _Year
) -> DateMention | None:
    if match["lastmonth"]:
        if published is None:
            return None
        last = published.replace(day=1) - dt.timedelta(days=1)
        return DateMention(*match.span(), role, "month", last.replace(day=1), last)
    month = _MONTHS[(match["m3"] or match["m4"]).lower().rstrip(".")]
    number = _year(month, 1, published, year)
    if number is None:
        return None
    days = calendar.monthrange(number, month)[1]
    first, last = dt.date(number, month, 1), dt.date(number, month, days)
    return DateMention(*match.span(), role, "month", first, last)


def _days(
    match: re.Match[str], role: Role, published: dt.date | None, year: _Year
) -> DateMention | None:
    if match["dotted"]:
        day = _valid(*map(int, reversed(match["dotted"].split("."))))
        return DateMention(*match.span(), role, "day", day, day) if day else None
    if match["iso"]:
        day = _valid(*map(int, match["iso"].split("-")))
        return DateMention(*match.span(), role, "day", day, day) if day else None
    month = _MONTHS[(match["m1"] or match["m2"]).lower().rstrip(".")]
    first_day = _number(match["d1"] or match["d3"])
    last_day = _number(match["d2"] or match["d4"]) or first_day
    number = _year(month, first_day, published, year)
    if number is None:
        return None
    first, last = _valid(number, month, first_day), _valid(number, month, last_day)
    if first is None or last is None or last < first:
        return None
    return DateMention(*match.span(), role, "day" if first == last else "span", first, last)


def _number(text: str | None) -> int:
    return int(re.sub(r"\D", "", text)) if text else 0


def _year(month: int, day: int, published: dt.date | None, year: _Year) -> int | None:
    """Return the year of a yearless date: the text's, else the last one before publication.

    A year that the text named only as a beginning gives way to a date shortly before publication.
    """
    recent = _last_year(month, day, published)
    if year.value is None or published is None or recent is None:
        return year.value if year.value is not None else recent
    candidate = _valid(recent, month, day)
    is_news = candidate is not None and published - candidate <= _NEWS
    return recent if is_news and not year.firm else year.value


def _last_year(month: int, day: int, published: dt.date | None) -> int | None:
    if published is None:
        return None
    candidate = _valid(published.year, month, day)
    is_past = candidate is not None and candidate <= published + dt.timedelta(days=7)
    return published.year if is_past else published.year - 1


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
